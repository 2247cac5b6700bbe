import ExactMath

/// One run of a network's program over an arena: forward, losses, backward.
struct Pass<S: Scalar> {
    let network: Network
    let data: SequenceData<S>

    /// Fills every row, block after block.
    func forward(_ v: UnsafeMutablePointer<S>) {
        data.tokens.withUnsafeBufferPointer { tokens in
            for block in network.program.blocks {
                for operation in block.before { operation.forward(v, tokens: tokens, through: operation.steps) }
                if !block.each.isEmpty {
                    for t in Self.running(block.steps, order: block.order) {
                        for operation in block.each where operation.steps.contains(t) {
                            operation.forward(v, tokens: tokens, at: t)
                        }
                    }
                }
                for operation in block.after { operation.forward(v, tokens: tokens, through: operation.steps) }
            }
        }
    }

    /// L_t of every step that has a target.
    func losses(_ v: UnsafeMutablePointer<S>) -> [StepLoss<S>] {
        let loss = network.architecture.loss
        guard loss != .none else { return [] }
        return network.outputSteps.compactMap { t in
            guard let target = network.target(at: t, in: data) else { return nil }
            return StepLoss(step: t, value: loss.value(output(v, v, at: t), target: target))
        }
    }

    /// Adds the gradients of the losses of some steps to an arena of zeros.
    ///
    /// - Parameters:
    ///   - losses: the output steps whose L_t count.
    ///   - first: no gradient goes to rows of steps before this one (truncation); their rows may be left half-summed.
    func backward(_ v: UnsafeMutablePointer<S>, _ g: UnsafeMutablePointer<S>, losses: ClosedRange<Int>, from first: Int) {
        for t in losses {
            guard let target = network.target(at: t, in: data) else { continue }
            network.architecture.loss.addGradient(output(v, g, at: t), target: target)
        }
        data.tokens.withUnsafeBufferPointer { tokens in
            for block in network.program.blocks.reversed() {
                backward(block, v, g, from: first)
                for operation in block.all {
                    guard let steps = operation.steps.from(first) else { continue }
                    operation.parameterGradients(v, from: g, into: g, tokens: tokens, through: steps)
                }
            }
        }
    }

    private func backward(_ block: ProgramBlock, _ v: UnsafeMutablePointer<S>, _ g: UnsafeMutablePointer<S>, from first: Int) {
        for operation in block.after.reversed() {
            if let steps = operation.steps.from(first) { operation.backward(v, g, through: steps) }
        }
        if !block.each.isEmpty, let steps = block.steps.from(first) {
            for t in Self.running(steps, order: -block.order) {
                for operation in block.each.reversed() where operation.steps.contains(t) {
                    operation.backward(v, from: g, into: g, at: t)
                }
            }
        }
        for operation in block.before.reversed() {
            if let steps = operation.steps.from(first) { operation.backward(v, g, through: steps) }
        }
    }

    private static func running(_ steps: ClosedRange<Int>, order: Int) -> StrideThrough<Int> {
        order > 0
            ? stride(from: steps.lowerBound, through: steps.upperBound, by: 1)
            : stride(from: steps.upperBound, through: steps.lowerBound, by: -1)
    }

    /// Where the loss of step t reads y and a_y, and where their gradients go.
    func output(_ v: UnsafeMutablePointer<S>, _ g: UnsafeMutablePointer<S>, at t: Int) -> LossOutput<S> {
        let pieces = network.output.map { piece in
            let address = network[piece.node].address(t)
            return LossOutput<S>.Piece(values: v + address, gradients: g + address, width: piece.width, at: piece.at)
        }
        let logits = network.logits.map { network[$0].address(t) } ?? 0
        return LossOutput(y: pieces, logits: v + logits, logitGradients: g + logits, classes: network.outputWidth)
    }
}

extension ClosedRange<Int> {
    /// The part of the range that is not before `first`.
    func from(_ first: Int) -> ClosedRange<Int>? {
        upperBound < first ? nil : Swift.max(lowerBound, first)...upperBound
    }
}
