/// A manual page in the language of `man`, made of Markdown: headings, paragraphs, lists, tables and blocks of code.
struct Roff {
    private(set) var text: String
    private var isInCode = false
    /// A paragraph or an entry whose next line goes on.
    private var isOpen = false

    /// - Parameters:
    ///   - name: as in `unfold-keys`.
    ///   - section: 1 for commands, 5 for files, 7 for the rest.
    ///   - purpose: what stands behind the name in the index.
    init(_ name: String, section: Int, purpose: String, version: String) {
        text = ".TH \"\(name)\" \(section) \"\" \"unfold \(version)\"\n.nh\n"
        heading("Name")
        text += "\(Self.escaped(name)) \\- \(Self.escaped(purpose))\n"
    }

    mutating func heading(_ title: String) {
        text += ".SH \(Self.escaped(title.uppercased()))\n"
        isOpen = false
    }

    mutating func paragraph(_ words: String) {
        text += ".PP\n\(Self.inline(words))\n"
    }

    /// An entry with its explanation.
    mutating func entry(_ name: String, _ explanation: String) {
        text += ".TP\n\(Self.inline(name))\n\(Self.inline(explanation))\n"
    }

    /// Lines as they are.
    mutating func verbatim(_ lines: [String]) {
        text += ".PP\n.RS 4\n.nf\n" + lines.map { Self.escaped($0) + "\n" }.joined() + ".fi\n.RE\n"
    }

    /// A page of Markdown without its title.
    mutating func markdown(_ page: String) {
        var code: [String] = []
        for line in page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("```") {
                if isInCode { verbatim(code) }
                code = []
                isInCode.toggle()
                isOpen = false
            } else if isInCode {
                code.append(line)
            } else {
                self.line(line)
            }
        }
    }

    private mutating func line(_ line: String) {
        if line.isEmpty {
            isOpen = false
        } else if line.hasPrefix("## ") {
            heading(String(line.dropFirst(3)))
        } else if line.hasPrefix("# ") {
            return
        } else if line.hasPrefix("|") {
            let cells = line.split(separator: "|").map { $0.trimmingPrefix(while: { $0 == " " }) }
            guard let first = cells.first, !first.hasPrefix("---") else { return }
            entry(String(first), cells.dropFirst().joined(separator: "  "))
        } else if line.hasPrefix("- ") {
            text += ".IP \\(bu 2\n\(Self.inline(String(line.dropFirst(2))))\n"
            isOpen = true
        } else if isOpen {
            text += Self.inline(String(line.trimmingPrefix(while: { $0 == " " }))) + "\n"
        } else {
            paragraph(line)
            isOpen = true
        }
    }

    /// Code between backticks in bold, what is stressed in italics, a link as its words.
    private static func inline(_ words: String) -> String {
        var result = ""
        var isCode = false
        var rest = words[...]
        while let character = rest.popFirst() {
            if character == "`" {
                result += isCode ? "\\fR" : "\\fB"
                isCode.toggle()
            } else if !isCode, character == "[", let end = rest.firstIndex(of: "]"),
                rest[end...].dropFirst().first == "(", let close = rest[end...].firstIndex(of: ")")
            {
                result += escaped(String(rest[..<end]))
                rest = rest[rest.index(after: close)...]
            } else if !isCode, character == "*", let end = rest.firstIndex(of: "*"), rest.first?.isLetter == true {
                result += "\\fI" + escaped(String(rest[..<end])) + "\\fR"
                rest = rest[rest.index(after: end)...]
            } else {
                result += character == "\\" || character == "-" ? escaped(String(character)) : String(character)
            }
        }
        return guarded(result)
    }

    private static func escaped(_ words: String) -> String {
        guarded(words.replacing("\\", with: "\\e").replacing("-", with: "\\-"))
    }

    /// A point or an apostrophe at the beginning of a line would be a request.
    private static func guarded(_ line: String) -> String {
        line.first == "." || line.first == "'" ? "\\&" + line : line
    }
}
