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
    private let points: [Point]

    private struct Point: Sendable {
        var names: [String: [Int: NumberGrid<Double>]]
        var right: NumberGrid<Double>
        var slipped: [(slip: Slip, value: NumberGrid<Double>)]
    }

    private static let judges = MadeOnce<FactorQuestion, FactorJudge>()

    static func of(_ question: FactorQuestion) -> FactorJudge {
        judges.value(question) { FactorJudge(question) }
    }

    private init(_ question: FactorQuestion) {
        let runs = CellRuns.of(question.cell, isVector: question.isVector)
        func table(_ slips: SlipSet = []) -> [CellWays.Way] {
            CellWaysTable.of(question.cell, runs.plan, isVector: question.isVector, slips)
                .ways(from: question.from, to: question.to)
        }
        let right = table().first { $0.text == question.way }
        let slipped = question.slips.compactMap { slip -> (Slip, Expression)? in
            guard let way = table(SlipSet(slip)).first(where: { $0.text == question.way }), way.factor != right?.factor
            else { return nil }
            return (slip, way.factor)
        }
        points = runs.runs.compactMap { run in
            guard let right else { return nil }
            return Point(
                names: run.names, right: run.value(right.factor, isVector: question.isVector),
                slipped: slipped.map { ($0, run.value($1, isVector: question.isVector)) })
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
            for point in points {
                var evaluator = Evaluator(CellEnvironment(names: point.names))
                guard case .grid(let grid) = try evaluator.evaluate(expression) else {
                    return FormulaJudgement(verdict: .wrong([], nil), echo: echo)
                }
                values.append(grid)
            }
            func agree(_ isTransposed: Bool, _ other: (Point) -> NumberGrid<Double>?) -> Bool {
                zip(values, points).allSatisfy { value, point in
                    let value = isTransposed ? value.transposed : value
                    guard let wanted = other(point) else { return false }
                    return value.rows == wanted.rows && value.columns == wanted.columns
                        && Double.agree(value.elements, wanted.elements)
                }
            }
            if agree(false, { $0.right }) { return FormulaJudgement(verdict: .right([]), echo: echo) }
            if agree(true, { $0.right }) { return FormulaJudgement(verdict: .right([.rowLayout]), echo: echo) }
            let slips = (points.first?.slipped ?? []).map(\.slip).filter { slip in
                [false, true].contains { agree($0) { $0.slipped.first { $0.slip == slip }?.value } }
            }
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
        let network = program.network
        let values = program.lines.keys.filter { !$0.isGradient && $0.step != nil && !$0.path.hasPrefix("loss") }
        let seen = values.filter { line in
            guard let node = program.node(line.path) else { return false }
            return program.isState(line)
                || !network.equations.contains { ($0.operation as? Apply)?.argument.node == node }
        }
        return (seen + given).sorted { ($0.path, $0.step ?? -1) < ($1.path, $1.step ?? -1) }
    }
}
