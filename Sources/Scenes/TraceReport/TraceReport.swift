import ExactMath
import Recurrence

/// A trace with everything that was asked about it, ready to be printed.
public struct TraceReport<S: Scalar>: Sendable {
    /// The values, losses and gradients to be printed.
    public var trace: Trace<S>
    /// The scene's clip; nil leaves out what it makes of the gradients.
    public var clipping: Clipping?
    /// Whether to list ∂L_k/∂h_t for every loss k.
    public var byLoss = false
    /// How the trace's gradients are truncated, so that over k the triangle sums to them; nil where they are whole.
    public var truncation: Truncation?
    /// Whether to list the Jacobian of every step.
    public var jacobians = false
    /// What a check of the gradients found; nil where none was asked for.
    public var certificate: Certificate?

    /// A report of the trace and its clip; what else is asked is set afterwards.
    public init(_ trace: Trace<S>, clipping: Clipping?) {
        self.trace = trace
        self.clipping = clipping
    }

    /// One row of one node, as every format lists it.
    struct Row {
        let part: String
        let name: String
        /// 0 for a given initial state, also where time runs backward.
        let t: Int
        let node: NodeID
        let step: Int
    }

    /// The shown rows, in the order in which they are computed; given initial states come first in their part.
    func rows(_ visit: (Row) -> Void) {
        let network = trace.network
        func row(_ node: NodeID, _ step: Int) {
            guard network[node].isShown else { return }
            visit(Row(part: network.part(of: node).name, name: network[node].name, t: step, node: node, step: step))
        }
        for part in network.parts where part.kind == .input { part.steps.forEach { row(network.inputs, $0) } }
        for block in network.runningBlocks {
            for t in block.steps {
                for equation in block.equations where network.equations[equation].steps.contains(t) {
                    let output = network.equations[equation].output
                    if network[output].steps.contains(t) {
                        row(output, t)
                    } else if network.part(of: output).layer?.initialState == .given, isGiven(equation) {
                        let name = network[output].name + "0"
                        visit(Row(part: network.part(of: output).name, name: name, t: 0, node: output, step: t))
                    }
                }
            }
        }
    }

    /// ∂L_k/∂ a state, for every loss k and every step that it reaches.
    func triangle(_ visit: (TriangleEntry<S>) -> Void) {
        trace.triangle { entry in
            if truncation?.keeps(lossAt: entry.k, stateAt: entry.t) != false { visit(entry) }
        }
    }

    /// Whether an equation copies a constant initial state.
    private func isGiven(_ equation: Int) -> Bool {
        trace.network.equations[equation].operation.parameters.contains { trace.network[$0].role == .givenState }
    }

    /// The parameters that have gradients to show; constants are listed as nodes instead.
    var parameters: [Parameter] { trace.network.parameters.filter(\.isTrainable) }
}
