/// The name of an answer as a student may write it: δ^4, \\delta_{4} and DELTA_4 are delta_4.
enum AnswerName {
    /// The name with plain letters and underscores, its case kept; a text that is no name stays as it is.
    static func plain(_ text: String) -> String {
        guard text.utf8.count <= 120, !text.utf8.allSatisfy(isPlain) else {
            return text.hasSuffix(":") ? String(text.dropLast()) : text
        }
        var name = tilded(text)
        for (written, plain) in spellings { name = name.replacing(written, with: plain) }
        // Marks of indices become one underscore, brackets around them fall away.
        name = String(
            name.compactMap { character -> Character? in
                if "{}[]<>() :\\".contains(character) { return nil }
                return character == "^" ? "_" : digits[character] ?? character
            })
        name = name.replacing("~", with: "_tilde")
        if let gradient = ["dL/", "d/"].first(where: name.hasPrefix) { name = String(name.dropFirst(gradient.count)) }
        return name
    }

    /// A name without what a list or a page puts around it: "- delta_4", "2) delta_4", "**delta_4**", "$\delta_4$", "`delta_4`".
    static func bare(_ text: String) -> String {
        guard let first = text.utf8.first, !(97...122).contains(first | 0x20) else { return text }
        let isMark = { (character: Character) in "*`$".contains(character) }
        var name = text.trimmingPrefix(/(?:[-*•]|[0-9]+[.)]) +/).drop(while: isMark)
        while name.last.map(isMark) == true { name = name.dropLast() }
        return String(name)
    }

    /// Whether a byte stands in names as it is: no mark of an index, no bracket, no letter of another alphabet.
    private static func isPlain(_ byte: UInt8) -> Bool { byte < 0x80 && !marks.contains(byte) }
    private static let marks = Array("^\\{}[]<>/: ()~".utf8)

    /// The name with ~ behind each letter that has a tilde: \tilde{c} and c̃ are c~.
    private static func tilded(_ name: String) -> String {
        let marked = String(String.UnicodeScalarView(name.unicodeScalars.map { $0 == "\u{303}" ? "~" : $0 }))
        guard marked.contains("\\") else { return marked }
        return marked.replacing(/\\(?:wide)?tilde *\{? *([A-Za-z]) *\}?/) { "\($0.1)~" }
    }

    /// The one of these names that is meant: itself, else in another case, where only one is.
    static func meant(by name: String, among names: [String]) -> String? {
        if names.contains(name) { return name }
        let same = names.filter { isSame($0, name) }
        return same.count == 1 ? same[0] : nil
    }

    /// Finds the name of the field that is meant, by its name or by what its sheet says that it is: ∂L/∂a^4 for delta_4.
    static func finder(of fields: [AnswerField]) -> (_ name: String) -> String? {
        let names = fields.map(\.name)
        // Few sheets need them.
        var known: [String]?
        return { name in
            if let field = meant(by: name, among: names) { return field }
            if ReadSheet.headers.contains(name) { return nil }
            let meanings = known ?? fields.map { plain($0.meaning.text) }
            known = meanings
            let same = meanings.indices.filter { isSame(meanings[$0], name) }
            return same.count == 1 ? names[same[0]] : nil
        }
    }

    /// Whether two names differ in case and in marks between their letters at most.
    private static func isSame(_ a: String, _ b: String) -> Bool {
        var (a, b) = (a.utf8.makeIterator(), b.utf8.makeIterator())
        func next(_ bytes: inout String.UTF8View.Iterator) -> UInt8? {
            while let byte = bytes.next() {
                if byte != UInt8(ascii: "_"), byte != UInt8(ascii: "-") {
                    return (65...90).contains(byte) ? byte | 0x20 : byte
                }
            }
            return nil
        }
        while true {
            let (x, y) = (next(&a), next(&b))
            if x != y { return false }
            if x == nil { return true }
        }
    }

    private static let spellings: [(String, String)] = [
        ("\\delta", "delta"), ("\\partial", "d"), ("\\hat", ""), ("\\alpha", "alpha"), ("δ", "delta"),
        ("Δ", "Delta"), ("∂", "d"), ("ŷ", "yhat"), ("α", "alpha"), ("ρ", "rho"), ("∇", "d"),
    ]

    private static let digits: [Character: Character] = [
        "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9",
        "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5", "₆": "6", "₇": "7", "₈": "8", "₉": "9",
        "ₐ": "a", "ₓ": "x", "ₜ": "t",
    ]
}
