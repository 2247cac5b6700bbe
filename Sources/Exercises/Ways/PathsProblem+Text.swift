import Formula
import Recurrence
import Wording

extension PathsProblem {
    func text(title: String) -> ExerciseText {
        let values = plan.program.valuesInOrder.filter { name in
            name.step == 1 && plan.program.node(name.path) != nil && plan.nameable.contains(name)
        }
        let equations = values.map { name in
            Statement.formula(
                plan.equation(of: name) { line in
                    // A pre-activation is written out in what it goes into.
                    plan.nameable.contains(line) ? CellLetter.form(line) : nil
                })
        }
        let arriving = cell.states.map { "d\($0)_1" }.joined(separator: " and ")
        let pairs = ways.map { "\($0.from)_0 to \($0.to)_1" }.joined(separator: ", ")
        return ExerciseText(
            statement: [.text("One step of \(cell.words):")] + equations + [
                .text(
                    "List every way from \(pairs): the letters that it passes, written such as h0->k->h1 (what a function is taken of is no letter of its own); none where there is none."
                ),
                .text(
                    "Then give the factor of each. The ways are numbered: shorter ones first, those of equal length in the order of their letters "
                        + "(capital letters first)."),
                .text(
                    isVector
                        ? "The factor is written as what comes back: with \(arriving) for what arrives at the way's end, the part of the gradient at its beginning that came this way, such as U_k' (k_1 .* (1 - k_1) .* dh_1) for a way through a gate k."
                        : "There is one unit, so every letter is a number; the factor is the derivative of the way's end with respect to its beginning along this way alone, such as k_1 (1 - k_1) U_k for a way through a gate k."
                ),
            ],
            hints: [
                "Mark every place where the old state is read: each is the beginning of a way.",
                "Follow each arrow until the new state: a gate is a stop on the way, and from it there may be several arrows on.",
                "A way's factor is a product, one factor an arrow: the slope of the function, the other factor of a product, the matrix.",
                "σ has the slope f (1 − f), tanh the slope 1 − h², each in its own value.",
                "All ways together, each with its factor, are the whole derivative: the sum of the products.",
            ],
            solution: ways.flatMap { row -> [String] in
                ["from \(row.from)_0 to \(row.to)_1: " + (row.ways.isEmpty ? "none" : "")]
                    + row.ways.enumerated().map { "  \($0 + 1). \($1.text): \($1.written)" }
            }, scene: cell.scene(title: title),
            given: [
                JSON.Member("cell", .string(cell.name)), JSON.Member("option", .string(cell.option)),
                JSON.Member("units", isVector ? .null : .integer(1)),
            ])
    }
}
