import Exercises
import Recurrence

/// What an array stands for: quantities of a trace, alone or as blocks of one matrix.
struct ArrayTarget: Sendable, Equatable {
    enum Quantity: Sendable, Equatable {
        /// A node at every step, or at one.
        case node(NodeID, step: Int?)
        case parameter(ParameterID)
        /// L, or every L_t.
        case loss, losses
    }

    struct Block: Sendable, Equatable {
        var quantity: Quantity
        var isGradient: Bool
        /// Whether the array is the transpose.
        var isTransposed = false
        /// How the array's numbers stand for ours.
        var meaning = Letter.Meaning.same
        /// Whether it is one of two that only count as a sum: PyTorch's b_ih and b_hh.
        var isSummand = false
    }

    var blocks: [Block]

    init(_ blocks: [Block]) { self.blocks = blocks }
}

extension ArrayTarget.Block {
    /// An array's number as ours.
    func ours(_ value: Double) -> Double {
        switch meaning {
        case .same: value
        case .negative: -value
        case .complement: isGradient ? -value : 1 - value
        }
    }

    func line(in network: Network, step: Int? = nil) -> LineName {
        let path: String
        switch quantity {
        case .node(let node, _): path = network.part(of: node).name + "." + network[node].name
        case .parameter(let id): path = network[id].path
        case .loss: path = "loss"
        case .losses: path = "losses"
        }
        return isGradient ? .gradient(path, step) : .value(path, step)
    }
}
