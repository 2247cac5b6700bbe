import ExactMath
import Recurrence
import TerminalUI

/// Explains one entry of a node's value.
public struct WhyValue: Sendable {
    let session: Session
    let naming: Naming
    let text: NumberText
    /// So many summands of a sum are written out.
    let most: Int

    public init(_ session: Session, naming: Naming, isExact: Bool, most: Int = .max) {
        self.session = session
        self.naming = naming
        self.most = most
        text = NumberText(session, glyphs: naming.glyphs, isExact: isExact)
    }

    /// - Parameter unit: from 0.
    public func explanation(of node: NodeID, at t: Int, unit: Int) -> Explanation {
        let result = text.value(node, at: t, unit: unit)
        let name = naming.name(node, at: t)
        let place = session.network[node].width > 1 ? "unit \(unit + 1): " : ""
        guard let equation = session.network.equation(of: node, at: t) else {
            return Explanation(symbols: "\(name) is given", numbers: "\(place)\(result)")
        }
        let symbols = "\(name) = \(naming.rightHandSide(equation, at: t))"
        let expanded = numbers(of: equation, at: t, unit: unit)
        return Explanation(symbols: symbols, numbers: "\(place)\(expanded) = \(result)")
    }

    private var dot: String { naming.glyphs.isASCII ? "*" : "·" }

    /// A number as a factor: negative ones and fractions in brackets.
    private func factor(_ operand: Operand, at t: Int, unit: Int) -> String {
        bracketed(bare(operand, at: t, unit: unit))
    }

    private func bracketed(_ number: String) -> String {
        let isPlain = number.first != "-" && number.first != "−" && !number.contains("/") || number.hasSuffix(")")
        return isPlain ? number : "(\(number))"
    }

    /// The number itself; for a vector without a name such as tanh(c), what it is computed from.
    private func bare(_ operand: Operand, at t: Int, unit: Int) -> String {
        guard let step = operand.step(at: t) else { return naming.name(operand.node) }
        if !session.network[operand.node].isShown,
            case .apply(let function, let inner)? = session.network.equation(of: operand.node, at: step)?.right
        {
            return naming.apply(function, bare(inner, at: step, unit: unit))
        }
        return text.value(operand.node, at: step, unit: unit)
    }

    private func numbers(of equation: Equation, at t: Int, unit: Int) -> String {
        func of(_ operand: Operand) -> String { factor(operand, at: t, unit: unit) }
        switch equation.right {
        case .sum(let terms):
            return terms.biasLast.reduce(into: Summands()) { $0.append(summands(of: $1, at: t, unit: unit)) }
                .text(most: most)
        case .apply(let function, let a):
            let argument = bare(a, at: t, unit: unit)
            return function == .identity ? argument : naming.apply(function, argument)
        case .product(let a, let b): return of(a) + dot + of(b)
        case .productSum(let a, let b, let c, let d): return of(a) + dot + of(b) + " + " + of(c) + dot + of(d)
        case .blend(let gate, let a, let b):
            let complement = "(1 \(naming.minus) \(bare(gate, at: t, unit: unit)))"
            return of(gate) + dot + of(a) + " + " + complement + dot + of(b)
        case .plusProduct(let p, let a, let b): return bare(p, at: t, unit: unit) + " + " + of(a) + dot + of(b)
        case .softmax(let a):
            let all = Summands(session.network[a.node].width) { "e^\(bare(a, at: t, unit: $0))" }
            return "e^\(bare(a, at: t, unit: unit)) / (\(all.text(most: most)))"
        case .lookup(let e):
            let tokens = session.trace.tokens
            let row = tokens.indices.contains(t - 1) ? tokens[t - 1] + 1 : 1
            return "\(naming.parameter(e))[\(row)][\(unit + 1)]"
        case .scores(_, _, let v, let tanh):
            let width = session.network[v].count
            let row = session.network.row(tanh, at: t).lowerBound + unit * width
            return Summands(width) { k in bracketed(text.entry(v, k)) + dot + bracketed(text.value(at: row + k)) }
                .text(most: most)
        case .mix(let weights, let memory): return mixed(weights, memory, at: t, unit: unit).text(most: most)
        }
    }

    /// One term of an affine map: the row of the matrix times the vector, entry by entry.
    private func summands(of term: Term, at t: Int, unit: Int) -> Summands {
        let network = session.network
        switch term {
        case .matrix(let m, let column, let v):
            let row = unit * network[m].columns + column
            return Summands(network[v.node].width) { k in
                bracketed(text.entry(m, row + k)) + dot + factor(v, at: t, unit: k)
            }
        case .transposed(let m, let row, let v):
            return Summands(network[v.node].width) { k in
                bracketed(text.entry(m, (row + k) * network[m].columns + unit)) + dot + factor(v, at: t, unit: k)
            }
        case .diagonal(let m, let v):
            return Summands(bracketed(text.entry(m, unit)) + dot + factor(v, at: t, unit: unit))
        case .parameter(let b): return Summands(bracketed(text.entry(b, unit)))
        case .plain(let v, let from, let at, let width):
            return (at..<at + width).contains(unit)
                ? Summands(bracketed(bare(v, at: t, unit: from + unit - at))) : Summands()
        }
    }

    private func mixed(_ weights: Operand, _ memory: [Operand], at t: Int, unit: Int) -> Summands {
        var offset = 0
        for piece in memory {
            let node = session.network[piece.node]
            if unit < offset + node.width {
                let first = node.steps.lowerBound
                let entry = unit - offset
                return Summands(node.steps.count) { j in
                    text.value(weights.node, at: t, unit: j) + dot
                        + bracketed(text.value(piece.node, at: first + j, unit: entry))
                }
            }
            offset += node.width
        }
        return Summands()
    }
}

extension [Term] {
    /// Products first, then what is added as it is, as equations are written: W x + U h + b.
    var biasLast: [Term] {
        func isBias(_ term: Term) -> Bool { if case .parameter = term { true } else { false } }
        return filter { !isBias($0) } + filter(isBias)
    }
}
