import ExactMath

/// A number as an answer.
public struct ReadNumber: Sendable, Hashable {
    /// What the number comes to: that of `1/3` is exact, that of `tanh(1)` is not.
    public var quantity: Quantity
    /// The digits that a decimal was given with; nil for integers, fractions and expressions.
    public var digits: DecimalDigits?

    /// A number that was read; without digits it counts as an integer, a fraction or an expression.
    public init(_ quantity: Quantity, digits: DecimalDigits? = nil) {
        self.quantity = quantity
        self.digits = digits
    }

    /// Whether this is that fraction: equal to it, or a decimal with three or more significant digits to which it rounds. Half of the
    /// last place is rounded either way.
    public func equals(exact value: Rational) -> Bool {
        guard let own = quantity.exact else {
            let other = value.approximation
            return (quantity.approximation - other).magnitude <= 1e-12 * max(1, other.magnitude)
        }
        if own == value { return true }
        // So many digits are a computer's: its last ones are rounding.
        if let digits, digits.significant >= 15 {
            let nearness = Rational(1) / Rational(10).raised(to: 12)
            if (own - value).magnitude <= nearness * (value.isZero ? .one : value.magnitude) { return true }
        }
        guard let digits, digits.significant >= 3, digits.decimals.magnitude <= AnswerLanguage.maximumExponent else {
            return false
        }
        let place = Rational(10).raised(to: -digits.decimals)
        return (own - value).magnitude <= place / Rational(2)
    }

    /// Whether this is that number to within one in the last of `decimals` decimals.
    public func equals(_ value: Double, decimals: Int) -> Bool {
        let place = 1.0 / Quantity.powerOfTen(decimals)
        // The bound itself counts, although 0.3 − 0.2 is not exactly 0.1 in doubles.
        return (quantity.approximation - value).magnitude <= place * (1 + 1e-9)
    }
}

extension Quantity {
    package static func powerOfTen(_ decimals: Int) -> Double {
        var result = 1.0
        for _ in 0..<min(decimals.magnitude, 300) { result *= 10 }
        return decimals < 0 ? 1 / result : result
    }
}

/// One entry of an answer.
public enum ReadEntry: Sendable, Hashable {
    case number(ReadNumber)
    /// any, vanishes
    case word(String)

    /// The number; nil for a word.
    public var number: ReadNumber? {
        if case .number(let number) = self { return number }
        return nil
    }
}

/// An answer of numbers and words as it was read.
public struct ReadValue: Sendable, Equatable {
    /// What an answer was written as: one entry, a list of entries, a list of rows.
    public enum Form: Sendable { case single, vector, matrix }

    /// What the answer was written as; an expression has the form of its value.
    public var form: Form
    /// The rows; a vector is one row, a single entry one row of one.
    public var rows: [[ReadEntry]]
    /// What was read, in one spelling; an expression is followed by its value.
    public var echo: String

    /// [] for a single entry, [n] for a vector, [rows, columns] for a matrix.
    public var shape: [Int] {
        switch form {
        case .single: return []
        case .vector: return [rows[0].count]
        case .matrix: return [rows.count, rows[0].count]
        }
    }

    /// The only entry, in brackets or without; nil where there are more.
    public var single: ReadEntry? { rows.count == 1 && rows[0].count == 1 ? rows[0][0] : nil }

    /// The entries of a vector, which may also stand as one row or one column.
    public var vector: [ReadEntry]? {
        if rows.count == 1 { return rows[0] }
        return rows[0].count == 1 ? rows.map { $0[0] } : nil
    }

    /// The rows of a matrix of this shape; a vector stands for a matrix of one row or one column, a number for 1×1.
    public func matrix(rows height: Int, columns width: Int) -> [[ReadEntry]]? {
        if rows.count == height, rows[0].count == width { return rows }
        guard form != .matrix, let vector, vector.count == height * width else { return nil }
        if width == 1 { return vector.map { [$0] } }
        return height == 1 ? [vector] : nil
    }
}
