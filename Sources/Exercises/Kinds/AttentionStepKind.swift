import ExactMath
import Formula
import Recurrence
import Wording

/// One step of Bahdanau attention by hand.
public struct AttentionStepKind: ExerciseKind {
    public let id = "attention-step"
    public let title = "one step of attention: scores, weights, context"
    public let slips: [Slip] = [.g16, .g17, .g18]

    /// The kind with its four levels: attention over 2, 2, 3 and 4 encodings; level 1 is scalar.
    public init() {}

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        let (count, encoder, decoder, size) = [(2, 1, 1, 1), (2, 2, 2, 2), (3, 2, 3, 2), (4, 3, 2, 2)][level - 1]
        let step = AttentionStep(
            state: Decimals.vector(decoder, 10, &generator),
            encodings: (0..<count).map { _ in Decimals.vector(encoder, 10, &generator) },
            decoderWeight: Decimals.matrix(size, decoder, 12, &generator),
            encoderWeight: Decimals.matrix(size, encoder, 12, &generator), vector: Decimals.vector(size, 15, &generator)
        )
        let exercise = exercise(step, origin: .seed(seed, level: level))
        guard exercise.working.tells(slips, at: level, tolerance: Decimals.distinct) else { return nil }
        return exercise
    }

    func exercise(_ step: AttentionStep, origin: Exercise.Origin) -> Exercise {
        let model = step.model
        let plan = model.plan(id, asked: ["e", "alpha", "context"].map { .value("attention." + $0, 1) })
        let working = model.working(plan)
        let kind = AnswerKind.decimal(places: Decimals.asked)
        let (count, encoder) = (step.encodings.count, step.encoderWeight.columns)
        return Exercise(
            kind: id, origin: origin, title: title,
            fields: [
                AnswerField("e_1", .vector(count), kind, WrittenForm("e_1j for every j", "e_{1j}")),
                AnswerField("alpha_1", .vector(count), kind, WrittenForm("α_1j for every j", "\\alpha_{1j}")),
                AnswerField("context_1", .vector(encoder), kind, WrittenForm("the context c_1", "c_1")),
            ], slips: slips, working: working
        ) { step.text(plan, working, title: "\(id) (\(origin.words))") }
    }
}

/// e_j = v·tanh(W s + U h_j), α = softmax(e), context = Σ α_j h_j
struct AttentionStep: Sendable {
    /// s_0
    var state: [Double]
    /// h_1 … h_J
    var encodings: [[Double]]
    var decoderWeight: Matrix<Double>
    var encoderWeight: Matrix<Double>
    var vector: [Double]

    var model: WorkedModel<Double> {
        let width = encoderWeight.columns
        func linear(_ hidden: Int, _ start: InitialState) -> Layer {
            Layer(cell: LinearCell(CellOptions()), hidden: hidden, bias: false, initialState: start)
        }
        return WorkedModel(
            architecture: Architecture(
                shape: .seq2seq, stack: [linear(width, .zero)],
                decoder: Decoder(layer: linear(state.count, .given), start: .zero, attention: vector.count),
                inputWidth: width),
            lengths: Lengths(inputs: encodings.count, outputs: 1),
            values: [
                "stack.0.W": Matrix<Double>.identity(width).elements, "decoder.h0": state,
                "attention.W": decoderWeight.elements, "attention.U": encoderWeight.elements, "attention.v": vector,
            ], inputs: encodings)
    }

    /// W, U, v, s_0, h_j and what is asked.
    @Sendable private static func symbol(_ name: LineName) -> Symbol? {
        let letters = [
            "attention.W": "W", "attention.U": "U", "attention.v": "v", "decoder.h": "s", "stack.0.h": "h",
            "attention.e": "e", "attention.alpha": "alpha", "attention.context": "c",
        ]
        var symbol = letters[name.path].map { Symbol($0) }
        symbol?.step = name.step.map(String.init)
        return symbol
    }

    func text(_ plan: WorkedPlan, _ working: TraceWorking, title: String) -> ExerciseText {
        return ExerciseText(
            statement: [
                .formula(
                    WrittenForm(
                        "e_1j = v · tanh(W s_0 + U h_j)      α_1j = exp(e_1j) / Σ_k exp(e_1k)      c_1 = Σ_j α_1j h_j",
                        "e_{1j} = v^{\\top} \\tanh(W s_0 + U h_j) \\qquad \\alpha_{1j} = \\frac{\\exp(e_{1j})}{\\sum_k \\exp(e_{1k})} \\qquad "
                            + "c_1 = \\sum_j \\alpha_{1j} h_j")),
                .given(WrittenForm("W", "W"), decoderWeight.notation),
                .given(WrittenForm("U", "U"), encoderWeight.notation),
                .given(WrittenForm("v", "v"), vector.notation), .given(WrittenForm("s_0", "s_0"), state.notation),
            ] + encodings.enumerated().map { .given(WrittenForm("h_\($0 + 1)", "h_{\($0 + 1)}"), $1.notation) } + [
                .text(
                    "Compute the scores, the weights and the context of the decoder's first step, to \(Decimals.asked) decimals."
                )
            ],
            hints: [
                "There is one score for each encoded word; W s_0 is the same in all of them.",
                "The weights are a softmax over the words: positive, and one in sum.",
                "The context is a mixture of the encodings themselves: it has their width.",
            ],
            solution: working.lines(plan.asked, symbol: Self.symbol), scene: scene(title: title))
    }

    /// An encoder that hands its inputs on, and a decoder whose first state is given.
    private func scene(title: String) -> JSON {
        let identity = Matrix<Double>.identity(encoderWeight.columns)
        return .object([
            "unfold": .integer(1), "title": .string(title),
            "model": .object([
                "shape": .string("seq2seq"),
                "stack": .array([
                    .object([
                        "cell": .string("linear"), "hidden": .integer(encoderWeight.columns), "bias": .bool(false),
                    ])
                ]),
                "decoder": .object([
                    "cell": .string("linear"), "hidden": .integer(state.count), "bias": .bool(false),
                    "initial_state": .string("given"), "start": .string("zero"),
                    "attention": .object(["size": .integer(vector.count)]),
                ]),
                "feedback": .string("output"),
            ]),
            "sequence": .object(["inputs": .array(encodings.map(\.json)), "length": .integer(1)]),
            "loss": .string("none"),
            "parameters": .object([
                "initialize": .object(["scheme": .string("zero")]),
                "values": .object([
                    "stack.0.W": identity.json, "decoder.h0": state.json, "attention.W": decoderWeight.json,
                    "attention.U": encoderWeight.json, "attention.v": vector.json,
                ]),
            ]),
        ])
    }
}
