import Recurrence

/// The letters that a step of a lesson asks for. Behind the step the learner's own come back, unless others were chosen meanwhile.
public struct LentNotation: Sendable {
    private var lent: (own: Notation, step: Notation)?

    /// Nothing is lent, and the learner's own letters stay.
    public init() {}

    /// - Parameter notation: the letters of the step that is entered; nil for the learner's own.
    public mutating func enter(_ notation: Notation?, _ explorer: inout Explorer) {
        if let lent, explorer.notation == lent.step { explorer.notation = lent.own }
        lent = nil
        guard let notation else { return }
        lent = (explorer.notation, notation)
        explorer.notation = notation
    }
}
