import ExactMath

/// The derivation: δ as a recursion and in closed form, and the three weight gradients.
public struct LinearFormulaKind: ExerciseKind {
    public let id = "linear-formula"
    public let title = "derive the backward pass of a linear network"
    public var slips: [Slip] { Self.working.slips }

    /// The kind, which has no numbers to draw: every seed and level asks for the same six formulas.
    public init() {}

    private static let working = FormulaWorking(questions: [
        .last, .delta, .closed, .recurrentGradient, .inputGradient, .outputGradient,
    ])

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        exercise(origin: .seed(seed, level: level))
    }

    func exercise(origin: Exercise.Origin) -> Exercise {
        let meanings: [FormulaQuestion: WrittenForm] = [
            .last: WrittenForm("∂L_T/∂a^t", "\\partial L_T/\\partial a^{t}"),
            .delta: WrittenForm("δ^t, from δ^{t+1}", "\\delta^{t} \\text{, from } \\delta^{t+1}"),
            .closed: WrittenForm("δ^t, without any δ", "\\delta^{t} \\text{, without any } \\delta"),
            .recurrentGradient: .gradient("W_aa", "W_{aa}"), .inputGradient: .gradient("W_ax", "W_{ax}"),
            .outputGradient: .gradient("W_ya", "W_{ya}"),
        ]
        return Exercise(
            kind: id, origin: origin, title: title,
            fields: Self.working.questions.map {
                AnswerField($0.rawValue, .scalar, .formula($0), meanings[$0] ?? WrittenForm("", ""))
            }, slips: slips, working: Self.working
        ) {
            ExerciseText(
                statement: [
                    .formula(
                        WrittenForm(
                            "a^t = W_aa a^{t-1} + W_ax x^t      ŷ^t = W_ya a^t      e^t = ŷ^t − y^t",
                            "a^{t} = W_{aa} a^{t-1} + W_{ax} x^{t} \\qquad \\hat{y}^{t} = W_{ya} a^{t} \\qquad e^{t} = \\hat{y}^{t} - y^{t}"
                        )),
                    .formula(
                        WrittenForm(
                            "L = Σ_t L_t,   L_t = ½‖e^t‖²,   δ^t = ∂L/∂a^t",
                            "L = \\sum_t L_t, \\qquad L_t = \\tfrac{1}{2} \\lVert e^{t} \\rVert^2, \\qquad \\delta^{t} = \\partial L/\\partial a^{t}"
                        )),
                    .text(
                        "Write the right-hand sides: the gradient of the last loss alone; the total derivative as a recursion and as a closed sum; "
                            + "and the gradients of the three matrices. Write W_aa' for the transpose, a[t-1] for a step, sum(k=t..T, ...) for a sum.",
                        typed: ["W_aa'", "a[t-1]", "sum(k=t..T, ...)"]),
                ],
                hints: [
                    "Start with what a^t touches directly: ŷ^t and a^{t+1}. Nothing else.",
                    "Back through y = W a, a gradient is multiplied by the transpose of W.",
                    "Put the recursion into itself a few times and look at the powers that appear.",
                    "A matrix that is used at every step gets one term for every step; each is a column times a row.",
                ], solution: FormulaWorking.solution(Self.working.questions))
        }
    }
}

/// The lecture's closing exercise: the unfolded graph of a one-to-many network and its formulas.
public struct OneToManyKind: ExerciseKind {
    public let id = "one-to-many"
    public let title = "the unfolded graph and the formulas of a one-to-many network"
    public var slips: [Slip] { Self.questions.flatMap { FormulaTask.of($0).mistakes.map(\.slip) } }

    /// The kind, which has no numbers to draw: level n asks for the graph of n + 1 steps.
    public init() {}

