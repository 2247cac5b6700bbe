/// A training that can go back to every epoch: some states are kept, the others are computed again from them.
public struct TrainingHistory: Sendable {
    /// The training at its latest epoch.
    public private(set) var latest: Trainer
    /// One a finished epoch, from the first.
    public private(set) var records: [EpochRecord] = []
    private let first: Int
    private var kept: [TrainingState]
    /// Epochs from one kept state to the next.
    private var spacing = 1

    /// At most so many states are kept.
    static let capacity = 64

    /// Begins where the training stands; what it did before cannot be returned to.
    public init(_ trainer: Trainer) {
        latest = trainer
        first = trainer.state.epoch
        kept = [trainer.state]
    }

    /// The epochs that can be returned to: how many are done.
    public var epochs: ClosedRange<Int> { first...latest.state.epoch }

    /// The epochs whose states are kept.
    var keptEpochs: [Int] { kept.map(\.epoch) }

    /// Runs the next epoch; nil where the training has diverged.
    @discardableResult
    public mutating func step() -> EpochRecord? {
        guard let record = latest.step() else { return nil }
        records.append(record)
        if (latest.state.epoch - first) % spacing == 0 { keep() }
        return record
    }

    private mutating func keep() {
        kept.append(latest.state)
        guard kept.count > Self.capacity else { return }
        // Every second one goes: those that are left are spaced twice as far.
        spacing *= 2
        kept = kept.filter { ($0.epoch - first) % spacing == 0 }
    }

    /// The training as it was after so many epochs, to the last bit.
    public func trainer(at epoch: Int) -> Trainer {
        precondition(epochs.contains(epoch), "epoch \(epoch) has not been reached")
        guard epoch < latest.state.epoch else { return latest }
        let nearest = kept.last { $0.epoch <= epoch } ?? kept[0]
        var trainer = latest.from(nearest)
        while trainer.state.epoch < epoch { _ = trainer.step() }
        return trainer
    }
}
