import ExactMath
import Wording

/// One step of an LSTM by hand.
public struct LSTMStepKind: ExerciseKind {
    public let id = "lstm-step"
    public let title = "one step of an LSTM"
    public let slips: [Slip] = [.g10, .g11, .g12, .g13, .g15]

    public init() {}

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        let step = LSTMStep.drawn(level: level, using: &generator)
        let slips = step.hasPeepholes ? slips : slips.filter { $0 != .g10 }
        let working = LSTMForwardWorking(step: step)
        guard level == 1 || working.tells(slips, tolerance: Decimals.distinct) else { return nil }
        let names = ["f", "i", "c_tilde", "c", "o", "h"]
        let symbols = ["f_1", "i_1", "c~_1", "c_1", "o_1", "h_1"]
        let latex = ["f_1", "i_1", "\\tilde{c}_1", "c_1", "o_1", "h_1"]
        return Exercise(
            kind: id, origin: .seed(seed, level: level), title: title,
            fields: names.indices.map {
                AnswerField(
                    names[$0] + "_1", .vector(step.h.count), .decimal(places: Decimals.asked),
                    WrittenForm(symbols[$0], latex[$0]))
            }, slips: slips, working: working
        ) {
            ExerciseText(
                statement: step.statement + [
                    .text("Compute every gate and both states, to \(Decimals.asked) decimals.")
                ],
                hints: [
                    "Every gate has the same form: three terms and a squashing function. Begin with those that need only h_0 and c_0.",
                    "The new content c~ is no gate: it may be negative.",
                    "The cell state is a sum of two products: what is kept of the old, and what is let in of the new.",
                    "The output gate comes last, when the new cell state is there; a peephole would look at that one.",
                    "h_1 is the cell state, squashed, as far as the output gate lets it through.",
                ], solution: step.solution(step.forward()),
                scene: step.scene(title: "\(id) (seed \(seed), level \(level))"))
        }
    }
}

struct LSTMForwardWorking: Working {
    let step: LSTMStep

    func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue] {
        var sheet = Worksheet(adopting: adopt)
        _ = step.forward(slips) { sheet.put($0) }
        return sheet.answers
    }
}

/// One step backward through an LSTM, every path.
public struct LSTMBPTTKind: ExerciseKind {
    public let id = "lstm-bptt"
    public let title = "one step backward through an LSTM, every path"
    public let slips: [Slip] = [.m03, .g01, .g02, .g03, .g04, .g11]

    public init() {}

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        let step = LSTMStep.drawn(level: level, using: &generator)
        let hidden = step.h.count
        let working = LSTMBackwardWorking(
            step: step, dh: Decimals.vector(hidden, 20, &generator), dc: Decimals.vector(hidden, 20, &generator))
        let slips = slips.filter { $0 != .g03 || step.hasPeepholes }
        guard !step.gates.contains(where: { $0.recurrent.isSymmetric }),
            level == 1 || working.tells(slips, tolerance: Decimals.distinct)
        else { return nil }
        return Exercise(
            kind: id, origin: .seed(seed, level: level), title: title,
            fields: ["a_o", "a_f", "a_i", "a_c", "c", "h"].map { name in
                let step = name.count == 1 ? 0 : 1
                return AnswerField(
                    "d\(name)_\(step)", .vector(hidden), .decimal(places: Decimals.asked),
                    name.count == 1
                        ? .gradient("\(name)_0", "\(name)_0")
                        : .gradient("\(name)[1]", "\(name.prefix(1))_{\(name.suffix(1)),1}"))
            }, slips: slips, working: working
        ) { working.text(title: "\(id) (seed \(seed), level \(level))") }
    }
}

struct LSTMBackwardWorking: Working {
    let step: LSTMStep
    /// ∂L/∂h_1
    let dh: [Double]
    /// What comes back into c_1 from later steps.
    let dc: [Double]

