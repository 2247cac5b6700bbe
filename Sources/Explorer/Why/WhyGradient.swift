import ExactMath
import Recurrence
import TerminalUI

/// Explains one entry of a node's gradient: direct + carried = total, and every term of it.
public struct WhyGradient: Sendable {
    let session: Session
    let naming: Naming
    let text: NumberText

    public init(_ session: Session, naming: Naming, isExact: Bool) {
        self.session = session
        self.naming = naming
        text = NumberText(session, glyphs: naming.glyphs, isExact: isExact)
    }

    /// One term: where it comes from, in symbols, and its number.
    public struct Item: Sendable, Equatable {
        public let symbols: String
        public let number: String
        public let value: Double
        public let isCarried: Bool
    }

    /// The terms that have arrived, in the order of the backward pass.
    public func items(of node: NodeID, at t: Int, unit: Int, arrived: Int = .max) -> [Item] {
        text.contributions(node, at: t, unit: unit).prefix(arrived).map { term in
            Item(
                symbols: symbols(term.source, node, at: t), number: term.text, value: term.value,
                isCarried: term.isCarried)
        }
    }

    /// The sum in one line, and its terms in another.
    public func explanation(of node: NodeID, at t: Int, unit: Int, arrived: Int = .max) -> Explanation {
        let all = text.contributions(node, at: t, unit: unit)
        let items = items(of: node, at: t, unit: unit, arrived: arrived)
        let name = naming.gradient(of: naming.name(node, at: t))
        if all.isEmpty { return Explanation(symbols: "\(name) = 0", numbers: nothing(reads: node, at: t)) }
        let direct = text.sum(node, at: t, unit: unit) { $0 < items.count && !all[$0].isCarried }
        let carried = text.sum(node, at: t, unit: unit) { $0 < items.count && all[$0].isCarried }
        let total = text.sum(node, at: t, unit: unit) { $0 < items.count }
        let missing = all.count - items.count
        let sum = "\(name) = direct \(direct) + carried \(carried) = \(missing == 0 ? "total " : "so far ")\(total)"
        let terms = items.map { "\($0.isCarried ? "carried " : "")\($0.symbols): \($0.number)" }
        let rest = missing == 0 ? "" : "; \(missing) more to come"
        return Explanation(symbols: sum, numbers: terms.joined(separator: "; ") + rest)
    }

    /// Why nothing flows into a node, in one sentence.
    private func nothing(reads node: NodeID, at t: Int) -> String {
        let network = session.network
        if network.architecture.loss == .nll, network.output.contains(where: { $0.node == node }) {
            return "the loss is computed from a_y directly, and nothing else reads y here"
        }
        if network.outputSteps.contains(t), network.output.contains(where: { $0.node == node }) {
            return "no target at this step, and nothing else reads it"
        }
        return "no later number depends on it"
    }

    /// A summand in symbols: the reader's gradient times the local derivative.
    private func symbols(_ source: Contribution<Double>.Source, _ node: NodeID, at t: Int) -> String {
        guard case .equation(let index, let step) = source else {
            return session.network.architecture.loss == .nll ? "y \(naming.minus) target" : "y \(naming.minus) target"
        }
        let equation = session.network.equations[index]
        return derivative(of: equation, step, by: node, at: t)
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
        case .apply(let function, _):
            let y = naming.expression(equation.output, at: step)
            switch function {
            case .identity: return upper
            case .tanh: return "\(upper) \(odot) (1 \(naming.minus) \(y)\(naming.glyphs.isASCII ? "^2" : "²"))"
            case .sigmoid: return "\(upper) \(odot) \(y) \(odot) (1 \(naming.minus) \(y))"
            case .relu: return "\(upper) where \(y) > 0"
            }
        case .product(let a, let b):
            return product(upper, [(a, of(b)), (b, of(a))], isRead)
        case .productSum(let a, let b, let c, let d):
            return product(upper, [(a, of(b)), (b, of(a)), (c, of(d)), (d, of(c))], isRead)
        case .plusProduct(let p, let a, let b):
            return isRead(p) ? upper : product(upper, [(a, of(b)), (b, of(a))], isRead)
        case .blend(let gate, let a, let b):
            return product(
                upper,
                [
                    (gate, "(\(of(a)) \(naming.minus) \(of(b)))"), (a, of(gate)),
                    (b, "(1 \(naming.minus) \(of(gate)))"),
                ], isRead)
        case .softmax:
            let y = naming.expression(equation.output, at: step)
            return "\(y) \(odot) (\(upper) \(naming.minus) \(y)·\(upper))"
        case .lookup: return upper
        case .scores: return "through e\(naming.glyphs.subscripted(step))"
        case .mix(let weights, _):
            return isRead(weights) ? "h·\(upper)" : "\(of(weights)) \(upper)"
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
