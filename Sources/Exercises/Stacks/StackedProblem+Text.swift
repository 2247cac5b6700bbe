import ExactMath
import Wording

extension StackedProblem {
    private var order: WrittenForm {
        isStateFirst
            ? WrittenForm("[h_{t-1}; x_t]", "\\begin{pmatrix} h_{t-1} \\\\ x_t \\end{pmatrix}")
            : WrittenForm("[x_t; h_{t-1}]", "\\begin{pmatrix} x_t \\\\ h_{t-1} \\end{pmatrix}")
    }

    func text(title: String) -> ExerciseText {
        let gates = blocks.map(\.gate)
        let hasGates = gates.count > 1
        let first = hasGates ? "_" + asked[0] : ""
        let names = isStateFirst ? "h first" : "x first"
        return ExerciseText(
            statement: [
                .text(
                    hasGates
                        ? "A cell with \(gates.count) gates keeps all its matrices in one, M: the gates' rows one under another in the order "
                            + gates.joined(separator: ", ") + ", and the columns for h and x side by side (\(names)):"
                        : "A layer keeps its two matrices in one, M: the columns for h and x side by side (\(names)):"),
                .formula(
                    WrittenForm(
                        "a_t = M \(order.text) + b   is the same as   a_t = U h_{t-1} + W x_t + b",
                        "a_t = M \(order.latex) + b \\quad\\text{is the same as}\\quad a_t = U h_{t-1} + W x_t + b")),
                .given(WrittenForm("M", "M"), stacked.notation),
                .given(WrittenForm("h_0", "h_0"), state.notation), .given(WrittenForm("x_1", "x_1"), input.notation),
                .text(
                    "Split M into U and W\(hasGates ? " for the gates \(asked.joined(separator: " and "))" : ""), and compute U\(first) h_0 + W\(first) x_1. "
                        + "Then join these two in the same order (A multiplies h, B multiplies x), and say which entry of \(order.text) column \(column) of the joined matrix is multiplied by."
                ),
                .given(WrittenForm("A", "A"), joined.recurrent.notation),
                .given(WrittenForm("B", "B"), joined.input.notation),
            ],
            hints: [
                "Write the stacked vector as one column and number its entries: entry j meets column j.",
                "What stands first in the vector owns the first columns. How many entries has h, how many x?",
                hasGates
                    ? "Each gate has as many rows as h has entries; count them from the top."
                    : "A matrix that multiplies h has as many columns as h has entries.",
                "Joining is the same the other way round: side by side, nothing is turned.",
            ],
            solution: solution, scene: scene(title: title),
            given: [
                JSON.Member("M", stacked.json), JSON.Member("A", joined.recurrent.json),
                JSON.Member("B", joined.input.json), JSON.Member("h_0", state.json), JSON.Member("x_1", input.json),
                JSON.Member("rows", .array(gates.map { .string($0) })),
                JSON.Member("first", .string(isStateFirst ? "h" : "x")),
            ])
    }

    private var solution: [String] {
        let (first, second) = isStateFirst ? ("h", "x") : ("x", "h")
        let cut = isStateFirst ? hidden : input.count
        return [
            "columns 1 … \(cut) are multiplied by \(first), columns \(cut + 1) … \(hidden + input.count) by \(second)"
        ]
            + (blocks.count > 1
                ? blocks.enumerated().map { "rows \($0 * hidden + 1) … \(($0 + 1) * hidden) are those of \($1.gate)" }
                : []) + zip(fields, answers()).map { "\($0.name) = \($1.text())" }
    }

    /// The first gate that is asked about as a layer of its own.
    private func scene(title: String) -> JSON {
        let block = blocks.first { $0.gate == asked[0] } ?? joined
        return .object([
            "unfold": .integer(1), "title": .string(title), "arithmetic": .string("rational"),
            "model": .object([
                "shape": .string("many-to-many"),
                "stack": .array([
                    .object([
                        "cell": .string("linear"), "hidden": .integer(hidden), "bias": .bool(false),
                        "initial_state": .string("given"),
                    ])
                ]),
            ]),
            "sequence": .object(["inputs": .array([input.json])]), "loss": .string("none"),
            "parameters": .object([
                "values": .object([
                    "stack.0.W": block.input.json, "stack.0.U": block.recurrent.json, "stack.0.h0": state.json,
                ])
            ]),
        ])
    }
}
