import ExactMath
import Formula

/// Writes a formula as somebody writes it who has just programmed it.
struct PythonSpelling {
    var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    private mutating func pick(_ texts: String...) -> String { generator.element(of: texts) }

    mutating func write(_ tree: Expression) -> String {
        switch tree.kind {
        case .number(let literal):
            let text = literal.value.description
            return text.contains("/") ? "(\(text))" : text
        case .index(let name): return name
        case .constant(let name): return pick(name, name.filter { $0 != "_" })
        case .element(let name, let index): return "\(name)[\(write(index))]"
        case .negative(let inner): return "-(\(write(inner)))"
        case .sum(let terms):
            var text = ""
            for (place, term) in terms.enumerated() {
                text += term.isNegative ? " - " : place == 0 ? "" : " + "
                text += atom(term.value)
            }
            return text
        case .product(let first, let rest): return product(first, rest)
        case .power(let base, let exponent):
            if base.isNumber { return "\(atom(base))**(\(write(exponent)))" }
            return pick("np.linalg.matrix_power", "matrix_power") + "(\(write(base)), \(write(exponent)))"
        case .entrywisePower(let base, let exponent): return "(\(write(base))).^(\(write(exponent)))"
        case .transpose(let inner):
            let text = atom(inner)
            return pick("\(text).T", "np.transpose(\(text))", "\(text).transpose()", "\(text).t()")
        case .call(let function, let argument): return pick("np.", "") + "\(function.rawValue)(\(write(argument)))"
        case .series(let variable, let lower, let upper, let body):
            let loop = "\(write(body)) for \(variable) in range(\(write(lower)), \(write(upper))+1)"
            return pick("sum(\(loop))", "sum([\(loop)])", "np.sum([\(loop)], axis=0)")
        default: return tree.description
        }
    }

    /// In brackets, where it is more than one piece.
    private mutating func atom(_ tree: Expression) -> String {
        switch tree.kind {
        case .index, .constant, .element, .call, .series, .transpose: return write(tree)
        case .number(let literal) where literal.value.sign >= 0: return write(tree)
        default: return "(\(write(tree)))"
        }
    }

    private mutating func product(_ first: Expression, _ rest: [Expression.Factor]) -> String {
        if rest.count == 1, rest[0].operator == .times {
            let other = rest[0].value
            if case .transpose(let vector) = other.kind, case .element = vector.kind, case .element = first.kind {
                let (u, v) = (write(first), write(vector))
                return pick("np.outer(\(u), \(v))", "outer(\(u), \(v))", "\(u) @ \(v).T", "\(u).outer(\(v))")
            }
            if !first.isNumber, !other.isNumber {
                let (a, b) = (atom(first), atom(other))
                return pick("\(a) @ \(b)", "np.dot(\(a), \(b))", "\(a).dot(\(b))", "np.matmul(\(a), \(b))")
            }
        }
        var text = atom(first)
        for factor in rest {
            let value = atom(factor.value)
            switch factor.operator {
            case .divide: text += " / \(value)"
            case .entrywise: text = "np.multiply(\(text), \(value))"
            case .times: text += (factor.value.isNumber ? " * " : pick(" @ ", " * ")) + value
            }
        }
        return text
    }
}
