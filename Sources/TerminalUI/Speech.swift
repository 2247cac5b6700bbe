/// Text for the ear: formulas in words, with nothing but letters, digits, `. , : ; ?` and the minus sign −.
///
/// Synthesizers drop or misread the signs of mathematics; a hyphen before a number is not heard at all. What stands between backticks is
/// typed: it is spelled sign by sign.
public enum Speech {
    /// One line as it is spoken: "∂L/∂h₃ = Uᵀ ∂a₄" becomes "gradient of h 3 is U transposed gradient of a 4".
    public static func text(_ line: some StringProtocol, _ glyphs: Glyphs = .unicode) -> String {
        let (marked, literals) = typed(String(line))
        var text = quotients(layers(parenthesized(apostrophes(quoted(limits(tildes(keys(marked))))))))
        // f(x)/2 is no f(x/2).
        if has(text, "/"), has(text, ")") {
            text = text.replacing(#/(\p{L}\([^()]*)\)\s*\/\s*(?=[\p{L}\d(])/#) { "\($0.1), all over " }
        }
        // And f(x)² is no f(x²).
        if has(text, "²³ᵀ^"), has(text, ")") {
            text = text.replacing(#/(\p{L}\([^()]*)\)(?=[²³ᵀ^])/#) { "\($0.1), all " }
        }
        // From one to the other, and a step T above a small letter.
        if has(text, "….") {
            text = text.replacing(#/([\p{L}\d₀-₉]) ?(?:…|\.\.\.) ?([\p{L}\d−])/#) { "\($0.1) to \($0.2)" }
        }
        if has(text, "^") {
            text = text.replacing(#/(^|[^\p{L}_])([\p{Ll}L])\^T(?=[^\p{L}]|$)/#) { "\($0.1)\($0.2) T" }
        }
        for (pattern, words) in phrases { text = text.replacing(pattern, with: words) }
        text = norms(numbers(raised(brackets(text))))
        // An index is a word of its own: h₁₂ is "h 12".
        if has(text, "₀₁₂₃₄₅₆₇₈₉") { text = text.replacing(#/[₀-₉]+/#) { " " + $0.output } }
        let spoken = tidy(words(of: text))
        // Where there is no minus sign, its word: a hyphen before a number is not heard.
        return putting(literals, into: glyphs.isASCII ? spoken.replacing("−", with: "minus ") : spoken)
    }

    /// Whether one of the signs stands in the text: a pattern takes longer to make than a line to look through.
    static func has(_ text: String, _ signs: String) -> Bool {
        text.unicodeScalars.contains { signs.unicodeScalars.contains($0) }
    }

    /// Whether a digit stands before one of the signs.
    private static func hasDigit(_ text: String, before signs: String) -> Bool {
        zip(text.unicodeScalars, text.unicodeScalars.dropFirst()).contains {
            $0.properties.numericType == .decimal && signs.unicodeScalars.contains($1)
        }
    }

    /// Whether a character may be printed for the ear.
    public static func isSpoken(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            ? scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || " .,:;?\n".unicodeScalars.contains(scalar) : scalar == "−"
    }

    // MARK: What is typed

    /// Stands for something that is typed, until the end.
    private static let literal: Unicode.Scalar = "\u{E000}"

    /// The text with a mark for everything between backticks, and what stood there.
    private static func typed(_ text: String) -> (text: String, literals: [String]) {
        let clean =
            text.unicodeScalars.contains(literal)
            ? String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != literal })) : text
        guard clean.contains("`") else { return (clean, []) }
        var literals: [String] = []
        let marked = clean.replacing(#/`([^`]+)`/#) { found in
            literals.append(spelled(found.1))
            return String(literal)
        }
        return (marked, literals)
    }

    /// What is typed, with a name for every sign that is not spoken by itself.
    private static func spelled(_ typed: Substring) -> String {
        let signs = Text.cells(typed)
        let words = signs.indices.map { place -> String in
            let isSign = signs[place] == "-" && place + 1 < signs.count && ("0"..."9").contains(signs[place + 1])
            return isSign ? "−" : names[signs[place]].map { " \($0) " } ?? word(signs[place])
        }
        return tidy(words.joined())
    }

    private static let names: [Unicode.Scalar: String] = [
        "(": "open bracket", ")": "close bracket", "[": "open square bracket", "]": "close square bracket",
        "{": "open brace", "}": "close brace", "_": "underscore", "'": "apostrophe", "\"": "quotation mark",
        "/": "slash",
        "=": "equals sign", "*": "star", "+": "plus sign", "^": "caret", "-": "hyphen", "<": "less sign",
        ">": "greater sign", "|": "bar", "\\": "backslash", "@": "at sign", "#": "number sign", "&": "ampersand",
        "~": "tilde", "%": "percent sign", "!": "exclamation mark",
    ]

    private static func putting(_ literals: [String], into text: String) -> String {
        var (result, next) = ("", literals[...])
        for scalar in text.unicodeScalars {
            if scalar == literal {
                result += next.popFirst() ?? ""
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    // MARK: Several signs

    private static let phrases: [(String, String)] = [
        ("∂L/∂·", "gradient"), ("∂L/∂", "gradient of "), ("dL/d", "gradient of "), ("∂", "gradient of "),
        ("‖·‖", "norm"),
        ("new c~", "new c"), ("new h~", "new h"), ("c~", "new c"), ("h~", "new h"), ("a~", "new a"), ("x~", "x tilde"),
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
        var result = text.replacing("->", with: " to ")
        if has(result, "'‘") {
            result = result.replacing(#/(^|[\s(,:])['‘]([^'‘’\s][^'‘’]*)['’]/#) { "\($0.1)\($0.2)" }
        }
        return result.contains("    ") ? result.replacing(#/(\S) {4,}(?=\S)/#) { "\($0.1); " } : result
    }

    /// The letter of a tilde: c̃ is written c~.
    private static func tildes(_ text: String) -> String {
        guard text.unicodeScalars.contains("\u{303}") else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(scalar == "\u{303}" ? "~" : scalar) }
        return String(result)
    }

    /// A sum's bounds: the T above Σ is no transpose.
    private static func limits(_ text: String) -> String {
        guard has(text, "ΣΠ∏") else { return text }
        return text.replacing(#/([ΣΠ∏])_(\{[^{}]*\}|[\p{L}\d=]+)\^(\{[^{}]*\}|[\p{L}\d]+)/#) { found in
            func bare(_ text: Substring) -> String { text.filter { !"{}".contains($0) } }
            return "\(found.1)\(bare(found.2)) to \(bare(found.3)) of "
        }
    }

    /// Words without their apostrophes, which are no primes: Dalmau's, the weights' gradients.
    private static func apostrophes(_ text: String) -> String {
        guard has(text, "'’") else { return text }
        return text.replacing(#/([\p{L}\d])['’](s|re|ll|ve)(?![\p{L}\d_])/#) { "\($0.1)\($0.2)" }
            .replacing(#/(\p{L}\p{L})['’](t|d|m)(?![\p{L}\d_])/#) { "\($0.1)\($0.2)" }
            .replacing(#/(^|[^\p{L}\d_^])(\p{L}{2,}s)['’](?![\p{L}\d])/#) { "\($0.1)\($0.2)" }
    }

    /// A sum between brackets that is no function's argument, with its brackets; a remark between brackets, with commas.
    private static func parenthesized(_ text: String) -> String {
        var result = text
        while has(result, "(") {
            let said = result.replacing(#/(^|[\s·⊙=+−\-(,\/])\(([^()]*[^\s()] [+−⊙·-] [^()]*)\)/#) {
                "\($0.1)open bracket \($0.2) close bracket "
            }
            if said == result { break }
            result = said
        }
        if has(result, "(") {
            result = result.replacing(#/(^|\s)\(([^()]*\p{L}{3}[^()]*)\)/#) { "\($0.1), \($0.2), " }
        }
        guard has(result, "^") else { return result }
        return result.replacing(#/(^|\s)\^([A-Z])(?![\p{L}\d])/#) { "\($0.1)Control \($0.2)" }
    }

    /// A derivative that is no gradient of L: ∂a₂/∂w.
    private static func quotients(_ text: String) -> String {
        guard has(text, "∂"), has(text, "/") else { return text }
        return text.replacing(#/∂([^\s\/∂L][^\s\/∂]*|L[₀-₉_^][^\s\/∂]*)\/∂([^\s,.:;?]+)/#) {
            "the derivative of \($0.1) by \($0.2)"
        }
    }

    /// What stands high: a step as a word of its own, a power by its name, a prime.
    private static func raised(_ text: String) -> String {
        var result = text
        if has(result, "^") {
            result = result.replacing(#/\^\{([^}]*)\}/#) { $0.1.contains(",") ? " \($0.1)" : "^\($0.1)" }
            // A small letter, δ and L carry a step; a matrix or a number has a power.
            result = result.replacing(#/([\p{Ll}L])\^([\p{L}\d])/#) { "\($0.1) \($0.2)" }
        }
        guard has(result, "'’′") else { return result }
        return result.replacing(#/([\p{L}\d)\]₀-₉])['’′](?=[^\p{L}]|$)/#) { "\($0.1) prime" }
    }

    /// Lists by rows; an index after a name as its unit, or row and column.
    private static func brackets(_ text: String) -> String {
        guard has(text, "[") else { return text }
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
        var result = text
        if hasDigit(text, before: "e/×") {
            result = result.replacing(#/(\d)e([−-]?)(\d+)/#) {
                "\($0.1) times 10 to the \($0.2.isEmpty ? "" : "−")\($0.3)"
            }
            result = result.replacing(#/(\d)\/(\d)/#) { "\($0.1) over \($0.2)" }
            result = result.replacing(#/(\d)×(\d)/#) { "\($0.1) by \($0.2)" }
        }
        if has(result, "×") { result = result.replacing(#/×(\d)/#) { "times \($0.1)" } }
        guard has(result, "−-") else { return result }
        // t − 1 written close: t-1.
        result = result.replacing(#/(^|[^\p{L}\d])([tTkjin])[−-](\d)/#) { "\($0.1)\($0.2) minus \($0.3)" }
        result = result.replacing(#/([\d\p{L}₀-₉),])\s+[−-]\s+/#) { "\($0.1) minus " }
        return result.replacing(#/(^|[\s(\[{,;=:+*·\/])-(\d)/#) { "\($0.1)−\($0.2)" }
    }

    /// ‖v‖
    private static func norms(_ text: String) -> String {
        let result = text.replacing("||", with: "‖")
        guard has(result, "‖") else { return result }
        return result.replacing(#/‖([^‖]*)‖( squared)?/#) {
            "the norm of \($0.1)" + ($0.2 == nil ? "" : ", all squared")
        }
    }

    // MARK: One sign

    /// Every sign by its word, but for what is to stay.
    private static func words(of text: String) -> String {
        var (result, run) = ("", "")
        for scalar in text.unicodeScalars {
            if scalar == literal {
                result += Text.cells(run).map(word).joined()
                run = ""
                result.unicodeScalars.append(scalar)
            } else {
                run.unicodeScalars.append(scalar)
            }
        }
        return result + Text.cells(run).map(word).joined()
    }

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
        "ⱼ": " j", "ₙ": " n", "–": ", ", "—": ", ", "•": "", "'": "", "’": "", "\"": "", "±": " plus or minus ",
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
