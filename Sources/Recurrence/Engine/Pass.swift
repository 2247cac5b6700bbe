import ExactMath

/// A network's program on a sequence, to be run over an arena: forward, losses, backward.
///
/// A class of constants: a run of a small network takes less time than counting the references of all its arrays.
final class Pass<S: Scalar>: Sendable {
    let network: Network
    let program: Program
    let tokens: [Int]
    let targets: Targets<S>
    /// ½, the factor of a mean square.
    let half: S
    /// The number of steps that have a loss, where L is their mean; nil where it is their sum.
    let meanOf: S?

    init(network: Network, data: SequenceData<S>) {
        self.network = network
        program = network.program
        tokens = data.tokens
        targets = Targets(network, data)
        half = network.architecture.loss == .mse ? S(Rational(1, 2)) : .one
        let count = targets.kinds.count { $0 != .none }
        meanOf = network.architecture.reduction == .mean && count > 0 ? S(count) : nil
    }

    /// Fills every row, block after block.
    ///
    /// - Parameters:
    ///   - v: the arena of values.
    ///   - workspace: room for the copies of matrices; the backward pass reads them.
    @_specialize(where S == Double)
    func forward(_ v: UnsafeMutablePointer<S>, _ workspace: UnsafeMutablePointer<S>) {
        for copy in program.copies { copy.run(v, into: workspace) }
        tokens.withUnsafeBufferPointer { tokens in
            for block in program.blocks {
                for operation in block.before {
                    operation.forward(v, workspace, tokens: tokens, through: operation.steps)
                }
                block.each.withUnsafeBufferPointer { each in
                    // A pointer's element is used where it stands; a buffer's is copied out first.
                    guard let operations = each.baseAddress else { return }
                    let count = each.count
                    var t = block.order > 0 ? block.steps.lowerBound : block.steps.upperBound
                    for _ in 0..<block.steps.count {
                        for index in 0..<count where operations[index].steps.contains(t) {
                            operations[index].forward(v, workspace, tokens: tokens, at: t)
                        }
                        t += block.order
                    }
                }
                for operation in block.after {
                    operation.forward(v, workspace, tokens: tokens, through: operation.steps)
                }
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
        lossGradients(v, into: g, through: losses)
        tokens.withUnsafeBufferPointer { tokens in
            for block in program.backward {
                for operation in block.before {
                    if let steps = operation.steps.from(first) { operation.backward(v, workspace, g, through: steps) }
                }
                if let steps = block.steps.from(first) { stepwise(block, v, workspace, g, steps) }
                for operation in block.after {
                    if let steps = operation.steps.from(first) { operation.backward(v, workspace, g, through: steps) }
                }
            }
            for operation in program.parametric {
                guard let steps = operation.steps.from(first) else { continue }
                operation.parameterGradients(v, from: g, into: g, tokens: tokens, through: steps)
            }
        }
    }

    private func stepwise(
        _ block: ProgramBlock, _ v: UnsafeMutablePointer<S>, _ workspace: UnsafePointer<S>,
        _ g: UnsafeMutablePointer<S>,
        _ steps: ClosedRange<Int>
    ) {
        block.each.withUnsafeBufferPointer { each in
            guard let operations = each.baseAddress else { return }
            let count = each.count
            var t = block.order > 0 ? steps.lowerBound : steps.upperBound
            for _ in 0..<steps.count {
                for index in 0..<count where operations[index].steps.contains(t) {
                    operations[index].backward(v, workspace, from: g, into: g, at: t)
                }
                t += block.order
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
