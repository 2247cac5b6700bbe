import ExactMath
import Exercises
import Formula

/// Writes a formula in spellings drawn at random: ASCII, Unicode, LaTeX, mixed.
struct FormulaSpelling {
    typealias Tree = Expression
    var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    private mutating func pick(_ texts: String...) -> String { generator.element(of: texts) }

    /// How tight the place is: a term of a sum, a factor, the base of a power.
    private enum Place: Int { case term = 0, factor, base }

    mutating func write(_ tree: Tree) -> String { write(tree, .term) }

    private mutating func write(_ tree: Tree, _ place: Place) -> String {
        switch tree.kind {
        case .number(let literal):
            return literal.value.description
        case .index(let name): return name == "tau" ? pick("tau", "\\tau", "τ") : name
        case .constant(let name): return constant(name)
        case .element(let name, let index): return element(name, index)
        case .negative(let inner): return bracket(pick("-", "−") + write(inner, .factor), if: place != .term)
        case .sum(let terms): return bracket(sum(terms), if: place != .term)
        case .product(let first, let rest): return product(first, rest, place)
        case .power(let base, let exponent):
            let inner = write(exponent, .term)
            return bracket(
                write(base, .base) + (pick("a", "b") == "a" ? "^(\(inner))" : "^{\(inner)}"), if: place == .base)
        case .entrywisePower(let base, let exponent):
            return bracket("\(write(base, .base)).^(\(write(exponent, .term)))", if: place == .base)
        case .transpose(let inner): return transpose(inner)
        case .call(let function, let argument):
            let argument = write(argument, .term)
            return pick(
                "\(function.rawValue)(\(argument))", "\\\(function.rawValue)\\left(\(argument)\\right)",
                "\(function.rawValue){\(argument)}")
        case .series(let variable, let lower, let upper, let body): return series(variable, lower, upper, body, place)
        default: return tree.description
        }
    }

    private mutating func bracket(_ text: String, if needed: Bool) -> String {
        if !needed { return text }
        return pick("(\(text))", "\\left(\(text)\\right)", "( \(text) )", "{\(text)}")
    }

    private mutating func constant(_ name: String) -> String {
        let letters = name.split(separator: "_").map(String.init)
        return pick(name, "\(letters[0])_{\(letters[1])}", letters.joined())
    }

    private mutating func element(_ name: String, _ index: Tree) -> String {
        let written: String
        switch name {
        case "delta": written = pick("delta", "δ", "\\delta", "d", "da")
        case "yhat": written = pick("yhat", "ŷ", "\\hat{y}", "\\hat y", "y\u{302}", "y_hat")
        case "a": written = "a"
        default: written = name
        }
        let step = write(index, .term)
        if step.count == 1, generator.integer(below: 2) == 0 { return written + pick("_", "^") + step }
        return written
            + pick("[\(step)]", "_{\(step)}", "^{\(step)}", "^(\(step))", "<\(step)>", "(\(step))", "_(\(step))")
    }

    private mutating func sum(_ terms: [Tree.Term]) -> String {
        var text = ""
        for (i, term) in terms.enumerated() {
            let sign = term.isNegative ? pick("-", "−", " - ") : (i == 0 ? "" : pick("+", " + ", " +\\, "))
            // Without a space a_t-1 could be a step.
            text += (i > 0 && !sign.hasPrefix(" ") ? " \(sign) " : sign) + write(term.value, .factor)
        }
        return text
    }

    private mutating func product(_ first: Tree, _ rest: [Tree.Factor], _ place: Place) -> String {
        if first.description == "1", rest.count == 1, rest[0].value.description == "2", rest[0].operator == .divide {
            return pick("½", "\\frac{1}{2}", "(1/2)", "0.5", "\\frac12")
        }
        var text = write(first, .base)
        for factor in rest {
            switch factor.operator {
            case .divide: text += "/"
            case .entrywise: text += pick(" ⊙ ", ".*", " \\odot ")
            // After a number a star or a space: 2 0.5 would be two numbers.
            case .times:
                text += factor.value.isNumber ? pick("*", " · ") : pick("*", " ", " · ", " @ ", " \\cdot ", "\\,")
            }
            text += write(factor.value, .base)
        }
        return bracket(text, if: place == .base)
    }

    private mutating func transpose(_ inner: Tree) -> String {
        if generator.integer(below: 6) == 0 { return "transpose(\(write(inner, .term)))" }
        return write(inner, .base) + pick("'", "^T", "ᵀ", ".T", "^\\top", "^{T}", "^{\\top}", "^⊤", "′")
    }

    private mutating func series(_ variable: String, _ lower: Tree, _ upper: Tree, _ body: Tree, _ place: Place)
        -> String
    {
        let (from, to) = (write(lower, .term), write(upper, .term))
        if generator.integer(below: 2) == 0 { return "sum(\(variable)=\(from)..\(to), \(write(body, .term)))" }
        let sign = pick("sum", "Σ", "\\sum", "∑", "\\sum\\limits")
        let range =
            to == "T"
            ? pick("_{\(variable)=\(from)}^T ", "_{\(variable)=\(from)}^{T} ", "^{T}_{\(variable)=\(from)} ")
            : "_{\(variable)=\(from)}^{\(to)} "
        // What follows would belong to the sum.
        return bracket(sign + range + write(body, .factor), if: place == .base)
    }
}
