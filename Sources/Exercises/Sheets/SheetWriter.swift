import ExactMath
import Wording

extension Exercise {
    /// The header of an answer sheet.
    func sheetHeader(student: String? = nil) -> [String] {
        var lines = ["exercise = \(kind)"]
        switch origin {
        case .seed(let seed, let level):
            lines += variant.map { ["variant = \($0)"] } ?? ["seed = \(seed)", "level = \(level)"]
            if version > 1 { lines.append("version = \(version)") }
        case .scene(let name): lines.append("scene = \(name)")
        }
        if let ask { lines.append("ask = \(SafeText.of(ask, limit: 2_000))") }
        lines.append("student =" + (student.map { " " + SafeText.of($0, limit: 200) } ?? ""))
        return lines
    }

    /// "seed 7, level 2", or what stands for it in an exam.
    var words: String { variant.map { "variant \($0)" } ?? origin.words }

    /// The problem as comment lines and below it an answer sheet to fill in: the whole text is a sheet.
    public func problemText(student: String? = nil) -> String {
        let text = text()
        var lines = ["# \(kind): \(title) (\(words))", "#"]
        var wasGiven = false
        for part in text.statement {
            let isGiven = if case .given = part { true } else { false }
            if isGiven != wasGiven { lines.append("#") }
            wasGiven = isGiven
            switch part {
            case .paragraph(let words): lines += Self.wrapped(words.text, width: 96).map { "# " + $0 }
            case .formula(let formula): lines.append("#     " + formula.text)
            case .given(let name, let value): lines.append("#   \(name.text) = \(value.text)")
            }
        }
        lines += [
            "#",
            "# Answers: one name = value a line; fractions such as -3/4, vectors [1, 2], matrices [[1, 2], [3, 4]].",
            "",
        ]
        lines += sheetHeader(student: student)
        let width = fields.map(\.name.count).max() ?? 0
        for field in fields {
            let padding = String(repeating: " ", count: width - field.name.count)
            lines += ["# \(field.name)\(padding)   \(field.meaning.text), \(field.wanted)", "\(field.name) ="]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A filled-in answer sheet with the right answers; it has the seed, whatever an exam's sheet shows.
    public func answerKey(student: String? = nil) -> String {
        let answers = working.answers()
        var open = self
        open.variant = nil
        let title = variant.map { ", variant \($0)" } ?? ""
        return
            (["# answer key" + title] + open.sheetHeader(student: student)
            + zip(fields, answers).map { "\($0.name) = \($0.kind.keyText($1))" })
            .joined(separator: "\n") + "\n"
    }

    static func wrapped(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return line.isEmpty ? lines : lines + [line]
    }
}

extension AnswerField {
    /// What is to be written: "a vector of 2", "one of …".
    public var wanted: String {
        switch kind {
        case .exact, .irrational: shape.words
        case .integer: "a whole number"
        case .decimal(let places): "\(shape.words), \(places) decimals"
        case .word(let words): "one of " + words.joined(separator: ", ")
        case .formula: "a formula"
        case .edges: "arrows such as x1->h1, h1->y1"
        case .settings: "[f, i, o], each 0, 1 or any"
        case .slip(let slips): "one of " + slips.map(\.id).joined(separator: ", ")
        case .ways: "ways such as h0->k->h1, or none"
        case .factor: "a formula"
        case .flags: shape.count == 1 ? "yes or no" : "\(shape.count) times yes or no: [yes, no, …]"
        }
    }
}

extension AnswerKind {
    /// A value of this kind in an answer key: doubles with more digits than are asked.
    public func keyText(_ value: AnswerValue) -> String {
        if case .flags = self, case .settings(let flags) = value { return FlagsReader.text(flags.map { $0 == 1 }) }
        return value.text(places: 8)
    }
}
