import ExactMath
import Wording

/// One step of an update gate RNN by hand.
public struct UGRNNStepKind: ExerciseKind {
    public let id = "ugrnn-step"
    public let title = "one step of an update gate RNN"
    public let slips: [Slip] = [.g06, .g13, .g15]

    public init() {}

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        let step = UGRNNStep.drawn(level: level, using: &generator)
        let working = UGRNNForwardWorking(step: step)
        guard level == 1 || working.tells(slips, tolerance: Decimals.distinct) else { return nil }
        return Exercise(
            kind: id, origin: .seed(seed, level: level), title: title,
            fields: ["R_1", "G_1", "h_1"].map {
                AnswerField($0, .vector(step.h.count), .decimal(places: Decimals.asked), WrittenForm($0, $0))
            }, slips: slips, working: working
        ) {
            ExerciseText(
                statement: step.statement + [.text("Compute R_1, G_1 and h_1, to \(Decimals.asked) decimals.")],
                hints: [
                    "Gate and candidate have the same three terms; only the squashing function differs.",
                    "A gate lies between 0 and 1, the candidate between −1 and 1.",
                    "The gate says how much of the old state stays; the rest comes from the candidate.",
                ], solution: step.solution(step.forward()),
                scene: step.scene(title: "\(id) (seed \(seed), level \(level))"))
        }
    }
}

struct UGRNNForwardWorking: Working {
    let step: UGRNNStep

    func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue] {
        var sheet = Worksheet(adopting: adopt)
        _ = step.forward(slips) { sheet.put($0) }
        return sheet.answers
    }
}

/// One step backward through an update gate RNN, every path.
public struct UGRNNBPTTKind: ExerciseKind {
    public let id = "ugrnn-bptt"
    public let title = "one step backward through an update gate RNN, every path"
    public let slips: [Slip] = [.m03, .g02, .g06, .g07]

    public init() {}

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        let step = UGRNNStep.drawn(level: level, using: &generator)
        let hidden = step.h.count
        let working = UGRNNBackwardWorking(step: step, dh: Decimals.vector(hidden, 20, &generator))
        guard ![step.candidate, step.gate].contains(where: { $0.recurrent.isSymmetric }),
            level == 1 || working.tells(slips, tolerance: Decimals.distinct)
        else { return nil }
        return Exercise(
            kind: id, origin: .seed(seed, level: level), title: title,
            fields: ["R", "G"].map {
                AnswerField(
                    "da_\($0)_1", .vector(hidden), .decimal(places: Decimals.asked),
                    .gradient("a_\($0)[1]", "a_{\($0),1}"))
            } + [AnswerField("dh_0", .vector(hidden), .decimal(places: Decimals.asked), .gradient("h_0", "h_0"))],
            slips: slips, working: working
        ) { working.text(title: "\(id) (seed \(seed), level \(level))") }
    }
}

struct UGRNNBackwardWorking: Working {
    let step: UGRNNStep
    /// ∂L/∂h_1
    let dh: [Double]

    func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue] {
        var sheet = Worksheet(adopting: adopt)
        _ = step.backward(step.forward(), dh: dh, slips) { sheet.put($0) }
        return sheet.answers
    }

    func text(title: String) -> ExerciseText {
        let forward = step.forward()
        let back = step.backward(forward, dh: dh)
        return ExerciseText(
            statement: step.statement + [
                .text("The forward step is done already:"),
                .given(WrittenForm("R_1", "R_1"), givenNotation(forward.candidate)),
                .given(WrittenForm("G_1", "G_1"), givenNotation(forward.gate)),
                .given(WrittenForm("h_1", "h_1"), givenNotation(forward.h)),
                .text("From the later steps and the loss comes back:"),
                .given(WrittenForm("∂L/∂h_1", "\\partial L/\\partial h_1"), dh.notation),
                .text("Compute the gradients at both pre-activations and at h_0, to \(Decimals.asked) decimals."),
            ],
            hints: [
                "h_1 is a blend of h_0 and R_1: the gate's gradient has their difference in it.",
                "R_1 gets dh_1 times what the gate left for it; then the slope of tanh.",
                "h_0 is used in three places: in the blend itself, in R and in G.",
            ],
            solution: step.solution(forward) + [
                "", "∂L/∂a_R = dh ⊙ (1 − G) ⊙ (1 − R²) = \(back.candidate.text())",
                "∂L/∂a_G = dh ⊙ (h_0 − R) ⊙ G(1 − G) = \(back.gate.text())",
                "∂L/∂h_0 = dh ⊙ G + U_Rᵀ da_R + U_Gᵀ da_G = \(back.h.text())",
            ], scene: step.scene(title: title), given: [JSON.Member("dh_1", dh.json)])
    }
}
