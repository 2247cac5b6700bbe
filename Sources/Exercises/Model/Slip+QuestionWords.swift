/// The words of slips that are made in answering about a network, not in computing with it.
extension Slip {
    var questionWords: SlipWords {
        switch self {
        case .f01:
            SlipWords(
                formula: "the last wrong answer", reason: "a consequence taken for the cause",
                message: "This answer is wrong only because an earlier one is: it follows rightly from that.")
        case .f02:
            SlipWords(
                formula: "the value on the sheet", reason: "the wrong value copied",
                message: "This is the value on the sheet; the right one is asked for.")
        case .f03:
            SlipWords(
                formula: "the wrong δ of the earliest step", reason: "first in time, not in the work",
                message: "The backward pass begins at the last step: the first line of the work is not that of t = 1.")
        case .w01:
            SlipWords(
                formula: "only ways past the gates", reason: "gates taken for constants",
                message: "A gate is computed from the state too: ways that go through a gate are missing.")
        case .w02:
            SlipWords(
                formula: "only ways through gates and candidates", reason: "the direct way forgotten",
                message: "One way goes straight from the old state to the new one: look for it in the last equation.")
        case .s01:
            SlipWords(
                formula: "the blocks in the other order", reason: "h and x exchanged",
                message: "The two blocks are exchanged: look at the order in which h and x are stacked.")
        case .s02:
            SlipWords(
                formula: "cut after as many columns as the second block has", reason: "cut in the wrong place",
                message: "The matrix is cut in the wrong place: how many entries has what stands first in the stack?")
        case .s03:
            SlipWords(
                formula: "the blocks transposed", reason: "rows and columns exchanged",
                message:
                    "The blocks are transposed: a row belongs to an entry of the result, a column to one of the input."
            )
        case .s04:
            SlipWords(
                formula: "columns counted from 0", reason: "counted from 0",
                message: "The columns are counted from 1 here.")
        case .s05:
            SlipWords(
                formula: "the first two gates exchanged", reason: "gates mixed up",
                message: "Two gates are exchanged: look at the order in which the rows are stacked.")
        case .r01:
            SlipWords(
                formula: "yes from the first loss on", reason: "gradients sent forward in time",
                message:
                    "A gradient goes against the arrows: a loss reaches what it was computed from, not what comes later."
            )
        case .r02:
            SlipWords(
                formula: "a state 0 that is not zero", reason: "the zero state forgotten",
                message: "The initial state is zero, and a product with zero is zero: look at what U is multiplied by.")
        default:
            SlipWords(
                formula: "only the layer under the loss", reason: "the layers below forgotten",
                message: "A loss goes down through every layer that its output was computed from.")
        }
    }
}
