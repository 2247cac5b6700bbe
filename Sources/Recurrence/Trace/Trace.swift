import ExactMath

/// Every number of a network on a sequence: all values, and after the backward pass all gradients ∂L/∂·.
///
/// Everything that is shown, printed or checked is looked up here.
public struct Trace<S: Scalar>: Sendable {
    /// The network that was run.
    public let network: Network
    /// The sequence without its inputs: those stand in the arena.
    private var rest: SequenceData<S>
    /// The arena of values: parameters, then rows.
    public private(set) var values: [S]
    /// The arena of gradients, in the same layout.
    public private(set) var gradients: [S]
    /// L_t for every step that has a target, in the order of t.
    public private(set) var losses: [StepLoss<S>] = []
    private(set) var pass: Pass<S>
    private(set) var workspace: Workspace<S>
    /// Whether the states before the first step are those of an earlier run.
    private var hasOtherStart = false

    /// Runs the network forward and, unless `backward` is false, backward.
    ///
    /// - Parameters:
    ///   - parameters: all parameters' entries, as `Parameter.range` places them.
    ///   - data: as long as the network's `lengths`.
    @_specialize(where S == Double)
    public init(_ network: Network, parameters: [S], data: SequenceData<S>, backward: Bool = true) {
        precondition(parameters.count == network.parameterCount, "one number for every entry of every parameter")
        precondition(data.inputSteps == network.inputStepsRead, "one input for every input step")
        self.network = network
        pass = Pass(network: network, data: data)
        workspace = Workspace(count: network.program.workspaceCount)
        values = [S](repeating: .zero, count: network.arenaCount)
        values.replaceSubrange(0..<parameters.count, with: parameters)
        gradients = []
        var rest = data
        rest.inputs = []
        self.rest = rest
        fillInputs(data)
        if backward { gradients = [S](repeating: .zero, count: network.arenaCount) }
        runForward()
        if backward { runBackward() }
    }

    /// L = Σ_t L_t, or their mean where the architecture says so; over several sequences the sum of their L.
    public var loss: S {
        if network.sequences > 1 { return sequenceLosses.reduce(.zero, +) }
        let sum = S.sum(losses.map(\.value))
        return pass.meanOf.first.map { sum / $0 } ?? sum
    }

    /// n, where L = (1/n) Σ_t L_t; nil where L is the sum.
    public var stepsAveraged: Int? { pass.meanOf.isEmpty ? nil : losses.count }

    /// L of every sequence that runs at once.
    var sequenceLosses: [S] {
        var sums = [S](repeating: .zero, count: network.sequences)
        for loss in losses {
            let sequence = (loss.step - 1) % network.sequences
            sums[sequence] = sums[sequence] + loss.value
        }
        return pass.meanOf.isEmpty ? sums : zip(sums, pass.meanOf).map { $0 / $1 }
    }

    /// Sets the parameters and recomputes everything, in place.
    public mutating func rerun(parameters: [S]) {
        values.withUnsafeMutableBufferPointer { buffer in
            for i in 0..<parameters.count { buffer[i] = parameters[i] }
        }
        rerun()
    }

    /// Sets the parameters and the sequence, of the same lengths, and recomputes everything in place.
    ///
    /// - Parameter start: the states before the first step, as `finalStates` gives them; nil for those that the network has itself.
    mutating func rerun(parameters: [S], data: SequenceData<S>, start: [S]? = nil) {
        precondition(data.inputSteps == network.inputStepsRead, "one input for every input step")
        pass = Pass(network: network, data: data)
        rest = data
        rest.inputs = []
        fillInputs(data)
        if start != nil || hasOtherStart { fillStart(start) }
        hasOtherStart = start != nil
        rerun(parameters: parameters)
    }

    /// Recomputes everything in place, from the parameters and inputs that are there.
    public mutating func rerun() {
        runForward()
        if !gradients.isEmpty { runBackward() }
    }

    // MARK: Reading

    /// The value of a node at a step.
    public func value(_ node: NodeID, at t: Int) -> ArraySlice<S> { values[network.row(node, at: t)] }

    /// ∂L/∂ the node at a step, through every path.
    public func gradient(_ node: NodeID, at t: Int) -> ArraySlice<S> { gradients[network.row(node, at: t)] }

    /// A parameter's entries, row-major.
    public func value(_ parameter: Parameter) -> ArraySlice<S> { values[parameter.range] }

    /// ∂L/∂ a parameter, summed over time, row-major.
    public func gradient(_ parameter: Parameter) -> ArraySlice<S> { gradients[parameter.range] }

    /// y at an output step.
    public func output(at t: Int) -> [S] { network.output.flatMap { value($0.node, at: t) } }

    /// The loss's target at a step, if there is one.
    public func target(at t: Int) -> Target<S>? { network.target(at: t, in: rest) }

    /// Rows of the embedding, one a step, where the sequence has tokens.
    public var tokens: [Int] { rest.tokens }

    /// The sequence.
    public var data: SequenceData<S> {
        guard rest.tokens.isEmpty else { return rest }
        var data = rest
        for t in 1...network.inputStepsRead { data.inputs += value(network.inputs, at: t) }
        return data
    }

