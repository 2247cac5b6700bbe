import ExactMath
import Formula

/// The equations behind the numbers of a trace: of every value, every gradient with its terms, every parameter's gradient as its sum over
/// time, and the loss, all in the trace's names.
public struct Derivation<S: Scalar>: Sendable {
    /// The run that the lines explain.
    public let trace: Trace<S>
    /// The names that the lines are written in.
    public let names: FormulaNames

    /// Writes no line yet: each is made when it is asked for.
    public init(_ trace: Trace<S>) {
        self.trace = trace
        names = FormulaNames(trace)
    }

    /// One equation: `left = right`, where the right may be a sum whose terms come from known places.
    public struct Line: Sendable {
        /// The name of what is computed, with its step where it has one: `stack.0.f[3]`, `loss`.
        public var left: Expression
        /// What it equals; for a gradient the sum of `terms`.
        public var right: ValueFormula
        /// For a gradient its terms; empty for a value.
        public var terms: [GradientTerm] = []
        /// Whether the terms divide into direct and carried ones: the gradient of a state that is handed on.
        public var isCarriedState = false
    }

    /// The network that was run.
    public var network: Network { trace.network }

    /// The value of a node at a step; nil where it is given.
    public func value(of node: NodeID, at t: Int) -> Line? {
        names.formula(of: node, at: t).map { Line(left: names.name(node, at: .integer(t)), right: $0) }
    }

    /// ∂L/∂node at a step; its right-hand side is 0 where nothing reads it.
    public func gradient(of node: NodeID, at t: Int) -> Line {
        let terms = names.terms(of: node, at: t)
        return Line(
            left: names.name(node, at: .integer(t), isGradient: true), right: Self.sum(terms), terms: terms,
            isCarriedState: isCarried(node))
    }

    /// ∂L/∂parameter as its sum over time.
    public func gradient(of parameter: ParameterID) -> Line {
        let terms = names.terms(of: parameter)
        return Line(left: names.name(parameter, isGradient: true), right: Self.sum(terms), terms: terms)
    }

    /// L_t for every step that has one, then L.
    public func losses() -> [Line] {
        let lines = trace.losses.compactMap { loss -> Line? in
            trace.target(at: loss.step).map {
                Line(
                    left: .name(["losses"], [.integer(loss.step)]),
                    right: .whole(names.loss(at: loss.step, of: $0, output: trace.output(at: loss.step))))
            }
        }
        guard !lines.isEmpty else { return [] }
        return lines + [Line(left: .name(["loss"]), right: .whole(names.totalLoss(over: trace.losses.map(\.step))))]
    }

    /// Whether a node is handed from step to step: a state, or an output that is fed back.
    private func isCarried(_ node: NodeID) -> Bool {
        if network.part(of: node).states.contains(node) { return true }
        return network.architecture.feedback == .output && network.output.contains { $0.node == node }
            && (network.architecture.shape == .oneToMany || network.architecture.shape == .seq2seq)
    }

    private static func sum(_ terms: [GradientTerm]) -> ValueFormula {
        terms.count == 1 ? terms[0].formula : .whole(.sum(terms.map(\.formula.whole)))
    }
}
