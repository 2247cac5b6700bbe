import Recurrence
import Scenes

/// A recurrent module of PyTorch, told by how many times its hidden width its matrices have rows.
enum TorchCell: String, CaseIterable {
    case rnn, gru, lstm

    /// One block of H rows of `weight_ih` and `weight_hh`.
    struct Gate {
        /// What a scene appends to W, U and b: `_f`; nothing for an rnn.
        var suffix: String
        /// Torch's z keeps the state where a scene's z renews it, so its weights change sign: 1 − σ(a) = σ(−a).
        var isNegated = false
        /// Whether `bias_hh` is a parameter of its own, c_h, because it stands inside the reset's product.
        var hasInnerBias = false
    }

    /// The gates in the order of their rows.
    var gates: [Gate] {
        switch self {
        case .rnn: [Gate(suffix: "")]
        case .gru: [Gate(suffix: "_r"), Gate(suffix: "_z", isNegated: true), Gate(suffix: "_h", hasInnerBias: true)]
        case .lstm: [Gate(suffix: "_i"), Gate(suffix: "_f"), Gate(suffix: "_c"), Gate(suffix: "_o")]
        }
    }

    /// What torch calls the gates.
    var torchGates: String {
        switch self {
        case .rnn: ""
        case .gru: "r, z, n"
        case .lstm: "i, f, g, o"
        }
    }

    /// The cell whose matrices have `rows` rows for a state of width `hidden`; nil for other counts.
    init?(rows: Int, hidden: Int) {
        guard hidden > 0, let cell = Self.allCases.first(where: { rows == $0.gates.count * hidden }) else { return nil }
        self = cell
    }

    /// The cell of a scene's layer, or nil where torch has no such module.
    init?(_ layer: SceneLayer) {
        switch layer.cell {
        case LinearCell.name, ElmanCell.name: self = .rnn
        case GRU.name: self = .gru
        case LSTM.name: self = .lstm
        default: return nil
        }
    }

    /// The names of the states that a step hands on.
    var states: [String] { self == .lstm ? LSTM.states : GRU.states }
}
