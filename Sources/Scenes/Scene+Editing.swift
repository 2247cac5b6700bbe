import ExactMath
import Recurrence

/// One number of a scene that can be changed; steps, units, rows and columns count from 0.
public enum SceneNumber: Sendable, Hashable {
    /// An entry of a parameter; `column` is 0 for a vector. Also h0 and c0, learned or given.
    case parameter(path: String, row: Int, column: Int)
    /// An entry of an input vector.
    case input(step: Int, unit: Int)
    /// An entry of a target that is a vector.
    case target(step: Int, unit: Int)
    /// An entry of y_0.
    case start(unit: Int)
    /// The threshold of clipping.
    case threshold
    /// The learning rate.
    case rate
    /// Whether a layer of the stack has a shortcut: 1 or 0.
    case residual(layer: Int)
    /// What the next step reads: the place among `Feedback.allCases`.
    case feedback
    /// The token that is read at a step, by its place in the vocabulary, from 0.
    case token(step: Int)
}

/// Why a number of a scene cannot be changed as asked.
public enum EditError: Error, Sendable, Equatable {
    /// The scene has no such number.
    case noSuchNumber
    /// A threshold or a rate is above 0.
    case notPositive
    /// A target of `bce` lies between 0 and 1.
    case notALabel
    /// A shortcut adds, so the widths have to be equal; a target that is fed back has to be there; a token is in the vocabulary.
    case doesNotFit
}

extension Scene {
    /// A number of the scene, as it stands there or as it was initialised or generated; nil where there is none.
    public subscript(number: SceneNumber) -> Number? {
        switch number {
        case .parameter(let path, let row, let column):
            guard let value = value(of: path), (0..<value.rows).contains(row), (0..<value.columns).contains(column)
            else { return nil }
            return value.numbers[row * value.columns + column]
        case .input(let step, let unit):
            guard case .inputs(let numbers) = withoutTask.sequence.source else { return nil }
            // Bounds first: a step that is far out has no index at all.
            let width = model.inputWidth
            guard width > 0, (0..<width).contains(unit), (0..<numbers.count / width).contains(step) else { return nil }
            return numbers[step * width + unit]
        case .target(let step, let unit):
            let targets = withoutTask.sequence.targets
            guard targets.indices.contains(step) else { return nil }
            return targets[step]?.number(at: unit)
        case .start(let unit):
            guard model.shape == .seq2seq, let start = sequence.start ?? zeroStart else { return nil }
            return start.number(at: unit)
        case .threshold: return (training?.clip?.at).map { Number($0) }
        case .rate: return training?.rate
        case .residual(let layer):
            return model.stack.indices.contains(layer) ? Number(model.stack[layer].residual ? 1 : 0) : nil
        case .feedback:
            return model.feedsBack || model.shape == .oneToMany
                ? Feedback.allCases.firstIndex(of: model.feedback).map { Number(Rational($0)) } : nil
        case .token(let step):
            guard case .tokens(let tokens) = sequence.source, tokens.indices.contains(step) else { return nil }
            return Number(Rational(tokens[step]))
        }
    }

    /// The scene with one number changed.
    ///
    /// A parameter that was initialised is then given, whole, under `values`; a generated sequence becomes its numbers.
    public func setting(_ number: SceneNumber, to value: Number) throws(EditError) -> Scene {
        guard self[number] != nil else { throw .noSuchNumber }
        var scene = self
        switch number {
        case .parameter(let path, let row, let column):
            guard var whole = self.value(of: path) else { throw .noSuchNumber }
            whole.numbers[row * whole.columns + column] = value
            scene.values[path] = whole
        case .input(let step, let unit):
            scene = scene.withoutTask
            guard case .inputs(var numbers) = scene.sequence.source else { throw .noSuchNumber }
            numbers[step * model.inputWidth + unit] = value
            scene.sequence.source = .inputs(numbers)
        case .target(let step, let unit):
            guard model.loss != .bce || (0...1).contains(value.double) else { throw .notALabel }
            scene = scene.withoutTask
            scene.sequence.targets[step] = scene.sequence.targets[step]?.setting(unit, to: value)
        case .start(let unit):
            scene.sequence.start = (sequence.start ?? zeroStart)?.setting(unit, to: value)
        case .threshold:
            guard value.double > 0 else { throw .notPositive }
            scene.training?.clip?.at = value.exact
        case .rate:
            guard value.double > 0 else { throw .notPositive }
            scene.training?.rate = value
        case .residual(let layer): try scene.setResidual(value.double != 0, ofLayer: layer)
        case .feedback: try scene.setFeedback(at: Int(exactly: value.double) ?? -1)
        case .token(let step):
            guard case .tokens(var tokens) = sequence.source, let token = Int(exactly: value.double),
                vocabulary.indices.contains(token)
            else { throw .doesNotFit }
            tokens[step] = token
            scene.sequence.source = .tokens(tokens)
        }
        return scene
    }

    /// A whole parameter: as given, or as initialised; nil where the model has none of that path.
    public func value(of path: String) -> ParameterValue? {
        if let value = values[path] { return value }
        let network = network()
        guard let parameter = network.parameter(path), let initialization else { return nil }
        return ParameterValue(
            rows: parameter.rows, columns: parameter.columns, isVector: parameter.isVector,
            numbers: initialization.values(of: parameter, in: network).map { Number($0) })
    }

    /// The scene with every parameter under `values`, these numbers: what training has made of it. Nil where one of them
    /// is not finite, since a scene's numbers are.
    ///
    /// - Parameter parameters: all entries, as `Parameter.range` places them in the scene's network.
    public func setting(parameters: [Double]) -> Scene? {
        guard parameters.allSatisfy(\.isFinite) else { return nil }
        var scene = self
        for parameter in network().parameters {
            scene.values[parameter.path] = ParameterValue(
                rows: parameter.rows, columns: parameter.columns, isVector: parameter.isVector,
                numbers: parameters[parameter.range].map { Number($0) })
        }
        scene.initialization = nil
        return scene
    }

    /// The scene with a generated sequence's numbers in place of the task.
    public var withoutTask: Scene {
        guard case .task(let task) = sequence.source else { return self }
        var scene = self
        let data = task.data(for: model)
        scene.sequence = SceneSequence(
            source: .inputs(data.inputs.map { Number($0) }), targets: data.targets.map { $0.map(SceneTarget.init) })
        return scene
    }

    /// y_0 where the scene gives none.
    private var zeroStart: SceneTarget? { .vector([Number](repeating: Number(0), count: model.outputWidth)) }
}

extension SceneTarget {
    init(_ target: Target<Double>) {
        switch target {
        case .vector(let values): self = .vector(values.map { Number($0) })
        case .index(let index): self = .index(index)
        }
    }

    fileprivate func number(at unit: Int) -> Number? {
        guard case .vector(let numbers) = self, numbers.indices.contains(unit) else { return nil }
        return numbers[unit]
    }

    fileprivate func setting(_ unit: Int, to value: Number) -> SceneTarget {
        guard case .vector(var numbers) = self, numbers.indices.contains(unit) else { return self }
        numbers[unit] = value
        return .vector(numbers)
    }
}
