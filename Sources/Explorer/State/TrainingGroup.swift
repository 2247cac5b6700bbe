/// Trainings that are watched together: one epoch is looked at in all of them.
struct TrainingGroup: Sendable {
    var runs: [WatchedTraining]
    private var goal: Int?
    /// Whether it runs by itself until it is stopped, and not for some epochs that were asked for.
    private var isPlaying = false

    init(_ runs: [WatchedTraining]) { self.runs = runs }

    /// Runs that have not left the finite numbers.
    private var live: [WatchedTraining] { runs.filter { $0.divergence == nil } }
    /// Epochs that all have done that still can.
    var front: Int { (live.isEmpty ? runs : live).map(\.latest).min() ?? 0 }
    var first: Int { runs.map(\.first).min() ?? 0 }
    var epoch: Int { runs.map(\.epoch).max() ?? 0 }
    var asked: Int { runs.map(\.asked).max() ?? 0 }
    var isRunning: Bool { goal != nil }
    /// Where keys count on from: epochs that were asked for count, also while they are still computed.
    var heading: Int { isPlaying ? epoch : goal ?? epoch }
    var isBusy: Bool { goal != nil || runs.contains { $0.isBusy } }
    /// Epochs a second of the slowest.
    var perSecond: Double? { runs.compactMap(\.perSecond).min() }
    /// Whether none can go on.
    var isOver: Bool { live.isEmpty }

    /// Runs by itself up to the epochs that are asked for, and when those are done as many again; or stops.
    mutating func toggle() {
        guard !isRunning else { return pause() }
        run(to: front < asked ? asked : front + max(1, asked))
        isPlaying = isRunning
    }

    mutating func pause() {
        goal = nil
        isPlaying = false
        for index in runs.indices { runs[index].pause() }
        let epoch = front
        if runs.contains(where: { $0.latest != epoch }) { go(to: epoch) }
    }

    /// Looks at an epoch; what is not done yet is run first.
    mutating func go(to epoch: Int) {
        isPlaying = false
        if epoch > front { return run(to: epoch) }
        goal = nil
        for index in runs.indices { runs[index].go(to: min(epoch, runs[index].latest)) }
        tick(within: Self.patience)
    }

    private mutating func run(to goal: Int) {
        guard !isOver else { return }
        self.goal = goal
        drive()
        tick(within: Self.patience)
    }

    /// A key waits so many milliseconds for what it began, so that a short epoch is seen at once.
    private static let patience = 4

    /// No run gets far ahead of the slowest.
    private mutating func drive() {
        guard let goal else { return }
        let ahead = runs.count == 1 ? goal : front + max(8, Int((perSecond ?? 200) / 12))
        for index in runs.indices where !runs[index].isRunning { runs[index].run(to: min(goal, ahead)) }
    }

    mutating func tick(within milliseconds: Int = 0) {
        for index in runs.indices { runs[index].tick(within: milliseconds) }
        guard let goal else { return }
        guard isOver || front >= goal && !runs.contains(where: { $0.isRunning }) else { return drive() }
        self.goal = nil
        // What was being computed may have gone on further than was asked for meanwhile.
        if epoch > goal { go(to: goal) }
    }

    mutating func settle() {
        while isBusy {
            for index in runs.indices { runs[index].settle() }
            tick()
        }
    }

    /// Changes the rules of all, from the epoch that is looked at.
    mutating func change(_ edit: (inout WatchedTraining) -> Void) {
        goal = nil
        for index in runs.indices { edit(&runs[index]) }
    }
}
