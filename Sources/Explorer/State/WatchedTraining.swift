import ExactMath
import Recurrence
import Scenes

/// A training that is watched: what is done of it, what was left behind, and the epoch that is looked at.
///
/// It is a value. Epochs are computed beside the keys, by pure functions of it, and taken over when they are done.
struct WatchedTraining: Sendable {
    /// The weights after so many epochs, and the scene's sequence under them.
    struct Look: Sendable {
        let trainer: Trainer
        let trace: Trace<Double>

        var epoch: Int { trainer.state.epoch }
    }

    /// The scene that trains, with the rate and the clip that hold now.
    private(set) var scene: Scene
    /// One after another, each from where the one before was left.
    private var parts: [TrainingHistory]
    /// Epochs of runs that were left for another rate, another threshold, other weights.
    private(set) var left: [[EpochRecord]]
    /// So many epochs are done under the weights that are looked at.
    private(set) var epoch: Int
    /// The same with its numbers; behind `epoch` while they are computed.
    private(set) var look: Look
    /// Epochs a second, while it runs by itself.
    private(set) var perSecond: Double?

    /// What the scene's task comes to without a memory.
    let baseline: Scene.BaselineLoss?
    /// How the classes of its answers are written; see `SymbolReading.names`.
    let classNames: [String]
    private let network: Network
    private let data: SequenceData<Double>
    private var goal: Int?
    private var running: Pending<Chunk>?
    private var looking: Pending<Look>?

    /// Epochs that were computed in one go.
    private struct Chunk: Sendable {
        let history: TrainingHistory
        let look: Look
        let epochs: Int
        let seconds: Double
    }

    /// So long is computed in one go, if there are epochs short enough.
    private static let slice = Duration.milliseconds(40)

    /// A training that begins with the weights of a scene that is open.
    ///
    /// - Parameters:
    ///   - scene: with other rules of training; nil for the open one.
    ///   - left: runs of before, to be shown beside it.
    init(_ session: Session, as other: Scene? = nil, besides left: [[EpochRecord]] = []) {
        let scene = other ?? session.scene
        self.scene = scene
        self.left = left
        network = session.network
        data = scene.data()
        baseline = scene.baselineLoss
        classNames = SymbolReading.names(of: scene)
        let trainer = scene.trainer()
        parts = [TrainingHistory(trainer)]
        epoch = trainer.state.epoch
        look = Look(trainer: trainer, trace: session.trace)
    }

    private static func look(_ trainer: Trainer, _ network: Network, _ data: SequenceData<Double>) -> Look {
        Look(
            trainer: trainer,
            trace: Trace(network, parameters: trainer.state.parameters, data: data, backward: false))
    }

    // MARK: What is done

    private var present: TrainingHistory { parts[parts.count - 1] }
    /// Epochs done before it began.
    var first: Int { parts[0].epochs.lowerBound }
    /// Epochs done.
    var latest: Int { present.epochs.upperBound }
    /// Epochs that the scene asks for.
    var asked: Int { scene.training?.epochs ?? Training.defaultEpochs }
    var rules: TrainingRules { present.latest.rules }
    /// Where the latest epoch left the finite numbers.
    var divergence: Divergence? { present.latest.state.divergence }
    var isRunning: Bool { goal != nil }
    /// Whether something is being computed.
    var isBusy: Bool { goal != nil || looking != nil }

    /// One a finished epoch, from the first.
    var records: [EpochRecord] {
        parts.indices.reduce(into: []) { all, index in
            let end = index + 1 < parts.count ? parts[index + 1].epochs.lowerBound : .max
            all += parts[index].records.prefix { $0.epoch <= end }
        }
    }

    /// The epoch that led to the weights that are looked at; nil where none has.
    var record: EpochRecord? {
        let part = parts.last { $0.epochs.lowerBound < epoch }
        return part?.records.last { $0.epoch == epoch }
    }

    /// The scene with the weights that are looked at, to be stepped through.
    var trained: Scene { scene.trained(look.trainer.state) }

    // MARK: Moving

    /// Looks at the weights after so many epochs; what is not done yet is run first.
    mutating func go(to wanted: Int) {
        let wanted = max(first, wanted)
        guard wanted <= latest else { return run(to: wanted) }
        pause()
        epoch = wanted
        guard look.epoch != wanted else {
            looking = nil
            return
        }
        let part = parts.last { $0.epochs.lowerBound <= wanted } ?? parts[0]
        let (network, data) = (network, data)
        looking = Pending { _ in Self.look(part.trainer(at: wanted), network, data) }
    }

    /// Runs until so many epochs are done.
    mutating func run(to goal: Int) {
        guard goal > latest, divergence == nil else { return }
        self.goal = goal
        if running == nil { begin(to: goal) }
    }

    /// Stops; what is being computed is left.
    mutating func pause() {
        running?.cancel()
        running = nil
        goal = nil
        perSecond = nil
    }

    private mutating func begin(to goal: Int) {
        let (history, network, data) = (present, network, data)
        running = Pending { isWanted in
            var history = history
            let clock = ContinuousClock()
            let begin = clock.now
            var epochs = 0
            repeat {
                guard history.step() != nil else { break }
                epochs += 1
            } while history.epochs.upperBound < goal && isWanted() && clock.now - begin < Self.slice
            let seconds = (clock.now - begin) / .seconds(1)
            return Chunk(
                history: history, look: Self.look(history.latest, network, data), epochs: epochs, seconds: seconds)
        }
    }

    /// Takes over what has been computed, waiting so many milliseconds for it.
    mutating func tick(within milliseconds: Int = 0) {
        if let done = looking?.value(within: milliseconds) {
            look = done
            looking = nil
        }
        guard let goal, let done = running?.value(within: milliseconds) else { return }
        take(done)
        running = nil
        if latest >= goal || divergence != nil { pause() } else { begin(to: goal) }
    }

    private mutating func take(_ done: Chunk) {
        parts[parts.count - 1] = done.history
        (epoch, look, looking) = (latest, done.look, nil)
        guard done.seconds > 0, done.epochs > 0 else { return }
        let measured = Double(done.epochs) / done.seconds
        perSecond = perSecond.map { 0.7 * $0 + 0.3 * measured } ?? measured
    }

    /// Waits until nothing is left to be computed.
    mutating func settle() {
        while isBusy {
            _ = looking?.wait()
            _ = running?.wait()
            tick()
        }
    }

    // MARK: Another rate, another threshold

    /// Goes on from the epoch that is looked at by other rules; what was done after it is left behind.
    mutating func change(_ edit: (inout Training) -> Void) {
        pause()
        settle()
        var training = scene.training ?? Training()
        edit(&training)
        scene.training = training
        let all = records
        if epoch < latest { left.append(all.filter { $0.epoch >= epoch }) }
        var state = look.trainer.state
        state.divergence = nil
        let trainer = Trainer(scene.model.architecture, scene.trainingSet, training.rules, from: state)
        parts = parts.filter { $0.epochs.lowerBound < epoch } + [TrainingHistory(trainer)]
        look = Self.look(trainer, network, data)
    }
}
