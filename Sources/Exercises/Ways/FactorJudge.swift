import ExactMath
import Formula
import Recurrence
import Synchronization
import Wording

/// Which factor is asked for: of a way through a cell, of one unit or of vectors.
public struct FactorQuestion: Sendable, Hashable {
    public var cell: CellVariant
    /// Whether what comes back is a vector: else the factor is a number.
    public var isVector: Bool
    public var from: String
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

    private static let judges = Mutex<[FactorQuestion: FactorJudge]>([:])

    static func of(_ question: FactorQuestion) -> FactorJudge {
        if let judge = judges.withLock({ $0[question] }) { return judge }
        let judge = FactorJudge(question)
        judges.withLock { $0[question] = judge }
        return judge
    }

    private init(_ question: FactorQuestion) {
        let hidden = question.isVector ? 3 : 1
        var generator = SeededGenerator(seed: 0x7761_7973)
        var points: [Point] = []
        var vocabulary = Vocabulary(mode: .formula, functions: [.tanh, .sigmoid])
        let (h, i): (Dimension, Dimension) = question.isVector ? (.letter("H"), .letter("I")) : (.one, .one)
        func dimension(_ count: Int) -> Dimension { count == 1 ? .one : count == hidden ? h : i }
        for _ in 0..<3 {
            let model = question.cell.model(hidden: hidden) { generator.uniform(-1, 1) }
            let plan = PathsProblem.plan(question.cell, model)
            let row = WorkedRow(plan, given: model.given(plan))
            func value(_ expression: Expression) -> NumberGrid<Double> {
                let shaped = row.value(of: question.isVector ? expression : expression.ofOneUnit)
                switch shaped.shape {
                case .scalar: return NumberGrid(shaped.entries[0])
                case .vector: return .column(shaped.entries)
                case .matrix(let rows, let columns):
                    return NumberGrid(rows: rows, columns: columns, elements: shaped.entries)
                }
            }
            var names: [String: [Int: NumberGrid<Double>]] = [:]
            for line in plan.nameable {
                let form = plan.program.shape(of: line.path)
                let shaped = row.value(of: line.expression)
                let grid = NumberGrid(rows: form.rows, columns: form.columns, elements: shaped.entries)
                var name = CellLetter.name(line)
                if line.step != nil || line.path.hasSuffix("0") {
                    name = String(name.dropLast(2))
                    vocabulary.meanings[name] = .sequence(rows: dimension(form.rows))
                } else {
                    vocabulary.meanings[name] = .constant(MatrixShape(dimension(form.rows), dimension(form.columns)))
                    vocabulary.aliases[name.replacing("_", with: "")] = name
                }
                names[name, default: [:]][line.step ?? 0] = grid
            }
            let ways = CellWays(plan).ways(from: question.from, to: question.to)
            guard let right = ways.first(where: { $0.text == question.way }) else { continue }
            let slipped = question.slips.compactMap { slip -> (Slip, NumberGrid<Double>)? in
                let ways = CellWays(plan, SlipSet(slip)).ways(from: question.from, to: question.to)
                return ways.first { $0.text == question.way }.map { (slip, value($0.factor)) }
            }
            points.append(Point(names: names, right: value(right.factor), slipped: slipped))
        }
        self.points = points
        self.vocabulary = vocabulary
        expected = question.isVector ? .column(h) : .scalar
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
