import Formula
import Wording

extension MistakenSheet {
    func text(title: String) -> ExerciseText {
        let isOne = mistakes.count == 1
        let plan = LinearTask.backward.plan(network)
        return ExerciseText(
            statement: network.statement(.backward) + [
                .paragraph(
                    WrittenForm(
                        "With δ^t = ∂L/∂a^t a classmate has worked out the backward pass and hands in:",
                        "With $\\delta^t = \\partial L/\\partial a^t$ a classmate has worked out the backward pass and hands in:"
                    ))
            ] + zip(fields, written).map { .given($0.meaning, $1.notation) } + [
                .text(
                    isOne
                        ? "One slip was made, everything else follows rightly from it. It is one of these:"
                        : "Two slips were made, everything else follows rightly from them. They are among these:")
            ]
                + offered.map { slip in
                    let label = "\(slip.id): \(slip.words.reason) (\(slip.words.formula))"
                    return .text(label)
                } + [
                    .text(
                        "The answers are in the order of the work, named "
                            + fields.map(\.name).joined(separator: ", ")
                            + (isOne
                                ? ". Which is the first wrong one, which slip was made there, and what should stand there?"
                                : ". Which is the first wrong one, and in which does the second slip show first? Name the slip of each, and what a right sheet has there.")
                    )
                ],
            hints: [
                "You need not work out everything: do the forward pass, then check one answer after the other, in their order.",
                "Check each answer from the sheet's own earlier numbers: one that follows from them is not where the slip was made.",
                "The first answer is δ at the last step: only one term. Is it right?",
                "When you have the wrong line, put each slip of the list into its formula: which one gives the number on the sheet?",
                "A slip in a weight gradient leaves every δ right; one in the recursion changes everything after it.",
            ],
            solution: network.solution(plan) + [""]
                + mistakes.map { mistake in
                    let name = fields[mistake.place].name
                    return
                        "\(name): the sheet has \(written[mistake.place].text()), right is \(right[mistake.place].text()); "
                        + "\(mistake.slip.id) (\(mistake.slip.words.reason): \(mistake.slip.words.formula))"
                },
            scene: network.scene(title: title),
            given: [
                JSON.Member(
                    "sheet", .object(zip(fields, written).map { JSON.Member($0.name, .string($1.text())) })),
                JSON.Member(
                    "slips",
                    .object(offered.map { JSON.Member($0.id, .string("\($0.words.reason): \($0.words.formula)")) })
                ),
            ])
    }
}

extension AnswerValue {
    /// Exact numbers as a sheet is given them.
    var notation: WrittenForm {
        guard case .exact(let numbers) = self else { return WrittenForm(text(), text()) }
        let columns = if case .matrix(_, let columns) = numbers.shape { columns } else { 1 }
        let entries = numbers.entries.map(\.latex)
        let rows = stride(from: 0, to: entries.count, by: columns).map {
            entries[$0..<$0 + columns].joined(separator: " & ")
        }
        return WrittenForm(
            text(),
            entries.count == 1
                ? entries[0] : "\\begin{pmatrix} " + rows.joined(separator: " \\\\ ") + " \\end{pmatrix}")
    }
}
