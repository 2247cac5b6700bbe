/// Text as a voice reads it: only letters, digits, `. , : ; ?` and −.
public enum Speech {
    private static let signs: [Character: String] = [
        "=": " is ", "+": " plus ", "·": " times ", "×": " by ", "⊙": " times, entry by entry, ", "/": " over ",
        "<": " is below ", ">": " is above ", "≤": " is at most ", "≥": " is at least ", "≠": " is not ",
        "≈": " is about ", "→": " to ", "←": " from ", "∂": "partial ", "Σ": "the sum of ", "σ": "sigma", "δ": "delta",
        "α": "alpha", "ρ": "rho", "θ": "theta", "Φ": "Phi", "ᵀ": " transposed", "²": " squared", "½": "one half ",
        "‖": " norm ", "%": " percent", "°": " degrees", "…": " and so on ", "ŷ": "predicted y",
        "—": ", ", "–": ", ", "“": "", "”": "", "’": "", "'": "", "\"": "", "_": " ", "^": " ", "~": " new",
        "&": " and ",
        "(": ", ", ")": ", ", "[": " ", "]": " ", "{": "", "}": "", "!": ".", "*": " times ", "|": ", ",
        "∞": "infinity",
        "₀": " 0", "₁": " 1", "₂": " 2", "₃": " 3", "₄": " 4", "₅": " 5", "₆": " 6", "₇": " 7", "₈": " 8", "₉": " 9",
    ]

    /// What is typed, in words: its dots stay, brackets and arrows are named.
    public static func name(_ text: String) -> String {
        let words = [
            "grad(": "the gradient of ", "→": "the arrow to the right", "←": "the arrow to the left", "[": " bracket ",
            "]": " bracket", "=": " equals ",
        ]
        return words.reduce(text) { $0.replacing($1.key, with: $1.value) }.replacing("-", with: "−")
    }

    /// A text with its signs in words; a hyphen in front of a digit is a minus, another a blank.
    public static func plain(_ text: String) -> String {
        var result = ""
        let characters = Array(text)
        for (place, character) in characters.enumerated() {
            let next = place + 1 < characters.count ? characters[place + 1] : " "
            let before = place > 0 ? characters[place - 1] : " "
            if character == "-" {
                result += next.isNumber && !before.isLetter && !before.isNumber ? "−" : " "
            } else if let words = signs[character] {
                result += words
            } else if character.isASCII && (character.isLetter || character.isNumber) || ".,:;?− \n".contains(character)
            {
                result.append(character)
            } else if let letter = character.unicodeScalars.first, letter.properties.isAlphabetic {
                result += String(letter.properties.canonicalBase)
            } else {
                result += " "
            }
        }
        return tidied(result)
    }

    /// Without doubled blanks and without commas that stand alone.
    private static func tidied(_ text: String) -> String {
        var result = ""
        for character in text {
            if character == " ", result.last == " " || result.isEmpty { continue }
            if ",.:;".contains(character) {
                while result.last == " " { result.removeLast() }
                if let last = result.last, ",.:;?".contains(last) {
                    if character != "," && last == "," { result.removeLast() } else { continue }
                }
            }
            result.append(character)
        }
        return result.trimmed
    }
}

extension Unicode.Scalar.Properties {
    /// The letter without its marks, where it is a Latin one.
    fileprivate var canonicalBase: String {
        let latin = name?.split(separator: " ") ?? []
        guard latin.count > 3, latin[0] == "LATIN", latin[2] == "LETTER" else { return "" }
        return latin[1] == "SMALL" ? latin[3].lowercased() : String(latin[3])
    }
}
