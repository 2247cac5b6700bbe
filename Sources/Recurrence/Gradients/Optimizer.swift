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
public struct OptimizerState: Sendable {
    public let optimizer: Optimizer
    public let rate: Double
    /// Number of updates done.
    public private(set) var steps = 0
    private var first: [Double] = []
    private var second: [Double] = []

    public init(_ optimizer: Optimizer, rate: Double) {
        self.optimizer = optimizer
        self.rate = rate
    }

    /// Moves every entry of `parameters`; entries with a zero gradient and no memory stay.
    public mutating func update(_ parameters: inout [Double], gradients: [Double]) {
        steps += 1
        if first.isEmpty {
            first = [Double](repeating: 0, count: parameters.count)
            second = first
        }
        for i in parameters.indices { parameters[i] -= rate * direction(i, gradients[i]) }
    }

    private mutating func direction(_ i: Int, _ g: Double) -> Double {
        switch optimizer {
        case .sgd: return g
        case .momentum(let momentum):
            first[i] = momentum * first[i] + g
            return first[i]
        case .adam(let beta1, let beta2, let epsilon):
            first[i] = beta1 * first[i] + (1 - beta1) * g
            second[i] = beta2 * second[i] + (1 - beta2) * g * g
            let mean = first[i] / (1 - power(beta1, steps))
            let variance = second[i] / (1 - power(beta2, steps))
            return mean / (variance.squareRoot() + epsilon)
        case .rmsprop(let decay, let epsilon):
            second[i] = decay * second[i] + (1 - decay) * g * g
            return g / (second[i].squareRoot() + epsilon)
        case .adagrad(let epsilon):
            second[i] += g * g
            return g / (second[i].squareRoot() + epsilon)
        }
    }

    private func power(_ base: Double, _ exponent: Int) -> Double {
        var result = 1.0
        for _ in 0..<exponent { result *= base }
        return result
    }
}
