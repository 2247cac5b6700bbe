import ExactMath

/// The loss of one output step.
public struct StepLoss<S: Scalar>: Sendable, Equatable {
    /// The output step t, counted from 1; in seq2seq, the decoder's.
    public let step: Int
    /// L_t, before any mean over the steps.
    public let value: S
}

extension Pass {
    /// L_t of every step that has a target.
    ///
    /// - mse: ½‖y − target‖²
    /// - nll: −Σ_k target_k log y_k, from the logits: Σ_k target_k (logΣexp(a) − a_k)
    /// - bce: −Σ_k (target_k log y_k + (1 − target_k) log(1 − y_k)), from the logits
    @_specialize(where S == Double)
    func losses(_ v: UnsafePointer<S>, into losses: inout [StepLoss<S>]) {
        losses.removeAll(keepingCapacity: true)
        guard !targets.kinds.isEmpty else { return }
        let loss = network.architecture.loss
        losses.reserveCapacity(targets.kinds.count)
        if loss == .mse, targets.areComplete, network.output.count == 1 {
            meanSquares(v, into: &losses)
            return
        }
        for (row, t) in network.outputSteps.enumerated() where targets.kinds[row] != .none {
            let value =
                switch loss {
                case .mse: meanSquare(v, t, row)
                case .nll: logLikelihood(v, t, row)
                case .bce: crossEntropy(v, t, row)
                case .none: S.zero
                }
            losses.append(StepLoss(step: t, value: value))
        }
    }

    private func meanSquare(_ v: UnsafePointer<S>, _ t: Int, _ row: Int) -> S {
        var sum = S.zero
        targets.entries.withUnsafeBufferPointer { entries in
            guard let target = entries.baseAddress.map({ $0 + row * targets.width }) else { return }
            for piece in network.output {
                sum = sum + S.squaredDistance(v + network[piece.node].address(t), target + piece.at, count: piece.width)
            }
        }
        return sum * half
    }

    /// The same for all output steps, each with a target, where y is one node: up to 256 at a time.
    private func meanSquares(_ v: UnsafePointer<S>, into losses: inout [StepLoss<S>]) {
        let y = network[network.output[0].node]
        let capacity = min(256, targets.kinds.count)
        targets.entries.withUnsafeBufferPointer { entries in
            withUnsafeTemporaryAllocation(of: S.self, capacity: capacity) { buffer in
                guard let target = entries.baseAddress, let sums = buffer.baseAddress else { return }
                buffer.initialize(repeating: .zero)
                defer { buffer.deinitialize() }
                for first in stride(from: 0, to: targets.kinds.count, by: capacity) {
                    let count = min(capacity, targets.kinds.count - first)
                    let t = network.outputSteps.lowerBound + first
                    S.squaredDistances(
                        Rows(base: v + y.address(t), stride: y.stride, count: count),
                        Rows(base: target + first * targets.width, stride: targets.width, count: count), into: sums,
                        count: targets.width)
                    for row in 0..<count { losses.append(StepLoss(step: t + row, value: sums[row] * half)) }
                }
            }
        }
    }

    private func logLikelihood(_ v: UnsafePointer<S>, _ t: Int, _ row: Int) -> S {
        guard let logits = network.logits.map({ v + network[$0].address(t) }) else { return .zero }
        let normaliser = S.logSumExp(logits, count: targets.width)
        if case .index(let k) = targets.kinds[row] { return normaliser - logits[Int(k)] }
        var sum = S.zero
        for k in 0..<targets.width {
            let target = targets.entries[row * targets.width + k]
            if target != .zero { sum = sum + target * (normaliser - logits[k]) }
        }
        return sum
    }

