import ExactMath
import Recurrence
import Wording

extension Optimizer {
    /// Which memories it keeps, by their letters in scene files.
    var memories: (m: Bool, v: Bool) {
        switch self {
        case .sgd: (false, false)
        case .momentum, .rmsprop, .adagrad: (false, true)
        case .adam: (true, true)
        }
    }
}

extension Training {
    /// Epochs where a scene says none.
    public static let defaultEpochs = 100

    /// How the training goes.
    public var rules: TrainingRules {
        TrainingRules(
            optimizer: optimizer, rate: rate.double, schedule: schedule, epochs: epochs ?? Training.defaultEpochs,
            clipping: clip, chunks: chunks)
    }
}

extension Scene {
    /// What the scene trains on: new sequences of its task every epoch, or its own sequence.
    public var trainingSet: any TrainingSet { taskSequences ?? OneSequence(data()) }

    /// The sequences of the scene's task; nil where it has a sequence of its own.
    public var taskSequences: TaskSequences? {
        guard case .task(let task) = sequence.source else { return nil }
        return TaskSequences(
            task.task, length: task.length, shape: model.shape, loss: model.loss, batch: training?.batch ?? 1,
            seed: training?.seed ?? 1)
    }

    /// What the network without a memory can do at the scene's task; empty where it has a sequence of its own.
    public var baselines: [Baseline] {
        guard case .task(let task) = sequence.source else { return [] }
        return task.task.baselines(length: task.length, loss: model.loss)
    }

    /// The scene's training, where it stands: at its beginning, or where the file says that it was stopped.
    ///
    /// - Parameter isClipped: false leaves the clip out.
    public func trainer(isClipped: Bool = true, threads: Int = Parallel.threads) -> Trainer {
        var rules = (training ?? Training()).rules
        if !isClipped { rules.clipping = nil }
        let network = network()
        let state = trainingState(network, rules, parameters: parameters(of: network))
        return Trainer(model.architecture, trainingSet, rules, from: state, threads: threads)
    }

    private func trainingState(
        _ network: Network, _ rules: TrainingRules, parameters: [Double]
    ) -> TrainingState {
        var state = TrainingState(parameters: parameters, rules: rules)
        if let progress = training?.progress {
            func memory(_ values: [String: ParameterValue]) -> [Double] {
                guard !values.isEmpty else { return [] }
                var entries = [Double](repeating: 0, count: network.parameterCount)
                for parameter in network.parameters {
                    guard let value = values[parameter.path] else { continue }
                    for (i, number) in zip(parameter.range, value.numbers) { entries[i] = number.double }
                }
                return entries
            }
            let hasMean = rules.optimizer.memories.m
            let (m, v) = (memory(progress.m), memory(progress.v))
            state.memory = OptimizerState(
                rules.optimizer, rate: rules.rate, steps: progress.updates,
                first: hasMean ? m : rules.optimizer.keepsFirst ? v : [],
                second: rules.optimizer.keepsSecond ? v : [])
            state.epoch = progress.done
        }
        return state
    }

    /// The next update of the scene's training by one sequence: with what the optimiser remembers, at the rate of its epoch.
    public func update(by trace: Trace<Double>) -> UpdateFormulas {
        let rules = (training ?? Training()).rules
        let state = trainingState(
            trace.network, rules, parameters: Array(trace.values[..<trace.network.parameterCount]))
        return UpdateFormulas(
            trace, clipping: rules.clipping, optimizer: rules.optimizer, rate: rules.rate(ofEpoch: state.epoch),
            memory: state.memory)
    }

    /// How that update differs from those of a training, which learns from several sequences or in chunks; nil where it does not.
    public var updateDifference: String? {
        let chunks = training?.chunks.flatMap { $0 < lengths.inputs ? $0 : nil }
        let batch = taskSequences?.batch ?? 1
        guard chunks != nil || batch > 1 else { return nil }
        let here = chunks == nil ? "this sequence alone" : "the whole sequence"
        let parts = [
            batch > 1 ? "by the mean of \(batch)" : nil, chunks.map { "after every \(Words.count($0, "step"))" },
        ]
        return "here by \(here), in a training \(parts.compactMap(\.self).joined(separator: " "))"
    }

    /// The scene after that update, its training one epoch further; nil where the update is not made.
    public func after(_ update: UpdateFormulas) -> Scene? {
        guard update.obstacle == nil else { return nil }
        let epoch = training?.progress?.done ?? 0
        return trained(TrainingState(parameters: update.updated, memory: update.remembered, epoch: epoch + 1))
    }

    /// The scene with the weights of a training, and with all that is needed to go on with it. The weights are doubles, also where those
    /// at the beginning were fractions.
    public func trained(_ state: TrainingState) -> Scene {
        guard var scene = setting(parameters: state.parameters) else {
            preconditionFailure("a training's weights are finite")
        }
        scene.arithmetic = .double
        var training = training ?? Training()
        training.epochs = training.epochs ?? Training.defaultEpochs
        let network = network()
        func values(_ entries: [Double]) -> [String: ParameterValue] {
            guard !entries.isEmpty else { return [:] }
            var values: [String: ParameterValue] = [:]
            for parameter in network.parameters where parameter.isTrainable {
                values[parameter.path] = ParameterValue(
                    rows: parameter.rows, columns: parameter.columns, isVector: parameter.isVector,
                    numbers: entries[parameter.range].map { Number($0) })
            }
            return values
        }
        let (first, second) = (values(state.memory.first), values(state.memory.second))
        let isMomentum = training.optimizer.keepsFirst && !training.optimizer.keepsSecond
        training.progress = TrainingProgress(
            done: state.epoch, updates: state.memory.steps, m: isMomentum ? [:] : first, v: isMomentum ? first : second)
        scene.training = training
        return scene
    }

    /// The scene with other seeds: those of its first weights, of its sequence and of its training.
    public func seeded(_ seed: UInt64) -> Scene {
        var scene = self
        scene.initialization?.seed = seed
        if case .task(var task) = sequence.source {
            task.seed = seed
            scene.sequence.source = .task(task)
        }
        var training = training ?? Training()
        training.seed = seed
        scene.training = training
        return scene
    }
}
