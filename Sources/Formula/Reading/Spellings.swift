import ExactMath
import Foundation

/// The other spellings of each token: Unicode characters and LaTeX commands.
enum Spellings {
    enum Meaning {
        case symbol(Token.Symbol)
        case name(String)
        case ignored
        /// \mathrm{…}, \boldsymbol{…}: what stands in the braces, without them.
        case font
        /// \begin{pmatrix}
        case begin
        case end
        /// \hat{y}
        case hat
        /// \tilde{c}
        case tilde
    }

    static let characters: [Character: Token.Symbol] = [
        "+": .plus, "-": .minus, "−": .minus, "–": .minus, "‐": .minus, "‑": .minus,
        "*": .times, "·": .times, "⋅": .times, "×": .times, "∗": .times, "∙": .times, "•": .times, "@": .times,
        "⊙": .hadamard, "∘": .hadamard, "/": .slash, "÷": .slash, "∕": .slash, "⁄": .slash,
        "^": .caret, "_": .underscore, "'": .prime, "’": .prime, "′": .prime, "‘": .prime, "`": .prime,
        "⊤": .top, "ᵀ": .top, "⊺": .top, "(": .openParenthesis, ")": .closeParenthesis, "[": .openBracket,
        "]": .closeBracket, "{": .openBrace, "}": .closeBrace, ",": .comma, "&": .comma, ";": .semicolon, ":": .colon,
        ".": .dot,
        "…": .dots, "=": .equals, "<": .less, "⟨": .less, "〈": .less, ">": .greater, "⟩": .greater, "〉": .greater,
        "≤": .lessOrEqual, "⩽": .lessOrEqual, "≥": .greaterOrEqual, "⩾": .greaterOrEqual, "→": .arrow, "⟶": .arrow,
        "√": .root, "Σ": .series, "∑": .series, "∂": .partial, "‖": .norm, "∥": .norm,
        "∏": .productSeries, "Π": .productSeries, "⊗": .outer,
    ]

    /// Longest first.
    static let operators: [([Character], Token.Symbol)] = [
        (["-", "-", ">"], .arrow), (["-", ">"], .arrow), (["=", ">"], .arrow), ([".", ".", "."], .dots),
        ([".", "."], .dots), ([".", "*"], .hadamard), ([".", "^"], .entrywiseCaret), (["*", "*"], .caret),
        (["<", "="], .lessOrEqual), ([">", "="], .greaterOrEqual), (["=", "="], .equals), ([":", "="], .equals),
    ]

    /// What can stand second in an operator.
    static let operatorEnds = Set(operators.map { $0.0[1] })

    static let spaces: Set<Character> = [" ", "\t", "\u{A0}", "\u{202F}", "\u{2009}", "~", "$"]

    static let greek: [Character: String] = [
        "δ": "delta", "Δ": "Delta", "σ": "sigma", "ς": "sigma", "α": "alpha", "τ": "tau", "π": "pi", "ŷ": "yhat",
        "ε": "epsilon", "λ": "lambda", "ρ": "rho", "θ": "theta",
    ]

    /// A letter or digit of a mathematical alphabet, 𝑊 or 𝜹, as a plain one; others as they are.
    static func plain(_ character: Character) -> Character {
        if character == "ℎ" { return "h" }
        guard let scalar = character.unicodeScalars.first, (0x1D400...0x1D7FF).contains(scalar.value),
            let folded = String(character).precomposedStringWithCompatibilityMapping.first
        else { return character }
        return folded
    }

    /// The letter that a combining tilde stands over: c of c̃.
    static func letterUnderTilde(_ character: Character) -> String? {
        let scalars = Array(String(character).decomposedStringWithCanonicalMapping.unicodeScalars)
        guard scalars.count == 2, scalars[1] == "\u{303}" else { return nil }
        return String(scalars[0])
    }

