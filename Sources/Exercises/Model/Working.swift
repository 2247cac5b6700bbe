import ExactMath

/// The computation behind an exercise: from what is given to every answer.
public protocol Working: Sendable {
    /// Every answer in the order of the solution, as the slips make it; the empty set is the right way.
    ///
    /// Where `own` has a value at an answer's place, it stands in for that answer in all that follows from it; the answer itself is
    /// given as computed.
    func answers(_ slips: SlipSet, own: [AnswerValue?]) -> [AnswerValue]
}

extension Working {
    /// The right answers.
    public func answers() -> [AnswerValue] { answers([], own: []) }
}

/// The answers of a working as they come, each given back as the one to go on with.
struct Worksheet {
    private let own: [AnswerValue?]
    private(set) var answers: [AnswerValue] = []

    init(own: [AnswerValue?]) { self.own = own }

    private var next: AnswerValue? { answers.count < own.count ? own[answers.count] : nil }

    /// Writes an exact vector down.
    mutating func put(_ value: [Rational]) -> [Rational] {
        let mine = next?.rationals
        answers.append(.exact(value))
        return mine ?? value
    }

    mutating func put(_ value: Matrix<Rational>) -> Matrix<Rational> {
        let mine = next?.rationals
        answers.append(.exact(value))
        return mine.map { Matrix(rows: value.rows, columns: value.columns, elements: $0) } ?? value
    }

    mutating func put(_ value: Rational) -> Rational {
        let mine = next?.rationals?.first
        answers.append(.exact(value))
        return mine ?? value
    }

    mutating func put(_ value: [Double]) -> [Double] {
        let mine = next?.doubles
        answers.append(.real(value))
        return mine ?? value
    }

    mutating func put(_ value: Double) -> Double {
        let mine = next?.doubles?.first
        answers.append(.real(value))
        return mine ?? value
    }

    /// Writes an answer down from which nothing follows.
    mutating func put(_ value: AnswerValue) { answers.append(value) }
}
