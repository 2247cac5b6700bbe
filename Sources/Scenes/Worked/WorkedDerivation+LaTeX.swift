import Formula
import Wording

extension WorkedDerivation {
    /// A document of the standard article class; every equation is a paragraph that TeX breaks at its signs.
    var latex: String { Self.latex([self]) }

    /// One document of several derivations, each on pages of its own.
    public static func latex(_ derivations: [WorkedDerivation]) -> String {
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
        for (index, worked) in derivations.enumerated() {
            if index > 0 { text += "\\clearpage\n" }
            if !worked.title.isEmpty { text += "\\section*{\(LaTeX.escaped(SafeText.of(worked.title)))}\n" }
            for section in worked.sections {
                text += "\n\\subsection*{\(LaTeX.escaped(section.title))}\n"
                for line in section.lines { text += paragraphs(line) }
            }
        }
        return text + "\\end{document}\n"
    }

    private static func paragraphs(_ line: Line) -> String {
        guard line.symbols != nil else { return sentence(line.remark) }
        var bare = line
        (bare.remark, bare.halves) = ("", nil)
        var text = ""
        for (depth, equation) in bare.equations(.latex, omission: { "\\dots\\ (\($0)\\ \\text{more})" }) {
            let margin = depth == 0 ? "" : "\\hspace*{1.5em}"
            text += "\\hangindent=3em \\hangafter=1 \(margin)$\\displaystyle \(breakable(equation))$\\par\n"
        }
        return text + remark(line)
    }

    /// Within brackets TeX breaks a formula only where it is told to.
    private static func breakable(_ equation: String) -> String {
        equation.replacing(" + ", with: " +\\allowbreak ").replacing(" - ", with: " -\\allowbreak ")
            .replacing(", ", with: ",\\allowbreak ")
    }

    private static func remark(_ line: Line) -> String {
        guard let halves = line.halves else { return line.remark.isEmpty ? "" : sentence(line.remark) }
        return "{\\small direct: $\(breakable(halves.direct))$; carried: $\(breakable(halves.carried))$}\\par\n"
    }

    private static func sentence(_ words: String) -> String { "{\\small \(LaTeX.escaped(words))}\\par\n" }
}
