/// How the learning rate moves from epoch to epoch.
public enum RateSchedule: Sendable, Equatable {
    case constant
    /// rate · factor^⌊e / every⌋ in epoch e = 0, 1, …
    case step(every: Int, factor: Double)
    /// to + (rate − to) · (1 + cos(π e / n)) / 2 in epoch e of n (Loshchilov and Hutter 2017, without restarts)
    case cosine(to: Double)
}

extension RateSchedule {
    /// The learning rate of an epoch.
    ///
    /// - Parameters:
    ///   - rate: that of epoch 0.
    ///   - epoch: from 0.
    ///   - epochs: how many there will be; only `cosine` asks.
    public func rate(_ rate: Double, epoch: Int, of epochs: Int) -> Double {
        switch self {
        case .constant: return rate
        case .step(let every, let factor):
            var result = rate
            for _ in 0..<epoch / every { result *= factor }
            return result
        case .cosine(let to):
            guard epochs > 0 else { return rate }
            return to + (rate - to) * (1 + Self.cosine(ofHalfTurns: Double(min(epoch, epochs)) / Double(epochs))) / 2
        }
    }

    /// cos πx for x from 0 to 1, by Taylor's series on the half where it falls from 1 to 0: the same bits on every machine.
    private static func cosine(ofHalfTurns x: Double) -> Double {
        if x > 0.5 { return -cosine(ofHalfTurns: 1 - x) }
        let square = (Double.pi * x) * (Double.pi * x)
        var sum = 0.0
        for k in stride(from: 12, through: 1, by: -1) { sum = -square / Double(2 * k * (2 * k - 1)) * (1 + sum) }
        return 1 + sum
    }
}
