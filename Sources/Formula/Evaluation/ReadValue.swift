import ExactMath
import Foundation

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

extension AnswerLanguage {
    /// Reads a number, vector, matrix or word; `words` are those that may stand as an entry.
    ///
    /// Every entry keeps whether it is exact and, for a decimal, its digits.
    public static func readValue(_ source: SourceText, words: Set<String> = []) throws(FormulaProblem) -> ReadValue {
        if let plain = plainIntegers(source) { return plain }
        let expression = try parse(source, .constants(words: words))
        do {
            return try value(of: expression)
        } catch {
            throw FormulaProblem(error, in: source)
        }
    }

    /// Reads a text that stands in no file, so that a problem's column counts from the text's beginning.
    public static func readValue(_ text: String, words: Set<String> = []) throws(FormulaProblem) -> ReadValue {
        try readValue(SourceText(text), words: words)
    }

    private static func value(of expression: Expression) throws(FormulaFault) -> ReadValue {
        var evaluator = Evaluator(ConstantEnvironment())
        switch expression.kind {
        case .list(let rows, let isVector):
            return try list(rows, isVector ? .vector : .matrix, &evaluator)
        case .transpose(let inner):
            if case .list(let rows, _) = inner.kind {
                let columns = rows[0].indices.map { column in rows.map { $0[column] } }
                return try list(columns, .matrix, &evaluator)
            }
        default: break
        }
        if let entry = try plainEntry(expression) {
            return ReadValue(form: .single, rows: [[entry]], echo: text(entry))
        }
        let grid = try evaluator.grid(expression)
        let entries = (0..<grid.rows).map { r in
            (0..<grid.columns).map { ReadEntry.number(ReadNumber(grid.elements[r * grid.columns + $0])) }
        }
        if grid.isScalar {
            return ReadValue(form: .single, rows: entries, echo: echo(expression, entries[0][0]))
        }
        let form: ReadValue.Form = grid.columns == 1 ? .vector : .matrix
        let rows = form == .vector ? [entries.map { $0[0] }] : entries
        let values = rows.map { "[" + $0.map(text).joined(separator: ", ") + "]" }.joined(separator: ", ")
        return ReadValue(
            form: form, rows: rows, echo: "\(expression) = " + (form == .vector ? values : "[\(values)]"))
    }

    private static func list(
        _ rows: [[Expression]], _ form: ReadValue.Form, _ evaluator: inout Evaluator<ConstantEnvironment>
    ) throws(FormulaFault) -> ReadValue {
        var entries: [[ReadEntry]] = []
        var texts: [String] = []
        for row in rows {
            var read: [ReadEntry] = []
            var written: [String] = []
            for expression in row {
                let plain = try plainEntry(expression)
                let entry: ReadEntry
                if let plain { entry = plain } else { entry = .number(ReadNumber(try evaluator.number(expression))) }
                read.append(entry)
                written.append(plain == nil ? echo(expression, entry) : text(entry))
            }
            entries.append(read)
            texts.append("[" + written.joined(separator: ", ") + "]")
        }
        let inner = texts.joined(separator: ", ")
        return ReadValue(form: form, rows: entries, echo: form == .vector ? inner : "[\(inner)]")
    }

    /// A word, or a number with its sign: these keep their digits.
    private static func plainEntry(_ expression: Expression) throws(FormulaFault) -> ReadEntry? {
        switch expression.kind {
        case .word(let word): return .word(word)
        case .number(let literal):
            do { return .number(ReadNumber(try Quantity.literal(literal.value), digits: literal.digits)) } catch {
                throw FormulaFault(error, at: expression.range)
            }
        case .negative(let inner):
            guard case .number(let number) = try plainEntry(inner) else { return nil }
            return .number(ReadNumber(number.quantity.negated, digits: number.digits))
        default: return nil
        }
    }

    private static func text(_ entry: ReadEntry) -> String {
        switch entry {
        case .word(let word): return word
        case .number(let number):
            guard let digits = number.digits, let exact = number.quantity.exact else {
                return number.quantity.description
            }
            return exact.decimal(places: digits.decimals) ?? exact.description
        }
    }

    /// An expression with its value, where that is another text.
    private static func echo(_ expression: Expression, _ entry: ReadEntry) -> String {
        let written = expression.description
        if case .number(let number) = entry, case .approximate(let value) = number.quantity {
            return "\(written) ≈ \(String(format: "%.10g", value))"
        }
        let value = text(entry)
        return written == value ? value : "\(written) = \(value)"
    }
}

extension Rational {
    /// The number with so many decimals, if that is exact: 1/4 with three is 0.250.
    package func decimal(places: Int) -> String? {
        guard places >= 0, places <= 40 else { return nil }
        let scaled = self * Rational(10).raised(to: places)
        guard scaled.isInteger else { return nil }
        let numerator = scaled.magnitude.numerator
        var digits = Int(exactly: numerator).map { String($0) } ?? numerator.description
        if places > 0 {
            digits = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
            digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -places))
        }
        return (sign < 0 ? "-" : "") + digits
    }
}
