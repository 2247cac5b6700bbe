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

    public init(
        optimizer: Optimizer = .sgd, rate: Number = Training.defaultRate, schedule: RateSchedule = .constant,
        epochs: Int? = nil, batch: Int? = nil, seed: UInt64? = nil, clip: Clipping? = nil
    ) {
        self.optimizer = optimizer
        self.rate = rate
        self.schedule = schedule
        self.epochs = epochs
        self.batch = batch
        self.seed = seed
        self.clip = clip
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
