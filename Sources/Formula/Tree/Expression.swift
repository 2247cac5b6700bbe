import ExactMath

/// A text that was read: a tree whose every node knows its characters.
///
/// The tree is never deeper than the bound on nesting allows: sums and products are lists, not chains.
public struct Expression: Sendable, Equatable {
    /// What a node is, with the nodes below it.
    public indirect enum Kind: Sendable, Equatable {
        case number(NumberLiteral)
        /// A word as an answer: vanishes, any.
        case word(String)
        /// A matrix or vector by its name.
        case constant(String)
        /// An index as a number: t, k, T.
        case index(String)
        /// The element of a sequence at a step: a[t−1].
        case element(String, index: Expression)
        /// A number of a trace.
        case quantity(TraceName)
        case negative(Expression)
        case sum([Term])
        case product(first: Expression, rest: [Factor])
        case power(Expression, exponent: Expression)
        case entrywisePower(Expression, exponent: Expression)
        case transpose(Expression)
        case call(MathFunction, Expression)
        /// Σ over variable = lower … upper of the body
        case series(variable: String, lower: Expression, upper: Expression, body: Expression)
        /// Rows of entries; one row without a semicolon is a vector.
        case list(rows: [[Expression]], isVector: Bool)
        case comparison(Expression, Comparison, Expression)
    }

    /// A summand with its sign.
    public struct Term: Sendable, Equatable {
        /// Whether a minus stands before it.
        public var isNegative: Bool
        /// The summand without that sign.
        public var value: Expression

        package init(isNegative: Bool, value: Expression) {
            self.isNegative = isNegative
            self.value = value
        }
    }

    /// A factor behind the first one of a product, and what joins it to those before.
    public struct Factor: Sendable, Equatable {
        /// What joins two factors: a matrix product or a number times anything, ⊙, or a division by one number.
        public enum Operator: Sendable, Equatable { case times, entrywise, divide }
        /// What stands between the factors before and this one.
        public var `operator`: Operator
        /// The factor itself.
        public var value: Expression

        package init(operator: Operator, value: Expression) {
            self.operator = `operator`
            self.value = value
        }
    }

    /// What the node is, with the nodes below it.
    public var kind: Kind
    /// Offsets of the characters.
    public var range: Range<Int>

    package init(_ kind: Kind, at range: Range<Int>) {
        self.kind = kind
        self.range = range
    }
}

/// A function that an answer may use.
public enum MathFunction: String, Sendable, CaseIterable {
    case tanh, sigmoid, softmax, exp, log, sqrt, abs
    /// 1 where an entry is positive, else 0: written [x > 0].
    case positive
    case relu
    // Of a trace only
    case norm

    package static let spellings: [String: MathFunction] = [
        "tanh": .tanh, "sigmoid": .sigmoid, "sigma": .sigmoid, "logistic": .sigmoid, "softmax": .softmax, "exp": .exp,
        "log": .log, "ln": .log, "sqrt": .sqrt, "abs": .abs, "norm": .norm, "relu": .relu,
    ]
}

/// How two numbers are compared.
public enum Comparison: String, Sendable {
    case less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">=", equal = "="
}

/// The name of a number or of several numbers in a trace: `stack.0.f[3][1]`, `grad(stack.0.h[2])`, `losses[4]`.
public struct TraceName: Sendable, Equatable {
    /// The parts between the dots: stack, 0, f.
    public var path: [String]
    /// What stands in the brackets: t and unit, or row and column, from 1; fewer brackets name a vector or all of it.
    public var indices: [Expression]
    /// Whether ∂L/∂ of it is meant: `grad(…)`.
    public var isGradient: Bool
    /// The rows and columns that are meant; nil for all.
    public var slice: TraceSlice?

    /// A name; without indices and slice it is of everything under that path, at every step.
    public init(path: [String], indices: [Expression] = [], isGradient: Bool = false, slice: TraceSlice? = nil) {
        self.path = path
        self.indices = indices
        self.isGradient = isGradient
        self.slice = slice
    }

    /// "stack.0.f"
    public var dotted: String {
        guard var text = path.first else { return "" }
        for part in path.dropFirst() {
            text += "."
            text += part
        }
        return text
    }
}

extension Expression {
    /// Whether only numbers and indices occur: then it is a number that broadcasts over a vector.
    package var isConstant: Bool {
        switch kind {
        case .number, .index: return true
        case .word, .constant, .element, .quantity, .list, .comparison, .series: return false
        case .negative(let inner), .transpose(let inner), .call(_, let inner): return inner.isConstant
        case .sum(let terms): return terms.allSatisfy(\.value.isConstant)
        case .product(let first, let rest): return first.isConstant && rest.allSatisfy(\.value.isConstant)
        case .power(let base, let exponent), .entrywisePower(let base, let exponent):
            return base.isConstant && (exponent.isConstant || exponent.countedRange != nil)
        }
    }

    /// The variable and the bounds of Σ 1, which counts the steps of a range: as an exponent it is what ∏ comes to; else nil.
    package var countedRange: (variable: String, lower: Expression, upper: Expression)? {
        guard case .series(let variable, let lower, let upper, let body) = kind, body.wholeNumber == 1 else {
            return nil
        }
        return (variable, lower, upper)
    }

    /// Whether it is a 0, or numbers of which one factor is a 0: then it goes with every shape.
    package var isLiteralZero: Bool {
        switch kind {
        case .number(let literal): return literal.value.isZero
        case .negative(let inner): return inner.isLiteralZero
        case .product(let first, let rest):
            return isConstant
                && (first.isLiteralZero || rest.contains { $0.operator != .divide && $0.value.isLiteralZero })
        default: return false
        }
    }

    /// The nodes directly below.
    package var children: [Expression] {
        switch kind {
        case .number, .word, .constant, .index: return []
        case .element(_, let index): return [index]
        case .quantity(let name): return name.indices
        case .negative(let inner), .transpose(let inner), .call(_, let inner): return [inner]
        case .sum(let terms): return terms.map(\.value)
        case .product(let first, let rest): return [first] + rest.map(\.value)
        case .power(let base, let exponent), .entrywisePower(let base, let exponent): return [base, exponent]
        case .series(_, let lower, let upper, let body): return [lower, upper, body]
        case .list(let rows, _): return rows.flatMap { $0 }
        case .comparison(let left, _, let right): return [left, right]
        }
    }
}
