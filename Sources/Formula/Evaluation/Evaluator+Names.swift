import ExactMath

/// Indices, and what names stand for.
extension Evaluator {
    /// A whole number made of numbers and indices; no value is beyond a million.
    package mutating func integer(_ expression: Expression) throws(FormulaFault) -> Int {
        try spend(1, expression.range)
        let value: Int
        switch expression.kind {
        case .number(let literal):
            guard let small = literal.smallInteger else {
                throw FormulaFault(
                    literal.value.isInteger ? .exponentTooLarge : .indexNotWhole, at: expression.range)
            }
            value = small
        case .index(let name):
            guard let known = scope.last(where: { $0.name == name })?.value ?? environment.integer(name) else {
                throw FormulaFault(.unboundIndex(name), at: expression.range)
            }
            value = known
        case .quantity(let name) where name.path.count == 1 && name.indices.isEmpty && !name.isGradient:
            guard let known = environment.integer(name.path[0]) else {
                throw FormulaFault(.indexNotWhole, at: expression.range)
            }
            value = known
        case .negative(let inner): value = -(try integer(inner))
        case .sum(let terms):
            var sum = 0
            for term in terms {
                let part = try integer(term.value)
                sum += term.isNegative ? -part : part
                if sum.magnitude > 1_000_000 { throw FormulaFault(.exponentTooLarge, at: expression.range) }
            }
            value = sum
        case .product(let first, let rest):
            var product = try integer(first)
            for factor in rest {
                let next = try integer(factor.value)
                switch factor.operator {
                case .divide:
                    guard next != 0 else { throw FormulaFault(.divisionByZero, at: factor.value.range) }
                    guard product % next == 0 else { throw FormulaFault(.indexNotWhole, at: expression.range) }
                    product /= next
                default: product *= next
                }
                if product.magnitude > 1_000_000 { throw FormulaFault(.exponentTooLarge, at: expression.range) }
            }
            value = product
        case .series:
            guard let range = expression.countedRange else { fallthrough }
            // A range that ends before it begins has no steps.
            value = max(0, try integer(range.upper) - integer(range.lower) + 1)
        default: throw FormulaFault(.indexNotWhole, at: expression.range)
        }
        return value
    }

    /// "at t = 3, k = 1": where a fault arises.
    var whereabouts: String {
        var parts: [String] = []
        for name in ["T", "t"] {
            if let value = environment.integer(name), !scope.contains(where: { $0.name == name }) {
                parts.append("\(name) = \(value)")
            }
        }
        return (parts + scope.suffix(3).map { "\($0.name) = \($0.value)" }).joined(separator: ", ")
    }

    mutating func element(_ name: String, _ index: Expression, _ range: Range<Int>) throws(FormulaFault)
        -> NumberGrid<
            Number
        >
    {
        let step = try integer(index)
        do {
            return try environment.element(name, at: step)
        } catch {
            guard case .indexOutOfRange(let name, let index, let allowed, _) = error else {
                throw FormulaFault(error, at: range)
            }
            try pass(
                FormulaFault(.indexOutOfRange(name: name, index: index, allowed: allowed, when: whereabouts), at: range)
            )
            guard let zero = environment.zero(of: name) else { throw FormulaFault(error, at: range) }
            return zero
        }
    }

    mutating func quantity(_ name: TraceName, _ range: Range<Int>) throws(FormulaFault) -> NumberGrid<Number> {
        try spend(1, range)
        if name.path.count == 1, name.indices.isEmpty, !name.isGradient, let value = environment.integer(name.path[0]) {
            return NumberGrid(try at(range) { () throws(FormulaFact) in try Number.literal(Rational(value)) })
        }
        var indices: [Int] = []
        for index in name.indices { indices.append(try integer(index)) }
        let result = try at(range) { () throws(FormulaFact) in try environment.quantity(name, indices: indices) }
        try spend(result.elements.count / 16, range)
        return result
    }
}
