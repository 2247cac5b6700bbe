import ExactMath
import Recurrence

/// One training of the experiment: can this cell, at this length, from this seed, learn to remember the first bit?
public struct RememberRun: Sendable, Hashable {
    /// The cell's name.
    public let cell: String
    /// Width H of the hidden state.
    public let hidden: Int
    /// Steps T of every sequence.
    public let length: Int
    /// That of the first weights, of the sequences and of the training.
    public let seed: UInt64
    /// Epochs that it may take.
    public let limit: Int

    /// One training; nothing is computed before its `outcome` is asked for.
    public init(cell: String, hidden: Int, length: Int, seed: UInt64, limit: Int) {
        self.cell = cell
        self.hidden = hidden
        self.length = length
        self.seed = seed
        self.limit = limit
    }

    /// What came of it.
    public struct Outcome: Sendable, Equatable {
        /// The training that it came of.
        public let run: RememberRun
        /// Whether at most one answer of a hundred was wrong.
        public let isSolved: Bool
        /// Epochs until then, or until it was given up.
        public let epochs: Int
        /// The share of wrong answers at the end.
        public let wrong: Double
        /// ‖∂L/∂ the state at t = 1‖ under the first weights, the mean over 16 sequences.
        public let gradient: Double

        init(run: RememberRun, isSolved: Bool, epochs: Int, wrong: Double, gradient: Double) {
            self.run = run
            self.isSolved = isSolved
            self.epochs = epochs
            self.wrong = wrong
            self.gradient = gradient
        }
    }

    /// So many sequences are asked.
    static let asked = 256
    /// Every so many epochs.
    static let spacing = 20
    /// So many wrong answers are a solution.
    static let wrongAllowed = 0.01

    var scene: Scene {
        var scene = TaskScene(FirstBit())
        scene.cell = Cells.named(cell)
        scene.hidden = hidden
        scene.length = length
        scene.epochs = limit
        scene.seed = seed
        return scene.scene
    }

    /// Trains until it is solved, or given up.
    ///
    /// - Parameter isStopped: asked after every epoch; where it says yes there is no outcome.
    public func outcome(isStopped: () -> Bool = { false }) -> Outcome? {
        let scene = scene
        guard let sequences = scene.taskSequences else { return nil }
        let test = sequences.testSequences(Self.asked)
        var trainer = scene.trainer(threads: 1)
        let gradient = Self.gradientAtTheBeginning(scene, trainer.state.parameters, test.prefix(16))
        var wrong = trainer.result(of: [.wrongAnswers], on: test)[0]
        while trainer.state.epoch < limit, wrong > Self.wrongAllowed {
            if isStopped() { return nil }
            guard trainer.step() != nil else { break }
            if trainer.state.epoch % Self.spacing == 0 || trainer.state.epoch == limit {
                wrong = trainer.result(of: [.wrongAnswers], on: test)[0]
            }
        }
        return Outcome(
            run: self, isSolved: wrong <= Self.wrongAllowed, epochs: trainer.state.epoch, wrong: wrong,
            gradient: gradient)
    }

    private static func gradientAtTheBeginning(
        _ scene: Scene, _ parameters: [Double], _ sequences: ArraySlice<SequenceData<Double>>
    ) -> Double {
        let batch = BatchTrace(scene.network(), parameters: parameters, data: Array(sequences))
        let states = batch.network.parts.flatMap(\.states)
        let norms = (0..<batch.count).map { sequence in
            euclideanNorm(states.flatMap { Array(batch.gradient($0, at: 1, of: sequence)) })
        }
        return norms.reduce(0, +) / Double(norms.count)
    }
}
