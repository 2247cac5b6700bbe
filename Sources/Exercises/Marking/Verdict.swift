import ExactMath

/// What marking says of an answer, and of each of its entries.
public enum Verdict: String, Sendable, Hashable, CaseIterable {
    case right
    case wrong
    /// Wrong, but it follows rightly from an earlier wrong answer of the same student.
    case carried
    case missing
    case unreadable
}

/// One answer, marked.
public struct MarkedAnswer: Sendable, Equatable {
    /// The name of the answer's field: "delta_2".
    public var name: String
    /// That of its worst entry, in the order unreadable, wrong, carried, right; wrong where its shape is wrong, missing
    /// where nothing was given.
    public var verdict: Verdict
    /// A verdict for each entry, in the answer's shape; nil where the shape itself is wrong.
    public var entries: Shaped<Verdict>?
    /// The slips that explain a wrong answer.
    public var slips: [Slip]
    /// One or two sentences for the student; empty where there is nothing to say.
    public var message: String
    /// The answer as it was read.
    public var echo: String

    /// The part of the answer's point that it earns.
    func points(carried: Rational) -> Rational {
        guard let entries, entries.shape.count > 0 else { return .zero }
        var total = Rational.zero
        for entry in entries.entries {
            if entry == .right { total = total + .one }
            if entry == .carried { total = total + carried }
        }
        return total / Rational(entries.entries.count)
    }
}

/// A whole set of answers, marked.
public struct MarkedAnswers: Sendable, Equatable {
    /// In the order of the solution.
    public var answers: [MarkedAnswer]
    /// The sum of what the answers earn, 0 … `maximum`; an answer partly right earns a part of its point.
    public var score: Rational
    /// The first answer in the order of the solution that is wrong.
    public var firstWrong: String?
    /// The one slip, or the one pair, that explains every wrong answer; where slips cannot be told apart, the few that do.
    public var diagnosis: [Slip]
    /// Whether one of the diagnosis explains them, not all of it together.
    public var isOneOfDiagnosis = false
    /// What a carried entry counted.
    public var carried: Rational

    /// The points of a faultless sheet: one for each answer.
    public var maximum: Int { answers.count }
    /// Whether every answer is right by itself; one that is carried is not.
    public var isAllRight: Bool { answers.allSatisfy { $0.verdict == .right } }
}
