import Recurrence
import Scenes

/// A recurrent layer of another tool, told by how many blocks of rows its matrices have.
enum RecurrentKind: String, CaseIterable {
    case rnn, gru, lstm

    /// How a scene's names end for each block, in no tool's order: `W_f`; nothing for an rnn.
    var suffixes: [String] {
        switch self {
        case .rnn: [""]
        case .gru: ["_r", "_z", "_h"]
        case .lstm: ["_i", "_f", "_c", "_o"]
        }
    }

    /// The kind whose matrices have `rows` rows for a state of width `hidden`; nil for other counts.
    init?(rows: Int, hidden: Int) {
        guard hidden > 0, let kind = Self.allCases.first(where: { rows == $0.suffixes.count * hidden }) else {
            return nil
        }
        self = kind
    }

    /// The kind of a scene's layer, or nil where other tools have no such layer.
    init?(_ layer: SceneLayer) {
        switch layer.cell {
        case LinearCell.name, ElmanCell.name: self = .rnn
        case GRU.name: self = .gru
        case LSTM.name: self = .lstm
        default: return nil
        }
    }

    /// The name of the scene's cell; an rnn may also be linear.
    var cell: String {
        switch self {
        case .rnn: ElmanCell.name
        case .gru: GRU.name
        case .lstm: LSTM.name
        }
    }

    /// The blocks of torch's rows.
    var torchGates: [CellPattern.Gate] {
        switch self {
        case .rnn: .single
        case .gru: .torchGRU
        case .lstm: .torchLSTM
        }
    }

    /// The names of the states that a step hands on.
    var states: [String] { self == .lstm ? LSTM.states : GRU.states }
}
