import ExactMath
import Formula
import Recurrence
import Wording

/// Back through one layer y = g(W a + b): the prerequisite of everything.
public struct AffineBackwardKind: ExerciseKind {
    public let id = "affine-backward"
    public let title = "back through one layer, y = relu(W a + b)"
    public let slips: [Slip] = [.m03, .m14, .g07, .g08, .g09]

    /// The kind with its four levels: layers of 1×1, 2×2, 2×3 and 3×3, with halves from level 3 on.
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
        guard isGeneral else { return nil }
        let exercise = exercise(layer, slips, origin: .seed(seed, level: level))
        return exercise.working.tells(slips, at: level) ? exercise : nil
    }

    func exercise(_ layer: AffineLayer, _ slips: [Slip], origin: Exercise.Origin) -> Exercise {
        let (rows, columns) = (layer.weight.rows, layer.weight.columns)
        let model = layer.model
        let asked: [LineName] = [.gradient("input.x", 1), .gradient("stack.0.W"), .gradient("stack.0.b")]
        let plan = model.plan(id, asked: asked, editsValues: false, edits: AffineLayer.edits) { program in
            // There is no state before, and so no U.
            program.lines = program.rewriting({ $0 == .value("stack.0.a", 1) }) { term in
                guard case .sum(let terms) = term.expression.kind else { return nil }
                return .sum(
                    terms.map(\.value).filter { !$0.traceNames.contains { $0.dotted == "stack.0.U" } })
            }
        }
        let working = model.working(plan)
        return Exercise(
            kind: id, origin: origin, title: title,
            fields: [
                AnswerField("da", .vector(columns), .exact, .gradient("a", "a")),
                AnswerField("dW", .matrix(rows, columns), .exact, .gradient("W", "W")),
                AnswerField("db", .vector(rows), .exact, .gradient("b", "b")),
            ], slips: slips, working: working
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
                solution: working.lines(
                    [.value("stack.0.a", 1), .value("stack.0.h", 1), .gradient("stack.0.a", 1)] + asked,
                    symbol: AffineLayer.symbol), scene: layer.scene(title: "\(id) (\(origin.words))"))
        }
    }
}

/// y = relu(W a + b) with ∂L/∂y given.
struct AffineLayer: Sendable {
    var weight: Matrix<Rational>
    var bias: [Rational]
    var input: [Rational]
    /// ∂L/∂y
    var gradient: [Rational]

    /// z = W a + b
    var preactivation: [Rational] { zip(weight.times(input), bias).map { $0 + $1 } }

    /// y = relu(z)
    private var outputs: [Rational] { preactivation.map { $0.isPositive ? $0 : 0 } }

    /// A layer over one step whose squared error has the given gradient: y − target = ∂L/∂y.
    var model: WorkedModel<Rational> {
        WorkedModel(
            architecture: Architecture(
                shape: .oneToOne,
                stack: [Layer(cell: ElmanCell(CellOptions(activation: .relu)), hidden: weight.rows)], loss: .mse,
                inputWidth: weight.columns), lengths: Lengths(inputs: 1, outputs: 1),
            values: ["stack.0.W": weight.elements, "stack.0.b": bias], inputs: [input],
            targets: [zip(outputs, gradient).map { $0 - $1 }])
    }

    /// In a single layer W itself is what has to be transposed, and the slope can come after it.
    @Sendable static func edits(_ slips: SlipSet) -> [Edit] {
        slips.slips.flatMap { slip -> [Edit] in
            switch slip {
            case .m03: [.untranspose(.input)]
            case .g08: [.dropSlope, .slopeAfterMatrix]
            default: slip.edits
            }
        }
    }

    /// W, a, b, z, y
    @Sendable static func symbol(_ name: LineName) -> Symbol? {
        let letters = ["stack.0.W": "W", "stack.0.b": "b", "input.x": "a", "stack.0.a": "z", "stack.0.h": "y"]
        // State 0 is zero and no part of the exercise.
        guard name.step != 0, var symbol = letters[name.path].map({ Symbol($0) }) else { return nil }
        if name.isGradient { symbol.gradient = .full }
        return symbol
    }

    /// The slips that can be made with these shapes; a transposed matrix fits only where it is square.
    var slips: [Slip] { weight.isSquare ? [.m03, .m14, .g07, .g08, .g09] : [.m14, .g07, .g09] }

    /// One step of a network whose mse loss has this gradient: y − target = ∂L/∂y.
    func scene(title: String) -> JSON {
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
                "inputs": .array([input.json]), "targets": .array([zip(outputs, gradient).map { $0 - $1 }.json]),
            ]),
            "loss": .string("mse"),
            "parameters": .object([
                "values": .object(["stack.0.W": weight.json, "stack.0.U": zeros.json, "stack.0.b": bias.json])
            ]),
        ])
    }
}