    /// Σ_k max(a_k, 0) − a_k target_k + log(1 + e^−|a_k|), which never overflows.
    private func crossEntropy(_ v: UnsafePointer<S>, _ t: Int, _ row: Int) -> S {
        guard let logits = network.logits.map({ v + network[$0].address(t) }) else { return .zero }
        var sum = S.zero
        for k in 0..<targets.width {
            let a = logits[k]
            let linear = (a.isPositive ? a : .zero) - a * targets.entries[row * targets.width + k]
            sum = sum + linear + (a.isPositive ? -a : a).exponential().logarithmOfOnePlus()
        }
        return sum
    }

    /// Assigns ∂L/∂y (mse: y − target) or ∂L/∂a_y (nll: y Σ_k target_k − target; bce: y − target) of the losses of some steps,
    /// each divided by n where L is the mean of n of them; zeros where there is no target.
    @_specialize(where S == Double)
    func lossGradients(_ v: UnsafePointer<S>, into g: UnsafeMutablePointer<S>, through range: ClosedRange<Int>) {
        guard !targets.kinds.isEmpty else { return }
        targets.entries.withUnsafeBufferPointer { entries in
            guard let entries = entries.baseAddress else { return }
            let first = entries + (range.lowerBound - network.outputSteps.lowerBound) * targets.width
            switch network.architecture.loss {
            case .none: break
            case .mse:
                for piece in network.output {
                    differences(v, first + piece.at, network[piece.node], into: network[piece.node], g, through: range)
                }
            case .bce:
                guard let logits = network.logits, let y = network.output.first else { return }
                differences(v, first, network[y.node], into: network[logits], g, through: range)
            case .nll:
                guard let logits = network.logits, let y = network.output.first else { return }
                for t in range {
                    logLikelihoodGradient(
                        v + network[y.node].address(t), entries, t - network.outputSteps.lowerBound,
                        into: g + network[logits].address(t))
                }
            }
        }
        if meanOf.isEmpty { return }
        for node in network.lossReads { divide(network[node], g, through: range) }
    }

    /// y − target, row by row, as the gradient of `node`.
    ///
    /// - Parameter target: the row of the range's first step, from the first entry that belongs to y.
    private func differences(
        _ v: UnsafePointer<S>, _ target: UnsafePointer<S>, _ y: Node, into node: Node, _ g: UnsafeMutablePointer<S>,
        through range: ClosedRange<Int>
    ) {
        if targets.areComplete && y.stride == targets.width && node.stride == targets.width {
            S.addDifference(
                v + y.address(range.lowerBound), minus: target, into: g + node.address(range.lowerBound),
                count: y.stride * range.count, accumulate: false)
            return
        }
        for (row, t) in range.enumerated() {
            if targets.kinds[t - network.outputSteps.lowerBound] == .none {
                S.fill(g + node.address(t), with: .zero, count: y.width)
            } else {
                S.addDifference(
                    v + y.address(t), minus: target + row * targets.width, into: g + node.address(t), count: y.width,
                    accumulate: false)
            }
        }
    }

    private func logLikelihoodGradient(
        _ y: UnsafePointer<S>, _ entries: UnsafePointer<S>, _ row: Int, into g: UnsafeMutablePointer<S>
    ) {
        let width = targets.width
        switch targets.kinds[row] {
        case .none: S.fill(g, with: .zero, count: width)
        case .index(let k):
            S.copy(y, into: g, count: width)
            g[Int(k)] = g[Int(k)] - .one
        case .vector:
            let target = entries + row * width
            var mass = S.zero
            for k in 0..<width { mass = mass + target[k] }
            for k in 0..<width { g[k] = y[k] * mass - target[k] }
        }
    }

    private func divide(_ node: Node, _ g: UnsafeMutablePointer<S>, through range: ClosedRange<Int>) {
        for t in range {
            let row = g + node.address(t)
            let count = meanOf[(t - network.outputSteps.lowerBound) % network.sequences]
            for k in 0..<node.width { row[k] = row[k] / count }
        }
    }
}

extension Target {
    /// Entry k; a class is one-hot.
    func entry(_ k: Int) -> S {
        switch self {
        case .vector(let values): values[k]
        case .index(let index): index == k ? .one : .zero
        }
    }
}
