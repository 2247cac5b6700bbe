import ExactMath

/// How an update moves the parameters along the (clipped) gradient g.
public enum Optimizer: Sendable, Equatable {
    /// w −= rate · g
    case sgd
    /// v = μ v + g, w −= rate · v
    case momentum(Double)
    /// Adam (Kingma and Ba 2015) with bias correction
    case adam(beta1: Double, beta2: Double, epsilon: Double)
    /// v = decay · v + (1 − decay) g², w −= rate · g / (√v + ε) (Tieleman and Hinton 2012; ε outside the root, as PyTorch)
    case rmsprop(decay: Double, epsilon: Double)
    /// v = v + g² from v = 0 on, w −= rate · g / (√v + ε) (Duchi, Hazan and Singer 2011)
    case adagrad(epsilon: Double)
}

/// What an optimiser remembers from one update to the next.
public struct OptimizerState: Sendable, Equatable {
    /// The rule of the updates, which decides whether `first` and `second` are kept.
    public let optimizer: Optimizer
    /// The learning rate of the next update.
    public var rate: Double
    /// Number of updates done.
    public private(set) var steps = 0
    /// One number an entry: the momentum v, or Adam's mean m; empty before the first update and where there is none.
    public private(set) var first: [Double] = []
    /// One number an entry: the mean or sum of squares v; empty before the first update and where there is none.
    public private(set) var second: [Double] = []

    /// The memory before the first update.
    public init(_ optimizer: Optimizer, rate: Double) {
        self.optimizer = optimizer
        self.rate = rate
    }

    /// The memory as it was after some updates.
    public init(_ optimizer: Optimizer, rate: Double, steps: Int, first: [Double], second: [Double]) {
        self.init(optimizer, rate: rate)
        self.steps = steps
        self.first = first
        self.second = second
    }

    /// Whether all that is remembered is finite; squares of large gradients are not.
    public var isFinite: Bool { first.allSatisfy(\.isFinite) && second.allSatisfy(\.isFinite) }

    /// Moves every entry of `parameters`; entries with a zero gradient and no memory stay.
    public mutating func update(_ parameters: inout [Double], gradients: [Double]) {
        let update = begin(count: parameters.count)
        lend(&parameters) { update.move($0, to: $0, gradients: gradients) }
        steps += 1
    }

    /// Puts into `next` and `memory` what `update` would make of the parameters and of this memory; their room is used again.
    mutating func update(
        _ parameters: inout [Double], gradients: [Double], into next: inout [Double], _ memory: inout OptimizerState
    ) {
        let update = begin(count: parameters.count)
        if next.count != parameters.count { next = parameters }
        if memory.first.count != first.count { memory.first = first }
        if memory.second.count != second.count { memory.second = second }
        lend(&parameters) { from in memory.lend(&next) { update.move(from, to: $0, gradients: gradients) } }
        memory.rate = rate
        memory.steps = steps + 1
    }

    /// The next update, with zeros remembered before the first one.
    private mutating func begin(count: Int) -> WeightUpdate {
        if optimizer.keepsFirst && first.isEmpty { first = [Double](repeating: 0, count: count) }
        if optimizer.keepsSecond && second.isEmpty { second = [Double](repeating: 0, count: count) }
        switch optimizer {
        case .sgd: return .descent(rate: rate)
        case .momentum(let momentum): return .momentum(rate: rate, momentum: momentum)
        case .adam(let beta1, let beta2, let epsilon):
            return .adam(
                rate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon, lack1: 1 - Self.power(beta1, steps + 1),
                lack2: 1 - Self.power(beta2, steps + 1))
        case .rmsprop(let decay, let epsilon):
            return .byRoot(rate: rate, keep: decay, share: 1 - decay, epsilon: epsilon)
        case .adagrad(let epsilon): return .byRoot(rate: rate, keep: 1, share: 1, epsilon: epsilon)
        }
    }

    private mutating func lend(_ parameters: inout [Double], _ body: (WeightUpdate.Place) -> Void) {
        parameters.withUnsafeMutableBufferPointer { w in
            first.withUnsafeMutableBufferPointer { m in
                second.withUnsafeMutableBufferPointer { v in
                    guard let weights = w.baseAddress else { return }
                    body(WeightUpdate.Place(weights, first: m.baseAddress, second: v.baseAddress))
                }
            }
        }
    }

    /// base^exponent by multiplying, the same on every machine; what multiplying changes no more stays as it is.
    static func power(_ base: Double, _ exponent: Int) -> Double {
        // Factors of 2^30 at once, so that no exponent takes longer than some seconds.
        guard exponent < 1 << 30 else {
            let large = (0..<30).reduce(base) { square, _ in square * square }
            return power(large, exponent >> 30) * power(base, exponent & (1 << 30 - 1))
        }
        var result = 1.0
        for _ in 0..<exponent {
            let next = result * base
            if next == result { break }
            result = next
        }
        return result
    }
}

extension Optimizer {
    /// Whether it keeps a momentum or a mean.
    public var keepsFirst: Bool {
        switch self {
        case .momentum, .adam: true
        case .sgd, .rmsprop, .adagrad: false
        }
    }

    /// Whether it keeps squares.
    public var keepsSecond: Bool {
        switch self {
        case .adam, .rmsprop, .adagrad: true
        case .sgd, .momentum: false
        }
    }
}
