import ExactMath
import Recurrence

extension Scene {
    /// Number of input steps T and of output steps.
    public var lengths: Lengths {
        if case .task(let task) = sequence.source { return model.architecture.lengths(of: task.data(for: model)) }
        let inputs = sequence.inputSteps(width: model.inputWidth)
        switch model.shape {
        case .oneToMany, .seq2seq:
            return Lengths(inputs: inputs, outputs: sequence.length ?? sequence.targets.count)
        case .oneToOne, .manyToOne, .manyToMany:
            return Lengths(inputs: inputs, outputs: inputs)
        }
    }

    /// The scene's architecture unfolded over the scene's steps.
    public func network() -> Network { Network(model.architecture, lengths: lengths) }

    /// What the network reads and is measured against; generated where the scene names a task.
    public func data<S: Scalar>(as type: S.Type = S.self) -> SequenceData<S> {
        let width = model.inputWidth
        var data = SequenceData<S>(inputWidth: width, length: sequence.length)
        switch sequence.source {
        case .inputs(let numbers): data.inputs = numbers.map { $0.value() }
        case .tokens(let tokens): data.tokens = tokens
        case .task(let task): return task.data(for: model).mapped()
        }
        data.targets = TargetSequence(sequence.targets.map { $0?.target() })
        data.start = sequence.start?.target()
        return data
    }

    /// All parameters' entries, in the order that `Parameter.range` gives.
    @_specialize(where S == Double)
    public func parameters<S: Scalar>(of network: Network, as type: S.Type = S.self) -> [S] {
        var entries = [S](repeating: .zero, count: network.parameterCount)
        for parameter in network.parameters {
            if let value = values[parameter.path] {
                for (i, number) in zip(parameter.range, value.numbers) { entries[i] = number.value() }
            } else if let initialization {
                for (i, double) in zip(parameter.range, initialization.values(of: parameter, in: network)) {
                    entries[i] = Number(double).value()
                }
            }
        }
        return entries
    }

    /// Runs the scene: every value and every gradient.
    public func trace<S: Scalar>(as type: S.Type = S.self) -> Trace<S> {
        let network = network()
        return Trace(network, parameters: parameters(of: network), data: data())
    }
}

extension SceneSequence {
    package func inputSteps(width: Int) -> Int {
        switch source {
        case .inputs(let numbers): width == 0 ? 0 : numbers.count / width
        case .tokens(let tokens): tokens.count
        case .task(let task): task.task.inputSteps(task.length)
        }
    }
}

extension SceneTarget {
    func target<S: Scalar>() -> Target<S> {
        switch self {
        case .vector(let numbers): .vector(numbers.map { $0.value() })
        case .index(let index): .index(index)
        }
    }
}

extension SceneTask {
    /// The sequence that the task makes for a model; a task that does not exist is a misuse.
    func data(for model: SceneModel) -> SequenceData<Double> {
        var generator = SeededGenerator(seed: seed)
        return task.sequence(length: length, shape: model.shape, loss: model.loss, using: &generator)
    }
}

extension SequenceData where S == Double {
    /// The same sequence in another scalar, every number at the exact value of its shortest decimal.
    func mapped<R: Scalar>(to type: R.Type = R.self) -> SequenceData<R> {
        if let same = self as? SequenceData<R> { return same }
        func convert(_ double: Double) -> R { Number(double).value() }
        func convert(_ target: Target<Double>) -> Target<R> {
            switch target {
            case .vector(let values): .vector(values.map { convert($0) })
            case .index(let index): .index(index)
            }
        }
        return SequenceData<R>(
            inputs: inputs.map { convert($0) }, inputWidth: inputWidth, tokens: tokens,
            targets: TargetSequence(targets.map { $0.map { convert($0) } }), length: length,
            start: start.map { convert($0) })
    }
}
