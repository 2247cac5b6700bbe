import Foundation

extension Glyphs {
    /// The text as this tier writes it: itself, or in ASCII its words (`∂L/∂h₃` becomes `dL/dh_3`, `σ` becomes `sigma`).
    public func text(_ string: String) -> String {
        guard isASCII, !string.utf8.allSatisfy({ $0 < 0x80 }) else { return string }
        var result = ""
        var inSubscript = false
        for scalar in Text.cells(string) {
            if let digit = Glyphs.subscriptCharacter(scalar) {
                result += inSubscript ? String(digit) : "_" + String(digit)
                inSubscript = true
                continue
            }
            inSubscript = false
            if scalar.isASCII {
                result.unicodeScalars.append(scalar)
            } else {
                result += Glyphs.words[scalar] ?? String(Glyphs.asciiTwin(of: scalar))
            }
        }
        return result
    }

    /// The text as this tier writes it, with a minus sign (U+2212) for every hyphen before a digit: `[-2, 1]`, `a^{t-1}`, but not `level-2`.
    public func formula(_ string: String) -> String {
        guard !isASCII, string.utf8.contains(UInt8(ascii: "-")) else { return text(string) }
        let characters = Array(string)
        func isWord(before place: Int) -> Bool {
            place >= 2 && characters[place - 1].isLetter && characters[place - 2].isLetter
        }
        let signs = characters.indices.map { place -> Character in
            let isBeforeDigit = place + 1 < characters.count && characters[place + 1].isNumber
            return characters[place] == "-" && isBeforeDigit && !isWord(before: place) ? "−" : characters[place]
        }
        return text(String(signs))
    }

    /// The text as this tier writes it; see `text(_:)`.
    public func text(_ line: StyledText) -> StyledText { isASCII ? line.mapText(text) : line }

    private static func subscriptCharacter(_ scalar: Unicode.Scalar) -> Character? {
        switch scalar.value {
        case 0x2080...0x2089: Unicode.Scalar(scalar.value - 0x2080 + 0x30).map(Character.init)
        case 0x208A: "+"
        case 0x208B: "-"
        case 0x2099: "n"
        case 0x209C: "t"
        case 0x2096: "k"
        case 0x2C7C: "j"
        case 0x1D62: "i"
        default: nil
        }
    }

    private static let words: [Unicode.Scalar: String] = [
        "σ": "sigma", "ρ": "rho", "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "eps", "η": "eta",
        "θ": "theta",
        "λ": "lambda", "μ": "mu", "π": "pi", "τ": "tau", "φ": "phi", "Φ": "Phi", "ω": "omega", "Δ": "Delta", "Σ": "sum",
        "∑": "sum",
        "∏": "prod", "‖": "||", "→": "->", "←": "<-", "⇒": "=>", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~=", "∞": "inf",
        "√": "sqrt", "½": "1/2", "¼": "1/4", "¾": "3/4", "⊤": "^T", "ᵀ": "^T", "²": "^2", "³": "^3", "⁻": "^-",
        "…": "...",
        "∈": "in", "ŷ": "y^", "ĉ": "c~", "′": "'", "″": "''", "—": "--", "×": "x",
    ]

    /// The one ASCII character that stands for a cell on a terminal without Unicode.
    public static func asciiTwin(of scalar: Unicode.Scalar) -> Unicode.Scalar {
        if scalar.isASCII { return scalar }
        if let twin = twins[scalar] { return twin }
        switch scalar.value {
        case 0x2080...0x2089: return Unicode.Scalar(scalar.value - 0x2080 + 0x30) ?? "?"
        case 0x2500...0x257F: return boxTwin(scalar.value)
        case 0x2580...0x259F: return "#"
        case 0x2801...0x28FF: return "*"
        default:
            let base =
                scalar.properties.isAlphabetic
                ? String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars.first : nil
            return base.flatMap { $0.isASCII ? $0 : nil } ?? "?"
        }
    }

    private static func boxTwin(_ value: UInt32) -> Unicode.Scalar {
        switch value {
        case 0x2500, 0x2504, 0x2508, 0x254C, 0x2574, 0x2576: "-"
        case 0x2501, 0x2505, 0x2509, 0x254D, 0x2550: "="
        case 0x2502, 0x2503, 0x2506, 0x2507, 0x250A, 0x250B, 0x254E, 0x254F, 0x2551: "|"
        case 0x2571: "/"
        case 0x2572: "\\"
        case 0x2573: "X"
        default: "+"
        }
    }

    private static let twins: [Unicode.Scalar: Unicode.Scalar] = [
        "−": "-", "–": "-", "—": "-", "·": ".", "⋅": ".", "•": "-", "…": "~", "⊙": "*", "×": "x", "÷": "/", "±": "+",
        "∂": "d", "∇": "D",
        "σ": "s", "ρ": "r", "α": "a", "β": "b", "γ": "g", "δ": "d", "ε": "e", "η": "n", "θ": "0", "λ": "l", "μ": "u",
        "π": "p",
        "τ": "t", "φ": "f", "Δ": "D", "Σ": "S", "∑": "S", "‖": "|", "∞": "8", "√": "V", "≤": "<", "≥": ">", "≠": "#",
        "≈": "~",
        "→": ">", "←": "<", "↑": "^", "↓": "v", "↵": "<", "⇥": ">", "⇧": "^", "▶": ">", "◀": "<", "▲": "^", "▼": "v",
        "▷": ")", "◁": "(",
        "△": "'", "▽": ",", "▴": "^", "▾": "v", "▸": ">", "◂": "<", "●": "*", "◉": "@", "○": "o", "◦": "o", "■": "#",
        "□": "o", "◆": "*",
        "◇": "o", "‹": "<", "›": ">", "«": "<", "»": ">", "‘": "'", "’": "'", "“": "\"", "”": "\"", "′": "'", "″": "\"",
        "✓": "y", "✗": "x",
        "ᵀ": "T", "²": "2", "³": "3", "¹": "1", "⁻": "-", "₋": "-", "\u{A0}": " ", "¯": "-", "˙": ".", "´": "'",
        "°": "o",
        "\u{2800}": " ", "◎": "@", "▀": "'", "▄": "_", "▁": "_", "▏": "|", "▕": "|", "∈": "e", "ᵢ": "i", "ⱼ": "j",
        "ₜ": "t", "ₖ": "k",
        "ĉ": "c", "ŷ": "y",
    ]
}

extension Grid {
    /// The same screen in ASCII alone, cell by cell: for a terminal or a file that can hold nothing else.
    public var inASCII: Grid {
        var grid = self
        for y in 0..<screen.height {
            for x in 0..<screen.width where !grid[x, y].scalar.isASCII {
                grid[x, y] = GridCell(Glyphs.asciiTwin(of: grid[x, y].scalar), grid[x, y].style)
            }
        }
        return grid
    }
}