    // MARK: Running

    private mutating func fillInputs(_ data: SequenceData<S>) {
        if data.tokens.isEmpty {
            for t in 1...network.inputStepsRead {
                let row = (t - 1) * data.inputWidth..<t * data.inputWidth
                values.replaceSubrange(network.row(network.inputs, at: t), with: data.inputs[row])
            }
        }
        guard let feed = network.feedNode else { return }
        let width = network[feed].width
        for t in network[feed].storedSteps {
            let sequences = network.sequences
            let before =
                t <= sequences
                ? (feed == network.inputs ? nil : data.start)
                : (network.architecture.feedback == .target ? network.target(at: t - sequences, in: data) : nil)
            guard let before else { continue }
            values.replaceSubrange(network.row(feed, at: t), with: (0..<width).map(before.entry))
        }
    }

    /// The place of the largest entry of y, the first of equal ones: the class that `argmax` feeds back.
    public func likeliestClass(at t: Int) -> Int {
        let y = output(at: t).map(\.approximation)
        return y.indices.dropFirst().reduce(0) { y[$1] > y[$0] ? $1 : $0 }
    }

    /// Runs forward. Where the likeliest class is fed back, it runs again until every step has read the class of the one before: a
    /// run is right at least one step further than the run before it.
    private mutating func runForward() {
        runForwardOnce()
        guard network.architecture.feedback == .argmax, let feed = network.feedNode else { return }
        var next = network.sequences + 1
        while let wrong = firstWrongFeed(of: feed, from: next) {
            for t in wrong...network.outputSteps.upperBound { setFeed(feed, at: t) }
            next = wrong + 1
            runForwardOnce()
        }
    }

    /// The first step that does not read the likeliest class of the step before it.
    private func firstWrongFeed(of feed: NodeID, from first: Int) -> Int? {
        guard first <= network.outputSteps.upperBound else { return nil }
        return (first...network.outputSteps.upperBound).first { t in
            let row = Array(value(feed, at: t))
            return row != row.indices.map(Target<S>.index(likeliestClass(at: t - network.sequences)).entry)
        }
    }

    private mutating func setFeed(_ feed: NodeID, at t: Int) {
        let target = Target<S>.index(likeliestClass(at: t - network.sequences))
        values.replaceSubrange(network.row(feed, at: t), with: (0..<network[feed].width).map(target.entry))
    }

    @_specialize(where S == Double)
    private mutating func runForwardOnce() {
        let pass = pass
        values.withUnsafeMutableBufferPointer { buffer in
            guard let v = buffer.baseAddress else { return }
            workspace.fill { pass.forward(v, $0) }
            pass.losses(v, into: &losses)
        }
    }

    @_specialize(where S == Double)
    private mutating func runBackward() {
        let pass = pass
        let workspace = workspace
        Self.withPointers(&values, &gradients) { v, g in workspace.read { pass.backward(v, $0, g) } }
    }

    mutating func setValues(_ row: Range<Int>, to entries: ArraySlice<S>) { values.replaceSubrange(row, with: entries) }

    /// Puts the gradients of a set of sequences in place of those of this one.
    mutating func replaceParameterGradients(_ entries: [Double]) where S == Double {
        gradients.replaceSubrange(0..<entries.count, with: entries)
    }

    mutating func replaceGradients(_ replacement: [S]) { gradients = replacement }

    /// Runs `body` with the arena of values, which it only reads, and a fresh arena of zeros.
    func withScratch<Result>(
        _ body: (_ v: UnsafeMutablePointer<S>, _ scratch: UnsafeMutablePointer<S>) -> Result
    ) -> Result {
        values.withUnsafeBufferPointer { values in
            guard let v = values.baseAddress else { preconditionFailure("an arena has at least one row") }
            return S.withZeros(count: network.arenaCount) { body(UnsafeMutablePointer(mutating: v), $0) }
        }
    }

    private static func withPointers<Result>(
        _ values: inout [S], _ gradients: inout [S],
        _ body: (_ v: UnsafeMutablePointer<S>, _ g: UnsafeMutablePointer<S>) -> Result
    ) -> Result {
        values.withUnsafeMutableBufferPointer { values in
            gradients.withUnsafeMutableBufferPointer { gradients in
                guard let v = values.baseAddress, let g = gradients.baseAddress else {
                    preconditionFailure("an arena has at least one row")
                }
                return body(v, g)
            }
        }
    }
}

extension Network {
    /// Where a node's row of step t stands in the arena.
    public func row(_ node: NodeID, at t: Int) -> Range<Int> {
        let node = nodes[node.index]
        precondition(node.storedSteps.contains(t), "\(node.name) has no step \(t)")
        let start = node.address(t)
        return start..<start + node.width
    }

    /// Number of input vectors or tokens that a sequence gives.
    public var inputStepsRead: Int { self[inputs].steps.count }

    /// The target of output step t: `targets` has one entry an output step.
    func target<S>(at t: Int, in data: SequenceData<S>) -> Target<S>? {
        let index = t - outputSteps.lowerBound
        guard data.targets.indices.contains(index) else { return nil }
        return data.targets[index]
    }
}
