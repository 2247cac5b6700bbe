import Wording

extension Exercise {
    /// The problem and its answer form as a document for the standard article class with amsmath.
    public func problemLaTeX(student: String? = nil) -> String {
        var lines = [
            "\\documentclass{article}", "\\usepackage[T1]{fontenc}", "\\usepackage[utf8]{inputenc}",
            "\\usepackage{amsmath}",
            "\\setlength{\\parindent}{0pt}", "\\setlength{\\parskip}{6pt}",
            "\\setlength{\\lineskiplimit}{3pt}", "\\setlength{\\lineskip}{6pt}", "\\begin{document}",
            "\\section*{\(LaTeX.escaped(title.prefix(1).uppercased() + title.dropFirst()))}",
            "\\texttt{\(LaTeX.escaped("\(kind), \(words)" + (version > 1 ? ", version \(version)" : "")))}",
            student.map { "\n" + LaTeX.escaped(SafeText.of($0, limit: 200)) } ?? "", "",
        ]
        var given: [String] = []
        func flush() {
            if !given.isEmpty {
                // Formulas in a paragraph: TeX breaks it where a line and a page are full.
                lines += [
                    "\\begin{center}", given.map { "$\($0)$" }.joined(separator: " \\qquad\n"), "\\end{center}",
                ]
                given = []
            }
        }
        for part in text().statement {
            switch part {
            case .given(let name, let value): given.append("\(name.latex) = \(value.latex)")
            case .formula(let formula):
                flush()
                lines.append("\\[ \(formula.latex) \\]")
            case .paragraph(let words):
                flush()
                lines += [words.latex == words.text ? LaTeX.escaped(words.latex) : words.latex, ""]
            }
        }
        flush()
        lines += ["\\section*{Answers}", ""]
        for field in fields {
            let line =
                "\\texttt{\(LaTeX.escaped(field.name))}: $\(field.meaning.latex)$, \(LaTeX.escaped(field.wanted))"
                + " \\dotfill"
            // A long list of words would not break where a line is full.
            lines += [field.wanted.count > 70 ? "{\\emergencystretch=3em \(line)\\par}" : line, ""]
        }
        return (lines + ["\\end{document}"]).joined(separator: "\n") + "\n"
    }
}
