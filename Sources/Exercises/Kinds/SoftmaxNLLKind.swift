import ExactMath
import Formula
import Recurrence
import Wording

/// Softmax, the negative log-likelihood and the gradient of both together.
public struct SoftmaxNLLKind: ExerciseKind {
    public let id = "softmax-nll"
    public let title = "softmax, the loss, and the gradient that reaches the logits"
    public let slips: [Slip] = [.m05, .m22, .g16, .g18]

    public let version = 2

    /// The kind with its four levels: 2, 3, 4 and 5 classes, with whole logits at level 1 and one decimal above.
    public init() {}

    /// Version 2 also asks over what the sum runs.
    public func draw(_ level: Int, seed: UInt64, version: Int, using generator: inout SeededGenerator) -> Exercise? {
        guard var exercise = draw(level, seed: seed, using: &generator) else { return nil }
        let question = WordQuestion(
            name: "sum_over", words: ["classes", "steps", "units", "examples"], right: "classes",
            meaning: "what the sum in softmax runs over",
            text: "Say, too, over what the sum in the denominator of softmax runs: classes, steps, units or examples.")
        exercise.ask(
            question,
            line: "sum_over: classes (each ŷ_k is one exponential, divided by the sum of those of all classes)")
        return exercise
    }

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        let width = level + 1
        let logits = (0..<width).map { _ in
            Double(generator.integer(in: level == 1 ? -2...3 : -20...30)) / (level == 1 ? 1 : 10)
        }
        let problem = SoftmaxNLL(logits: logits, target: generator.integer(in: 0...width - 1))
        // Under G16 the scores stand in for probabilities, so they must be ones that a logarithm takes.
        guard Set(logits).count == width, logits.allSatisfy({ $0 > 0 }) || level == 1 else { return nil }
        let slips: [Slip] = logits.allSatisfy { $0 > 0 } ? slips : [.m05, .m22, .g18]
        let exercise = exercise(problem, slips, origin: .seed(seed, level: level))
        guard exercise.working.tells(slips, at: level, tolerance: Decimals.distinct) else { return nil }
        return exercise
    }

    func exercise(_ problem: SoftmaxNLL, _ slips: [Slip], origin: Exercise.Origin) -> Exercise {
        let model = problem.model
        let width = problem.logits.count
        let plan = model.plan(
            id, asked: [.value("readout.y", 1), .value("loss"), .gradient("readout.a_y", 1)])
        let working = model.working(plan)
        return Exercise(
            kind: id, origin: origin, title: title,
            fields: [
                AnswerField("yhat", .vector(width), .decimal(places: Decimals.asked), WrittenForm("ŷ", "\\hat{y}")),
                AnswerField("loss", .scalar, .decimal(places: Decimals.asked), WrittenForm("L", "L")),
                AnswerField("da_y", .vector(width), .decimal(places: Decimals.asked), .gradient("a_y", "a_y")),
            ], slips: slips, working: working
        ) { problem.text(plan, working, title: "\(id) (\(origin.words))") }
    }
}

/// ŷ = softmax(a_y), L = −log ŷ_k, ∂L/∂a_y = ŷ − y
struct SoftmaxNLL: Sendable {
    var logits: [Double]
    /// The right class k, from 0.
    var target: Int

    var model: WorkedModel<Double> {
        let width = logits.count
        let identity = Matrix<Double>.identity(width).elements
        return WorkedModel(
            architecture: Architecture(
                shape: .oneToOne, stack: [Layer(cell: LinearCell(CellOptions()), hidden: width, bias: false)],
                readout: Readout(size: width, activation: .softmax, bias: false), loss: .nll, inputWidth: width),
            lengths: Lengths(inputs: 1, outputs: 1),
            values: ["stack.0.W": identity, "readout.W_y": identity], inputs: [logits],
            targets: [(0..<width).map { $0 == target ? 1 : 0 }])
    }

    /// a_y, ŷ, y and L
    @Sendable private static func symbol(_ name: LineName) -> Symbol? {
        let letters = [
            "readout.a_y": Symbol("a", lower: "y"), "readout.y": Symbol("y", accent: .hat), "target": Symbol("y"),
            "loss": Symbol("L"),
        ]
        var symbol = letters[name.path]
        if name.isGradient { symbol?.gradient = .full }
        return symbol
    }

    func text(_ plan: WorkedPlan, _ working: TraceWorking, title: String) -> ExerciseText {
        let places = Decimals.asked
        return ExerciseText(
            statement: [
                .formula(
                    WrittenForm(
                        "ŷ = softmax(a_y)      L = −log ŷ_k",
                        "\\hat{y} = \\mathrm{softmax}(a_y) \\qquad L = -\\log \\hat{y}_k")),
                .given(WrittenForm("a_y", "a_y"), logits.notation),
                .given(
                    WrittenForm("k (counted from 1)", "k\\ \\text{(counted from 1)}"),
                    WrittenForm("\(target + 1)", "\(target + 1)")),
                .text(
                    "Compute the probabilities, the loss and the gradient of L with respect to the logits, to \(places) decimals."
                ),
            ],
            hints: [
                "Softmax makes positive numbers that add up to one: exponentials first, then one division for all.",
                "The loss looks at one probability only, that of the right class.",
                "Through softmax and logarithm together the gradient becomes very short: probability against truth, entry by entry.",
                "The entries of the gradient add up to zero; only one of them is negative.",
            ],
            solution: working.lines(plan.asked, symbol: Self.symbol), scene: scene(title: title))
    }

    private func scene(title: String) -> JSON {
        let identity = Matrix<Double>.identity(logits.count)
        return .object([
            "unfold": .integer(1), "title": .string(title),
            "model": .object([
                "shape": .string("one-to-one"),
                "stack": .array([
                    .object(["cell": .string("linear"), "hidden": .integer(logits.count), "bias": .bool(false)])
                ]),
                "readout": .object([
                    "size": .integer(logits.count), "activation": .string("softmax"), "bias": .bool(false),
                ]),
            ]),
            "sequence": .object(["inputs": .array([logits.json]), "targets": .array([.integer(target)])]),
            "loss": .string("nll"),
            "parameters": .object([
                "values": .object([
                    "stack.0.W": identity.json,
                    "stack.0.U": Matrix<Double>.zero(rows: logits.count, columns: logits.count).json,
                    "readout.W_y": identity.json,
                ])
            ]),
        ])
    }
}
