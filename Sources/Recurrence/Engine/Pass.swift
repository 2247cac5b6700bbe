import ExactMath

/// A network's program on a sequence, to be run over an arena: forward, losses, backward.
///
/// A class of constants: a run of a small network takes less time than counting the references of all its arrays.
final class Pass<S: Scalar>: Sendable {
    let network: Network
    let program: Program
    let tokens: [Int]
    /// The tokens of each sequence.
    private let lanes: [[Int]]
    let targets: Targets<S>
    /// ½, the factor of a mean square.
    let half: S
    /// For every sequence that runs at once, the number of its steps that have a loss, where L is their mean; empty where it is their
    /// sum, or where there is none.
    let meanOf: [S]

    init(network: Network, data: SequenceData<S>) {
        self.network = network
        program = network.program
        tokens = data.tokens
        targets = Targets(network, data)
        half = network.architecture.loss == .mse ? S(Rational(1, 2)) : .one
        let sequences = network.sequences
        var counts = [Int](repeating: 0, count: sequences)
        for (row, kind) in targets.kinds.enumerated() where kind != .none { counts[row % sequences] += 1 }
        let isMean = network.architecture.reduction == .mean && counts.contains { $0 > 0 }
        meanOf = isMean ? counts.map { S(max($0, 1)) } : []
        let tokens = data.tokens
        lanes = (0..<sequences).map { lane in
            sequences == 1 ? tokens : stride(from: lane, to: tokens.count, by: sequences).map { tokens[$0] }
        }
    }

    /// Fills every row, block after block.
    ///
    /// - Parameters:
    ///   - v: the arena of values.
    ///   - workspace: room for the copies of matrices; the backward pass reads them.
    @_specialize(where S == Double)
    func forward(_ v: UnsafeMutablePointer<S>, _ workspace: UnsafeMutablePointer<S>) {
        for copy in program.copies { copy.run(v, into: workspace) }
        withMemory(v, workspace) { memory in
            program.forwardPhases.withUnsafeBufferPointer { phases in
                guard let first = phases.baseAddress else { return }
                for index in 0..<phases.count { first[index].forward(memory) }
            }
        }
    }

    /// Lends what instructions run forward in.
    @inline(__always)
    func withMemory<Result>(
        _ v: UnsafeMutablePointer<S>, _ workspace: UnsafePointer<S>, _ body: (ForwardMemory<S>) -> Result
    ) -> Result {
        tokens.withUnsafeBufferPointer { tokens in
            program.rowInstructions.withUnsafeBufferPointer { rows in
                body(
                    ForwardMemory(
                        v: v, workspace: workspace, tokens: tokens, rowInstructions: rows, sequences: network.sequences)
                )
            }
        }
    }

    /// The gradients of all losses, in an arena that holds those of an earlier run, or zeros.
    @_specialize(where S == Double)
    func backward(_ v: UnsafeMutablePointer<S>, _ workspace: UnsafePointer<S>, _ g: UnsafeMutablePointer<S>) {
        for gap in program.gaps { gap.clear(g) }
        backward(v, workspace, g, losses: network.outputSteps, from: Int.min)
    }

    /// The gradients of the losses of some steps, in an arena of zeros.
    ///
    /// - Parameters:
    ///   - losses: the output steps whose L_t count.
    ///   - first: no gradient goes to rows of steps before this one (truncation); their rows may be left half-summed.
    @_specialize(where S == Double)
    func backward(
        _ v: UnsafeMutablePointer<S>, _ workspace: UnsafePointer<S>, _ g: UnsafeMutablePointer<S>,
        losses: ClosedRange<Int>,
        from first: Int
    ) {
        rowsBackward(v, workspace, g, losses: losses, from: first)
        for (phase, tokens) in zip(program.parametric, lanes) {
            withMemory(v, workspace, from: g, into: g, tokens, phase.rowInstructions) { memory in
                phase.run(memory, from: first)
            }
        }
    }

    /// The same of one loss without those of parameters, in an arena that holds what an earlier call has left there, or zeros.
    @_specialize(where S == Double)
    func rowsBackward(
        _ v: UnsafeMutablePointer<S>, _ workspace: UnsafePointer<S>, _ g: UnsafeMutablePointer<S>, lossAt k: Int
    ) {
        for gap in program.gaps { gap.clear(g) }
        let steps = network.outputSteps
        for node in network.lossReads.map({ network[$0] }) {
            Gap(start: node.address(steps.lowerBound), stride: node.stride, width: node.width, count: steps.count)
                .clear(g)
        }
        rowsBackward(v, workspace, g, losses: k...k, from: Int.min)
    }

    @_specialize(where S == Double)
    private func rowsBackward(
        _ v: UnsafeMutablePointer<S>, _ workspace: UnsafePointer<S>, _ g: UnsafeMutablePointer<S>,
        losses: ClosedRange<Int>, from first: Int
    ) {
        lossGradients(v, into: g, through: losses)
        withMemory(v, workspace, from: g, into: g) { memory in
            program.backwardPhases.withUnsafeBufferPointer { phases in
                guard let base = phases.baseAddress else { return }
                for index in 0..<phases.count { base[index].backward(memory, from: first) }
            }
        }
    }

    /// Adds to `g` what some instructions, from the last to the first, hand back at a step, parameters left out.
    ///
    /// - Parameter source: the arena in which the gradients of their results stand.
    func handBack(
        _ instructions: [Instruction], _ v: UnsafeMutablePointer<S>, from source: UnsafePointer<S>,
        into g: UnsafeMutablePointer<S>, at t: Int
    ) {
        withMemory(v, nil, from: source, into: g) { memory in
            for instruction in instructions.reversed() { instruction.backward(memory, at: t) }
        }
    }

    @inline(__always)
    private func withMemory(
        _ v: UnsafeMutablePointer<S>, _ workspace: UnsafePointer<S>?, from source: UnsafePointer<S>,
        into g: UnsafeMutablePointer<S>, _ body: (BackwardMemory<S>) -> Void
    ) {
        withMemory(v, workspace, from: source, into: g, tokens, program.rowInstructions, body)
    }

    @inline(__always)
    private func withMemory(
        _ v: UnsafeMutablePointer<S>, _ workspace: UnsafePointer<S>?, from source: UnsafePointer<S>,
        into g: UnsafeMutablePointer<S>, _ tokens: [Int], _ rowInstructions: [RowInstruction],
        _ body: (BackwardMemory<S>) -> Void
    ) {
        tokens.withUnsafeBufferPointer { tokens in
            rowInstructions.withUnsafeBufferPointer { rows in
                body(
                    BackwardMemory(
                        v: v, workspace: workspace, source: source, g: g, tokens: tokens, rowInstructions: rows,
                        sequences: network.sequences))
            }
        }
    }
}

extension ClosedRange<Int> {
    /// The part of the range that is not before `first`.
    func from(_ first: Int) -> ClosedRange<Int>? {
        upperBound < first ? nil : Swift.max(lowerBound, first)...upperBound
    }
}
