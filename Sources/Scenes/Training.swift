import ExactMath
import Recurrence

/// The `training` of a scene: how its parameters move.
public struct Training: Sendable, Equatable {
    public var optimizer: Optimizer
    /// Learning rate.
    public var rate: Number
    public var schedule: RateSchedule
    public var epochs: Int?
    /// Sequences a step.
    public var batch: Int?
    public var seed: UInt64?
    public var clip: Clipping?
    /// Steps of a chunk of truncated BPTT; nil for whole sequences.
    public var chunks: Int?
    /// How far the training has come, where the parameters are those of a training.
    public var progress: TrainingProgress?

    public init(
        optimizer: Optimizer = .sgd, rate: Number = Training.defaultRate, schedule: RateSchedule = .constant,
        epochs: Int? = nil, batch: Int? = nil, seed: UInt64? = nil, clip: Clipping? = nil,
        chunks: Int? = nil, progress: TrainingProgress? = nil
    ) {
        self.optimizer = optimizer
        self.rate = rate
        self.schedule = schedule
        self.epochs = epochs
        self.batch = batch
        self.seed = seed
        self.clip = clip
        self.chunks = chunks
        self.progress = progress
    }

    public static let defaultRate = Number(0.1)
    public static let defaultMomentum = 0.9
    public static let defaultBetas = (0.9, 0.999)
    /// Of `adam` and `rmsprop`.
    public static let defaultEpsilon = 1e-8
    public static let defaultDecay = 0.99
    /// Of `adagrad`, as PyTorch has it.
    public static let defaultAdagradEpsilon = 1e-10
}

/// How far a training has come, and what its optimiser remembers: with the parameters all that it needs to go on in the same bits.
public struct TrainingProgress: Sendable, Equatable {
    /// Epochs done.
    public var done: Int
    /// Updates done: more than epochs where sequences are learned from in chunks.
    public var updates: Int
    /// Adam's mean of the gradients, by parameter.
    public var m: [String: ParameterValue]
    /// Momentum, or the mean or sum of the squared gradients, by parameter.
    public var v: [String: ParameterValue]

    public init(
        done: Int, updates: Int, m: [String: ParameterValue] = [:], v: [String: ParameterValue] = [:]
    ) {
        self.done = done
        self.updates = updates
        self.m = m
        self.v = v
    }
}

/// The names of the optimisers in scene files.
enum OptimizerName: String, CaseIterable { case sgd, momentum, adam, rmsprop, adagrad }

extension Optimizer {
    var name: OptimizerName {
        switch self {
        case .sgd: .sgd
        case .momentum: .momentum
        case .adam: .adam
        case .rmsprop: .rmsprop
        case .adagrad: .adagrad
        }
    }
}
