import Formula

/// Names that a notation makes of the trace's own: the same number with another sign, or several matrices as one.
///
/// They are paths with a first part that no network has, so that one grammar of names holds them.
enum WrittenName {
    static let negative = "−"
    static let complement = "1−"
    static let stacked = "|"

    static func prefixed(_ name: TraceName, _ prefix: String) -> TraceName {
        var other = name
        other.path.insert(prefix, at: 0)
        return other
    }

    /// The blocks of a joined matrix: `| part.W ; part.U`.
    static func stacked(_ blocks: [TraceName]) -> TraceName {
        var name = blocks[0]
        name.path = [stacked] + blocks.flatMap { $0.path + [";"] }
        return name
    }

    /// The paths of the blocks, where the name is a joined matrix.
    static func blocks(of path: [String]) -> [[String]]? {
        guard path.first == stacked else { return nil }
        return path.dropFirst().split(separator: ";").map(Array.init)
    }
}
