import Formula

/// What the paths of a trace's grammar stand for in one network.
public struct NetworkNames: Sendable {
    /// What a path stands for.
    public enum Meaning: Sendable, Hashable {
        case node(NodeID)
        case parameter(ParameterID)
        case special(Special)
    }

    /// Numbers that belong to the sequence or to the whole, and to no part.
    public enum Special: String, Sendable, Hashable, CaseIterable {
        case target, likeliest, token, start, loss, losses, scale, threshold, rate
        case gradientNorm = "gradient_norm"
        case lossCount = "loss_count"

        func letter(in notation: Notation) -> String {
            switch self {
            case .target: notation == .dalmau ? "y" : "target"
            case .token: "w"
            case .start: "start"
            case .loss, .losses: "L"
            case .gradientNorm: "‖g‖"
            case .lossCount: "n"
            default: rawValue
            }
        }

        /// McAllester's letter for the whole vector.
        var wholeLetter: String {
            switch self {
            case .target: "O"
            case .token: "V"
            default: ""
            }
        }
    }

    private let table: [String: Meaning]

    /// Knows all parameters, all special numbers, and those nodes that have a name.
    public init(_ network: Network) {
        var table: [String: Meaning] = [:]
        for special in Special.allCases { table[special.rawValue] = .special(special) }
        for (index, parameter) in network.parameters.enumerated() {
            table[parameter.path] = .parameter(ParameterID(index: index))
        }
        for index in network.nodes.indices where !network.nodes[index].name.isEmpty {
            let node = network.nodeID(index)
            table[network.part(of: node).name + "." + network[node].name] = .node(node)
        }
        self.table = table
    }

    /// What the pieces of a path stand for; nil where the network has nothing of that name.
    public func resolve(_ path: [String]) -> Meaning? { table[path.joined(separator: ".")] }
}
