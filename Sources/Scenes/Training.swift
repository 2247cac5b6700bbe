import ExactMath
import Recurrence

/// The `training` of a scene: how its parameters move.
public struct Training: Sendable, Equatable {
    /// How an update moves the parameters, with its own numbers.
    public var optimizer: Optimizer
    /// Learning rate.
    public var rate: Number
    /// How the rate moves from epoch to epoch.
    public var schedule: RateSchedule
    /// Epochs in all; nil for `defaultEpochs`.
    public var epochs: Int?
    /// Sequences a step.
    public var batch: Int?
    /// That of the sequences that a task makes for every epoch; nil for 1.
    public var seed: UInt64?
    /// How gradients are kept small before an update; nil leaves them as they are.
    public var clip: Clipping?
    /// Steps of a chunk of truncated BPTT; nil for whole sequences.
    public var chunks: Int?
    /// How far the training has come, where the parameters are those of a training.
    public var progress: TrainingProgress?

    /// A training by plain gradient descent with a constant rate, unless otherwise is said.
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

    /// The learning rate where a scene says none.
    public static let defaultRate = Number(0.1)
    /// μ of `momentum`.
    public static let defaultMomentum = 0.9
    /// β₁ and β₂ of `adam` (Kingma and Ba 2015).
    public static let defaultBetas = (0.9, 0.999)
    /// Of `adam` and `rmsprop`.
    public static let defaultEpsilon = 1e-8
    /// Of `rmsprop`, as PyTorch has it.
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

    /// A training that has come so far; `m` and `v` are empty where the optimiser remembers nothing.
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
