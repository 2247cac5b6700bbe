import ExactMath
import Formula
import Recurrence
import Wording

/// Which factor is asked for: of a way through a cell, of one unit or of vectors.
public struct FactorQuestion: Sendable, Hashable {
    /// The cell through which the way goes.
    public var cell: CellVariant
    /// Whether what comes back is a vector: else the factor is a number.
    public var isVector: Bool
    /// The state before the step, by its letter: "h".
    public var from: String
    /// The state after the step, by its letter: "c".
    public var to: String
    /// "h0->f->c1"
    public var way: String
    /// Slips that could be made in it.
    var slips: [Slip]
}

/// Decides whether a formula is the factor of a way, as a function: at three random runs of the cell, to a relative 10^−9.
struct FactorJudge: Sendable {
    private let vocabulary: Vocabulary
    private let expected: MatrixShape
    private let leftSides: [String]
    /// The letters of every run.
    private let points: [[String: [Int: NumberGrid<Double>]]]
    /// The right factor's value at every run, and those that slips make of it.
    private let right: [NumberGrid<Double>]
    private let slipped: [(slip: Slip, values: [NumberGrid<Double>])]

    private static let judges = Memo<FactorQuestion, FactorJudge>()

    static func of(_ question: FactorQuestion) -> FactorJudge {
        judges(question) { FactorJudge(question) }
    }

    private init(_ question: FactorQuestion) {
        let runs = CellRuns.of(question.cell, isVector: question.isVector)
        func table(_ slips: SlipSet) -> [CellWays.Way] {
            CellWaysTable.of(question.cell, runs.plan, isVector: question.isVector, slips)
                .ways(from: question.from, to: question.to)
        }
        func factor(_ slips: SlipSet) -> Expression? { table(slips).first { $0.text == question.way }?.factor }
        func values(_ factor: Expression) -> [NumberGrid<Double>] {
            runs.runs.map { $0.value(factor, isVector: question.isVector) }
        }
        let whole = factor([])
        points = runs.runs.map(\.names)
        right = whole.map(values) ?? []
        slipped = question.slips.compactMap { slip in
            guard let other = factor(SlipSet(slip)), other != whole else { return nil }
            return (slip, values(other))
        }
        vocabulary = runs.vocabulary
        expected = question.isVector ? .column(.letter("H")) : .scalar
        leftSides = ["factor", "dL/d\(question.from)", "d\(question.from)"]
    }

    /// Reads a formula, with or without its left-hand side, and judges it.
    func judge(_ source: SourceText) -> FormulaJudgement {
        let expression: Expression
        do throws(FormulaFault) {
            var parser = try Parser(source, vocabulary)
            try parser.passLeftSide(leftSides)
            expression = try parser.whole()
        } catch {
            return FormulaJudgement(verdict: .unreadable(FormulaProblem(error, in: source)), echo: nil)
        }
        let echo = expression.description
        do throws(FormulaFault) {
            let shape = try ShapeChecker(vocabulary: vocabulary).shape(of: expression)
            guard shape == expected || shape == expected.transposed else {
                throw FormulaFault(.answerShape(found: shape, expected: expected), at: expression.range)
            }
            var values: [NumberGrid<Double>] = []
            for names in points {
                var evaluator = Evaluator(CellEnvironment(names: names))
                guard case .grid(let grid) = try evaluator.evaluate(expression) else {
                    return FormulaJudgement(verdict: .wrong([], nil), echo: echo)
                }
                values.append(grid)
            }
            let transposed = values.map(\.transposed)
            func agree(_ values: [NumberGrid<Double>], _ wanted: [NumberGrid<Double>]) -> Bool {
                zip(values, wanted).allSatisfy { value, wanted in
                    value.rows == wanted.rows && value.columns == wanted.columns
                        && Double.agree(value.elements, wanted.elements)
                }
            }
            if agree(values, right) { return FormulaJudgement(verdict: .right([]), echo: echo) }
            if agree(transposed, right) { return FormulaJudgement(verdict: .right([.rowLayout]), echo: echo) }
            let slips = slipped.filter { agree(values, $0.values) || agree(transposed, $0.values) }.map(\.slip)
            return FormulaJudgement(verdict: .wrong(slips, nil), echo: echo)
        } catch {
            return FormulaJudgement(verdict: .wrong([], FormulaProblem(error, in: source)), echo: echo)
        }
    }
}

/// The letters of one run of a cell.
private struct CellEnvironment: FormulaEnvironment {
    let names: [String: [Int: NumberGrid<Double>]]

    func constant(_ name: String) throws(FormulaFact) -> NumberGrid<Double> {
        guard let grid = names[name]?[0] else { throw FormulaFact.unknownName(name, suggestion: nil) }
        return grid
    }

    func element(_ name: String, at step: Int) throws(FormulaFact) -> NumberGrid<Double> {
        guard let steps = names[name], let grid = steps[step] else {
            let known = names[name]?.keys.sorted() ?? []
            throw FormulaFact.indexOutOfRange(
                name: name, index: step, allowed: (known.first ?? 0)...(known.last ?? 0), when: "")
        }
        return grid
    }
}

extension WorkedPlan {
    /// The lines that a formula about one step may name: values, parameters, and what comes from later.
    var nameable: [LineName] {
        let values = program.lines.keys.filter { !$0.isGradient && $0.step != nil && !$0.path.hasPrefix("loss") }
        return (values.filter(program.isSeen) + given).sorted { ($0.path, $0.step ?? -1) < ($1.path, $1.step ?? -1) }
    }
}
