import ExactMath
import Formula

/// When a student's number counts as a value.
enum NumberMatch {
    /// How near two doubles are that stand for the same irrational number.
    static let nearness = 1e-9

    /// Whether the number is a value that may be irrational.
    static func fits(_ number: ReadNumber, irrational value: Double) -> Bool {
        let given = number.quantity.approximation
        if near(given, value) { return true }
        guard let digits = number.digits, digits.significant >= 3 else { return false }
        return (given - value).magnitude <= 0.5 / Quantity.powerOfTen(digits.decimals) * (1 + nearness)
    }

    static func near(_ a: Double, _ b: Double) -> Bool {
        (a - b).magnitude <= nearness * max(1, b.magnitude)
    }
}

extension AnswerKind {
    /// Whether a student's number counts as this entry of a value.
    func fits(_ number: ReadNumber, _ value: AnswerValue, entry: Int) -> Bool {
        switch value {
        case .exact(let numbers):
            guard entry < numbers.entries.count else { return false }
            if case .decimal(let places) = self {
                return number.equals(numbers.entries[entry].approximation, decimals: places)
            }
            // An integer is an integer: 1.42e3 is not 1417.
            if self == .integer { return number.quantity.exact == numbers.entries[entry] }
            return number.equals(exact: numbers.entries[entry])
        case .real(let numbers):
            guard entry < numbers.entries.count else { return false }
            if case .decimal(let places) = self {
                return number.equals(numbers.entries[entry], decimals: places)
            }
            return NumberMatch.fits(number, irrational: numbers.entries[entry])
        default: return false
        }
    }
}
