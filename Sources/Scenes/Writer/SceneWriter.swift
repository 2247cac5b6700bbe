import ExactMath
import Recurrence

extension Scene {
    /// The scene as the text of a file that reads back to the same scene, number by number.
    ///
    /// What equals its default is left out; a matrix has one row a line.
    public var yaml: String {
        var writer = SceneWriter(scene: self)
        writer.write()
        return writer.text
    }
}

extension Network {
    /// The parameters' paths as a person lists them: part by part, map by map W, U, b, then peepholes, then states.
    var pathsInReadingOrder: [String] {
        var ranks: [String: Int] = [:]
        func rank(_ name: String) -> Int {
            if let rank = ranks[name] { return rank }
            ranks[name] = ranks.count
            return ranks.count - 1
        }
        let keyed = parameters.map { parameter in
            (
                key: [
                    rank(parameter.part), parameter.role.readingGroup, rank(parameter.part + " " + parameter.map),
                    parameter.role.readingPlace,
                ], path: parameter.path
            )
        }
        return keyed.enumerated().sorted { a, b in
            a.element.key == b.element.key
                ? a.offset < b.offset : a.element.key.lexicographicallyPrecedes(b.element.key)
        }.map(\.element.path)
    }
}

extension Parameter.Role {
    /// What is listed after all the rest of a part: peepholes, then states.
    fileprivate var readingGroup: Int {
        switch self {
        case .peephole: 1
        case .learnedState, .givenState: 2
        default: 0
        }
    }

    /// The place within a map.
    fileprivate var readingPlace: Int {
        switch self {
        case .input, .readout, .embedding, .attention: 0
        case .recurrent: 1
        case .peephole, .inner: 2
        case .bias, .readoutBias: 3
        case .recurrentBias: 4
        case .learnedState, .givenState: 5
        }
    }
}

/// Writes a scene as YAML, key by key in the order of the format's description.
struct SceneWriter {
    let scene: Scene
    private(set) var text = ""

    init(scene: Scene) { self.scene = scene }

    mutating func write() {
        line(0, "unfold: 1")
        if !scene.title.isEmpty { line(0, "title: " + YAMLText.scalar(scene.title)) }
        if let notes = scene.notes { line(0, "notes: " + YAMLText.block(notes, indent: 2)) }
        if scene.arithmetic != .double { line(0, "arithmetic: \(scene.arithmetic.rawValue)") }
        writeModel()
        writeSequence()
        if scene.model.loss != .none { line(0, "loss: \(scene.model.loss.rawValue)") }
        if scene.model.reduction != .sum { line(0, "reduction: \(scene.model.reduction.rawValue)") }
        writeParameters()
        if let training = scene.training { writeTraining(training) }
    }

    private mutating func line(_ indent: Int, _ content: String) {
        text += String(repeating: " ", count: indent) + content + "\n"
    }

    // MARK: Model

    private mutating func writeModel() {
        let model = scene.model
        line(0, "model:")
        if model.shape != .manyToMany { line(2, "shape: \(model.shape.rawValue)") }
        line(2, "stack:")
        for layer in model.stack { line(2, "- " + YAMLText.flow(keys(of: layer))) }
        if let readout = model.readout {
            var keys = [("size", "\(readout.size)")]
            if readout.activation != .identity { keys.append(("activation", readout.activation.rawValue)) }
            if !readout.bias { keys.append(("bias", "false")) }
            line(2, "readout: " + YAMLText.flow(keys))
        }
        if let embedding = model.embedding {
            line(2, "embedding:")
            line(4, "vocabulary: " + YAMLText.flow(embedding.vocabulary.map { YAMLText.scalar($0, inFlow: true) }))
            line(4, "size: \(embedding.size)")
            if embedding.tied { line(4, "tied: true") }
        }
        if let decoder = model.decoder {
            var keys = keys(of: decoder.layer)
            if decoder.start != .encoder { keys.append(("start", decoder.start.rawValue)) }
            if let width = decoder.attention { keys.append(("attention", "{size: \(width)}")) }
            line(2, "decoder: " + YAMLText.flow(keys))
        }
        let standard: Feedback = model.shape == .seq2seq ? .target : .output
        if model.shape == .seq2seq || model.shape == .oneToMany, model.feedback != standard {
            line(2, "feedback: \(model.feedback.rawValue)")
        }
    }

    private func keys(of layer: SceneLayer) -> [(String, String)] {
        var keys = [("cell", layer.cell), ("hidden", "\(layer.hidden)")]
        let standard = CellOptions()
        for option in layer.type.options {
            switch option {
            case .activation where layer.options.activation != standard.activation:
                keys.append(("activation", layer.options.activation.rawValue))
            case .widths where layer.options.widths != standard.widths:
                keys.append(("widths", YAMLText.flow(layer.options.widths.map { "\($0)" })))
            case .reset where layer.options.reset != standard.reset:
                keys.append(("reset", layer.options.reset.rawValue))
            case .peephole where layer.options.peephole != standard.peephole:
                keys.append(("peephole", layer.options.peephole.rawValue))
            case .activation, .widths, .reset, .peephole: break
            }
        }
        if layer.bias != layer.type.hasBiasByDefault { keys.append(("bias", "\(layer.bias)")) }
        if layer.initialState != .zero { keys.append(("initial_state", layer.initialState.rawValue)) }
        if layer.bidirectional { keys.append(("bidirectional", "true")) }
        if layer.residual { keys.append(("residual", "true")) }
        return keys
    }

    // MARK: Sequence

