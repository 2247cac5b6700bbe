import Formula
import Wording

/// The formulas of a network whose outputs are fed back: a^1 from x^1, a^t from ŷ^{t−1}, ŷ^t from a^t.
extension FormulaTask {
    /// a^1
    static let firstStep = FormulaTask(
        .firstStep, .oneToMany, rules: FormulaRules(asked: ("a", .first)),
        leftSides: ["a[1]", "h[1]"],
        references: [
            Reference("tanh(W_aa a[0] + W_ax x[1] + b_a)"),
            Reference("tanh(W_ax x[1] + b_a)", remark: .initialStateZero),
        ],
        mistakes: [])

    /// a^t for t ≥ 2
    static let step = FormulaTask(
        .step, .oneToMany, steps: { 2...$0 }, rules: FormulaRules(asked: ("a", .free)),
        leftSides: ["a[t]", "h[t]"],
        references: [Reference("tanh(W_aa a[t-1] + W_ax yhat[t-1] + b_a)")],
        mistakes: [])

    /// ŷ^t
    static let outputStep = FormulaTask(
        .outputStep, .oneToMany, steps: { 1...$0 }, rules: FormulaRules(asked: ("yhat", .free)),
        leftSides: ["yhat[t]", "y[t]"],
        references: [Reference("W_ya a[t] + b_y")],
        mistakes: [])

    /// a^T
    static let lastStep = FormulaTask(
        .lastStep, .oneToMany, rules: FormulaRules(asked: ("a", .last)),
        leftSides: ["a[T]", "h[T]"],
        references: [Reference("tanh(W_aa a[T-1] + W_ax yhat[T-1] + b_a)")],
        mistakes: [])

    /// The task of a question of the catalogue.
    public static func of(_ question: FormulaQuestion) -> FormulaTask {
        var task = basic(question)
        task.later = later(question)
        return task
    }

    private static func basic(_ question: FormulaQuestion) -> FormulaTask {
        switch question {
        case .last: return last
        case .delta: return delta
        case .closed: return closed
        case .recurrentGradient: return recurrentGradient
        case .inputGradient: return inputGradient
        case .outputGradient: return outputGradient
        case .firstStep: return firstStep
        case .step: return step
        case .outputStep: return outputStep
        case .lastStep: return lastStep
        }
    }
}

extension FormulaJudge {
    private static let judges = Memo<FormulaQuestion, FormulaJudge>()

    /// The judge of a question of the catalogue, made when it is first asked for.
    public static func of(_ question: FormulaQuestion) throws(FormulaProblem) -> FormulaJudge {
        try judges(question) { () throws(FormulaProblem) in try FormulaJudge(FormulaTask.of(question)) }
    }
}
