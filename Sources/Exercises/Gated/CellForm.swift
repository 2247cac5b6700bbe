import Recurrence
import Wording

/// What exercises about one step of a cell need to know of the cell: its sizes at each level, what is asked, and its words.
struct CellForm: Sendable {
    var name: String
    var words: String
    var cell: @Sendable (CellOptions) -> any Cell
    /// h, or h and c.
    var states: [String]
    /// The letters of the weights, in the order in which a sheet gives them.
    var gates: [String]
    /// The gates that have a peephole where the cell has them.
    var seesCell: Set<String> = []
    /// What a step computes, in order.
    var values: [String]
    /// The pre-activations whose gradients are asked for, in the order of the way back.
    var arguments: [String]
    var sizes: [(hidden: Int, input: Int, options: CellOptions)]
    var stepSlips: [Slip]
    var backSlips: [Slip]
    var stepQuestion: String
    var backQuestion: String
    var stepHints: [String]
    var backHints: @Sendable (CellOptions) -> [String]

    /// "an LSTM with peepholes"
    func heading(_ options: CellOptions) -> String {
        switch name {
        case "lstm" where options.peephole != .none: words + " with peepholes"
        case "gru": "\(words), the reset gate \(options.reset.rawValue) the matrix"
        default: words
        }
    }

    /// The options as a scene has them.
    func members(_ options: CellOptions) -> [JSON.Member] {
        switch name {
        case "lstm": [JSON.Member("peephole", .string(options.peephole.rawValue))]
        case "gru": [JSON.Member("reset", .string(options.reset.rawValue))]
        default: []
        }
    }

    /// What a sheet calls a line: f_1, c~_1, W_f; nil for what has no name there.
    func symbol(_ line: LineName) -> WrittenForm? {
        let letter = line.path.split(separator: ".").last.map(String.init) ?? ""
        guard let step = line.step else {
            return WrittenForm(letter, "\(letter.prefix(1))_{\(letter.dropFirst(2))}")
        }
        if letter == "x" || states.contains(letter) { return WrittenForm("\(letter)_\(step)", "\(letter)_\(step)") }
        guard values.contains(letter) else { return nil }
        let plain = letter.replacing("_tilde", with: "")
        return plain == letter
            ? WrittenForm("\(letter)_\(step)", "\(letter)_\(step)")
            : WrittenForm("\(plain)~_\(step)", "\\tilde{\(plain)}_\(step)")
    }

    func peepholes(_ slips: [Slip], _ options: CellOptions) -> [Slip] {
        options.peephole == .none ? slips.filter { $0 != .g03 && $0 != .g10 } : slips
    }
}

extension CellForm {
    static let lstm = CellForm(
        name: "lstm", words: "an LSTM", cell: { LSTM($0) }, states: ["h", "c"], gates: ["f", "i", "c", "o"],
        seesCell: ["f", "i", "o"], values: ["f", "i", "c_tilde", "c", "o", "h"],
        arguments: ["a_o", "a_f", "a_i", "a_c"],
        sizes: [
            (1, 1, CellOptions()), (2, 2, CellOptions()), (2, 2, CellOptions(peephole: .diagonal)),
            (2, 3, CellOptions(peephole: .full)),
        ],
        stepSlips: [.g10, .g11, .g12, .g13, .g15], backSlips: [.m03, .g01, .g02, .g03, .g04, .g11],
        stepQuestion: "Compute every gate and both states, to \(Decimals.asked) decimals.",
        backQuestion:
            "Compute the gradients at the four pre-activations (da_f is at the argument of the σ of f) and at both states before, "
            + "to \(Decimals.asked) decimals.",
        stepHints: [
            "Every gate has the same form: three terms and a squashing function. Begin with those that need only h_0 and c_0.",
            "The new content c~ is no gate: it may be negative.",
            "The cell state is a sum of two products: what is kept of the old, and what is let in of the new.",
            "The output gate comes last, when the new cell state is there; a peephole would look at that one.",
            "h_1 is the cell state, squashed, as far as the output gate lets it through.",
        ],
        backHints: { _ in
            [
                "An LSTM has two carries: what arrives at h_1 and what arrives at c_1. Both have to get into dc before the gates are reached.",
                "h_1 = o ⊙ tanh(c_1) is a product: one factor leads to the output gate, the other into the cell state.",
                "c_1 = f ⊙ c_0 + i ⊙ c~ has four factors; each gets dc_1 times its partner.",
                "From a gate to its pre-activation: the slope of σ in the gate's own value; for c~ the slope of tanh.",
                "c_0 is reached through f, and through every peephole that looked at it.",
                "h_0 was used by all four pre-activations: four products with transposed matrices, summed.",
            ]
        })

    static let gru = CellForm(
        name: "gru", words: "a GRU", cell: { GRU($0) }, states: ["h"], gates: ["z", "r", "h"],
        values: ["z", "r", "h_tilde", "h"], arguments: ["a_z", "a_h", "a_r"],
        sizes: [
            (1, 1, CellOptions()), (2, 2, CellOptions()), (2, 2, CellOptions(reset: .after)), (3, 2, CellOptions()),
        ],
        stepSlips: [.g06, .g13, .g14, .g15], backSlips: [.m03, .g02, .g05, .g06, .g07],
        stepQuestion: "Compute both gates, the candidate and the new state, to \(Decimals.asked) decimals.",
        backQuestion:
            "Compute the gradients at the three pre-activations (da_h is at the argument of the tanh) and at h_0, to \(Decimals.asked) decimals.",
        stepHints: [
            "Both gates have the same form and need only x_1 and h_0: begin with them.",
            "The reset gate decides how much of h_0 the candidate sees; look where it stands in this GRU's equation.",
            "The candidate is no gate: it may be negative.",
            "h_1 lies between h_0 and the candidate, entry by entry; z says how far from one to the other.",
        ],
        backHints: { options in
            [
                "h_1 is a blend: z decides between two things, so its gradient has their difference in it.",
                "The candidate gets dh_1 as far as z let it through; then the slope of tanh.",
                options.reset == .before
                    ? "Behind U_h stands a product of r and h_0: each gets what arrives there, times the other."
                    : "r multiplies U_h h_0 + c_h: its gradient has that sum in it; the matrix comes after r on the way back.",
                "h_0 is used in four places: in the blend itself, in z, in r and in the candidate.",
            ]
        })

    static let ugrnn = CellForm(
        name: "ugrnn", words: "an update gate RNN", cell: { UGRNN($0) }, states: ["h"], gates: ["R", "G"],
        values: ["R", "G", "h"], arguments: ["a_R", "a_G"],
        sizes: [(1, 1, CellOptions()), (2, 2, CellOptions()), (2, 3, CellOptions()), (3, 2, CellOptions())],
        stepSlips: [.g06, .g13, .g15], backSlips: [.m03, .g02, .g06, .g07],
        stepQuestion: "Compute R_1, G_1 and h_1, to \(Decimals.asked) decimals.",
        backQuestion: "Compute the gradients at both pre-activations and at h_0, to \(Decimals.asked) decimals.",
        stepHints: [
            "Gate and candidate have the same three terms; only the squashing function differs.",
            "A gate lies between 0 and 1, the candidate between −1 and 1.",
            "The gate says how much of the old state stays; the rest comes from the candidate.",
        ],
        backHints: { _ in
            [
                "h_1 is a blend of h_0 and R_1: the gate's gradient has their difference in it.",
                "R_1 gets dh_1 times what the gate left for it; then the slope of tanh.",
                "h_0 is used in three places: in the blend itself, in R and in G.",
            ]
        })
}