    private mutating func writeSequence() {
        let sequence = scene.sequence
        line(0, "sequence:")
        switch sequence.source {
        case .inputs(let numbers):
            line(2, "inputs:")
            writeRows(numbers, columns: scene.model.inputWidth, indent: 2)
        case .tokens(let tokens):
            line(2, "tokens: " + YAMLText.flow(tokens.map { target(.index($0)) }))
        case .task(let task):
            line(2, "task: \(task.name)")
            line(2, "length: \(task.length)")
            line(2, "seed: \(task.seed)")
            if let text = task.text { line(2, "text: " + YAMLText.block(text, indent: 4)) }
        }
        if let start = sequence.start { line(2, "start: " + target(start)) }
        if let length = sequence.length { line(2, "length: \(length)") }
        guard !sequence.targets.isEmpty else { return }
        let areShort = sequence.targets.allSatisfy { target in
            if case .vector(let numbers) = target { numbers.count == 1 } else { true }
        }
        let texts = sequence.targets.map { $0.map(target) ?? "null" }
        if areShort {
            line(2, "targets: " + YAMLText.flow(texts))
        } else {
            line(2, "targets:")
            for text in texts { line(2, "- " + text) }
        }
    }

    private func target(_ target: SceneTarget) -> String {
        switch target {
        case .vector(let numbers): return YAMLText.flow(numbers.map(\.description))
        case .index(let index):
            let vocabulary = scene.vocabulary
            guard vocabulary.indices.contains(index) else { return "\(index)" }
            return YAMLText.scalar(vocabulary[index], inFlow: true)
        }
    }

    private mutating func writeRows(_ numbers: [Number], columns: Int, indent: Int) {
        guard columns > 0 else { return }
        for start in stride(from: 0, to: numbers.count, by: columns) {
            let row = numbers[start..<min(start + columns, numbers.count)]
            line(indent, "- " + YAMLText.flow(row.map(\.description)))
        }
    }

    // MARK: Parameters and training

    private mutating func writeParameters() {
        guard scene.initialization != nil || !scene.values.isEmpty else { return }
        line(0, "parameters:")
        if let initialization = scene.initialization {
            line(2, "initialize: " + YAMLText.flow(keys(of: initialization)))
        }
        guard !scene.values.isEmpty else { return }
        line(2, "values:")
        writeValues(scene.values, indent: 4)
    }

    private mutating func writeValues(_ values: [String: ParameterValue], indent: Int) {
        for path in scene.network().pathsInReadingOrder {
            guard let value = values[path] else { continue }
            if value.isVector {
                line(indent, "\(path): " + YAMLText.flow(value.numbers.map(\.description)))
            } else {
                line(indent, "\(path):")
                writeRows(value.numbers, columns: value.columns, indent: indent)
            }
        }
    }

    private func keys(of initialization: Initialization) -> [(String, String)] {
        var keys = [("scheme", initialization.scheme.rawValue), ("seed", "\(initialization.seed)")]
        if initialization.gain != 1 { keys.append(("gain", Number(initialization.gain).description)) }
        if let bias = initialization.forgetBias { keys.append(("forget_bias", Number(bias).description)) }
        if let radius = initialization.spectralRadius {
            keys.append(("spectral_radius", Number(radius).description))
        }
        return keys
    }

    private mutating func writeTraining(_ training: Training) {
        guard training != Training() else { return line(0, "training: {}") }
        line(0, "training:")
        switch training.optimizer {
        case .sgd: break
        case .momentum(let momentum):
            line(2, "optimizer: momentum")
            if momentum != Training.defaultMomentum { line(2, "momentum: \(Number(momentum))") }
        case .adam(let beta1, let beta2, let epsilon):
            line(2, "optimizer: adam")
            if (beta1, beta2) != Training.defaultBetas { line(2, "betas: [\(Number(beta1)), \(Number(beta2))]") }
            if epsilon != Training.defaultEpsilon { line(2, "epsilon: \(Number(epsilon))") }
        case .rmsprop(let decay, let epsilon):
            line(2, "optimizer: rmsprop")
            if decay != Training.defaultDecay { line(2, "decay: \(Number(decay))") }
            if epsilon != Training.defaultEpsilon { line(2, "epsilon: \(Number(epsilon))") }
        case .adagrad(let epsilon):
            line(2, "optimizer: adagrad")
            if epsilon != Training.defaultAdagradEpsilon { line(2, "epsilon: \(Number(epsilon))") }
        }
        switch training.schedule {
        case .constant: break
        case .step(let every, let factor):
            line(2, "schedule: {step: {every: \(every), factor: \(Number(factor))}}")
        case .cosine(let to): line(2, "schedule: {cosine: {to: \(Number(to))}}")
        }
        if training.rate != Training.defaultRate { line(2, "rate: \(training.rate)") }
        if let epochs = training.epochs { line(2, "epochs: \(epochs)") }
        if let batch = training.batch { line(2, "batch: \(batch)") }
        if let seed = training.seed { line(2, "seed: \(seed)") }
        if let clip = training.clip { line(2, "clip: {by: \(clip.by.rawValue), at: \(Number(clip.at))}") }
        if let chunks = training.chunks { line(2, "chunks: \(chunks)") }
        if let progress = training.progress { writeProgress(progress) }
    }

    private mutating func writeProgress(_ progress: TrainingProgress) {
        line(2, "progress:")
        line(4, "done: \(progress.done)")
        if progress.updates != progress.done { line(4, "updates: \(progress.updates)") }
        for (name, values) in [("m", progress.m), ("v", progress.v)] where !values.isEmpty {
            line(4, name + ":")
            writeValues(values, indent: 6)
        }
    }
}
