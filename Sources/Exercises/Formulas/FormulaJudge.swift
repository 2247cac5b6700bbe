import ExactMath
import Formula

/// Decides whether a formula equals the right one as a function, and if not, which named mistake it equals.
///
/// The formula and the right one are evaluated at every step of several random runs of the network. Sizes H, I, O differ, so that a
/// forgotten transpose shows; a formula that only fits square matrices is tried once more with H = I = O, to find its mistake. In the
/// linear network the numbers are residues modulo 2^61 − 1, where two functions that differ agree with a probability below 10^−15,
/// and once more small fractions, where no constant vanishes modulo the prime. With tanh they are doubles, to 10^−9. What is right so far
/// is compared once more on runs whose numbers of steps are drawn for the text.
public struct FormulaJudge: Sendable {
    /// The operations that one formula may cost at all points of a set together.
    static let fuel = 400_000

    /// What is asked for; the points hold the values of its right formulas and of its mistakes.
    public let task: FormulaTask
    private let expected: MatrixShape
    private let comparison: Comparer

    private enum Comparer: Sendable {
        case exact(
            rectangular: FormulaPoints<PrimeField>, square: FormulaPoints<PrimeField>,
            fractions: FormulaPoints<Rational>)
        case real(rectangular: FormulaPoints<Double>, square: FormulaPoints<Double>)
    }

    /// Prepares the points. Throws where a formula of the task itself is no formula.
    public init(_ task: FormulaTask) throws(FormulaProblem) {
        self.task = task
        do throws(FormulaFault) {
            guard let model = task.references.first else { throw FormulaFault(.empty, at: 0..<0) }
            let tree = try Parser.expression(SourceText(model.formula), task.vocabulary)
            expected = try ShapeChecker(vocabulary: task.vocabulary).shape(of: tree)
            comparison = try Self.comparer(task)
        } catch {
            throw FormulaProblem(error, in: SourceText(task.references.first?.formula ?? ""))
        }
    }

    private static func comparer(_ task: FormulaTask) throws(FormulaFault) -> Comparer {
        let oblong = FormulaSizes(state: 3, input: 2, output: 4)
        let square = FormulaSizes(state: 3, input: 3, output: 3)
        var generator = SeededGenerator(seed: 0x756E_666F_6C64)
        switch task.model {
        case .linear:
            let residue = { PrimeField.random(using: &generator) }
            let rectangular = try FormulaPoints(task, oblong, lastSteps: [2, 3, 5], withMistakes: true, draw: residue)
            let squares = try FormulaPoints(task, square, lastSteps: [2, 4], withMistakes: true, draw: residue)
            let fractions = try FormulaPoints(task, oblong, lastSteps: [3], withMistakes: false) {
                Rational(generator.integer(in: -3...3))
            }
            return .exact(rectangular: rectangular, square: squares, fractions: fractions)
        case .oneToMany:
            let double = { generator.uniform(-1, 1) }
            return .real(
                rectangular: try FormulaPoints(
                    task, oblong, lastSteps: [2, 3, 5, 5], withMistakes: true, draw: double),
                square: try FormulaPoints(task, square, lastSteps: [2, 4], withMistakes: true, draw: double))
        }
    }

    // MARK: Judging

    /// Judges a text that stands in no file: places in what is said of it count from line 1, column 1.
    public func judge(_ text: String) -> FormulaJudgement { judge(SourceText(text)) }

    /// Reads a formula, with or without its left-hand side, and judges it; whatever the text, this ends within bounds.
    public func judge(_ source: SourceText) -> FormulaJudgement {
        let expression: Expression
        do {
            expression = try read(source)
        } catch {
            return FormulaJudgement(verdict: .unreadable(FormulaProblem(error, in: source)), echo: nil)
        }
        do {
            var verdict = try verdict(on: expression, source)
            if case .wrong(let slips, nil) = verdict, slips.isEmpty, let steps = writtenOut(expression) {
                verdict = .wrong(
                    [], FormulaProblem(FormulaFault(.writtenOut(steps: steps), at: expression.range), in: source))
            }
            return FormulaJudgement(verdict: verdict, echo: expression.description)
        } catch {
            if case .indexOutOfRange = error.fact, let steps = writtenOut(expression) {
                let fault = FormulaFault(.writtenOut(steps: steps), at: expression.range)
                return FormulaJudgement(
                    verdict: .wrong([], FormulaProblem(fault, in: source)), echo: expression.description)
            }
            let problem = FormulaProblem(error, in: source)
            let verdict: FormulaVerdict = error.fact.isBeyondBounds ? .unreadable(problem) : .wrong([], problem)
            return FormulaJudgement(verdict: verdict, echo: expression.description)
        }
    }

