import ExactMath
import Wording

/// Back through one layer y = g(W a + b): the prerequisite of everything.
public struct AffineBackwardKind: ExerciseKind {
    public let id = "affine-backward"
    public let title = "back through one layer, y = relu(W a + b)"
    public let slips: [Slip] = [.m03, .m14, .g07, .g08, .g09]

    public init() {}

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        let (rows, columns) = [(1, 1), (2, 2), (2, 3), (3, 3)][level - 1]
        func number(_ bound: Int) -> Rational {
            let whole = Rational(generator.integer(in: -bound...bound))
            return level >= 3 && generator.integer(in: 0...2) == 0 ? whole / 2 : whole
        }
        func vector(_ count: Int, _ bound: Int) -> [Rational] { (0..<count).map { _ in number(bound) } }
        let layer = AffineLayer(
            weight: Matrix(rows: rows, columns: columns) { _, _ in number(3) }, bias: vector(rows, 2),
            input: vector(columns, 3), gradient: vector(rows, 3))
        let slips = layer.slips
        let isGeneral =
            !layer.weight.isZero && !layer.weight.isSymmetric
            && (layer.input + layer.gradient + layer.preactivation).allSatisfy { !$0.isZero }
            && (level == 1 || layer.preactivation.contains { $0.sign < 0 })
            && layer.preactivation.contains { $0.sign > 0 }
        guard isGeneral, level == 1 || layer.tells(slips) else { return nil }
        return exercise(layer, slips, origin: .seed(seed, level: level))
    }

    func exercise(_ layer: AffineLayer, _ slips: [Slip], origin: Exercise.Origin) -> Exercise {
        let (rows, columns) = (layer.weight.rows, layer.weight.columns)
        return Exercise(
            kind: id, origin: origin, title: title,
            fields: [
                AnswerField("da", .vector(columns), .exact, .gradient("a", "a")),
                AnswerField("dW", .matrix(rows, columns), .exact, .gradient("W", "W")),
                AnswerField("db", .vector(rows), .exact, .gradient("b", "b")),
            ], slips: slips, working: layer
        ) {
            ExerciseText(
                statement: [
                    .text("One layer with the activation relu:"),
                    .formula(WrittenForm("z = W a + b      y = relu(z)", "z = W a + b \\qquad y = \\mathrm{relu}(z)")),
                    .given(WrittenForm("W", "W"), layer.weight.notation),
                    .given(WrittenForm("b", "b"), layer.bias.notation),
                    .given(WrittenForm("a", "a"), layer.input.notation),
                    .given(.gradient("y", "y"), layer.gradient.notation),
                    .text("Compute the gradients of L with respect to a, W and b, as fractions."),
                ],
                hints: [
                    "First compute z = W a + b: its signs decide what relu lets through.",
                    "Go back in two steps: from y to z, then from z to a, W and b.",
                    "From y to z each entry goes by itself; where z is negative, relu is flat.",
                    "Every entry of W has met one entry of a and sits in one entry of z: which pair belongs to row i, column j?",
                    "a_j has reached every z_i, through column j of W: add up along that column.",
                ],
                solution: layer.solution, scene: layer.scene(title: "\(id) (\(origin.words))"))
        }
    }
}

/// y = relu(W a + b) with ∂L/∂y given.
struct AffineLayer: Working {
    var weight: Matrix<Rational>
    var bias: [Rational]
    var input: [Rational]
    /// ∂L/∂y
    var gradient: [Rational]

    /// z = W a + b
    var preactivation: [Rational] { sum(weight.times(input), bias) }

    /// relu's derivative at z: 0 or 1
    private var slope: [Rational] { preactivation.map { $0.isPositive ? 1 : 0 } }

    /// The slips that can be made with these shapes; a transposed matrix fits only where it is square.
    var slips: [Slip] { weight.isSquare ? [.m03, .m14, .g07, .g08, .g09] : [.m14, .g07, .g09] }

    func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue] {
        var sheet = Worksheet(adopting: adopt)
        // Of the pre-activation: z itself stands where the slope belongs.
        let factor = slips.contains(.g09) ? preactivation : slope
        let inside = !slips.contains(.g07) && !slips.contains(.g08)
        let back = inside ? product(gradient, factor) : gradient
        let through = (slips.contains(.m03) ? weight : weight.transposed).times(back)
        _ = sheet.put(slips.contains(.g08) ? product(through, slope) : through)
        let outer = outer(back, input)
        _ = sheet.put(slips.contains(.m14) ? outer.transposed : outer)
        _ = sheet.put(back)
        return sheet.answers
    }

    var solution: [String] {
        let back = product(gradient, slope)
        return [
            "z = W a + b = \(weight.times(input).text) + \(bias.text) = \(preactivation.text)",
            "relu'(z) = \(slope.text)", "∂L/∂z = ∂L/∂y ⊙ relu'(z) = \(back.text)",
            "∂L/∂a = Wᵀ ∂L/∂z = \(weight.transposed.times(back).text)", "∂L/∂W = ∂L/∂z aᵀ = \(outer(back, input))",
            "∂L/∂b = ∂L/∂z = \(back.text)",
        ]
    }

    /// One step of a network whose mse loss has this gradient: y − target = ∂L/∂y.
    func scene(title: String) -> JSON {
        let output = preactivation.map { $0.isPositive ? $0 : 0 }
        let zeros = Matrix<Rational>.zero(rows: weight.rows, columns: weight.rows)
        return .object([
            "unfold": .integer(1), "title": .string(title), "arithmetic": .string("double"),
            "model": .object([
                "shape": .string("one-to-one"),
                "stack": .array([
                    .object([
                        "cell": .string("rnn"), "hidden": .integer(weight.rows), "activation": .string("relu"),
                    ])
                ]),
            ]),
            "sequence": .object([
                "inputs": .array([input.json]), "targets": .array([zip(output, gradient).map { $0 - $1 }.json]),
            ]),
            "loss": .string("mse"),
            "parameters": .object([
                "values": .object(["stack.0.W": weight.json, "stack.0.U": zeros.json, "stack.0.b": bias.json])
            ]),
        ])
    }
}
