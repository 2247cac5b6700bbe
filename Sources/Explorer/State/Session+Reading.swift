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

    /// Whether a node's entries lie between 0 and 1, so that a bar from 0 shows them.
    func isGate(_ node: NodeID) -> Bool {
        guard let equation = network.equations.first(where: { $0.output == node }) else { return false }
        switch equation.right {
        case .apply(.sigmoid, _), .softmax: return true
        default: return false
        }
    }

    /// What fills a signed bar: 1, or the largest entry of the node over time where it is larger.
    func barLimit(_ node: NodeID) -> Double {
        let steps = network[node].steps
        if case .apply(.tanh, _)? = network.equations.first(where: { $0.output == node })?.right { return 1 }
        let shown = steps.count <= 64 ? Array(steps) : Array(steps.prefix(64))
        let largest = shown.map { t in trace.value(node, at: t).reduce(0) { max($0, abs($1)) } }.max() ?? 1
        return max(1, largest.isFinite ? largest : 1)
    }

    /// All parameters' gradients after clipping, or as they are where the scene does not clip.
    public var clippedEntries: ArraySlice<Double> {
        (clipped?.approximations ?? Array(trace.gradients[..<network.parameterCount]))[...]
    }

    /// The update in symbols.
    var updateRule: String {
        switch scene.training?.optimizer ?? .sgd {
        case .sgd: "w ← w − rate · g"
        case .momentum(let momentum): "v ← \(momentum) v + g, w ← w − rate · v"
        case .adam: "Adam's first step, w ← w − rate · m / (√v + ε)"
        }
    }
}
