import ExactMath
import Formula
import Recurrence
import Wording

/// Three random runs of one step of a cell, with everything that a formula about it may name.
struct CellRuns: Sendable {
    struct Run: Sendable {
        let row: WorkedRow<Double>
        /// By name and step; what has no step is at 0.
        var names: [String: [Int: NumberGrid<Double>]] = [:]

        /// The value of an expression in the trace's names.
        func value(_ expression: Expression, isVector: Bool) -> NumberGrid<Double> {
            let shaped = row.value(of: isVector ? expression : expression.ofOneUnit)
            switch shaped.shape {
            case .scalar: return NumberGrid(shaped.entries[0])
            case .vector: return .column(shaped.entries)
            case .matrix(let rows, let columns):
                return NumberGrid(rows: rows, columns: columns, elements: shaped.entries)
            }
        }
    }

    let plan: WorkedPlan
    private(set) var runs: [Run] = []
    private(set) var vocabulary = Vocabulary(mode: .formula, functions: [.tanh, .sigmoid])

    private static let known = Memo<String, CellRuns>()

    static func of(_ cell: CellVariant, isVector: Bool) -> CellRuns {
        known("\(cell) \(isVector)") { CellRuns(cell, isVector: isVector) }
    }

    private init(_ cell: CellVariant, isVector: Bool) {
        let hidden = isVector ? 3 : 1
        var generator = SeededGenerator(seed: 0x7761_7973)
        func dimension(_ count: Int) -> Dimension {
            count == 1 ? .one : count == hidden ? .letter("H") : .letter("I")
        }
        let models = (0..<3).map { _ in cell.model(hidden: hidden) { generator.uniform(-1, 1) } }
        plan = PathsProblem.plan(cell, models[0])
        for model in models {
            var run = Run(row: WorkedRow(plan, given: model.given(plan)))
            for line in plan.nameable {
                let form = plan.program.shape(of: line.path)
                let numbers = run.row.value(of: line.expression).entries
                var name = CellLetter.name(line)
                if line.step != nil || line.path.hasSuffix("0") {
                    name = String(name.dropLast(2))
                    vocabulary.meanings[name] = .sequence(rows: dimension(form.rows))
                } else {
                    vocabulary.meanings[name] = .constant(MatrixShape(dimension(form.rows), dimension(form.columns)))
                    vocabulary.aliases[name.replacing("_", with: "")] = name
                }
                run.names[name, default: [:]][line.step ?? 0] = NumberGrid(
                    rows: form.rows, columns: form.columns, elements: numbers)
            }
            runs.append(run)
        }
    }
}
