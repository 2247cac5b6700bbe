import ExactMath
import Recurrence
import TerminalUI

/// How nodes, parameters and steps are called on the screen.
public struct Naming: Sendable {
    public let network: Network
    public let glyphs: Glyphs
    public let notation: Notation

    public init(_ network: Network, glyphs: Glyphs, notation: Notation = .here) {
        self.network = network
        self.glyphs = glyphs
        self.notation = notation
    }

    /// The name alone: `f`, `c~`, `a_y`; what the trace does not list is spelled out by `expression`.
    public func name(_ node: NodeID) -> String {
        let part = network.part(of: node)
        switch (part.kind, network[node].name) {
        // Bahdanau's letters: s for the decoder's state, α for the weights.
        case (.decoder, "h"): return "s"
        case (.attention, "alpha"): return glyphs.isASCII ? "alpha" : "α"
        case (.layer(_, let direction?), let name):
            let arrow = direction == .forward ? (glyphs.isASCII ? ">" : "→") : (glyphs.isASCII ? "<" : "←")
            return notation.name(name, cell: part.cellName) + (network[node].isShown ? arrow : "")
        case (_, let name): return notation.name(name, cell: part.cellName)
        }
    }

    /// The name with its step: `c~₃`.
    public func name(_ node: NodeID, at t: Int) -> String {
        let part = network.part(of: node)
        let shown = t == part.initialStep && !part.states.isEmpty ? 0 : t
        return notation.indexed(name(node), shown, glyphs)
    }

    /// The node's name; for a vector without one, what it stands for: `tanh(c₃)`, `r₃ ⊙ h₂`.
    public func expression(_ node: NodeID, at t: Int) -> String {
        if network[node].isShown { return name(node, at: t) }
        guard let equation = network.equations.first(where: { $0.output == node && $0.steps.contains(t) }) else {
            return network.part(of: node).kind == .feed ? "0" : network[node].name
        }
        let text = rightHandSide(equation, at: t)
        if case .apply = equation.right { return text }
        return text.contains(" ") ? "(\(text))" : text
    }

    public func parameter(_ id: ParameterID) -> String {
        let part = network.parts.first { $0.name == network[id].part }
        let name = notation.parameter(network[id].name, cell: part?.cellName)
        guard case .layer(_, let direction?)? = part?.kind else { return name }
        return name + (direction == .forward ? (glyphs.isASCII ? ">" : "→") : (glyphs.isASCII ? "<" : "←"))
    }

    /// The right-hand side in symbols.
    public func rightHandSide(_ equation: Equation, at t: Int) -> String {
        func of(_ operand: Operand) -> String {
            operand.step(at: t).map { expression(operand.node, at: $0) } ?? name(operand.node)
        }
        switch equation.right {
        case .sum(let terms): return terms.biasLast.map { term($0, of) }.joined(separator: " + ")
        case .apply(let function, let a): return apply(function, of(a))
        case .product(let a, let b): return "\(of(a)) \(odot) \(of(b))"
        case .productSum(let a, let b, let c, let d): return "\(of(a)) \(odot) \(of(b)) + \(of(c)) \(odot) \(of(d))"
        case .blend(let gate, let a, let b):
            return "\(of(gate)) \(odot) \(of(a)) + (1 \(minus) \(of(gate))) \(odot) \(of(b))"
        case .plusProduct(let p, let a, let b): return "\(of(p)) + \(of(a)) \(odot) \(of(b))"
        case .softmax(let a): return "softmax(\(of(a)))"
        case .lookup(let e): return "\(parameter(e))[token \(notation.indexed("", t, glyphs))]"
        case .scores(let query, _, let v, _): return "\(parameter(v)) · tanh(\(of(query)) + U h_j)"
        case .mix(let weights, _): return "\(glyphs.text("Σ"))_j \(of(weights)) h_j"
        }
    }

    private func term(_ term: Term, _ of: (Operand) -> String) -> String {
        switch term {
        case .matrix(let m, _, let v): "\(parameter(m)) \(of(v))"
        case .transposed(let m, _, let v): "\(parameter(m))\(transpose) \(of(v))"
        case .diagonal(let m, let v): "\(parameter(m)) \(odot) \(of(v))"
        case .parameter(let b): parameter(b)
        case .plain(let v, _, _, _): of(v)
        }
    }

    func apply(_ function: Activation, _ argument: String) -> String {
        switch function {
        case .identity: argument
        case .tanh: "tanh(\(argument))"
        case .sigmoid: "\(glyphs.isASCII ? "sigmoid" : "σ")(\(argument))"
        case .relu: "relu(\(argument))"
        }
    }

    var odot: String { glyphs.isASCII ? ".*" : "⊙" }
    var minus: String { String(glyphs.minus) }
    var transpose: String { glyphs.isASCII ? "'" : "ᵀ" }
    var partial: String { glyphs.isASCII ? "d" : "∂" }

    /// ∂L/∂v
    public func gradient(of name: String) -> String { "\(partial)L/\(partial)\(name)" }
}
