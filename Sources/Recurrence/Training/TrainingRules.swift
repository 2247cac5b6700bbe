import ExactMath

/// How a training goes: everything but the network and its sequences.
public struct TrainingRules: Sendable, Equatable {
    /// How an update moves the weights along the gradient.
    public var optimizer: Optimizer
    /// The learning rate of the first epoch.
    public var rate: Double
    /// How the learning rate moves on from that of the first epoch.
    public var schedule: RateSchedule
    /// How many epochs there will be; only a schedule that ends asks.
    public var epochs: Int
    /// What is done to the gradient before each update; nil for nothing.
    public var clipping: Clipping?
    /// Steps of a chunk, where a sequence is learned from in chunks: the state is handed on, the gradient is not, and every chunk
    /// moves the weights. Nil for whole sequences.
    public var chunks: Int?

    /// By default plain descent at a constant rate, without a clip, over whole sequences.
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
    /// What every epoch is trained on.
    public let data: SequenceData<Double>

    /// A set whose epochs are all alike.
    public init(_ data: SequenceData<Double>) { self.data = data }

    public func sequences(ofEpoch epoch: Int) -> [SequenceData<Double>] { [data] }
}
