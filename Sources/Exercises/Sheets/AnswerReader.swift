import ExactMath
import Formula
import Wording

/// Reads the text of one answer as its field wants it.
public enum AnswerReader {
    /// What a text gives for a field, and its echo; never fails: what cannot be read is `unreadable`.
    public static func read(_ source: SourceText, for field: AnswerField) -> (answer: StudentAnswer, echo: String) {
        do throws(FormulaProblem) {
            switch field.kind {
            case .exact, .irrational, .decimal, .integer: return try numbers(source, for: field)
            case .settings: return try settings(source)
            case .word(let words):
                let read = try word(source, among: words)
                return (.word(read), read)
            case .edges:
                let edges = try AnswerLanguage.readEdges(source)
                return (.edges(edges), edges.echo)
            case .slip(let slips):
                let id = try SlipReader.read(source, among: slips)
                return (.word(id), id)
            case .ways(let question):
                let ways = try WaysReader(question).read(source)
                guard case .word(let echo) = ways else { return (ways, SafeText.of(String(source.characters))) }
                return (ways, echo)
            case .flags: return try FlagsReader.read(source)
            case .formula, .factor: return (.formula(source), SafeText.of(String(source.characters), limit: 400))
            }
        } catch {
            return (.unreadable(error.located), SafeText.of(String(source.characters)))
        }
    }

    /// A word of the list, or the name of an answer as it may be written before its =.
    private static func word(_ source: SourceText, among words: [String]) throws(FormulaProblem) -> String {
        do throws(FormulaProblem) { return try AnswerLanguage.readWord(source, allowed: words) } catch {
            let name = AnswerName.plain(String(source.characters))
            guard let meant = AnswerName.meant(by: name, among: words) else { throw error }
            return meant
        }
    }

    /// Numbers as they stand; where they do not fit so, with a decimal comma and marks between thousands read as such.
    private static func numbers(
        _ source: SourceText, for field: AnswerField
    ) throws(FormulaProblem) -> (StudentAnswer, String) {
        let plain = NumberSpelling.withoutThousands(source)
        do throws(FormulaProblem) {
            let read = try numbers(plain)
            if case .numbers(let numbers) = read.0, field.shape.accepts(numbers.shape) { return read }
            return fitting(source, field) ?? read
        } catch {
            if let read = fitting(source, field) ?? bracketed(plain, field) { return read }
            throw error
        }
    }

    /// The numbers read with decimal commas, where they have the field's shape only so.
    private static func fitting(_ source: SourceText, _ field: AnswerField) -> (StudentAnswer, String)? {
        guard let spelled = NumberSpelling.withDecimalPoints(source, isInteger: field.kind == .integer),
            let read = try? numbers(spelled), case .numbers(let numbers) = read.0, field.shape.accepts(numbers.shape)
        else { return nil }
        return read
    }

    /// Entries without the brackets around them, -4,1;-1,-3, where they have the field's shape.
    private static func bracketed(_ source: SourceText, _ field: AnswerField) -> (StudentAnswer, String)? {
        let text = String(source.characters)
        guard !text.contains(where: { "[](){}".contains($0) }),
            let read = try? numbers(SourceText("[\(text)]", origin: source.origin)),
            case .numbers(let numbers) = read.0, field.shape.accepts(numbers.shape)
        else { return nil }
        return read
    }

    private static func numbers(_ source: SourceText) throws(FormulaProblem) -> (StudentAnswer, String) {
        let value = try AnswerLanguage.readValue(source)
        let entries = value.rows.joined().compactMap(\.number)
        return (.numbers(Shaped(value.answerShape, Array(entries))), value.echo)
    }

    private static func settings(_ source: SourceText) throws(FormulaProblem) -> (StudentAnswer, String) {
        let value = try AnswerLanguage.readValue(source, words: ["any"])
        let entries = value.rows.joined().map { entry -> Int?? in
            switch entry {
            case .word: return .some(nil)
            case .number(let number):
                if number.quantity.exact == 0 { return 0 }
                return number.quantity.exact == 1 ? 1 : Int??.none
            }
        }
        let settings = entries.compactMap { $0 }
        guard settings.count == entries.count else {
            return (.unreadable("A gate is 0, 1 or any here."), value.echo)
        }
        return (.settings(settings), value.echo)
    }
}

extension ReadValue {
    var answerShape: AnswerShape {
        switch form {
        case .single: .scalar
        case .vector: .vector(rows[0].count)
        case .matrix: .matrix(rows.count, rows[0].count)
        }
    }
}

extension FormulaProblem {
    /// "line 3, column 5: …"
    var located: String { "line \(location.line), column \(location.column): \(message)" }
}
