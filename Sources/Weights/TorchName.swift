/// The name of one parameter of a torch recurrent module: `encoder.lstm.weight_ih_l0_reverse`.
struct TorchName {
    enum Role: String, CaseIterable {
        case weightIH = "weight_ih"
        case weightHH = "weight_hh"
        case biasIH = "bias_ih"
        case biasHH = "bias_hh"
        /// Only with `proj_size`.
        case projection = "weight_hr"
        /// A learned or given initial state; torch leaves the name to its user.
        case h0, c0
    }

    /// The path of the module, without the last dot; empty where the module is the whole file.
    var prefix: String
    var role: Role
    var layer: Int
    var isReverse: Bool

    init(prefix: String, role: Role, layer: Int, isReverse: Bool) {
        self.prefix = prefix
        self.role = role
        self.layer = layer
        self.isReverse = isReverse
    }

    /// Reads a name; nil where it is not one of a recurrent module.
    init?(_ name: String) {
        let (prefix, leaf) = Self.split(name)
        guard let role = Role.allCases.first(where: { leaf.hasPrefix($0.rawValue + "_l") }) else { return nil }
        var rest = leaf.dropFirst(role.rawValue.count + 2)
        let isReverse = rest.hasSuffix("_reverse")
        if isReverse { rest = rest.dropLast("_reverse".count) }
        guard let layer = Int(rest), String(layer) == rest, (0..<1_000).contains(layer) else { return nil }
        self.init(prefix: prefix, role: role, layer: layer, isReverse: isReverse)
    }

    /// The whole name.
    var text: String {
        Self.join(prefix, "\(role.rawValue)_l\(layer)\(isReverse ? "_reverse" : "")")
    }

    /// What stands before the last dot, and after it.
    static func split(_ name: String) -> (prefix: String, leaf: String) {
        guard let dot = name.lastIndex(of: ".") else { return ("", name) }
        return (String(name[..<dot]), String(name[name.index(after: dot)...]))
    }

    static func join(_ prefix: String, _ leaf: String) -> String {
        prefix.isEmpty ? leaf : "\(prefix).\(leaf)"
    }
}
