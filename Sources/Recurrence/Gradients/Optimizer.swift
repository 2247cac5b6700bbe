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
    public let optimizer: Optimizer
    /// The learning rate of the next update.
    public var rate: Double
    /// Number of updates done.
    public private(set) var steps = 0
    /// One number an entry: the momentum v, or Adam's mean m; empty before the first update and where there is none.
    public private(set) var first: [Double] = []
    /// One number an entry: the mean or sum of squares v; empty before the first update and where there is none.
    public private(set) var second: [Double] = []

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

    /// Moves every entry of `parameters`; entries with a zero gradient and no memory stay.
    public mutating func update(_ parameters: inout [Double], gradients: [Double]) {
        steps += 1
        if optimizer.keepsFirst && first.isEmpty { first = [Double](repeating: 0, count: parameters.count) }
        if optimizer.keepsSecond && second.isEmpty { second = [Double](repeating: 0, count: parameters.count) }
        switch optimizer {
        case .sgd:
            for i in parameters.indices { parameters[i] -= rate * gradients[i] }
        case .momentum(let momentum):
            for i in parameters.indices {
                first[i] = momentum * first[i] + gradients[i]
                parameters[i] -= rate * first[i]
            }
        case .adam(let beta1, let beta2, let epsilon):
            let (lack1, lack2) = (1 - Self.power(beta1, steps), 1 - Self.power(beta2, steps))
            for i in parameters.indices {
                let g = gradients[i]
                first[i] = beta1 * first[i] + (1 - beta1) * g
                second[i] = beta2 * second[i] + (1 - beta2) * g * g
                parameters[i] -= rate * (first[i] / lack1 / ((second[i] / lack2).squareRoot() + epsilon))
            }
        case .rmsprop(let decay, let epsilon):
            for i in parameters.indices {
                let g = gradients[i]
                second[i] = decay * second[i] + (1 - decay) * g * g
                parameters[i] -= rate * (g / (second[i].squareRoot() + epsilon))
            }
        case .adagrad(let epsilon):
            for i in parameters.indices {
                let g = gradients[i]
                second[i] += g * g
                parameters[i] -= rate * (g / (second[i].squareRoot() + epsilon))
            }
        }
    }

    /// base^exponent by multiplying, the same on every machine; what has become 0 stays 0.
    static func power(_ base: Double, _ exponent: Int) -> Double {
        var result = 1.0
        for _ in 0..<exponent where result > 0 { result *= base }
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
