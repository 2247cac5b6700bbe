import ExactMath

/// What came out when every parameter's gradient was computed again by methods that share no backward code with BPTT.
public struct Certificate: Sendable {
    /// One method's largest disagreement with BPTT.
    public struct Finding: Sendable {
        /// The method in a report's words: `central differences`.
        public let method: String
        /// Number of directions in which the loss was differentiated.
        public let directions: Int
        /// The largest |a − b|.
        public let worst: Double
        /// The parameter where it stands; nil where nothing was compared.
        public let parameter: String?
        /// What `worst` may be.
        public let tolerance: Double

        /// Whether it agrees with BPTT; says something only where `isJudged`.
        public var passed: Bool { worst <= tolerance }
        /// Whether there is a difference to judge: numbers that left the doubles neither agree nor disagree.
        public var isJudged: Bool { worst.isFinite }
    }

    /// Forward mode: dual numbers through the same equations. This one decides.
    public let forwardMode: Finding
    /// The sum over k of the gradients of L_k alone; nil where there are too many losses for it.
    public let triangle: Finding?
    /// Central differences, which can only agree to about 1e-7; nil in exact arithmetic.
    public let differences: Finding?

    /// Whether forward mode agrees, and the triangle where it was computed; central differences do not count.
    public var passed: Bool { forwardMode.passed && triangle?.passed != false }
    /// Whether the deciding method had numbers to judge.
    public var isJudged: Bool { forwardMode.isJudged && triangle?.isJudged != false }
}

extension Trace {
    /// Certifies the gradients of all parameters, constants included.
    ///
    /// - Parameter seed: of the random directions.
    public func certificate(seed: UInt64 = 1) -> Certificate {
        let directions = network.directions(seed: seed, as: S.self)
        return Certificate(
            forwardMode: finding(
                "forward-mode dual numbers", directions, forwardDerivatives(along: directions),
                relativeTolerance: 1e-9),
            triangle: triangleFinding(), differences: S.isExact ? nil : differencesFinding(directions))
    }

    /// (L(w + h d) − L(w − h d)) / 2h
    private func differencesFinding(_ directions: [ParameterDirection<S>]) -> Certificate.Finding {
        var run = self
        run.replaceGradients([])
        let parameters = Array(values[..<network.parameterCount])
        let h = S(6e-6)
        let derivatives = directions.map { direction in
            func loss(_ step: S) -> S {
                var moved = parameters
                for index in direction.support { moved[index] = moved[index] + step * direction.entry(index) }
                run.rerun(parameters: moved)
                return run.loss
            }
            return (loss(h) - loss(-h)) / (h + h)
        }
        return finding("central differences", directions, derivatives, relativeTolerance: 1e-6)
    }

    /// Σ_k ∂L_k/∂· against ∂L/∂·
    private func triangleFinding() -> Certificate.Finding? {
        guard losses.count * network.arenaCount <= 200_000_000 else { return nil }
        var sum = [S](repeating: .zero, count: network.parameterCount)
        for loss in losses {
            let gradients = gradients(ofLossAt: loss.step)
            for index in sum.indices { sum[index] = sum[index] + gradients[index] }
        }
        return finding("the triangle's sum", sum.indices.map(ParameterDirection.entry), sum, relativeTolerance: 1e-9)
    }

    /// What a method found along some directions, against what BPTT says of them.
    private func finding(
        _ method: String, _ directions: [ParameterDirection<S>], _ derivatives: [S], relativeTolerance: Double
    ) -> Certificate.Finding {
        var worst = WorstDistance()
        var largest = 1.0
        for (position, (direction, found)) in zip(directions, derivatives).enumerated() {
            let expected = direction.derivative(gradients)
            let distance = found == expected ? 0 : abs((found - expected).approximation)
            largest = max(largest, abs(expected.approximation))
            worst.take(distance, at: position)
        }
        let place = directions.indices.contains(worst.position) ? directions[worst.position].support.lowerBound : nil
        return Certificate.Finding(
            method: method, directions: directions.count, worst: worst.distance,
            parameter: place.flatMap { place in network.parameters.first { $0.range.contains(place) }?.path },
            tolerance: S.isExact ? 0 : relativeTolerance * largest)
    }
}
