import ExactMath

/// How a training goes: everything but the network and its sequences.
public struct TrainingRules: Sendable, Equatable {
    public var optimizer: Optimizer
    /// The learning rate of the first epoch.
    public var rate: Double
    public var schedule: RateSchedule
    /// How many epochs there will be; only a schedule that ends asks.
    public var epochs: Int
    public var clipping: Clipping?
    /// Steps of a chunk, where a sequence is learned from in chunks: the state is handed on, the gradient is not, and every chunk
    /// moves the weights. Nil for whole sequences.
    public var chunks: Int?

    public init(
        optimizer: Optimizer = .sgd, rate: Double, schedule: RateSchedule = .constant, epochs: Int,
        clipping: Clipping? = nil, chunks: Int? = nil
    ) {
        self.optimizer = optimizer
        self.rate = rate
        self.schedule = schedule
        self.epochs = epochs
        self.clipping = clipping
        self.chunks = chunks
    }

    /// The learning rate of an epoch, counted from 0.
    public func rate(ofEpoch epoch: Int) -> Double { schedule.rate(rate, epoch: epoch, of: epochs) }
}

/// The sequences that a network is trained on.
public protocol TrainingSet: Sendable {
    /// The sequences of one epoch, counted from 0: always the same for the same epoch.
    func sequences(ofEpoch epoch: Int) -> [SequenceData<Double>]
}

/// One sequence, again and again.
public struct OneSequence: TrainingSet {
    public let data: SequenceData<Double>

    public init(_ data: SequenceData<Double>) { self.data = data }

    public func sequences(ofEpoch epoch: Int) -> [SequenceData<Double>] { [data] }
}
