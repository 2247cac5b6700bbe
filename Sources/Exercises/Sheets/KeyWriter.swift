import Wording

/// The answer keys of many sheets in one document.
public enum KeyWriter {
    /// Keys one under another, each a sheet with the right answers.
    public static func text(_ sheets: [(exercise: Exercise, student: String?)]) -> String {
        sheets.map { $0.exercise.answerKey(student: $0.student) }.joined(separator: "\n")
    }

    /// Keys as one array, each with the answers by name.
    public static func json(_ sheets: [(exercise: Exercise, student: String?)]) -> JSON {
        .array(
            sheets.map { exercise, student in
                var members = [JSON.Member("exercise", .string(exercise.kind))]
                if case .seed(let seed, let level) = exercise.origin {
                    members += [JSON.Member("seed", .unsigned(seed)), JSON.Member("level", .integer(level))]
                }
                if let variant = exercise.variant { members.append(JSON.Member("variant", .integer(variant))) }
                if let student { members.append(JSON.Member("student", .string(SafeText.of(student, limit: 200)))) }
                let answers = zip(exercise.fields, exercise.working.answers())
                members.append(
                    JSON.Member(
                        "answers",
                        .object(answers.map { JSON.Member($0.name, .string($0.kind.keyText($1))) })))
                return .object(members)
            })
    }

    /// A document for the standard article class, a section a sheet.
    public static func latex(_ sheets: [(exercise: Exercise, student: String?)]) -> String {
        var lines = [
            "\\documentclass{article}", "\\usepackage[T1]{fontenc}", "\\usepackage[utf8]{inputenc}",
            "\\usepackage{amsmath}", "\\setlength{\\parindent}{0pt}", "\\setlength{\\parskip}{3pt}",
            "\\raggedright", "\\sloppy", "\\begin{document}",
        ]
        for (exercise, student) in sheets {
            let who = student.map { SafeText.of($0, limit: 200) + ": " } ?? ""
            let variant = exercise.variant.map { "variant \($0), " } ?? ""
            lines.append(
                "\\section*{\(LaTeX.escaped(who + variant + exercise.kind + ", " + exercise.origin.words))}")
            for (field, answer) in zip(exercise.fields, exercise.working.answers()) {
                // A break may stand after every comma: long matrices are longer than a line.
                let value = LaTeX.escaped(field.kind.keyText(answer)).replacing(", ", with: ",\\allowbreak{} ")
                lines += ["\\texttt{\(LaTeX.escaped(field.name))} = \(value)", ""]
            }
        }
        return (lines + ["\\end{document}"]).joined(separator: "\n") + "\n"
    }
}
