/// A lesson's text for LaTeX.
enum LaTeXText {
    private static let signs: [Character: String] = [
        "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#", "%": "\\%", "_": "\\_",
        "^": "\\textasciicircum{}", "~": "\\textasciitilde{}", "−": "$-$", "→": "$\\to$", "⊙": "$\\odot$",
        "·": "$\\cdot$",
        "∂": "$\\partial$", "σ": "$\\sigma$", "δ": "$\\delta$", "α": "$\\alpha$", "ρ": "$\\rho$", "Σ": "$\\sum$",
        "‖": "$\\Vert$", "ŷ": "$\\hat{y}$", "½": "$\\tfrac{1}{2}$", "ᵀ": "$^{\\top}$", "ᵗ": "$^{t}$", "≤": "$\\le$",
        "≥": "$\\ge$",
        "≠": "$\\ne$", "×": "$\\times$", "°": "$^{\\circ}$", "…": "\\dots{}", "Φ": "$\\Phi$", "²": "$^2$", "³": "$^3$",
        "¹": "$^1$",
        "⁴": "$^4$", "⁻": "$^-$", "ℓ": "$\\ell$", "⁰": "$^0$", "√": "$\\surd$", "∈": "$\\in$",
    ]

    /// Words with letters that carry scripts, such as h_{t−1}, set as mathematics; names of more letters, such as clip_grad_norm, stay words.
    static func prose(_ text: String) -> String {
        var (result, rest) = ("", text[...])
        while let found = rest.firstMatch(of: #/(?:^|[^\p{L}_\\])(\p{L})((?:[_^](?:\{[^{}]*\}|[\p{L}\d]+))+)/#) {
            result += escaped(String(rest[..<found.1.startIndex])) + "$" + mathematics(found.1)
            for script in found.2.matches(of: #/([_^])\{?([^_^{}]+)\}?/#) {
                result += "\(script.1){\(mathematics(script.2))}"
            }
            result += "$"
            rest = rest[found.range.upperBound...]
        }
        return result + escaped(String(rest))
    }

    /// Signs as they are written between dollars.
    private static func mathematics(_ text: Substring) -> String {
        escaped(String(text)).replacing("$", with: "")
    }

    static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            if let sign = signs[character] {
                result += sign
            } else if let digit = "₀₁₂₃₄₅₆₇₈₉".firstIndex(of: character) {
                result += "$_{\("₀₁₂₃₄₅₆₇₈₉".distance(from: "₀₁₂₃₄₅₆₇₈₉".startIndex, to: digit))}$"
            } else if character.unicodeScalars.count > 1, let base = character.unicodeScalars.first {
                // A letter with a mark above it, such as c̃.
                result += "$\\tilde{\(base)}$"
            } else {
                result.append(character)
            }
        }
    }
}

extension Prose {
    /// As LaTeX has it.
    public var latex: String {
        pieces.map { piece in
            switch piece {
            case .words(let text): LaTeXText.prose(text)
            case .term(let text): "\\emph{\(LaTeXText.prose(text))}"
            case .code(let text): "\\texttt{\(LaTeXText.escaped(text))}"
            case .math(let math): "$\(math.latex)$"
            case .claim(let claim): LaTeXText.escaped(claim.shown)
            }
        }.joined()
    }
}