    static let fractions: [Character: (Int, Int)] = [
        "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5),
        "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅐": (1, 7), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
        "⅑": (1, 9), "⅒": (1, 10),
    ]

    static let superscripts: [Character: Character] = [
        "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9",
        "⁺": "+", "⁻": "-", "⁽": "(", "⁾": ")", "ᵗ": "t", "ᵏ": "k", "ⁱ": "i", "ʲ": "j", "ⁿ": "n", "ᵐ": "m",
    ]

    static let subscripts: [Character: Character] = [
        "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5", "₆": "6", "₇": "7", "₈": "8", "₉": "9",
        "₊": "+", "₋": "-", "₍": "(", "₎": ")", "ₜ": "t", "ₖ": "k", "ᵢ": "i", "ⱼ": "j", "ₙ": "n", "ₘ": "m",
        "ₐ": "a", "ₓ": "x", "₌": "=",
    ]

    static let commands: [String: Meaning] = {
        var table: [String: Meaning] = [
            "cdot": .symbol(.times), "times": .symbol(.times), "ast": .symbol(.times), "bullet": .symbol(.times),
            "odot": .symbol(.hadamard), "circ": .symbol(.hadamard), "frac": .symbol(.fraction),
            "tfrac": .symbol(.fraction), "dfrac": .symbol(.fraction), "sqrt": .symbol(.root), "sum": .symbol(.series),
            "top": .symbol(.top), "intercal": .symbol(.top), "prime": .symbol(.prime), "partial": .symbol(.partial),
            "le": .symbol(.lessOrEqual), "leq": .symbol(.lessOrEqual), "lt": .symbol(.less),
            "langle": .symbol(.less), "rangle": .symbol(.greater), "ge": .symbol(.greaterOrEqual),
            "geq": .symbol(.greaterOrEqual), "gt": .symbol(.greater), "to": .symbol(.arrow),
            "rightarrow": .symbol(.arrow), "longrightarrow": .symbol(.arrow), "ldots": .symbol(.dots),
            "dots": .symbol(.dots), "cdots": .symbol(.dots), "div": .symbol(.slash), "lbrace": .symbol(.openBrace),
            "rbrace": .symbol(.closeBrace), "lbrack": .symbol(.openBracket), "rbrack": .symbol(.closeBracket),
            "colon": .symbol(.colon), "lVert": .symbol(.norm), "rVert": .symbol(.norm), "Vert": .symbol(.norm),
            "prod": .symbol(.productSeries), "otimes": .symbol(.outer), "hat": .hat, "widehat": .hat, "tilde": .tilde,
            "widetilde": .tilde, "begin": .begin, "end": .end,
        ]
        let ignored = [
            "left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr", "quad",
            "qquad", "bigm", "mleft", "mright", "mathstrut", "limits", "nolimits", "displaystyle", "textstyle",
            "thinspace",
        ]
        for name in ignored { table[name] = .ignored }
        for name in [
            "mathrm", "mathbf", "mathit", "mathsf", "boldsymbol", "bm", "pmb", "vec", "mathnormal", "text", "textrm",
            "textbf", "operatorname",
        ] {
            table[name] = .font
        }
        let words = [
            "tanh", "exp", "log", "ln", "softmax", "delta", "sigma", "alpha", "tau", "pi", "epsilon", "lambda", "rho",
            "theta",
        ]
        for name in words { table[name] = .name(name) }
        return table
    }()

    /// Commands of one character that is no letter: \, \; \! are spaces; \{ and \} are braces; \\ ends a row.
    static let shortCommands: [Character: Meaning] = [
        ",": .ignored, ";": .ignored, ":": .ignored, "!": .ignored, " ": .ignored, ">": .ignored, "(": .ignored,
        ")": .ignored, "[": .ignored, "]": .ignored, "{": .symbol(.openBrace), "}": .symbol(.closeBrace),
        "\\": .symbol(.semicolon), "_": .symbol(.underscore),
    ]
}
