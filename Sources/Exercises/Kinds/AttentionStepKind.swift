import ExactMath
import Foundation
import Wording

/// One step of Bahdanau attention by hand.
public struct AttentionStepKind: ExerciseKind {
    public let id = "attention-step"
    public let title = "one step of attention: scores, weights, context"
    public let slips: [Slip] = [.g16, .g17, .g18]

    public init() {}

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        let (count, encoder, decoder, size) = [(2, 1, 1, 1), (2, 2, 2, 2), (3, 2, 3, 2), (4, 3, 2, 2)][level - 1]
        let working = AttentionStep(
            state: Decimals.vector(decoder, 10, &generator),
            encodings: (0..<count).map { _ in Decimals.vector(encoder, 10, &generator) },
            decoderWeight: Decimals.matrix(size, decoder, 12, &generator),
            encoderWeight: Decimals.matrix(size, encoder, 12, &generator), vector: Decimals.vector(size, 15, &generator)
        )
        guard level == 1 || working.tells(slips, tolerance: Decimals.distinct) else { return nil }
        let kind = AnswerKind.decimal(places: Decimals.asked)
        return Exercise(
            kind: id, origin: .seed(seed, level: level), title: title,
            fields: [
                AnswerField("e_1", .vector(count), kind, WrittenForm("e_1j for every j", "e_{1j}")),
                AnswerField("alpha_1", .vector(count), kind, WrittenForm("α_1j for every j", "\\alpha_{1j}")),
                AnswerField("context_1", .vector(encoder), kind, WrittenForm("the context c_1", "c_1")),
            ], slips: slips, working: working
        ) { working.text(title: "\(id) (seed \(seed), level \(level))") }
    }
}

/// e_j = v·tanh(W s + U h_j), α = softmax(e), context = Σ α_j h_j
struct AttentionStep: Working {
    /// s_0
    var state: [Double]
    /// h_1 … h_J
    var encodings: [[Double]]
    var decoderWeight: Matrix<Double>
    var encoderWeight: Matrix<Double>
    var vector: [Double]

    func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue] {
        var sheet = Worksheet(adopting: adopt)
        let scores = sheet.put(
            encodings.map { encoding in
                let a = sum(decoderWeight.times(state), encoderWeight.times(encoding))
                return product(vector, slips.contains(.g17) ? a : squash(a)).reduce(0, +)
            })
        let raw = slips.contains(.g16) ? scores : scores.map { exp($0) }
        let total = slips.contains(.g18) ? 1 : raw.reduce(0, +)
        let weights = sheet.put(raw.map { $0 / total })
        _ = sheet.put(
            zip(weights, encodings).reduce([Double](repeating: 0, count: encoderWeight.columns)) { context, pair in
                sum(context, pair.1.map { pair.0 * $0 })
            })
        return sheet.answers
    }

    func text(title: String) -> ExerciseText {
        let numbers = answers()
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
            solution: [
                "W s_0 = \(decoderWeight.times(state).text())"
            ] + encodings.enumerated().map { "U h_\($0 + 1) = \(encoderWeight.times($1).text())" } + [
                "e_1 = \(numbers[0].text())", "α_1 = \(numbers[1].text())", "c_1 = Σ α_1j h_j = \(numbers[2].text())",
            ], scene: scene(title: title))
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
