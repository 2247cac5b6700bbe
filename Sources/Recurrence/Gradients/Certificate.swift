import ExactMath

/// What came out when every parameter's gradient was computed again by methods that share no backward code with BPTT.
public struct Certificate: Sendable {
    /// One method's largest disagreement with BPTT.
    public struct Finding: Sendable {
        public let method: String
        /// Number of directions in which the loss was differentiated.
        public let directions: Int
        /// The largest |a − b|.
        public let worst: Double
        /// The parameter where it stands; `nil` over random directions, in which all parameters take part.
        public let parameter: String?
        /// What `worst` may be.
        public let tolerance: Double

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

    public var passed: Bool { forwardMode.passed && triangle?.passed != false }
    /// Whether the deciding method had numbers to judge.
    public var isJudged: Bool { forwardMode.isJudged && triangle?.isJudged != false }

    /// Over this many parameters, random directions stand in for single entries.
    public static let entryLimit = 10_000
    public static let randomDirections = 32
}

extension Trace {
    /// Certifies the gradients of all parameters, constants included.
    ///
    /// - Parameter seed: of the random directions.
    public func certificate(seed: UInt64 = 1) -> Certificate {
        let directions = self.directions(seed: seed)
        return Certificate(
            forwardMode: forwardModeFinding(directions), triangle: triangleFinding(),
            differences: S.isExact ? nil : differencesFinding(directions))
    }

    /// What BPTT says of the derivative along a direction.
    private func derivative(along direction: Direction) -> S {
        switch direction {
        case .entry(let index): gradients[index]
        case .random(let entries): entries.indices.reduce(.zero) { $0 + entries[$1] * gradients[$1] }
        }
    }

    private enum Direction {
        case entry(Int)
        case random([S])

        func entry(_ index: Int) -> S {
            switch self {
            case .entry(let only): only == index ? .one : .zero
            case .random(let entries): entries[index]
            }
        }
    }

    private func directions(seed: UInt64) -> [Direction] {
        let count = network.parameterCount
        if count <= Certificate.entryLimit { return (0..<count).map(Direction.entry) }
        var generator = SeededGenerator(seed: seed)
        return (0..<Certificate.randomDirections).map { _ in
            .random((0..<count).map { _ in S(Rational(Int.random(in: -4...4, using: &generator))) })
        }
    }

    /// ∂L/∂direction as the tangent of one run over dual numbers.
    private func forwardModeFinding(_ directions: [Direction]) -> Certificate.Finding {
        var run = Trace<Dual<S>>(
            network, parameters: values[..<network.parameterCount].map { Dual(constant: $0) },
            data: data.map { Dual(constant: $0) },
            backward: false)
        return finding("forward-mode dual numbers", directions) { direction in
            run.rerun(parameters: (0..<network.parameterCount).map { Dual(values[$0], tangent: direction.entry($0)) })
            return run.loss.tangent
        }
    }

    /// (L(w + h d) − L(w − h d)) / 2h
    private func differencesFinding(_ directions: [Direction]) -> Certificate.Finding {
        var run = self
        run.replaceGradients([])
        let parameters = Array(values[..<network.parameterCount])
        return finding("central differences", directions, relativeTolerance: 1e-6) { direction in
            let h = S(6e-6)
            func loss(_ step: S) -> S {
                run.rerun(parameters: parameters.indices.map { parameters[$0] + step * direction.entry($0) })
                return run.loss
            }
            return (loss(h) - loss(-h)) / (h + h)
        }
    }

    /// Σ_k ∂L_k/∂· against ∂L/∂·
    private func triangleFinding() -> Certificate.Finding? {
        guard losses.count * network.arenaCount <= 200_000_000 else { return nil }
        var sum = [S](repeating: .zero, count: network.parameterCount)
        for loss in losses {
            let gradients = gradients(ofLossAt: loss.step)
            for index in sum.indices { sum[index] = sum[index] + gradients[index] }
        }
        return finding("the triangle's sum", sum.indices.map(Direction.entry)) { direction in
            if case .entry(let index) = direction { sum[index] } else { .zero }
        }
    }

    private func finding(
        _ method: String, _ directions: [Direction], relativeTolerance: Double = 1e-9,
        _ derivative: (Direction) -> S
    ) -> Certificate.Finding {
        var worst = 0.0
        var worstPosition = 0
        var largest = 1.0
        for (position, direction) in directions.enumerated() {
            let expected = self.derivative(along: direction)
            let found = derivative(direction)
            let distance = found == expected ? 0 : abs((found - expected).approximation)
            largest = max(largest, abs(expected.approximation))
            if !(distance <= worst) {
                worst = distance
                worstPosition = position
            }
        }
        var parameter: String?
        if directions.indices.contains(worstPosition), case .entry(let index) = directions[worstPosition] {
            parameter = network.parameters.first { $0.range.contains(index) }?.path
        }
        return Certificate.Finding(
            method: method, directions: directions.count, worst: worst, parameter: parameter,
            tolerance: S.isExact ? 0 : relativeTolerance * largest)
    }
}

extension SequenceData {
    /// The same sequence over another scalar.
    public func map<Other>(_ transform: (S) -> Other) -> SequenceData<Other> {
        func map(_ target: Target<S>) -> Target<Other> {
            switch target {
            case .vector(let values): .vector(values.map(transform))
            case .index(let index): .index(index)
            }
        }
        return SequenceData<Other>(
            inputs: inputs.map(transform), inputWidth: inputWidth, tokens: tokens,
            targets: TargetSequence(targets.map { $0.map(map) }), length: length, start: start.map(map))
    }
}
