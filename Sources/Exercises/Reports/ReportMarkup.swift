/// Reads the elements of a report in JUnit's XML: those that `check` writes, closed in order, with nothing between them but text.
struct ReportMarkup {
    private var rest: Substring.UTF8View
    private var open: [String] = []

    /// Whether a text holds such elements, one or many after another.
    static func isWellFormed(_ text: String) -> Bool {
        var markup = ReportMarkup(rest: text[...].utf8)
        while !markup.rest.isEmpty {
            guard markup.readNext() else { return false }
        }
        return markup.open.isEmpty
    }

    private init(rest: Substring.UTF8View) { self.rest = rest }

    private static let elements: Set<String> = ["testsuite", "testcase", "failure", "error"]

    /// Reads a tag or a text.
    private mutating func readNext() -> Bool {
        guard rest.first == UInt8(ascii: "<") else {
            // Text stands in a failure; elsewhere there are only blanks.
            let text = take { $0 != UInt8(ascii: "<") }
            let isBlank = text.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
            return isBlank || ["failure", "error"].contains(open.last) && Self.areEntities(text)
        }
        rest.removeFirst()
        if rest.first == UInt8(ascii: "/") {
            rest.removeFirst()
            return word() == open.popLast() && skip(">")
        }
        let name = word()
        guard Self.elements.contains(name) else { return false }
        while rest.first == UInt8(ascii: " ") {
            rest.removeFirst()
            guard !word().isEmpty, skip("=\"") else { return false }
            let value = take { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "<") }
            guard Self.areEntities(value), skip("\"") else { return false }
        }
        if skip("/>") { return true }
        open.append(name)
        return skip(">")
    }

    /// The bytes from here on for which it holds.
    private mutating func take(while holds: (UInt8) -> Bool) -> Substring.UTF8View {
        let taken = rest.prefix(while: holds)
        rest = rest[taken.endIndex...]
        return taken
    }

    private mutating func word() -> String {
        String(decoding: take { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }, as: UTF8.self)
    }

    private mutating func skip(_ sign: String) -> Bool {
        guard rest.starts(with: sign.utf8) else { return false }
        rest = rest.dropFirst(sign.utf8.count)
        return true
    }

    /// Whether every & begins one of XML's own entities.
    private static func areEntities(_ text: Substring.UTF8View) -> Bool {
        var rest = text
        while let at = rest.firstIndex(of: UInt8(ascii: "&")) {
            rest = rest[at...].dropFirst()
            guard let entity = ["amp;", "lt;", "gt;", "quot;", "apos;"].first(where: { rest.starts(with: $0.utf8) })
            else { return false }
            rest = rest.dropFirst(entity.utf8.count)
        }
        return true
    }
}
