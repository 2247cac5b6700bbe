/// A tree written back in one spelling: ASCII, with the brackets that are needed.
extension Expression: CustomStringConvertible {
    public var description: String { text(within: .sum) }

    /// What binds less needs brackets within what binds more.
    private enum Level: Int { case sum, product, factor, base }

    private func text(within level: Level) -> String {
        let plain = self.plain
        return ownLevel.rawValue < level.rawValue ? "(\(plain))" : plain
    }

    private var ownLevel: Level {
        switch kind {
        case .comparison, .sum, .negative: return .sum
        case .product: return .product
        case .power(_, let exponent) where exponent.countedRange != nil: return .base
        case .power, .entrywisePower: return .factor
        case .number(let literal): return literal.value.isInteger || literal.digits != nil ? .base : .product
        default: return .base
        }
    }

    private var plain: String {
        switch kind {
        case .number(let literal): return literal.digits == nil ? literal.value.description : literal.text
        case .word(let word), .constant(let word), .index(let word): return word
        case .element(let name, let index): return "\(name)[\(index.compact)]"
        case .quantity(let name): return Self.text(name)
        case .negative(let inner): return "-" + inner.text(within: .product)
        case .sum(let terms): return Self.text(terms)
        case .product(let first, let rest): return Self.text(first, rest)
        case .power(let base, let exponent):
            guard let range = exponent.countedRange else { return Self.power(base, "^", exponent) }
            let bounds = "\(range.variable)=\(range.lower.compact)..\(range.upper.compact)"
            return "prod(\(bounds), \(base.text(within: .sum)))"
        case .entrywisePower(let base, let exponent): return Self.power(base, ".^", exponent)
        case .transpose(let inner): return inner.text(within: .base) + "'"
        case .call(let function, let argument): return "\(function.rawValue)(\(argument.text(within: .sum)))"
        case .series(let variable, let lower, let upper, let body):
            return "sum(\(variable)=\(lower.compact)..\(upper.compact), \(body.text(within: .sum)))"
        case .list(let rows, let isVector):
            let texts = rows.map { "[" + $0.map { $0.text(within: .sum) }.joined(separator: ", ") + "]" }
            return isVector ? texts.joined() : "[" + texts.joined(separator: ", ") + "]"
        case .comparison(let left, let comparison, let right):
            return "\(left.text(within: .sum)) \(comparison.rawValue) \(right.text(within: .sum))"
        }
    }

    /// Without spaces around plus and minus: t-1
    private var compact: String { text(within: .sum).filter { $0 != " " } }

    private static func power(_ base: Expression, _ mark: String, _ exponent: Expression) -> String {
        let isSimple = [.base].contains(exponent.ownLevel)
        let raised = isSimple && exponent.plain != "T" ? exponent.plain : "(\(exponent.compact))"
        return base.text(within: .base) + mark + raised
    }

    private static func text(_ terms: [Term]) -> String {
        var result = ""
        for (i, term) in terms.enumerated() {
            let sign = term.isNegative ? "-" : (i == 0 ? "" : "+")
            result += i == 0 ? sign : " \(sign) "
            result += term.value.text(within: .product)
        }
        return result
    }

    private static func text(_ first: Expression, _ rest: [Factor]) -> String {
        let isNumeric = first.isConstant && rest.allSatisfy(\.value.isConstant)
        var result = first.text(within: first.isConstant && !isNumeric ? .factor : .product)
        if case .product = first.kind { result = "(\(first.plain))" }
        for factor in rest {
            let value = factor.value.text(within: .factor)
            switch factor.operator {
            case .divide: result += "/" + value
            case .entrywise: result += " .* " + value
            case .times: result += (isNumeric ? "*" : " ") + value
            }
        }
        return result
    }

    private static func text(_ name: TraceName) -> String {
        let indexed = name.dotted + name.indices.map { "[\($0.compact)]" }.joined()
        return name.isGradient ? "grad(\(indexed))" : indexed
    }
}
