/// Where a training stands: all that it needs to go on in the same bits.
public struct TrainingState: Sendable, Equatable {
    /// All parameters' entries, as `Parameter.range` places them.
    public var parameters: [Double]
    /// What the optimiser remembers of the updates done.
    public var memory: OptimizerState
    /// Number of epochs done.
    public var epoch: Int
    /// Where it stopped, if its numbers are no longer finite; the rest is then what it was before that epoch.
    public var divergence: Divergence?

    /// The beginning of a training: no epoch is done, and nothing is remembered.
    public init(parameters: [Double], rules: TrainingRules) {
        self.init(parameters: parameters, memory: OptimizerState(rules.optimizer, rate: rules.rate), epoch: 0)
    }

    /// A state that a training was in, to go on from.
    public init(parameters: [Double], memory: OptimizerState, epoch: Int, divergence: Divergence? = nil) {
        self.parameters = parameters
        self.memory = memory
        self.epoch = epoch
        self.divergence = divergence
    }
}

/// The update at which a training left the finite numbers.
public struct Divergence: Sendable, Equatable {
    /// What can leave the finite numbers: the loss, the gradient's norm, the weights of the update, what the optimiser remembers of it.
    public enum Cause: Sendable {
        case loss, gradient, weights, memory

        /// Why an update is not begun; nil where its loss and the norm of its gradient are finite.
        static func before(loss: Double, norm: Double) -> Cause? {
            loss.isFinite ? norm.isFinite ? nil : .gradient : .loss
        }

        /// Why an update is not kept; nil where the new weights, and what is remembered of them, are finite.
        static func after(weights: [Double], memory: OptimizerState) -> Cause? {
            guard weights.allSatisfy(\.isFinite) else { return .weights }
            // Squares that overflow would leave the weights where they are, epoch after epoch.
            return memory.isFinite ? nil : .memory
        }
    }

    /// The epoch, counted from 1.
    public let epoch: Int
    /// The chunk in it, counted from 1, where it is learned from in chunks.
    public let chunk: Int?
    /// What was not finite first.
    public let cause: Cause
    /// The mean loss of the update's sequences.
    public let loss: Double
    /// The norm of the gradient before the clip.
    public let gradientNorm: Double
}

/// What an epoch was like.
public struct EpochRecord: Sendable, Equatable {
    /// Counted from 1.
    public let epoch: Int
    /// The mean loss of its sequences under the weights before their updates.
    public private(set) var loss = 0.0
    /// The norm of the gradient before the clip; the largest, where there were several updates.
    public private(set) var gradientNorm = 0.0
    /// The same after the clip.
    public private(set) var clippedNorm = 0.0
    /// The learning rate of the epoch's updates.
    public let rate: Double

    init(epoch: Int, rate: Double) {
        self.epoch = epoch
        self.rate = rate
    }

    /// - Parameters:
    ///   - isMean: whether losses are means over so many answers, and not sums.
    ///   - weight: the answers so far.
    mutating func add(
        _ loss: Double, _ clip: GradientClip, isMean: Bool, _ answers: Double, of weight: inout Double
    ) {
        if isMean, weight + answers > 0 {
            self.loss += (loss - self.loss) * answers / (weight + answers)
            weight += answers
        } else {
            self.loss += loss
        }
        gradientNorm = max(gradientNorm, clip.norm)
        clippedNorm = max(clippedNorm, clip.clippedNorm)
    }
}
