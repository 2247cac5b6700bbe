/// One answer that an exercise asks for.
public struct AnswerField: Sendable, Hashable {
    /// The name in an answer sheet: "delta_2".
    public var name: String
    /// The form that the answer has to have; a scalar also for a word, a formula or a graph.
    public var shape: AnswerShape
    /// Which reader takes the text, and how near to the right value counts as right.
    public var kind: AnswerKind
    /// What it stands for: "∂L/∂a^2".
    public var meaning: WrittenForm

    /// A field by its name, shape, kind and meaning, in this order.
    public init(_ name: String, _ shape: AnswerShape, _ kind: AnswerKind, _ meaning: WrittenForm) {
        self.name = name
        self.shape = shape
        self.kind = kind
        self.meaning = meaning
    }
}

/// How an answer is read and what counts as right.
public enum AnswerKind: Sendable, Hashable {
    /// Fractions: equal, or rounded to three or more significant digits.
    case exact
    /// A number that may be irrational, such as √2/2: as `exact`.
    case irrational
    /// Decimals: ±1 in the last of so many places.
    case decimal(places: Int)
    case integer
    /// One of these words.
    case word([String])
    /// The right-hand side of a formula.
    case formula(FormulaQuestion)
    /// Arrows: "x1->h1, h1->y1".
    case edges
    /// Gate settings 0, 1 or any: "[1, 0, any]".
    case settings
    /// One of these slips, by its id or its words.
    case slip([Slip])
    /// Ways through a cell: "h0->f->c1, h0->i->c1".
    case ways(WaysQuestion)
    /// What a gradient is multiplied with on its way back, as a formula.
    case factor(FactorQuestion)
    /// A row of yes and no.
    case flags

    /// Whether the answer is a form of numbers.
    public var isNumeric: Bool {
        switch self {
        case .exact, .irrational, .decimal, .integer: true
        case .word, .formula, .edges, .settings, .slip, .ways, .factor, .flags: false
        }
    }
}

/// The formulas that are asked for, by what stands on the left-hand side.
public enum FormulaQuestion: String, Sendable, Hashable, CaseIterable {
    case last = "formula_last"
    case delta = "formula_delta"
    case closed = "formula_closed"
    case recurrentGradient = "formula_dW_aa"
    case inputGradient = "formula_dW_ax"
    case outputGradient = "formula_dW_ya"
    case firstStep = "formula_1"
    case step = "formula_t"
    case outputStep = "formula_y"
    case lastStep = "formula_T"
}
