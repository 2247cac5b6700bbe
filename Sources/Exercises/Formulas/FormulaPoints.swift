import ExactMath
import Formula

/// The points at which formulas of a task are compared, with the values there of the right ones and of the named mistakes.
struct FormulaPoints<Number: FormulaNumber>: Sendable {
    /// The value of a formula at a point; nil is zero of whatever shape.
    typealias Value = NumberGrid<Number>?

    struct Values {
        var values: [Value]
        /// The first thing that was let pass: a step outside its range, a negative power.
        var note: FormulaFault?
    }

    private let runs: [(run: FormulaRun<Number>, step: Int?)]
    private let rules: FormulaRules
    private var references: [(values: [Value], remark: FormulaRemark?)] = []
    private var mistakes: [(slip: Slip, tree: Expression)] = []
    /// The values of the mistakes: only wrong answers ask for them.
    private let mistaken = Once<[(slip: Slip, result: Values)]>()
    /// References and mistakes may say what an answer may not.
    private let free: FormulaRules

    /// Runs of all these lengths; every step at which the formula holds is a point, or of these `among` alone.
    init(
        _ task: FormulaTask, _ sizes: FormulaSizes, lastSteps: [Int], among chosen: Set<Int>? = nil,
        withMistakes: Bool, draw: () -> Number
    ) throws(FormulaFault) {
        rules = task.rules
        var runs: [(run: FormulaRun<Number>, step: Int?)] = []
        for lastStep in lastSteps {
            let run: FormulaRun<Number>
            do {
                run = try FormulaRun(task.model, sizes, lastStep: lastStep, draw: draw)
            } catch { throw FormulaFault(error, at: 0..<0) }
            if let steps = task.steps {
                for step in steps(lastStep) where chosen?.contains(step) ?? true { runs.append((run, step)) }
            } else {
                runs.append((run, nil))
            }
        }
        self.runs = runs
        var free = FormulaRules()
        free.inputBeforeFirstIsZero = true
        self.free = free
        for reference in task.references {
            let tree = try Parser.expression(SourceText(reference.formula), task.vocabulary)
            references.append((try values(of: tree, free).values, reference.remark))
        }
        guard withMistakes else { return }
        for mistake in task.mistakes + task.later {
            for formula in mistake.formulas {
                mistakes.append((mistake.slip, try Parser.expression(SourceText(formula), task.vocabulary)))
            }
        }
    }

    /// The values of an answer at all points.
    ///
    /// - Parameter fuel: the operations that it may cost at all of them together.
    func values(of expression: Expression, fuel: Int = FormulaJudge.fuel) throws(FormulaFault) -> Values {
        try values(of: expression, rules, fuel: fuel)
    }

    private func values(
        of expression: Expression, _ rules: FormulaRules, fuel most: Int = FormulaJudge.fuel
    ) throws(FormulaFault) -> Values {
        var result = Values(values: [], note: nil)
        var fuel = most
        for (run, step) in runs {
            var evaluator = Evaluator(RunEnvironment(run: run, rules: rules, step: step), fuel: fuel)
            evaluator.isLenient = true
            switch try evaluator.evaluate(expression) {
            case .emptySum: result.values.append(nil)
            case .grid(let grid): result.values.append(grid)
            }
            fuel = evaluator.fuel
            result.note = result.note ?? evaluator.note
        }
        return result
    }

    /// The reference that the values equal everywhere, straight or transposed.
    func reference(of values: [Value]) -> (remark: FormulaRemark?, isTransposed: Bool)? {
        for isTransposed in [false, true] {
            for reference in references where Self.agree(values, reference.values, isTransposed) {
                return (reference.remark, isTransposed)
            }
        }
        return nil
    }

    /// The mistakes that the values equal everywhere, straight or, for a vector, transposed, each once.
    ///
    /// Where something was let pass, only a mistake counts in which something is let pass too: a step that does not exist is no zero.
    func slips(of result: Values, transposed: Bool) -> [Slip] {
        let mistakes = mistaken.value {
            // Those that need square matrices have no value at other sizes.
            self.mistakes.compactMap { mistake in (try? values(of: mistake.tree, free)).map { (mistake.slip, $0) } }
        }
        var found: [Slip] = []
        for isTransposed in transposed ? [false, true] : [false] where found.isEmpty {
            for mistake in mistakes where !found.contains(mistake.slip) {
                guard result.note == nil || mistake.result.note != nil else { continue }
                if Self.agree(result.values, mistake.result.values, isTransposed) { found.append(mistake.slip) }
            }
        }
        return found
    }

    private static func agree(_ a: [Value], _ b: [Value], _ isTransposed: Bool) -> Bool {
        for (a, b) in zip(a, b) {
            switch (a, b) {
            case (nil, nil): continue
            case (let grid?, nil), (nil, let grid?):
                guard Number.agree(grid.elements, Array(repeating: .zero, count: grid.elements.count)) else {
                    return false
                }
            case (let a?, let b?):
                let left = isTransposed ? a.transposed : a
                guard left.rows == b.rows, left.columns == b.columns, Number.agree(left.elements, b.elements) else {
                    return false
                }
            }
        }
        return true
    }
}
