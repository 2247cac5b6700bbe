import ExactMath

/// Gates at 0 and 1 as a logical AND: which settings make an LSTM keep, overwrite, add, erase and read.
public struct GateLogicKind: ExerciseKind {
    public let id = "gate-logic"
    public let title = "gates at 0 and 1: what must f, i and o be?"
    public let slips: [Slip] = [.g11]

    /// The kind, which has no numbers to draw: from level 3 on the five questions come in an order of the seed's own.
    public init() {}

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        // The higher levels ask in an order of their own, so that a neighbour's sheet does not fit line by line.
        let order = level <= 2 ? GateLogic.Act.allCases : generator.shuffled(GateLogic.Act.allCases)
        let working = GateLogic(acts: order)
        return Exercise(
            kind: id, origin: .seed(seed, level: level), title: title,
            fields: order.map {
                AnswerField($0.rawValue, .vector(3), .settings, WrittenForm($0.words, "\\text{\($0.words)}"))
            }, slips: slips, working: working
        ) { working.text }
    }
}

struct GateLogic: Working {
    enum Act: String, Sendable, CaseIterable {
        case keep, overwrite, add, erase, read

        /// f, i, o; nil is any.
        var settings: [Int?] {
            switch self {
            case .keep: [1, 0, nil]
            case .overwrite: [0, 1, nil]
            case .add: [1, 1, nil]
            case .erase: [0, 0, nil]
            case .read: [nil, nil, 1]
            }
        }

        var words: String {
            switch self {
            case .keep: "the cell state stays as it is"
            case .overwrite: "the new content replaces the cell state"
            case .add: "the new content is added to the cell state"
            case .erase: "the cell state becomes zero"
            case .read: "the cell state shows in h"
            }
        }
    }

    let acts: [Act]

    func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue] {
        var sheet = RunningAnswers(adopting: adopt)
        for act in acts {
            let settings = act.settings
            sheet.put(.settings(slips.contains(.g11) ? [settings[1], settings[0], settings[2]] : settings))
        }
        return sheet.answers
    }

    var text: ExerciseText {
        ExerciseText(
            statement: [
                .formula(
                    WrittenForm(
                        "c_t = f ⊙ c_{t-1} + i ⊙ c~_t      h_t = o ⊙ tanh(c_t)",
                        "c_t = f \\odot c_{t-1} + i \\odot \\tilde{c}_t \\qquad h_t = o \\odot \\tanh(c_t)")),
                .text(
                    "A gate at 1 lets its partner through, at 0 it stops it: for zeros and ones the product is a logical AND. "
                        + "For each act give [f, i, o]: 0, 1, or any where the gate does not matter."),
            ],
            hints: [
                "Put 0 and 1 into the line for c_t: each gate switches one of its two terms on or off.",
                "f speaks of the old content, i of the new one; o does not occur in c_t at all.",
                "An act that is only about c_t leaves o free; an act that is only about h_t leaves f and i free.",
            ],
            solution: acts.map {
                "\($0.rawValue): " + AnswerValue.settings($0.settings).text() + ", \($0.words)"
            })
    }
}
