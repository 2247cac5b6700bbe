import Formula

/// A formula that is asked for: which names it may use, what is right, and which wrong formulas have a name.
public struct FormulaTask: Sendable {
    /// Right formulas with what is to be said about each; the first is the model answer.
    public struct Reference: Sendable {
        /// A right-hand side in the answer language: "W_ya' e[t] + W_aa' delta[t+1]".
        public var formula: String
        /// What is said to whoever gives this one; nil where nothing is worth saying.
        public var remark: FormulaRemark?

        /// A right formula, by default one about which nothing is to be said.
        public init(_ formula: String, remark: FormulaRemark? = nil) {
            self.formula = formula
            self.remark = remark
        }
    }

    /// A named mistake in all the ways it is written that differ as functions.
    public struct Mistake: Sendable {
        /// The name that a wrong answer gets which equals one of the formulas.
        public var slip: Slip
        /// Right-hand sides in the answer language; the first is the answer of whoever makes the slip.
        public var formulas: [String]

        /// A slip with its formulas, one or more.
        public init(_ slip: Slip, _ formulas: String...) {
            self.slip = slip
            self.formulas = formulas
        }
    }

    /// What is asked; its raw value is the name of the answer's field.
    public var question: FormulaQuestion
    /// The network whose names the answer may use, and on whose runs it is compared.
    public var model: FormulaModel
    /// The steps t for which the formula holds; nil where no t is free.
    public var steps: (@Sendable (_ last: Int) -> ClosedRange<Int>)?
    /// Which of the names may not stand in an answer, or at one step alone.
    public var rules: FormulaRules
    /// Left-hand sides that may stand before the answer; the first is shown.
    public var leftSides: [String]
    /// One or more; an answer that equals any of them is right.
    public var references: [Reference]
    /// Mistakes that the exercise's table of slips has; a wrong answer may be one of these or of `later`.
    public var mistakes: [Mistake]
    /// Mistakes that got a name later: the exercise's table of slips is without them.
    public var later: [Mistake] = []

    /// A task without later mistakes.
    ///
    /// - Parameter steps: by default nil, for a formula in which no t is free.
    public init(
        _ question: FormulaQuestion, _ model: FormulaModel,
        steps: (@Sendable (_ last: Int) -> ClosedRange<Int>)? = nil, rules: FormulaRules, leftSides: [String],
        references: [Reference], mistakes: [Mistake]
    ) {
        self.question = question
        self.model = model
        self.steps = steps
        self.rules = rules
        self.leftSides = leftSides
        self.references = references
        self.mistakes = mistakes
    }

    /// Whether the gradient of a matrix is asked: it has the matrix's shape, and its transpose is wrong.
    public var isOfMatrix: Bool {
        switch question {
        case .recurrentGradient, .inputGradient, .outputGradient: true
        default: false
        }
    }

    /// The names of the answer: those of the model, and t where it is free.
    public var vocabulary: Vocabulary {
        var vocabulary = model.vocabulary
        if steps != nil { vocabulary.meanings["t"] = .index }
        return vocabulary
    }
}

/// What is worth saying about a right formula.
public enum FormulaRemark: Sendable, Equatable {
    /// It is the exact transpose of the expected one.
    case rowLayout
    /// A recursion was asked for and the closed sum was given.
    case closedForm
    /// a^0 was left out, which is right where it is zero.
    case initialStateZero
}

/// How a formula was judged.
public enum FormulaVerdict: Sendable, Equatable {
    case right([FormulaRemark])
    /// The named mistakes that it equals, and what can be said about it where there are none.
    case wrong([Slip], FormulaProblem?)
    /// It cannot be read or computed.
    case unreadable(FormulaProblem)
}

/// A formula as it was read and judged.
public struct FormulaJudgement: Sendable, Equatable {
    /// Right, wrong or unreadable, with what can be said about it.
    public var verdict: FormulaVerdict
    /// What was read, in one spelling; nil where it could not be read.
    public var echo: String?
}
