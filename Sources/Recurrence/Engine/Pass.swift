import ExactMath

/// A network's program on a sequence, to be run over an arena: forward, losses, backward.
///
/// A class of constants: a run of a small network takes less time than counting the references of all its arrays.
final class Pass<S: Scalar>: Sendable {
    let network: Network
    let tokens: [Int]
    let targets: Targets<S>
    let half: S

    init(network: Network, data: SequenceData<S>) {
        self.network = network
        tokens = data.tokens
        targets = Targets(network, data)
        half = network.architecture.loss == .mse ? S(Rational(1, 2)) : .one
    }

    /// Fills every row, block after block.
    ///
    /// - Parameter v: the arena of values, with room for the transposed matrices behind it.
    @_specialize(where S == Double)
    func forward(_ v: UnsafeMutablePointer<S>) {
        for transpose in network.program.transposes { transpose.run(v) }
        tokens.withUnsafeBufferPointer { tokens in
            for block in network.program.blocks {
                for operation in block.before { operation.forward(v, tokens: tokens, through: operation.steps) }
                block.forEachStep(of: block.each) { $0.forward(v, tokens: tokens, at: $1) }
                for operation in block.after { operation.forward(v, tokens: tokens, through: operation.steps) }
            }
        }
    }

    /// The gradients of all losses, in an arena that holds those of an earlier run, or zeros.
    @_specialize(where S == Double)
    func backward(_ v: UnsafeMutablePointer<S>, _ g: UnsafeMutablePointer<S>) {
        S.fill(g, with: .zero, count: network.parameterCount)
        for gap in network.program.gaps { gap.clear(g) }
        backward(v, g, losses: network.outputSteps, from: Int.min)
    }

    /// The gradients of the losses of some steps, in an arena of zeros.
    ///
    /// - Parameters:
    ///   - losses: the output steps whose L_t count.
    ///   - first: no gradient goes to rows of steps before this one (truncation); their rows may be left half-summed.
    @_specialize(where S == Double)
    func backward(_ v: UnsafeMutablePointer<S>, _ g: UnsafeMutablePointer<S>, losses: ClosedRange<Int>, from first: Int)
    {
        lossGradients(v, into: g, through: losses)
        tokens.withUnsafeBufferPointer { tokens in
            for block in network.program.backward {
                for operation in block.before {
                    if let steps = operation.steps.from(first) { operation.backward(v, g, through: steps) }
                }
                block.forEachStep(of: block.each, from: first) { $0.backward(v, from: g, into: g, at: $1) }
                for operation in block.after {
                    if let steps = operation.steps.from(first) { operation.backward(v, g, through: steps) }
                }
                for operation in block.all {
                    guard let steps = operation.steps.from(first) else { continue }
                    operation.parameterGradients(v, from: g, into: g, tokens: tokens, through: steps)
                }
            }
        }
    }
}

extension ProgramBlock {
    /// Runs operations one after another at every step, in running order.
    @inline(__always)
    func forEachStep(of operations: [Operation], from first: Int = Int.min, _ run: (Operation, Int) -> Void) {
        guard !operations.isEmpty, let range = steps.from(first) else { return }
        operations.withUnsafeBufferPointer { operations in
            var t = order > 0 ? range.lowerBound : range.upperBound
            for _ in 0..<range.count {
                for index in operations.indices where operations[index].steps.contains(t) {
                    run(operations[index], t)
                }
                t += order
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
