import ExactMath

/// A training: weights that move epoch by epoch.
///
/// An epoch is one set of sequences and one update; a sequence that is learned from in chunks gives an update a chunk. Everything
/// follows from the first weights, the rules and the sequences: a run that is stopped and taken up again ends in the same bits.
public struct Trainer: Sendable {
    /// How it goes; they stay the same throughout.
    public let rules: TrainingRules
    /// Where the sequences of each epoch come from.
    public let set: any TrainingSet
    /// Where it stands: after its latest finished epoch.
    public private(set) var state: TrainingState
    private let runner: MinibatchRunner
    /// Room for the weights after the next update.
    private var next: (parameters: [Double], memory: OptimizerState)

    /// - Parameters:
    ///   - state: where to begin; for a new training `TrainingState(parameters:rules:)`.
    ///   - threads: how many work at once; it changes no bit.
    public init(
        _ architecture: Architecture, _ set: any TrainingSet, _ rules: TrainingRules, from state: TrainingState,
        threads: Int = Parallel.threads
    ) {
        self.rules = rules
        self.set = set
        self.state = state
        next = ([], OptimizerState(state.memory.optimizer, rate: state.memory.rate))
        runner = MinibatchRunner(architecture, threads: threads)
    }

    /// The same training from another state of it.
    public func from(_ state: TrainingState) -> Trainer {
        var trainer = self
        trainer.state = state
        return trainer
    }

    /// Runs the next epoch; nil where the training diverges in it, and nothing moves any more: the updates of the epoch's earlier chunks
    /// are taken back.
    public mutating func step() -> EpochRecord? {
        guard state.divergence == nil else { return nil }
        // A whole sequence is one update, which is not taken where it diverges.
        let before = rules.chunks == nil ? nil : state
        let sequences = set.sequences(ofEpoch: state.epoch)
        state.memory.rate = rules.rate(ofEpoch: state.epoch)
        var record = EpochRecord(epoch: state.epoch + 1, rate: state.memory.rate)
        var weight = 0.0
        var blocks = runner.blocks(of: sequences, handsOn: rules.chunks != nil)
        for (number, piece) in pieces(of: sequences).enumerated() {
            let minibatch = runner.gradient(state.parameters, piece, &blocks)
            let answers = Double(piece.reduce(0) { $0 + $1.targets.count { $0 != nil } })
            guard let clip = update(minibatch, runner.parameters(of: piece), chunk: number) else {
                if var before {
                    before.divergence = state.divergence
                    state = before
                }
                return nil
            }
            record.add(minibatch.loss, clip, isMean: runner.architecture.reduction == .mean, answers, of: &weight)
        }
        state.epoch += 1
        return record
    }

    /// One update; nil, and nothing moves, where numbers are no longer finite.
    private mutating func update(
        _ minibatch: MinibatchGradient, _ parameters: [Parameter], chunk: Int
    ) -> GradientClip? {
        var gradients = minibatch.gradients
        let clip = GradientClip(&gradients, rules.clipping, parameters)
        func diverged(_ cause: Divergence.Cause) {
            state.divergence = Divergence(
                epoch: state.epoch + 1, chunk: rules.chunks == nil ? nil : chunk + 1, cause: cause,
                loss: minibatch.loss, gradientNorm: clip.norm)
        }
        if let cause = Divergence.Cause.before(loss: minibatch.loss, norm: clip.norm) {
            diverged(cause)
            return nil
        }
        state.memory.update(&state.parameters, gradients: gradients, into: &next.parameters, &next.memory)
        if let cause = Divergence.Cause.after(weights: next.parameters, memory: next.memory) {
            diverged(cause)
            return nil
        }
        swap(&state.parameters, &next.parameters)
        swap(&state.memory, &next.memory)
        return clip
    }

    /// The sequences as they are, or cut into chunks: the first of every sequence, then the second, and so on.
    private func pieces(of sequences: [SequenceData<Double>]) -> [[SequenceData<Double>]] {
        guard let chunks = rules.chunks else { return [sequences] }
        let steps = sequences.map(\.inputSteps).min() ?? 0
        precondition(sequences.allSatisfy { $0.inputSteps == steps }, "sequences in chunks are equally long")
        return stride(from: 0, to: steps, by: chunks).map { first in
            sequences.map { $0.steps(first..<min(first + chunks, steps)) }
        }
    }

    /// The formulas of the next update: of the mean gradient of its sequences, with what the optimiser remembers.
    public var nextUpdate: (formulas: UpdateFormulas, sequences: Int) {
        let sequences = set.sequences(ofEpoch: state.epoch)
        guard let piece = pieces(of: sequences).first else { preconditionFailure("an epoch has sequences") }
        var blocks = runner.blocks(of: sequences, handsOn: rules.chunks != nil)
        let gradient = runner.gradient(state.parameters, piece, &blocks)
        let network = runner.network(runner.architecture.lengths(of: piece[0]))
        var trace = Trace(network, parameters: state.parameters, data: piece[0])
        trace.replaceParameterGradients(gradient.gradients)
        let formulas = UpdateFormulas(
            trace, clipping: rules.clipping, optimizer: rules.optimizer, rate: rules.rate(ofEpoch: state.epoch),
            memory: state.memory)
        return (formulas, piece.count)
    }

    /// The mean loss of some sequences and its gradient, under the present weights or others.
    public func gradient(of sequences: [SequenceData<Double>], at parameters: [Double]? = nil) -> MinibatchGradient {
        runner.gradient(parameters ?? state.parameters, sequences)
    }

    /// A gradient of some sequences as an update would take it after a clip.
    public func clipped(
        _ gradients: [Double], of sequences: [SequenceData<Double>], by clipping: Clipping
    ) -> [Double] {
        var clipped = gradients
        _ = GradientClip(&clipped, clipping, runner.parameters(of: sequences))
        return clipped
    }

    /// How the present weights do on some sequences.
    public func result(of measures: [Measure], on sequences: [SequenceData<Double>]) -> [Double] {
        runner.result(of: measures, state.parameters, on: sequences)
    }
}

extension SequenceData {
    /// Some steps of a sequence with an output at every step, counted from 0.
    func steps(_ range: Range<Int>) -> SequenceData {
        var piece = self
        if tokens.isEmpty {
            piece.inputs = Array(inputs[range.lowerBound * inputWidth..<range.upperBound * inputWidth])
        } else {
            piece.tokens = Array(tokens[range])
        }
        piece.targets = TargetSequence(range.map { targets.indices.contains($0) ? targets[$0] : nil })
        return piece
    }
}
