import ExactMath
import Foundation
import Wording

/// Softmax, the negative log-likelihood and the gradient of both together.
public struct SoftmaxNLLKind: ExerciseKind {
    public let id = "softmax-nll"
    public let title = "softmax, the loss, and the gradient that reaches the logits"
    public let slips: [Slip] = [.m05, .m22, .g16, .g18]

    public init() {}

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        let width = level + 1
        let logits = (0..<width).map { _ in
            Double(generator.integer(in: level == 1 ? -2...3 : -20...30)) / (level == 1 ? 1 : 10)
        }
        let working = SoftmaxNLL(logits: logits, target: generator.integer(in: 0...width - 1))
        // Under G16 the scores stand in for probabilities, so they must be ones that a logarithm takes.
        guard Set(logits).count == width, logits.allSatisfy({ $0 > 0 }) || level == 1 else { return nil }
        let slips: [Slip] = logits.allSatisfy { $0 > 0 } ? slips : [.m05, .m22, .g18]
        guard level == 1 || working.tells(slips, tolerance: Decimals.distinct) else { return nil }
        return Exercise(
            kind: id, origin: .seed(seed, level: level), title: title,
            fields: [
                AnswerField("yhat", .vector(width), .decimal(places: Decimals.asked), WrittenForm("ŷ", "\\hat{y}")),
                AnswerField("loss", .scalar, .decimal(places: Decimals.asked), WrittenForm("L", "L")),
                AnswerField("da_y", .vector(width), .decimal(places: Decimals.asked), .gradient("a_y", "a_y")),
            ], slips: slips, working: working
        ) { working.text(title: "\(id) (seed \(seed), level \(level))") }
    }
}

/// ŷ = softmax(a_y), L = −log ŷ_k, ∂L/∂a_y = ŷ − y
struct SoftmaxNLL: Working {
    var logits: [Double]
    /// The right class k, from 0.
    var target: Int

    static func softmax(_ logits: [Double]) -> [Double] {
        let most = logits.max() ?? 0
        let powers = logits.map { exp($0 - most) }
        let total = powers.reduce(0, +)
        return powers.map { $0 / total }
    }

    func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue] {
        var sheet = Worksheet(adopting: adopt)
        let raw = slips.contains(.g16) ? logits : logits.map(exp)
        let total = slips.contains(.g18) ? 1 : raw.reduce(0, +)
        let probabilities = sheet.put(raw.map { $0 / total })
        _ = sheet.put(-log(probabilities[target]))
        _ = sheet.put(
            probabilities.enumerated().map { place, probability in
                let error = probability - (place == target && !slips.contains(.m22) ? 1 : 0)
                return slips.contains(.m05) ? -error : error
            })
        return sheet.answers
    }

    func text(title: String) -> ExerciseText {
        let probabilities = Self.softmax(logits)
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
            solution: [
                "exp(a_y) = \(logits.map(exp).text()), sum \(Decimals.text(logits.map(exp).reduce(0, +)))",
                "ŷ = \(probabilities.text())",
                "L = −log \(Decimals.text(probabilities[target])) = \(Decimals.text(-log(probabilities[target])))",
                "∂L/∂a_y = ŷ − y = "
                    + probabilities.enumerated().map { $1 - ($0 == target ? 1 : 0) }.text(),
            ], scene: scene(title: title))
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
