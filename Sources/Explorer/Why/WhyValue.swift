import ExactMath
import Recurrence
import TerminalUI

/// Explains one entry of a node's value.
public struct WhyValue: Sendable {
    let session: Session
    let naming: Naming
    let text: NumberText

    public init(_ session: Session, naming: Naming, isExact: Bool) {
        self.session = session
        self.naming = naming
        text = NumberText(session, glyphs: naming.glyphs, isExact: isExact)
    }

    /// - Parameter unit: from 0.
    public func explanation(of node: NodeID, at t: Int, unit: Int) -> Explanation {
        let network = session.network
        let result = text.value(node, at: t, unit: unit)
        let name = naming.name(node, at: t)
        guard let equation = network.equations.first(where: { $0.output == node && $0.steps.contains(t) }) else {
            return Explanation(symbols: "\(name) is given", numbers: "= \(result)")
        }
        let symbols = "\(name) = \(naming.rightHandSide(equation, at: t))"
        let expanded = numbers(of: equation, at: t, unit: unit)
        return Explanation(symbols: symbols, numbers: "\(expanded) = \(result)")
    }

    private var dot: String { naming.glyphs.isASCII ? "*" : "·" }

    /// A number as a factor: negative ones in brackets.
    private func factor(_ operand: Operand, at t: Int, unit: Int) -> String {
        guard let step = operand.step(at: t) else { return naming.name(operand.node) }
        return bracketed(text.value(operand.node, at: step, unit: unit))
    }

    private func bracketed(_ number: String) -> String {
        number.first == "-" || number.first == "−" || number.contains("/") ? "(\(number))" : number
    }

    private func numbers(of equation: Equation, at t: Int, unit: Int) -> String {
        func of(_ operand: Operand) -> String { factor(operand, at: t, unit: unit) }
        switch equation.right {
        case .sum(let terms):
            return terms.compactMap { numbers(of: $0, equation, at: t, unit: unit) }.joined(separator: " + ")
        case .apply(let function, let a):
            return function == .identity ? bare(a, at: t, unit: unit) : naming.apply(function, bare(a, at: t, unit: unit))
        case .product(let a, let b): return of(a) + dot + of(b)
        case .productSum(let a, let b, let c, let d): return of(a) + dot + of(b) + " + " + of(c) + dot + of(d)
        case .blend(let gate, let a, let b):
            let complement = "(1 \(naming.minus) \(bare(gate, at: t, unit: unit)))"
            return of(gate) + dot + of(a) + " + " + complement + dot + of(b)
        case .plusProduct(let p, let a, let b): return bare(p, at: t, unit: unit) + " + " + of(a) + dot + of(b)
        case .softmax(let a):
            let width = session.network[a.node].width
            let all = (0..<width).map { "e^\(bare(a, at: t, unit: $0))" }
            return "e^\(bare(a, at: t, unit: unit)) / (\(all.joined(separator: " + ")))"
        case .lookup(let e):
            let token = session.trace.data.tokens.indices.contains(t - 1) ? session.trace.data.tokens[t - 1] : 0
            return "\(naming.parameter(e))[\(token + 1)][\(unit + 1)]"
        case .scores(_, _, let v, let tanh):
            let width = session.network[v].count
            let row = session.network.row(tanh, at: t).lowerBound + unit * width
            return (0..<width).map { k in
                bracketed(text.entry(v, k)) + dot + bracketed(text.numbers.text(session.trace.values[row + k]))
            }.joined(separator: " + ")
        case .mix(let weights, let memory):
            return mixed(weights, memory, at: t, unit: unit)
        }
    }

    private func bare(_ operand: Operand, at t: Int, unit: Int) -> String {
        operand.step(at: t).map { text.value(operand.node, at: $0, unit: unit) } ?? naming.name(operand.node)
    }

    /// One term of an affine map: the row of the matrix times the vector, entry by entry.
    private func numbers(of term: Term, _ equation: Equation, at t: Int, unit: Int) -> String? {
        let network = session.network
        switch term {
        case .matrix(let m, let column, let v):
            let width = network[v.node].width
            return (0..<width).map { k in
                bracketed(text.entry(m, unit * network[m].columns + column + k)) + dot + factor(v, at: t, unit: k)
            }.joined(separator: " + ")
        case .transposed(let m, let row, let v):
            return (0..<network[v.node].width).map { k in
                bracketed(text.entry(m, (row + k) * network[m].columns + unit)) + dot + factor(v, at: t, unit: k)
            }.joined(separator: " + ")
        case .diagonal(let m, let v): return bracketed(text.entry(m, unit)) + dot + factor(v, at: t, unit: unit)
        case .parameter(let b): return bracketed(text.entry(b, unit))
        case .plain(let v, let from, let at, let width):
            return (at..<at + width).contains(unit) ? bare(v, at: t, unit: from + unit - at) : nil
        }
    }

    private func mixed(_ weights: Operand, _ memory: [Operand], at t: Int, unit: Int) -> String {
        var offset = 0
        for piece in memory {
            let node = session.network[piece.node]
            if unit < offset + node.width {
                return node.steps.map { j in
                    let weight = text.value(weights.node, at: t, unit: j - node.steps.lowerBound)
                    return weight + dot + bracketed(text.value(piece.node, at: j, unit: unit - offset))
                }.joined(separator: " + ")
            }
            offset += node.width
        }
        return ""
    }
}
