import ExactMath

/// Several sequences of equal length run at once: the numbers of each, and the sum of their parameters' gradients.
///
/// Rows have the same bits as in a `Trace` of the sequence alone. The gradients of parameters are sums over one sequence after another,
/// in the order given: exactly the sum of the traces' gradients where the arithmetic is exact; on doubles each sequence goes on from the
/// sum of those before it, so that the last bits are those of one long sum.
public struct BatchTrace<S: Scalar>: Sendable {
    /// The network of one sequence.
    public let network: Network
    private var trace: Trace<S>

    /// - Parameter data: one sequence or more, each as long as the network's `lengths`, all with the same y_0.
    public init(_ network: Network, parameters: [S], data: [SequenceData<S>], backward: Bool = true) {
        precondition(!data.isEmpty, "a batch has a sequence")
        self.network = network
        trace = Trace(
            network.over(sequences: data.count), parameters: parameters, data: SequenceData(interleaving: data),
            backward: backward)
    }

    /// Numbers in its arenas.
    var numbers: Int { trace.values.count + trace.gradients.count }

    /// The number of sequences.
    public var count: Int { trace.network.sequences }

    /// Recomputes everything, in place, with other parameters and as many other sequences of the same lengths.
    ///
    /// - Parameter start: the states before the first step, as `finalStates` gives them; nil for those that the network has itself.
    public mutating func rerun(parameters: [S], data: [SequenceData<S>], start: [S]? = nil) {
        precondition(data.count == count, "as many sequences as before")
        trace.rerun(parameters: parameters, data: SequenceData(interleaving: data), start: start)
    }

    /// Recomputes everything, in place.
    public mutating func rerun() { trace.rerun() }

    /// The states after the last step, to be handed on; no gradient goes back through them.
    public var finalStates: [S] { trace.finalStates }

    /// L_t of every step of one sequence that has a target.
    public func stepLosses(of sequence: Int) -> [StepLoss<S>] {
        trace.losses.filter { ($0.step - 1) % count == sequence }
            .map { StepLoss(step: ($0.step - 1) / count + 1, value: $0.value) }
    }

    /// The target of one sequence at an output step, if there is one.
    public func target(at t: Int, of sequence: Int) -> Target<S>? { trace.target(at: step(t, of: sequence)) }

    /// L of every sequence.
    public var losses: [S] { trace.sequenceLosses }

    /// ∂/∂ all parameters of the sum of the sequences' L, as `Parameter.range` places them.
    public var gradients: ArraySlice<S> { trace.gradients[..<network.parameterCount] }

    /// The value of a node at a step of one sequence, counted from 0.
    public func value(_ node: NodeID, at t: Int, of sequence: Int) -> ArraySlice<S> {
        trace.value(node, at: step(t, of: sequence))
    }

    /// ∂L/∂ the node, where L is that sequence's.
    public func gradient(_ node: NodeID, at t: Int, of sequence: Int) -> ArraySlice<S> {
        trace.gradient(node, at: step(t, of: sequence))
    }

    /// y at an output step of one sequence.
    public func output(at t: Int, of sequence: Int) -> [S] { trace.output(at: step(t, of: sequence)) }

    private func step(_ t: Int, of sequence: Int) -> Int { (t - 1) * count + sequence + 1 }
}
