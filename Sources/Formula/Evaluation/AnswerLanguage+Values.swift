import ExactMath
import Foundation

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
