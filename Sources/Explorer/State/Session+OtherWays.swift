import Recurrence

extension Session {
    /// Why a part's own step is not the whole way from its state to the next one; nil where it is.
    func otherWay(of part: Int) -> String? {
        let kinds = network.partsAround(part).map { network.parts[$0].kind }
        if kinds.isEmpty { return nil }
        var reasons: [String] = []
        if kinds.contains(where: { $0 != .attention }) { reasons.append("the output is fed back") }
        if kinds.contains(.attention) { reasons.append("attention looks back") }
        return reasons.joined(separator: " and ")
    }
}
