import ExactMath
import Formula

extension AnswerLanguage {
    /// How far the number that was meant may lie from the value of an expression, because its decimals are rounded to the digits they are
    /// written with; nil where no decimal stands in it, and where it is a number alone, which has digits of its own.
    ///
    /// A decimal as screens and lessons show it, with three significant digits or four places, may be off by half of its last place; shorter
    /// ones, such as a weight of 0.9, stand for themselves.
    static func rounding(of expression: String) -> Double? {
        let constants = Vocabulary.constants(words: [])
        guard let tree = try? parse(SourceText(expression), constants) else { return nil }
        switch tree.kind {
        case .number: return nil
        case .negative(let inner):
            if case .number = inner.kind { return nil }
        default: break
        }
        let decimals = tree.decimals
        guard !decimals.isEmpty else { return nil }
        func value(_ tree: Expression) -> Double? {
            var evaluator = Evaluator(ConstantEnvironment())
            guard let number = try? evaluator.number(tree), number.approximation.isFinite else { return nil }
            return number.approximation
        }
        guard let middle = value(tree) else { return 0 }
        var total = 0.0
        for decimal in decimals.filter(\.isShown).prefix(mostDecimals) {
            var most = 0.0
            for sign in [1, -1] {
                let moved = tree.replacing { $0.range == decimal.range ? decimal.moved(by: sign) : nil }
                if let other = value(moved) { most = max(most, (other - middle).magnitude) }
            }
            total += most
        }
        return total
    }

    /// So many decimals are moved; a text is never longer to mark than a few lines.
    private static let mostDecimals = 24
}

extension Expression {
    /// The decimals in it.
    fileprivate var decimals: [Expression] {
        if case .number(let literal) = kind { return literal.digits.map { $0.decimals > 0 } == true ? [self] : [] }
        return children.flatMap(\.decimals)
    }

    /// Whether a decimal has as many digits as a number that is shown.
    fileprivate var isShown: Bool {
        guard case .number(let literal) = kind, let digits = literal.digits else { return false }
        return (digits.significant >= 3 || digits.decimals >= 4) && digits.decimals <= AnswerLanguage.maximumExponent
    }

    /// A decimal with half of its last place added or taken away.
    fileprivate func moved(by sign: Int) -> Expression? {
        guard case .number(let literal) = kind, let digits = literal.digits else { return nil }
        let half = Rational(sign) / (Rational(2) * Rational(10).raised(to: digits.decimals))
        return Expression.number(literal.value + half)
    }
}
