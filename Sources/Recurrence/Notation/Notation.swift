/// Whose way of writing is used: ours, or that of a lecture or a library.
public enum Notation: String, Sendable, Hashable, CaseIterable {
    case unfold, dalmau, brasher, mcallester, jumadinova, pytorch

    /// Whose it is, as messages and lists say it.
    public var title: String {
        switch self {
        case .unfold: "unfold"
        case .dalmau: "Dalmau"
        case .brasher: "Brasher, Chung"
        case .mcallester: "McAllester"
        case .jumadinova: "Jumadinova, cs231n"
        case .pytorch: "PyTorch"
        }
    }

    /// The notation that the explorer turns to from this one; after the last comes the first.
    public var next: Notation {
        let all = Notation.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }
}
