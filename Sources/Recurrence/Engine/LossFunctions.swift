import ExactMath

/// The loss of one output step.
public struct StepLoss<S: Scalar>: Sendable, Equatable {
    public let step: Int
    public let value: S
}

extension Pass {
    /// L_t of every step that has a target.
    ///
    /// - mse: ½‖y − target‖²
    /// - nll: −Σ_k target_k log y_k, from the logits: Σ_k target_k (logΣexp(a) − a_k)
    @_specialize(where S == Double)
    func losses(_ v: UnsafePointer<S>, into losses: inout [StepLoss<S>]) {
        losses.removeAll(keepingCapacity: true)
        guard !targets.kinds.isEmpty else { return }
        let isMeanSquare = network.architecture.loss == .mse
        losses.reserveCapacity(targets.kinds.count)
        for (row, t) in network.outputSteps.enumerated() where targets.kinds[row] != .none {
            losses.append(StepLoss(step: t, value: isMeanSquare ? meanSquare(v, t, row) : logLikelihood(v, t, row)))
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

    /// Assigns ∂L_t/∂y (mse: y − target) or ∂L_t/∂a_y (nll: y Σ_k target_k − target) for the steps of a range; zeros where
    /// there is no target.
    @_specialize(where S == Double)
    func lossGradients(_ v: UnsafePointer<S>, into g: UnsafeMutablePointer<S>, through range: ClosedRange<Int>) {
        guard !targets.kinds.isEmpty else { return }
        targets.entries.withUnsafeBufferPointer { entries in
            guard let entries = entries.baseAddress else { return }
            let first = range.lowerBound - network.outputSteps.lowerBound
            if network.architecture.loss == .mse {
                for piece in network.output {
                    meanSquareGradients(v, entries + first * targets.width, piece, into: g, through: range)
                }
            } else if let logits = network.logits, let y = network.output.first {
                for t in range {
                    logLikelihoodGradient(
                        v + network[y.node].address(t), entries, t - network.outputSteps.lowerBound,
                        into: g + network[logits].address(t))
                }
            }
        }
    }

    private func meanSquareGradients(
        _ v: UnsafePointer<S>, _ target: UnsafePointer<S>, _ piece: Network.OutputPiece,
        into g: UnsafeMutablePointer<S>,
        through range: ClosedRange<Int>
    ) {
        let node = network[piece.node]
        let start = node.address(range.lowerBound)
        if targets.areComplete && node.stride == targets.width {
            S.addDifference(
                v + start, minus: target, into: g + start, count: node.stride * range.count, accumulate: false)
            return
        }
        for (row, t) in range.enumerated() {
            let address = node.address(t)
            if targets.kinds[t - network.outputSteps.lowerBound] == .none {
                S.fill(g + address, with: .zero, count: piece.width)
            } else {
                S.addDifference(
                    v + address, minus: target + row * targets.width + piece.at, into: g + address, count: piece.width,
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
