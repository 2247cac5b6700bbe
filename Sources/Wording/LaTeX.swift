/// Words for LaTeX's text mode.
public enum LaTeX {
    /// Words for text mode: what LaTeX would obey is escaped, and symbols go through mathematics mode; √2 is a root over its number.
    public static func escaped(_ text: String) -> String {
        var result = ""
        var rest = Substring(text)
        while let character = rest.popFirst() {
            if character == "√" {
                let radicand = rest.prefix { $0.isASCII && ($0.isNumber || $0.isLetter) }
                rest.removeFirst(radicand.count)
                result += radicand.isEmpty ? "$\\surd$" : "$\\sqrt{\(radicand)}$"
            } else if let command = commands[character] {
                result += command
            } else if character.isASCII || isWesternLetter(character) {
                result.append(character)
            } else {
                result += "?"
            }
        }
        return result
    }

    /// Letters that the T1 encoding has whatever packages are there.
    private static func isWesternLetter(_ character: Character) -> Bool {
        let scalars = character.unicodeScalars
        return scalars.count == 1 && scalars.allSatisfy { (0xC0...0xFF).contains($0.value) && $0.value != 0xF7 }
    }

    private static let commands: [Character: String] = [
        "\\": "\\textbackslash{}", "_": "\\_", "^": "\\textasciicircum{}", "&": "\\&", "%": "\\%", "$": "\\$",
        "#": "\\#", "{": "\\{", "}": "\\}", "~": "\\textasciitilde{}", "<": "$<$", ">": "$>$", "|": "$|$",
        "×": "$\\times$",
        "−": "$-$", "…": "\\dots{}", "≤": "$\\le$", "≥": "$\\ge$", "σ": "$\\sigma$", "δ": "$\\delta$",
        "∂": "$\\partial$",
        "ᵀ": "$^{\\top}$", "⊙": "$\\odot$", "Σ": "$\\sum$", "ŷ": "$\\hat{y}$", "½": "$\\frac{1}{2}$", "‖": "$\\|$",
        "²": "$^2$", "ρ": "$\\rho$", "→": "$\\to$", "β": "$\\beta$", "ε": "$\\varepsilon$",
        "₁": "$_1$", "₂": "$_2$", "ᵗ": "$^t$",
        "·": "$\\cdot$", "“": "``", "”": "''", "’": "'", "–": "--",
    ]
}
