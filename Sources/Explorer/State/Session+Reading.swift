import Recurrence

extension Session {
    /// What a node is called in words, where it has a role of its own.
    func word(for node: NodeID) -> String {
        switch (network.part(of: node).cellName, network[node].name) {
        case (_, "x"): "input"
        case (_, "h"): "hidden"
        case (_, "y"): "output"
        case (_, "out"): "residual"
        case ("lstm", "f"): "forget"
        case ("lstm", "i"): "input"
        case ("lstm", "o"): "output"
        case ("lstm", "c_tilde"), ("gru", "h_tilde"): "new"
        case ("lstm", "c"): "cell"
        case ("gru", "z"): "update"
        case ("gru", "r"): "reset"
        case ("ugrnn", "G"): "gate"
        case ("ugrnn", "R"): "new"
        case (_, "alpha"): "weights"
        case (_, "e"): "scores"
        default: ""
        }
    }
}
