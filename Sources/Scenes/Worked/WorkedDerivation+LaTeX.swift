import Formula
import Wording

extension WorkedDerivation {
    /// A document of the standard article class; every equation is a paragraph that TeX breaks at its signs.
    var latex: String {
        var text = """
            \\documentclass[a4paper]{article}
            \\usepackage[T1]{fontenc}
            \\usepackage[utf8]{inputenc}
            \\usepackage{amsmath,amssymb}
            \\usepackage[margin=2cm]{geometry}
            \\setlength{\\parindent}{0pt}
            \\relpenalty=0 \\binoppenalty=0
            \\begin{document}
            \\raggedright\\emergencystretch=3em

            """
        if !title.isEmpty { text += "\\section*{\(LaTeXText.escaped(SafeText.of(title)))}\n" }
        for section in sections {
            text += "\n\\subsection*{\(LaTeXText.escaped(section.title))}\n"
            for line in section.lines { text += Self.paragraphs(line) }
        }
        return text + "\\end{document}\n"
    }

    private static func paragraphs(_ line: Line) -> String {
        guard line.symbols != nil else { return sentence(line.remark) }
        var bare = line
        bare.remark = ""
        var text = ""
        for (depth, equation) in bare.equations(.latex, omission: { "\\dots\\ (\($0)\\ \\text{more})" }) {
            let margin = depth == 0 ? "" : "\\hspace*{1.5em}"
            text += "\\hangindent=3em \\hangafter=1 \(margin)$\\displaystyle \(breakable(equation))$\\par\n"
        }
        return text + (line.remark.isEmpty ? "" : sentence(line.remark))
    }

    /// Within brackets TeX breaks a formula only where it is told to.
    private static func breakable(_ equation: String) -> String {
        equation.replacing(" + ", with: " +\\allowbreak ").replacing(" - ", with: " -\\allowbreak ")
            .replacing(", ", with: ",\\allowbreak ")
    }

    private static func sentence(_ remark: String) -> String {
        guard remark.hasPrefix("direct: ") else { return "{\\small \(LaTeXText.escaped(remark))}\\par\n" }
        let halves = remark.split(separator: "; carried: ", maxSplits: 1).map(String.init)
        let direct = halves[0].dropFirst("direct: ".count)
        return
            "{\\small direct: $\(breakable(String(direct)))$; carried: $\(breakable(halves.count > 1 ? halves[1] : ""))$}\\par\n"
    }
}

/// Text for LaTeX: every sign that has a meaning there is escaped, and what a font may lack is left out.
enum LaTeXText {
    static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "\\": result += "\\textbackslash{}"
            case "{", "}", "#", "$", "%", "&", "_": result += "\\\(character)"
            case "~": result += "\\textasciitilde{}"
            case "^": result += "\\textasciicircum{}"
            case "−": result += "$-$"
            case "‖": result += "$\\|$"
            case "β": result += "$\\beta$"
            case "ρ": result += "$\\rho$"
            case "ε": result += "$\\varepsilon$"
            case "√": result += "$\\surd$"
            case "₁": result += "$_1$"
            case "₂": result += "$_2$"
            case "²": result += "$^2$"
            case "ᵗ": result += "$^t$"
            case "·": result += "$\\cdot$"
            default:
                result +=
                    character.isASCII || character.isLetter && character.unicodeScalars.allSatisfy { $0.value < 0x180 }
                    ? String(character) : "?"
            }
        }
    }
}
