import ExactMath

/// A rule that keeps gradients small (Pascanu, Mikolov and Bengio 2013).
public struct Clipping: Sendable, Equatable {
    /// What is held against the threshold.
    public enum Rule: String, Sendable, CaseIterable {
        /// One norm over all parameters' gradients; all are scaled by at/‖g‖ when ‖g‖ > at.
        case norm
        /// The same for each parameter on its own (McAllester's slide).
        case parameterNorm = "parameter-norm"
        /// Each entry into [−at, at].
        case value
    }

    /// Whether all gradients together, each parameter's or each entry is held against `at`.
    public var by: Rule
    /// The threshold, positive.
    public var at: Rational

    /// Does not ask whether `at` is positive.
    public init(by: Rule, at: Rational) {
        self.by = by
        self.at = at
    }
}

/// Gradients after clipping.
public struct ClippedGradients<S: Scalar>: Sendable {
    /// The rule that the gradients went through.
    public let clipping: Clipping
    /// The one factor of `norm`; nil for the other rules.
    public let scale: Double?
    /// The factor of each parameter under a norm rule, in the order of `Network.parameters`; 1 where nothing changed.
    public let factors: [Double]
    /// Every entry as a double, placed as `Parameter.range` says; constants' entries are zero.
    public let approximations: [Double]
    /// The same exactly, for `value`, which needs no root.
    public let exact: [S]?
}

extension Trace {
    /// The Euclidean norm of all trainable parameters' gradients together.
    public var gradientNorm: Double {
        norm(network.parameters.filter(\.isTrainable).map(\.range))
    }

    /// Its square, exactly.
    public var gradientNormSquared: S {
        var sum = S.zero
        for parameter in network.parameters where parameter.isTrainable {
            for entry in gradient(parameter) { sum = sum + entry * entry }
        }
        return sum
    }

    /// The Euclidean norm of one parameter's gradient.
    public func gradientNorm(of parameter: Parameter) -> Double { norm([parameter.range]) }

    @_specialize(where S == Double)
    private func norm(_ ranges: [Range<Int>]) -> Double {
        if let doubles = gradients as? [Double] { return euclideanNorm(doubles, in: ranges) }
        return euclideanNorm(ranges.lazy.joined().lazy.map { gradients[$0].approximation })
    }

    /// The gradients of all trainable parameters after clipping.
    @_specialize(where S == Double)
    public func clipped(_ clipping: Clipping) -> ClippedGradients<S> {
        let at = clipping.at.approximation
        var approximations = [Double](repeating: 0, count: network.parameterCount)
        var exact: [S]? = clipping.by == .value ? [S](repeating: .zero, count: network.parameterCount) : nil
        let total = gradientNorm
        let scale = total > at ? at / total : 1
        var factors: [Double] = []
        for parameter in network.parameters {
            var factor = 1.0
            if clipping.by == .norm { factor = scale }
            if clipping.by == .parameterNorm {
                let norm = gradientNorm(of: parameter)
                factor = norm > at ? at / norm : 1
            }
            factors.append(factor)
            guard parameter.isTrainable else { continue }
            for index in parameter.range {
                if clipping.by == .value {
                    let entry = gradients[index].clamped(to: S(clipping.at))
                    exact?[index] = entry
                    approximations[index] = entry.approximation
                } else {
                    approximations[index] = gradients[index].approximation * factor
                }
            }
        }
        return ClippedGradients(
            clipping: clipping, scale: clipping.by == .norm ? scale : nil, factors: factors,
            approximations: approximations, exact: exact)
    }
}

extension Scalar {
    /// The nearest number in [−bound, bound]; nan stays nan.
    func clamped(to bound: Self) -> Self {
        if (self - bound).isPositive { return bound }
        if (-bound - self).isPositive { return -bound }
        return self
    }
}

/// √Σ x², without overflow or underflow on the way.
@inlinable
public func euclideanNorm(_ entries: some Sequence<Double>) -> Double {
    var sum = 0.0
    var largest = 0.0
    for x in entries {
        sum += x * x
        largest = max(largest, abs(x))
    }
    if sum.isNormal && sum < .infinity || largest == 0 || sum.isNaN { return sum.squareRoot() }
    guard largest.isFinite else { return largest }
    let scale = Double(sign: .plus, exponent: largest.exponent, significand: 1)
    var scaled = 0.0
    for x in entries { scaled += (x / scale) * (x / scale) }
    return scale * scaled.squareRoot()
}

/// The same of some ranges of a list. Entries are added in their order, but for ranges of 256 and more, whose sums `Double.dot` takes.
public func euclideanNorm(_ entries: [Double], in ranges: [Range<Int>]) -> Double {
    let sum = entries.withUnsafeBufferPointer { entries in
        guard let base = entries.baseAddress else { return 0.0 }
        var sum = 0.0
        for range in ranges {
            if range.count < 256 {
                for i in range { sum += entries[i] * entries[i] }
            } else {
                sum += Double.dot(base + range.lowerBound, base + range.lowerBound, count: range.count)
            }
        }
        return sum
    }
    guard sum.isNormal else { return euclideanNorm(ranges.lazy.joined().lazy.map { entries[$0] }) }
    return sum.squareRoot()
}
