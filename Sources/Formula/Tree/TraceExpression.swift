import ExactMath

/// An expression of numbers of a trace, or a comparison of two: `norm(grad(stack.0.h[2])) < 1/1000`.
///
/// What the names stand for is said by a `FormulaEnvironment` whose numbers are quantities: `quantity(_:indices:)` gives a number,
/// a vector as a column, or a matrix; `integer(_:)` gives t and T where they have a value.
public struct TraceExpression: Sendable, Equatable, CustomStringConvertible {
    /// What was read; a problem shows the line of it.
    public let source: SourceText
    /// The tree of the text.
    public let expression: Expression

    /// Reads an expression or a comparison, and throws where it is neither; names are only looked up for its value.
    public init(_ source: SourceText) throws(FormulaProblem) {
        self.source = source
        expression = try AnswerLanguage.parse(source, .trace)
    }

    /// Reads a text that stands in no file, so that a problem's column counts from the text's beginning.
    public init(_ text: String) throws(FormulaProblem) { try self.init(SourceText(text)) }

    public var description: String { expression.description }

    /// Whether it has an `outcome`; otherwise it has a `value`.
    public var isComparison: Bool {
        if case .comparison = expression.kind { return true }
        return false
    }

    /// Every name in it, each once, in the order of the text.
    public var names: [TraceName] {
        var found: [TraceName] = []
        func walk(_ node: Expression) {
            if case .quantity(let name) = node.kind, !found.contains(name) { found.append(name) }
            for child in node.children { walk(child) }
        }
        walk(expression)
        return found
    }

    /// The value of an expression without comparison.
    public func value<Environment: FormulaEnvironment>(
        in environment: Environment
    ) throws(FormulaProblem) -> NumberGrid<Quantity> where Environment.Number == Quantity {
        do {
            var evaluator = Evaluator(environment, fuel: Self.fuel)
            return try evaluator.grid(expression)
        } catch {
            throw FormulaProblem(error, in: source)
        }
    }

    /// Both sides of a comparison, and whether it holds.
    public func outcome<Environment: FormulaEnvironment>(
        in environment: Environment
    ) throws(FormulaProblem) -> ComparisonOutcome where Environment.Number == Quantity {
        do throws(FormulaFault) {
            guard case .comparison(let left, let comparison, let right) = expression.kind else {
                throw FormulaFault(.comparisonExpected, at: source.characters.count..<source.characters.count)
            }
            var evaluator = Evaluator(environment, fuel: Self.fuel)
            let (a, b) = (try evaluator.grid(left), try evaluator.grid(right))
            // Vectors and matrices are equal or not; only numbers are ordered.
            guard a.shape == b.shape, comparison == .equal || a.isScalar else {
                throw FormulaFault(.shapeMismatch(.compare, a.shape, b.shape), at: expression.range)
            }
            let holds = zip(a.elements, b.elements).allSatisfy { x, y in
                Self.holds(x, left.digits, comparison, y, right.digits)
            }
            return ComparisonOutcome(left: a, right: b, holds: holds)
        } catch {
            throw FormulaProblem(error, in: source)
        }
    }

    /// Numbers of a trace can be many: a norm over a thousand units is one name.
    private static let fuel = 1_000_000

    /// Fractions are compared exactly. A decimal equals what rounds to it, however few digits it has: 1. is whatever lies between 0.5
    /// and 1.5, both included. Other doubles are equal within 10^−9 times the larger magnitude, or within 10^−9 where both are below 1.
    private static func holds(
        _ a: Quantity, _ aDigits: DecimalDigits?, _ comparison: Comparison, _ b: Quantity, _ bDigits: DecimalDigits?
    ) -> Bool {
        if case .exact(let x) = a, case .exact(let y) = b {
            switch comparison {
            case .less: return x < y
            case .lessOrEqual: return x <= y
            case .greater: return x > y
            case .greaterOrEqual: return x >= y
            case .equal: return x == y || isRounded(a, b, aDigits, bDigits)
            }
        }
        let (x, y) = (a.approximation, b.approximation)
        switch comparison {
        case .less: return x < y
        case .lessOrEqual: return x <= y
        case .greater: return x > y
        case .greaterOrEqual: return x >= y
        case .equal:
            return x == y || isRounded(a, b, aDigits, bDigits)
                || (x - y).magnitude <= 1e-9 * max(1, x.magnitude, y.magnitude)
        }
    }

    private static func isRounded(_ a: Quantity, _ b: Quantity, _ aDigits: DecimalDigits?, _ bDigits: DecimalDigits?)
        -> Bool
    {
        guard (aDigits == nil) != (bDigits == nil), let digits = aDigits ?? bDigits else { return false }
        let half = 0.5 / Quantity.powerOfTen(digits.decimals)
        return (a.approximation - b.approximation).magnitude <= half * (1 + 1e-9)
    }
}

/// The two sides of a comparison as they are, and whether it holds.
public struct ComparisonOutcome: Sendable, Equatable {
    /// The value of the left side: a number is 1×1, a vector a column.
    public var left: NumberGrid<Quantity>
    /// The value of the right side, of the same shape as the left.
    public var right: NumberGrid<Quantity>
    /// Whether it is true, of vectors and matrices in every entry.
    public var holds: Bool
}

extension Expression {
    /// The digits of a decimal, with or without a sign.
    fileprivate var digits: DecimalDigits? {
        switch kind {
        case .number(let literal): return literal.digits
        case .negative(let inner): return inner.digits
        default: return nil
        }
    }
}
