import ExactMath
import Recurrence
import Scenes
import Wording

/// A scene that is being explored: its network, every number of it, and its line of moments.
public struct Session: Sendable {
    /// The scene as it was computed; a changed one is another session.
    public let scene: Scene
    /// Every value and gradient in doubles, also where there are fractions.
    public let trace: Trace<Double>
    /// The same in fractions, where the scene's arithmetic is rational.
    public let exact: Trace<Rational>?
    /// The equations behind all numbers.
    let derivation: Derivation<Double>
    let exactDerivation: Derivation<Rational>?
    /// The clip and the next update of the scene's training, with what its optimiser remembers.
    let update: UpdateFormulas
    /// The moments that can be played.
    public let timeline: Timeline
    /// The gradients after the clip; nil where the scene does not clip.
    public let clipped: ClippedGradients<Double>?
    /// All parameters' gradients after clipping, or as they are where the scene does not clip; by the parameters' ranges.
    public let clippedEntries: [Double]
    /// All parameters' entries after the update; as they were where none is made.
    public let updated: [Double]
    /// What the Step screen shows together, bottom first.
    public let panes: [Pane]
    /// For every node, how it is drawn.
    let facts: [NodeFacts]

    let subStepMemo = Memo<Int, [SubStep]>(most: 64)
    let letteringMemo = Memo<Notation, Lettering>(most: 64)
    /// The gradients of one loss alone, by its step; each as large as the trace.
    let lossMemo = Memo<Int, [Double]>(most: 8)
    let stateGradientsMemo = Memo<StateLoss, [Double]>(most: 256)
    let explanationsMemo = Memo<ExplanationKey, [Explanation]>(most: 16)
    let curvesMemo = Memo<GradientsState, GradientCurves?>(most: 16)
    let verdictMemo = Memo<VerdictKey, [StateVerdict]>(most: 256)
    let stepFiguresMemo = Memo<Int, [Int: StepFigures]?>(most: 16)
    let spanMemo = Memo<VerdictKey, SpanFigures?>(most: 64)
    let recurrentTermsMemo = Memo<[Int], [Double]>(most: 16)
    let nonFiniteMemo = Memo<Int, NonFinite?>(most: 64)
    let sliderRadiusMemo = Memo<Int, Double>(most: 64)
    let graphHeightMemo = Memo<Int, Int>(most: 16)
    let scanMemo = Memo<ScanKey, ScanOfPart<Double>>(most: 4)
    let exactScanMemo = Memo<ScanKey, ScanOfPart<Rational>>(most: 4)
    let forwardModeMemo = Memo<Int, ForwardMode?>(most: 4)
    let cellsMemo = Memo<Int, [CellCurve]>(most: 64)
    let normsMemo = Memo<Int, TrainedNorms>(most: 64)

    /// The scene's network, unfolded over its steps.
    public var network: Network { trace.network }

    /// Whether the update is made, as in training.
    var makesStep: Bool { update.obstacle == nil }

    /// Whether training can go on: there is a loss, and the update is made.
    var hasNextEpoch: Bool { timeline.hasLoss && makesStep }

    /// Why no step is made, in one sentence; nil where the update is made.
    var noStepSentence: String? { update.noStepSentence }

    /// The scene with the weights that the update has made, and with what the optimiser remembers; nil where training cannot go on.
    /// Fractions go on as doubles.
    var nextEpoch: Scene? { hasNextEpoch ? scene.after(update) : nil }

    /// The epoch whose pass is played, counted from 1.
    var epoch: Int { scene.epoch }

    /// The symbols of the network's names in a notation.
    func lettering(_ notation: Notation) -> Lettering { letteringMemo(notation) { Lettering(network, notation) } }

    /// Runs a scene forward and backward, in fractions too where its arithmetic is rational, and its next update.
    public init(_ scene: Scene) {
        self.scene = scene
        let trace = scene.trace(as: Double.self)
        self.trace = trace
        let exact = scene.arithmetic == .rational ? scene.trace(as: Rational.self) : nil
        self.exact = exact
        derivation = Derivation(trace)
        exactDerivation = exact.map { Derivation($0) }
        let update = scene.update(by: trace)
        self.update = update
        timeline = Timeline(trace.network, clips: update.clipping != nil)
        clipped = update.clipped
        clippedEntries = update.clipped?.approximations ?? trace.gradients
        updated = update.obstacle == nil ? update.updated : Array(trace.values[..<trace.network.parameterCount])
        panes = Pane.all(of: trace.network)
        facts = trace.network.nodes.indices.map { NodeFacts(trace.network.nodeID($0), in: trace) }
    }
}

extension Scene {
    /// The epoch that its training begins, counted from 1.
    var epoch: Int { (training?.progress?.done ?? 0) + 1 }
}

/// How far a scene has been played.
public struct Playhead: Sendable, Hashable {
    /// Index into the timeline.
    public var position: Int
    /// How many sub-steps of the moment are done; nil when all are.
    public var subStep: Int?

    /// A moment that is played whole, unless a number of sub-steps is given.
    public init(position: Int, subStep: Int? = nil) {
        self.position = position
        self.subStep = subStep
    }
}

/// The smallest thing that a scene plays.
public enum SubStep: Sendable, Hashable {
    /// One equation at a step.
    case equation(Int, step: Int)
    /// One summand of a node's gradient: its place among `Trace.contributions`.
    case term(NodeID, step: Int, index: Int)
}
