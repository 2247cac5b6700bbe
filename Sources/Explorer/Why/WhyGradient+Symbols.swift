import ExactMath
import Recurrence

extension WhyGradient {
    /// A summand in symbols: the reader's gradient times the local derivative.
    func symbols<S>(_ source: Contribution<S>.Source, _ node: NodeID, at t: Int) -> String {
        guard case .equation(let index, let step) = source else {
            let error = "y \(naming.minus) target"
            return session.trace.stepsAveraged.map { "(\(error))/\($0)" } ?? error
        }
        return derivative(of: session.network.equations[index], step, by: node, at: t)
    }

    private func derivative(of equation: Equation, _ step: Int, by node: NodeID, at t: Int) -> String {
        func of(_ operand: Operand) -> String {
            operand.step(at: step).map { naming.expression(operand.node, at: $0) } ?? naming.name(operand.node)
        }
        func isRead(_ operand: Operand) -> Bool {
            operand.node == node && (operand.step(at: step) ?? t) == t
        }
        let upper = incoming(equation.output, at: step)
        let odot = naming.odot
        switch equation.right {
        case .sum(let terms):
            let factors = terms.filter { $0.operand.map(isRead) ?? false }.map { term in
                switch term {
                case .matrix(let m, _, _): "\(naming.parameter(m))\(naming.transpose) \(upper)"
                case .transposed(let m, _, _): "\(naming.parameter(m)) \(upper)"
                case .diagonal(let m, _): "\(naming.parameter(m)) \(odot) \(upper)"
                case .parameter, .plain: upper
                }
            }
            return factors.joined(separator: " + ")
        case .apply(let function, _): return slope(function, naming.expression(equation.output, at: step), upper)
        case .product(let a, let b):
            return product(upper, [(a, of(b)), (b, of(a))], isRead)
        case .productSum(let a, let b, let c, let d):
            return product(upper, [(a, of(b)), (b, of(a)), (c, of(d)), (d, of(c))], isRead)
        case .plusProduct(let p, let a, let b):
            return isRead(p) ? upper : product(upper, [(a, of(b)), (b, of(a))], isRead)
        case .blend(let gate, let a, let b):
            let complement = "(1 \(naming.minus) \(of(gate)))"
            let difference = "(\(of(a)) \(naming.minus) \(of(b)))"
            return product(upper, [(gate, difference), (a, of(gate)), (b, complement)], isRead)
        case .softmax:
            let y = naming.expression(equation.output, at: step)
            return "\(y) \(odot) (\(upper) \(naming.minus) \(y)·\(upper))"
        case .lookup: return upper
        case .scores: return "through e\(naming.glyphs.subscripted(step))"
        case .mix(let weights, _): return isRead(weights) ? "h·\(upper)" : "\(of(weights)) \(upper)"
        }
    }

    /// What an activation hands back: the gradient of its result times its slope.
    private func slope(_ function: Activation, _ y: String, _ upper: String) -> String {
        let odot = naming.odot
        switch function {
        case .identity: return upper
        case .tanh: return "\(upper) \(odot) (1 \(naming.minus) \(y)\(naming.glyphs.isASCII ? "^2" : "²"))"
        case .sigmoid: return "\(upper) \(odot) \(y) \(odot) (1 \(naming.minus) \(y))"
        case .relu: return "\(upper) \(odot) [\(y) > 0]"
        }
    }

    private func product(_ upper: String, _ factors: [(Operand, String)], _ isRead: (Operand) -> Bool) -> String {
        factors.filter { isRead($0.0) }.map { "\(upper) \(naming.odot) \($0.1)" }.joined(separator: " + ")
    }

    /// ∂v of what reads: a vector without a name of its own hands on what it gets.
    private func incoming(_ output: NodeID, at step: Int) -> String {
        let network = session.network
        if network[output].isShown { return "\(naming.partial)\(naming.name(output, at: step))" }
        guard let reader = network.consumers(of: output, at: step).first else {
            return "\(naming.partial)\(naming.expression(output, at: step))"
        }
        let text = derivative(of: network.equations[reader.equation], reader.step, by: output, at: step)
        return text.contains(" + ") ? "(\(text))" : text
    }
}
