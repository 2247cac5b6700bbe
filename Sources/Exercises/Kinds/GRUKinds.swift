import ExactMath
import Wording

/// One step of a GRU by hand.
public struct GRUStepKind: ExerciseKind {
    public let id = "gru-step"
    public let title = "one step of a GRU"
    public let slips: [Slip] = [.g06, .g13, .g14, .g15]

    public init() {}

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        let step = GRUStep.drawn(level: level, using: &generator)
        let working = GRUForwardWorking(step: step)
        guard level == 1 || working.tells(slips, tolerance: Decimals.distinct) else { return nil }
        let names = ["z_1", "r_1", "h_tilde_1", "h_1"]
        let symbols = [
            WrittenForm("z_1", "z_1"), WrittenForm("r_1", "r_1"), WrittenForm("h~_1", "\\tilde{h}_1"),
            WrittenForm("h_1", "h_1"),
        ]
        return Exercise(
            kind: id, origin: .seed(seed, level: level), title: title,
            fields: zip(names, symbols).map {
                AnswerField($0, .vector(step.h.count), .decimal(places: Decimals.asked), $1)
            }, slips: slips, working: working
        ) {
            ExerciseText(
                statement: step.statement + [
                    .text("Compute both gates, the candidate and the new state, to \(Decimals.asked) decimals.")
                ],
                hints: [
                    "Both gates have the same form and need only x_1 and h_0: begin with them.",
                    "The reset gate decides how much of h_0 the candidate sees; look where it stands in this GRU's equation.",
                    "The candidate is no gate: it may be negative.",
                    "h_1 lies between h_0 and the candidate, entry by entry; z says how far from one to the other.",
                ], solution: step.solution(step.forward()),
                scene: step.scene(title: "\(id) (seed \(seed), level \(level))"))
        }
    }
}

struct GRUForwardWorking: Working {
    let step: GRUStep

    func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue] {
        var sheet = Worksheet(adopting: adopt)
        _ = step.forward(slips) { sheet.put($0) }
        return sheet.answers
    }
}

/// One step backward through a GRU, every path.
public struct GRUBPTTKind: ExerciseKind {
    public let id = "gru-bptt"
    public let title = "one step backward through a GRU, every path"
    public let slips: [Slip] = [.m03, .g02, .g05, .g06, .g07]

    public init() {}

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        let step = GRUStep.drawn(level: level, using: &generator)
        let hidden = step.h.count
        let working = GRUBackwardWorking(step: step, dh: Decimals.vector(hidden, 20, &generator))
        guard !step.gates.contains(where: { $0.recurrent.isSymmetric }),
            level == 1 || working.tells(slips, tolerance: Decimals.distinct)
        else { return nil }
        return Exercise(
            kind: id, origin: .seed(seed, level: level), title: title,
            fields: ["z", "h", "r"].map {
                AnswerField(
                    "da_\($0)_1", .vector(hidden), .decimal(places: Decimals.asked),
                    .gradient("a_\($0)[1]", "a_{\($0),1}"))
            } + [AnswerField("dh_0", .vector(hidden), .decimal(places: Decimals.asked), .gradient("h_0", "h_0"))],
            slips: slips, working: working
        ) { working.text(title: "\(id) (seed \(seed), level \(level))") }
    }
}

struct GRUBackwardWorking: Working {
    let step: GRUStep
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
        let before = step.innerBias == nil
        return ExerciseText(
            statement: step.statement + [
                .text("The forward step is done already:"), .given(WrittenForm("z_1", "z_1"), givenNotation(forward.z)),
                .given(WrittenForm("r_1", "r_1"), givenNotation(forward.r)),
                .given(WrittenForm("h~_1", "\\tilde{h}_1"), givenNotation(forward.candidate)),
                .given(WrittenForm("h_1", "h_1"), givenNotation(forward.h)),
                .text("From the later steps and the loss comes back:"),
                .given(WrittenForm("∂L/∂h_1", "\\partial L/\\partial h_1"), dh.notation),
                .text(
                    "Compute the gradients at the three pre-activations (da_h is at the argument of the tanh) and at h_0, to \(Decimals.asked) decimals."
                ),
            ],
            hints: [
                "h_1 is a blend: z decides between two things, so its gradient has their difference in it.",
                "The candidate gets dh_1 as far as z let it through; then the slope of tanh.",
                before
                    ? "Behind U_h stands a product of r and h_0: each gets what arrives there, times the other."
                    : "r multiplies U_h h_0 + c_h: its gradient has that sum in it; the matrix comes after r on the way back.",
                "h_0 is used in four places: in the blend itself, in z, in r and in the candidate.",
            ],
            solution: step.solution(forward) + [
                "", "∂L/∂a_z = dh ⊙ (h~ − h_0) ⊙ z(1 − z) = \(back.z.text())",
                "∂L/∂a_h = dh ⊙ z ⊙ (1 − h~²) = \(back.candidate.text())",
                before
                    ? "∂L/∂a_r = (U_hᵀ da_h) ⊙ h_0 ⊙ r(1 − r) = \(back.r.text())"
                    : "∂L/∂a_r = da_h ⊙ (U_h h_0 + c_h) ⊙ r(1 − r) = \(back.r.text())",
                "∂L/∂h_0 = dh ⊙ (1 − z) + U_zᵀ da_z + U_rᵀ da_r + "
                    + (before ? "(U_hᵀ da_h) ⊙ r" : "U_hᵀ (da_h ⊙ r)") + " = \(back.h.text())",
            ], scene: step.scene(title: title), given: [JSON.Member("dh_1", dh.json)])
    }
}