    private func read(_ source: SourceText) throws(FormulaFault) -> Expression {
        var parser = try Parser(source, task.vocabulary)
        try parser.passLeftSide(task.leftSides)
        return try parser.whole()
    }

    private func verdict(on expression: Expression, _ source: SourceText) throws(FormulaFault) -> FormulaVerdict {
        try refuseForbidden(expression)
        do throws(FormulaFault) {
            let shape = try ShapeChecker(vocabulary: task.vocabulary).shape(of: expression)
            guard shape == expected || shape == expected.transposed else {
                throw FormulaFault(.answerShape(found: shape, expected: expected), at: expression.range)
            }
        } catch {
            // What fits no sizes may fit equal ones: then the mistake has a name.
            let slips = squareSlips(expression)
            return .wrong(slips, FormulaProblem(error, in: source))
        }
        switch comparison {
        case .exact(let points, _, let fractions):
            let verdict = try compare(expression, points, source)
            guard case .right = verdict else { return verdict }
            let check = try fractions.values(of: expression)
            guard fractions.reference(of: check.values) != nil,
                try holdsElsewhere(expression, source, draw: { PrimeField.random(using: &$0) })
            else { return .wrong([], nil) }
            return verdict
        case .real(let points, _):
            let verdict = try compare(expression, points, source)
            guard case .right = verdict else { return verdict }
            // Small, so that tanh stays away from ±1 where inputs are many.
            guard try holdsElsewhere(expression, source, draw: { $0.uniform(-0.5, 0.5) }) else {
                return .wrong([], nil)
            }
            return verdict
        }
    }

    /// The one number of steps for which a formula is right, where its sum is written out.
    private func writtenOut(_ expression: Expression) -> Int? {
        guard case .exact = comparison, expression.hasNumberedElement else { return nil }
        var generator = SeededGenerator(seed: 0x5745_4E49)
        let sizes = FormulaSizes(state: 3, input: 2, output: 4)
        let right = (1...6).filter { last in
            guard
                let points = try? FormulaPoints(
                    task, sizes, lastSteps: [last], withMistakes: false,
                    draw: {
                        PrimeField.random(using: &generator)
                    }), let result = try? points.values(of: expression), result.note == nil,
                let match = points.reference(of: result.values)
            else { return false }
            return !(match.isTransposed && task.isOfMatrix)
        }
        // With one step less the last term is zero: δ^{T+1} is.
        return right.count <= 2 ? right.last : nil
    }

    private func compare<Number>(
        _ expression: Expression, _ points: FormulaPoints<Number>, _ source: SourceText
    ) throws(FormulaFault) -> FormulaVerdict {
        let result = try points.values(of: expression)
        if result.note == nil, let match = points.reference(of: result.values) {
            if match.isTransposed, task.isOfMatrix { return .wrong([.m14], nil) }
            var remarks = match.remark.map { [$0] } ?? []
            if match.isTransposed { remarks.append(.rowLayout) }
            if task.question == .delta, !expression.uses("delta") { remarks.append(.closedForm) }
            return .right(remarks)
        }
        let slips = points.slips(of: result, transposed: !task.isOfMatrix)
        return .wrong(slips, slips.isEmpty ? result.note.map { FormulaProblem($0, in: source) } : nil)
    }

    private func squareSlips(_ expression: Expression) -> [Slip] {
        switch comparison {
        case .exact(_, let points, _):
            return (try? points.values(of: expression)).map { points.slips(of: $0, transposed: !task.isOfMatrix) } ?? []
        case .real(_, let points):
            return (try? points.values(of: expression)).map { points.slips(of: $0, transposed: !task.isOfMatrix) } ?? []
        }
    }

    private func refuseForbidden(_ expression: Expression) throws(FormulaFault) {
        if case .element(let name, _) = expression.kind, let reason = task.rules.forbidden[name] {
            throw FormulaFault(.nameNotAllowed(name, reason: reason), at: expression.range)
        }
        for child in expression.children { try refuseForbidden(child) }
    }
}

extension FormulaFact {
    /// Whether it says that a text was too much to decide, not that it is wrong.
    var isBeyondBounds: Bool {
        switch self {
        case .tooMuchWork, .numberTooLarge, .exponentTooLarge: return true
        default: return false
        }
    }
}

extension Expression {
    /// Whether an element of this sequence occurs.
    func uses(_ name: String) -> Bool {
        if case .element(name, _) = kind { return true }
        return children.contains { $0.uses(name) }
    }
}

extension Expression {
    /// Whether an element with a number for its step stands in it: a_2.
    fileprivate var hasNumberedElement: Bool {
        if case .element(_, let index) = kind, index.wholeNumber != nil { return true }
        return children.contains(where: \.hasNumberedElement)
    }
}
