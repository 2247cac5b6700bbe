/// Text for the ear: formulas in words, with nothing but letters, digits, `. , : ; ?` and the minus sign −.
///
/// Synthesizers drop or misread the signs of mathematics; a hyphen before a number is not heard at all.
public enum Speech {
    /// One line as it is spoken: "∂L/∂h₃ = Uᵀ ∂a₄" becomes "gradient of h 3 is U transposed gradient of a 4".
    public static func text(_ line: some StringProtocol, _ glyphs: Glyphs = .unicode) -> String {
        var text = quotients(parenthesized(quoted(String(line))))
        // From one to the other, and a step T above a small letter.
        text = text.replacing(#/([\p{L}\d₀-₉]) ?(?:…|\.\.\.) ?([\p{L}\d−])/#) { "\($0.1) to \($0.2)" }
        text = text.replacing(#/(^|[^\p{L}_])([\p{Ll}L])\^T(?=[^\p{L}]|$)/#) { "\($0.1)\($0.2) T" }
        for (pattern, words) in phrases { text = text.replacing(pattern, with: words) }
        text = norms(numbers(raised(brackets(text))))
        // An index is a word of its own: h₁₂ is "h 12".
        text = text.replacing(#/[₀-₉]+/#) { " " + $0.output }
        let spoken = tidy(Text.cells(text).map(word).joined())
        // Where there is no minus sign, its word: a hyphen before a number is not heard.
        return glyphs.isASCII ? spoken.replacing("−", with: "minus ") : spoken
    }

    /// Whether a character may be printed for the ear.
    public static func isSpoken(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            ? scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || " .,:;?\n".unicodeScalars.contains(scalar) : scalar == "−"
    }

    // MARK: Several signs

    private static let phrases: [(String, String)] = [
        ("∂L/∂·", "gradient"), ("∂L/∂", "gradient of "), ("dL/d", "gradient of "), ("∂", "gradient of "),
        ("‖·‖", "norm"),
        ("new c~", "new c"), ("new h~", "new h"), ("c~", "new c"), ("h~", "new h"),
        ("tanh(", "hyperbolic tangent of ("), ("σ(", "sigmoid of ("),
        ("exp(", "e to the ("),
        ("softmax(", "softmax of ("), ("log ", "logarithm of "), ("λ = ", "lambda is "), ("--", ", "),
        ("…", " and so on "),
        ("...", " and so on "), (" · ", ", "), (" ⊙ ", ", times, entry by entry, "),
        ("½", "one half "), ("⅓", "one third "), ("¼", "one quarter "), ("² ", " squared "), ("²", " squared"),
        ("³", " cubed"),
        ("ᵀ", " transposed"), ("^T", " transposed"), ("⊤", " transposed"), (" / ", " over "),
    ]

    /// A word between quotes without them, and formulas side by side one after the other.
    private static func quoted(_ text: String) -> String {
        text.replacing("->", with: " to ").replacing(#/(^|[\s(,:])['‘]([^'‘’\s][^'‘’]*)['’]/#) { "\($0.1)\($0.2)" }
            .replacing(#/(\S) {4,}(?=\S)/#) { "\($0.1); " }
    }

    /// A sum between brackets that is no function's argument, with its brackets; a remark between brackets, with commas.
    private static func parenthesized(_ text: String) -> String {
        var result = text
        while true {
            let said = result.replacing(#/(^|[\s·⊙=+−\-(,\/])\(([^()]*[^\s()] [+−-] [^()]*)\)/#) {
                "\($0.1)open bracket \($0.2) close bracket "
            }
            if said == result { break }
            result = said
        }
        return result.replacing(#/(^|\s)\(([^()]*\p{L}{3}[^()]*)\)/#) { "\($0.1), \($0.2), " }
            .replacing(#/(^|\s)\^([A-Z])(?![\p{L}\d])/#) { "\($0.1)Control \($0.2)" }
    }

    /// A derivative that is no gradient of L: ∂a₂/∂w.
    private static func quotients(_ text: String) -> String {
        text.replacing(#/∂([^\s\/∂L][^\s\/∂]*|L[₀-₉_^][^\s\/∂]*)\/∂([^\s,.:;?]+)/#) {
            "the derivative of \($0.1) by \($0.2)"
        }
    }

    /// What stands high: a step as a word of its own, a power by its name, a prime.
    private static func raised(_ text: String) -> String {
        var result = text.replacing(#/\^\{([^}]*)\}/#) { $0.1.contains(",") ? " \($0.1)" : "^\($0.1)" }
        // A small letter, δ and L carry a step; a matrix or a number has a power.
        result = result.replacing(#/([\p{Ll}L])\^([\p{L}\d])/#) { "\($0.1) \($0.2)" }
        return result.replacing(#/([\p{L}\d)\]₀-₉])['’′](?=[^\p{L}]|$)/#) { "\($0.1) prime" }
    }

    /// Lists by rows; an index after a name as its unit, or row and column.
    private static func brackets(_ text: String) -> String {
        var result = text
        // [[1, 1], [0, −1]]
        while let matrix = result.firstMatch(of: #/\[\[(.*?)\]\]/#) {
            let rows = String(matrix.1).split(separator: "], [").enumerated().map {
                "row \($0.offset + 1): \($0.element)"
            }
            result.replaceSubrange(matrix.range, with: rows.joined(separator: "; "))
        }
        result = result.replacing(#/([\p{L}₀-₉~])\[(\d+)[,\]]\s*\[?(\d+)\]/#) { "\($0.1) row \($0.2) column \($0.3)" }
        result = result.replacing(#/([\p{L}₀-₉~\]])\[(\d+)\]/#) { "\($0.1), unit \($0.2)," }
        return result
    }

    /// Fractions, powers of ten, factors and signs of numbers.
    private static func numbers(_ text: String) -> String {
        var result = text.replacing(#/(\d)e([−-]?)(\d+)/#) {
            "\($0.1) times 10 to the \($0.2.isEmpty ? "" : "−")\($0.3)"
        }
        result = result.replacing(#/(\d)\/(\d)/#) { "\($0.1) over \($0.2)" }
        result = result.replacing(#/(\d)×(\d)/#) { "\($0.1) by \($0.2)" }
        result = result.replacing(#/×(\d)/#) { "times \($0.1)" }
        // t − 1 written close: t-1.
        result = result.replacing(#/(^|[^\p{L}\d])([tTkjin])[−-](\d)/#) { "\($0.1)\($0.2) minus \($0.3)" }
        result = result.replacing(#/([\d\p{L}₀-₉),])\s+[−-]\s+/#) { "\($0.1) minus " }
        return result.replacing(#/(^|[\s(\[,=:])-(\d)/#) { "\($0.1)−\($0.2)" }
    }

    /// ‖v‖
    private static func norms(_ text: String) -> String {
        text.replacing("||", with: "‖").replacing(#/‖([^‖]*)‖/#) { "the norm of \($0.1)" }
    }

    // MARK: One sign

    private static func word(_ scalar: Unicode.Scalar) -> String {
        if isSpoken(scalar) { return String(scalar) }
        if (0x2080...0x2089).contains(scalar.value) { return String(scalar.value - 0x2080) }
        if let known = words[scalar] { return known }
        let twin = Glyphs.asciiTwin(of: scalar)
        return twin.properties.isAlphabetic ? String(twin) : " "
    }

    private static let words: [Unicode.Scalar: String] = [
        "=": " is ", "+": " plus ", "·": " times ", "×": " times ", "*": " times ", "⊙": " times, entry by entry, ",
        "/": " over ", "≤": " at most ", "≥": " at least ", "<": " below ", ">": " above ", "≠": " not ",
        "≈": " about ",
        "→": " to ", "←": " from ", "∞": " infinity ", "%": " percent", "°": " degrees", "^": " to the ", "⊕": " plus ",
        "σ": "sigma ", "ρ": "spectral radius ", "λ": "lambda ", "δ": "delta ", "Δ": "delta ", "Σ": "sum over ",
        "α": "alpha ",
        "β": "beta ", "ε": "epsilon ", "μ": "mu ", "τ": "tau ", "θ": "theta ", "Φ": "Phi", "φ": "phi ", "η": "eta ",
        "γ": "gamma ", "ŷ": "predicted y", "ĉ": "new c",
        "√": "root of ", "∈": " in ", "∏": "product over ", "○": "not yet", "↵": "Enter", "⇧": "Shift ", "✓": "right",
        "✗": "wrong", "&": " and ", "!": ".", "↑": "up", "↓": "down", "₋": " minus ", "ₜ": " t", "ₖ": " k", "ᵢ": " i",
        "ⱼ": " j", "ₙ": " n", "–": ", ", "—": ", ", "•": "", "'": "", "’": "", "\"": "",
    ]

    /// One blank where there are several, none before a stop, and no stop after a stop.
    private static func tidy(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar == " ", result.isEmpty || result.last == " " { continue }
            if ",.;:?".unicodeScalars.contains(scalar), result.last == " " { result.removeLast() }
            // A stop takes the place of a comma, and none stands behind a question mark.
            if ".;:?".unicodeScalars.contains(scalar), result.last == "," { result.removeLast() }
            if ",.;".unicodeScalars.contains(scalar), result.last == "?" { continue }
            if ",;".unicodeScalars.contains(scalar), result.isEmpty || ",.;:".contains(result.last ?? " ") { continue }
            result.unicodeScalars.append(scalar)
        }
        while result.last == " " || result.last == "," { result.removeLast() }
        return result
    }
}

extension LinearText {
    /// The lines for the ear; see `Speech`.
    public func spoken(_ glyphs: Glyphs = .unicode) -> String {
        lines.map { line in
            switch line {
            case .heading(let text), .item(let text), .text(let text):
                text.split(separator: "\n", omittingEmptySubsequences: false).map { Speech.text($0, glyphs) }
                    .joined(separator: "\n")
            case .fact(let name, let value): "\(Speech.text(name, glyphs)): \(Speech.text(value, glyphs))"
            case .blank: ""
            }
        }
        .map { $0 + "\n" }
        .joined()
    }
}
