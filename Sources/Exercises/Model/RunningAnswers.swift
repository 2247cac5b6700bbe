import ExactMath

/// The answers of a working as they come, each given back as the one to go on with.
struct RunningAnswers {
    private let adopt: Adoption
    private(set) var answers: [AnswerValue] = []

    init(adopting adopt: @escaping Adoption) { self.adopt = adopt }

    /// Writes an answer down.
    @discardableResult mutating func put(_ value: AnswerValue) -> AnswerValue {
        answers.append(value)
        // A slip may make an answer of another size than the student's: then there is nothing to go on with.
        guard let own = adopt(answers.count - 1, value), own.shape?.count == value.shape?.count else { return value }
        return own
    }

    mutating func put(_ value: [Rational]) -> [Rational] { put(.exact(value)).rationals ?? value }
    mutating func put(_ value: Rational) -> Rational { put(.exact(value)).rationals?.first ?? value }

    mutating func put(_ value: Matrix<Rational>) -> Matrix<Rational> {
        let adopted = put(.exact(value)).rationals
        return adopted.map { Matrix(rows: value.rows, columns: value.columns, elements: $0) } ?? value
    }

    mutating func put(_ value: [Double]) -> [Double] { put(.real(value)).doubles ?? value }
    mutating func put(_ value: Double) -> Double { put(.real(value)).doubles?.first ?? value }

    mutating func put(_ value: Matrix<Double>) -> Matrix<Double> {
        let adopted = put(.real(value)).doubles
        return adopted.map { Matrix(rows: value.rows, columns: value.columns, elements: $0) } ?? value
    }
}
