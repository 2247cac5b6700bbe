import Wording

/// What a terminal could be misled by in a text; nil where nothing is.
func printing(_ text: String, lines: Bool) -> String? {
    for scalar in text.unicodeScalars where !SafeText.isPrintable(scalar) {
        if lines, scalar == "\n" { continue }
        return "has \(SafeText.codePoint(scalar.value))"
    }
    return nil
}

/// Refuses a text that a terminal would not show as it is.
func check(_ text: String, of what: String) throws {
    if let problem = printing(text, lines: true) { throw Broken("\(what) \(problem)") }
}