    private static let questions: [FormulaQuestion] = [.firstStep, .step, .outputStep, .lastStep]

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        exercise(steps: level + 1, origin: .seed(seed, level: level))
    }

    func exercise(steps: Int, origin: Exercise.Origin) -> Exercise {
        let working = FormulaWorking(questions: Self.questions, edges: Self.graph(steps))
        let meanings: [WrittenForm] = [
            WrittenForm("a^1, from x^1", "a^{1} \\text{, from } x^{1}"),
            WrittenForm("a^t for t > 1, from ŷ^{t-1}", "a^{t} \\text{ for } t > 1"),
            WrittenForm("ŷ^t, before any activation", "\\hat{y}^{t}"), WrittenForm("a^T", "a^{T}"),
        ]
        return Exercise(
            kind: id, origin: origin, title: title,
            fields: [
                AnswerField(
                    "edges", .scalar, .edges,
                    WrittenForm("the arrows for T = \(steps)", "\\text{the arrows for } T = \(steps)"))
            ]
                + zip(Self.questions, meanings).map { AnswerField($0.rawValue, .scalar, .formula($0), $1) },
            slips: slips,
            working: working
        ) {
            ExerciseText(
                statement: [
                    .text(
                        "A one-to-many network reads one input x^1; after that every output is fed back as the next input. The state is "
                            + "a^t (in the graph h1, h2, …), with tanh and a bias b_a, and the output ŷ^t is linear with a bias b_y."
                    ),
                    .paragraph(
                        WrittenForm(
                            "List the arrows of the unfolded graph for T = \(steps), such as x1->h1, h1->y1; and write the formulas of the first, "
                                + "the t-th and the T-th step.",
                            "List the arrows of the unfolded graph for $T = \(steps)$, such as \\texttt{x1->h1, h1->y1}; and write the formulas "
                                + "of the first, the $t$-th and the $T$-th step.")),
                ],
                hints: [
                    "Draw the states in a row, each with an arrow to the next and one up to its output.",
                    "There is one x only. What stands in its place at t = 2?",
                    "The matrices are the same at every step: the formula of step t differs from the first only in what is read.",
                    "The T-th step is the t-th with T put in.",
                ],
                solution: ["edges: " + Self.graph(steps).echo] + FormulaWorking.solution(Self.questions))
        }
    }

    /// The arrows without h0->h1, which may be drawn or not.
    private static func graph(_ steps: Int) -> EdgeList {
        func node(_ name: String, _ step: Int) -> EdgeList.Node { EdgeList.Node(name, step) }
        return EdgeList(
            (1...steps).flatMap { t -> [EdgeList.Edge] in
                let into =
                    t == 1
                    ? [EdgeList.Edge(node("x", 1), node("h", 1))]
                    : [
                        EdgeList.Edge(node("h", t - 1), node("h", t)), EdgeList.Edge(node("y", t - 1), node("h", t)),
                    ]
                return into + [EdgeList.Edge(node("h", t), node("y", t))]
            })
    }
}

/// Formulas, and perhaps a graph before them.
struct FormulaWorking: Working {
    var questions: [FormulaQuestion]
    var edges: EdgeList?

    init(questions: [FormulaQuestion], edges: EdgeList? = nil) {
        self.questions = questions
        self.edges = edges
    }

    /// Every slip that one of the formulas knows.
    var slips: [Slip] { Array(Set(questions.flatMap { FormulaTask.of($0).mistakes.map(\.slip) })).sorted() }

    func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue] {
        var sheet = RunningAnswers(adopting: adopt)
        if let edges { sheet.put(.edges(edges)) }
        for question in questions {
            let task = FormulaTask.of(question)
            let mistake = task.mistakes.first { slips.contains(SlipSet($0.slip)) }
            sheet.put(.formula(mistake?.formulas.first ?? task.references.first?.formula ?? ""))
        }
        return sheet.answers
    }

    static func solution(_ questions: [FormulaQuestion]) -> [String] {
        questions.compactMap { question in
            let task = FormulaTask.of(question)
            return task.references.first.map { "\(question.rawValue): \(task.leftSides.first ?? "") = \($0.formula)" }
        }
    }
}