    func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue] {
        var sheet = Worksheet(adopting: adopt)
        _ = step.backward(step.forward(), dh: dh, dc: dc, slips) { sheet.put($0) }
        return sheet.answers
    }

    func text(title: String) -> ExerciseText {
        let forward = step.forward()
        let back = step.backward(forward, dh: dh, dc: dc)
        let shown = squash(forward.c)
        let through = product(dh, product(forward.o, squashSlope(shown)))
        let values = [forward.f, forward.i, forward.candidate, forward.c, forward.o, forward.h]
        let symbols = [
            WrittenForm("f_1", "f_1"), WrittenForm("i_1", "i_1"), WrittenForm("c~_1", "\\tilde{c}_1"),
            WrittenForm("c_1", "c_1"),
            WrittenForm("o_1", "o_1"), WrittenForm("h_1", "h_1"),
        ]
        return ExerciseText(
            statement: step.statement + [.text("The forward step is done already:")]
                + zip(symbols, values).map { .given($0, givenNotation($1)) } + [
                    .text("From the later steps and the loss come back:"),
                    .given(WrittenForm("∂L/∂h_1", "\\partial L/\\partial h_1"), dh.notation),
                    .given(WrittenForm("into c_1, past h_1", "\\text{into } c_1 \\text{, past } h_1"), dc.notation),
                    .text(
                        "Compute the gradients at the four pre-activations (da_f is at the argument of the σ of f) and at both states before, "
                            + "to \(Decimals.asked) decimals."),
                ],
            hints: [
                "An LSTM has two carries: what arrives at h_1 and what arrives at c_1. Both have to get into dc before the gates are reached.",
                "h_1 = o ⊙ tanh(c_1) is a product: one factor leads to the output gate, the other into the cell state.",
                "c_1 = f ⊙ c_0 + i ⊙ c~ has four factors; each gets dc_1 times its partner.",
                "From a gate to its pre-activation: the slope of σ in the gate's own value; for c~ the slope of tanh.",
                "c_0 is reached through f, and through every peephole that looked at it.",
                "h_0 was used by all four pre-activations: four products with transposed matrices, summed.",
            ],
            solution: step.solution(forward) + [
                "",
                "∂L/∂a_o = dh ⊙ tanh(c_1) ⊙ o(1 − o) = \(back.o.text())",
                "dc_1 = carried + dh ⊙ o ⊙ (1 − tanh²c_1)" + (step.hasPeepholes ? " + V_oᵀ da_o" : "")
                    + " = \(dc.text()) + \(through.text())"
                    + (step.output.peephole.map { " + \($0.transposed.times(back.o).text())" } ?? ""),
                "∂L/∂a_f = dc_1 ⊙ c_0 ⊙ f(1 − f) = \(back.f.text())",
                "∂L/∂a_i = dc_1 ⊙ c~ ⊙ i(1 − i) = \(back.i.text())",
                "∂L/∂a_c = dc_1 ⊙ i ⊙ (1 − c~²) = \(back.candidate.text())",
                "∂L/∂c_0 = dc_1 ⊙ f" + (step.hasPeepholes ? " + V_fᵀ da_f + V_iᵀ da_i" : "") + " = \(back.c.text())",
                "∂L/∂h_0 = U_fᵀ da_f + U_iᵀ da_i + U_cᵀ da_c + U_oᵀ da_o = \(back.h.text())",
            ], scene: step.scene(title: title),
            given: [JSON.Member("dh_1", dh.json), JSON.Member("dc_1", dc.json)])
    }
}

/// Intermediate values that are handed out: six decimals.
func givenNotation(_ values: [Double]) -> WrittenForm {
    let entries = values.map { Decimals.text($0, places: Decimals.given) }
    return WrittenForm(
        "[" + entries.joined(separator: ", ") + "]",
        "\\begin{pmatrix} " + entries.joined(separator: " \\\\ ") + " \\end{pmatrix}")
}
