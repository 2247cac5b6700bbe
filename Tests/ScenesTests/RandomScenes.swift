import ExactMath
import Recurrence
import Scenes

/// Small random scenes over everything that the format can say.
struct RandomScenes {
    private var generator: SeededGenerator
    private let isRational: Bool

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
        isRational = generator.integer(in: 0...5) == 0
    }

    mutating func scene() -> Scene {
        let shape = generator.element(of: Shape.allCases)
        var model = SceneModel(shape: shape, stack: [], loss: chance(5) ? .none : .mse, inputWidth: integer(1...3))
        if chance(4) { embed(&model) }
        makeStack(&model)
        if shape == .seq2seq { makeDecoder(&model) }
        makeReadout(&model)
        if shape == .oneToMany { makeFeedback(&model) }
        if shape == .seq2seq, chance(2) {
            model.feedback = .output
        } else if shape == .seq2seq {
            model.feedback = .target
        }
        if model.loss != .none, chance(2) { model.reduction = .mean }
        var scene = Scene(
            title: "Scene \(integer(1...99))", notes: chance(3) ? "Some *notes*.\n\n& more: of them\n" : nil,
            arithmetic: isRational ? .rational : .double, model: model, sequence: sequence(for: model))
        scene.initialization = initialization()
        giveValues(&scene)
        if chance(2) { scene.training = training() }
        return scene
    }

    // MARK: Model

    private mutating func embed(_ model: inout SceneModel) {
        let tokens = ["a", "b", "the", "no", "1", "ü", "x y"]
        model.embedding = SceneEmbedding(
            vocabulary: Array(tokens.prefix(integer(1...tokens.count))), size: integer(1...3))
        model.inputWidth = model.embedding?.size ?? 1
    }

    private mutating func makeStack(_ model: inout SceneModel) {
        var width = model.inputWidth
        for _ in 0..<integer(1...3) {
            var layer = layer()
            layer.bidirectional = model.shape != .oneToMany && chance(3)
            if chance(3) {
                layer.residual = true
                if layer.bidirectional, width % 2 == 0 {
                    layer.hidden = width / 2
                } else {
                    layer.bidirectional = false
                    layer.hidden = width
                }
            }
            model.stack.append(layer)
            width = layer.outputWidth
        }
    }

    private mutating func layer() -> SceneLayer {
        let cell =
            isRational
            ? generator.element(of: ["linear", "rnn", "feedforward"]) : generator.element(of: Cells.all).name
        var layer = SceneLayer(
            cell: cell, hidden: integer(1...3), initialState: generator.element(of: InitialState.allCases))
        for option in Cells.named(cell)?.options ?? [] {
            switch option {
            case .activation:
                layer.options.activation = isRational ? .identity : generator.element(of: Activation.allCases)
            case .widths: layer.options.widths = (0..<integer(0...2)).map { _ in integer(1...3) }
            case .reset: layer.options.reset = generator.element(of: ResetGate.allCases)
            case .peephole: layer.options.peephole = generator.element(of: Peephole.allCases)
            }
        }
        if chance(3) { layer.bias.toggle() }
        return layer
    }

    private mutating func makeDecoder(_ model: inout SceneModel) {
        var decoder = SceneDecoder(layer: layer(), start: chance(2) ? .encoder : .zero)
        if !isRational, chance(2) { decoder.attention = integer(1...3) }
        if decoder.start == .encoder {
            decoder.layer.initialState = .zero
            decoder.layer.hidden = model.stack.last?.outputWidth ?? 1
        }
        model.decoder = decoder
    }

    private mutating func makeReadout(_ model: inout SceneModel) {
        if let embedding = model.embedding, !isRational, model.topWidth == embedding.size, chance(2) {
            model.embedding?.tied = true
            if model.loss != .none, chance(2) { model.loss = .nll }
            return
        }
        let feedsBack = model.shape == .oneToMany || model.shape == .seq2seq
        let needed = model.embedding.map(\.vocabulary.count) ?? (model.shape == .oneToMany ? model.inputWidth : nil)
        let mustFit = feedsBack && needed != nil && model.topWidth != needed
        guard mustFit || chance(3) == false else { return }
        var readout = Readout(size: feedsBack ? needed ?? integer(1...3) : integer(1...3), bias: !chance(3))
        if !isRational { readout.activation = generator.element(of: ReadoutActivation.allCases) }
        if readout.activation == .softmax, model.loss != .none, chance(2) { model.loss = .nll }
        if readout.activation == .sigmoid, model.loss != .none, !chance(3) { model.loss = .bce }
        model.readout = readout
    }

    private mutating func makeFeedback(_ model: inout SceneModel) {
        model.feedback = generator.element(of: Feedback.allCases)
        // Classes are chosen, and labels of bce are no classes where there is one output.
        if model.feedback == .argmax, isRational || model.loss == .bce && model.outputWidth == 1 {
            model.feedback = .output
        }
    }

    // MARK: Sequence

    private mutating func sequence(for model: SceneModel) -> SceneSequence {
        let steps = model.shape == .oneToOne || model.shape == .oneToMany ? 1 : integer(1...4)
        let source: SceneSequence.Source
        if let embedding = model.embedding {
            source = .tokens((0..<steps).map { _ in integer(0...embedding.vocabulary.count - 1) })
        } else {
            source = .inputs((0..<steps * model.inputWidth).map { _ in number() })
        }
        var sequence = SceneSequence(source: source)
        let outputs: Int
        switch model.shape {
        case .oneToOne, .manyToOne: outputs = 1
        case .manyToMany: outputs = steps
        case .oneToMany, .seq2seq: outputs = integer(1...4)
        }
        let isForced = model.feedsBack && model.feedback == .target
        if model.loss != .none || isForced {
            sequence.targets = (1...outputs).map { t in
                if chance(4), !isForced || t == outputs { return nil }
                return target(for: model)
            }
        } else if model.shape == .oneToMany || model.shape == .seq2seq {
            sequence.length = outputs
        }
        if model.shape == .seq2seq, chance(2) { sequence.start = target(for: model) }
        return sequence
    }

    private mutating func target(for model: SceneModel) -> SceneTarget {
        let areLabels = model.loss == .bce
        let feedsClasses = model.feedsBack && model.feedback == .argmax
        if feedsClasses || chance(2), !areLabels || model.outputWidth > 1 {
            return .index(integer(0...model.outputWidth - 1))
        }
        return .vector((0..<model.outputWidth).map { _ in areLabels ? label() : number() })
    }

    // MARK: Parameters and training

    private mutating func initialization() -> Initialization {
        var initialization = Initialization(
            scheme: generator.element(of: isRational ? [.zero, .identity] : InitializationScheme.allCases),
            seed: generator.next() >> 1)
        if chance(3) { initialization.gain = 0.5 }
        if chance(3) { initialization.forgetBias = 1.5 }
        if chance(3), !isRational { initialization.spectralRadius = 0.9 }
        return initialization
    }

    /// Gives some parameters, or all of them and no initialisation.
    private mutating func giveValues(_ scene: inout Scene) {
        let givesAll = isRational || chance(2)
        for parameter in scene.network().parameters where givesAll || chance(3) {
            scene.values[parameter.path] = ParameterValue(
                rows: parameter.rows, columns: parameter.columns, isVector: parameter.isVector,
                numbers: (0..<parameter.count).map { _ in number() })
        }
        if givesAll { scene.initialization = nil }
    }

    private mutating func training() -> Training {
        var training = Training(rate: chance(2) ? Number(Rational(1, 20)) : Training.defaultRate)
        switch integer(0...4) {
        case 0: training.optimizer = .momentum(0.5)
        case 1: training.optimizer = .adam(beta1: 0.9, beta2: 0.99, epsilon: 1e-8)
        case 2: training.optimizer = .rmsprop(decay: chance(2) ? 0.9 : 0.99, epsilon: chance(2) ? 1e-6 : 1e-8)
        case 3: training.optimizer = .adagrad(epsilon: chance(2) ? 1e-8 : 1e-10)
        default: break
        }
        if chance(2) { training.epochs = integer(1...1_000) }
        if chance(3) { training.schedule = .step(every: integer(1...50), factor: 0.5) }
        if training.epochs != nil, chance(3) { training.schedule = .cosine(to: chance(2) ? 0 : 0.001) }
        if chance(2) { training.batch = integer(1...32) }
        if chance(2) { training.seed = generator.next() >> 1 }
        if chance(2) { training.clip = Clipping(by: generator.element(of: Clipping.Rule.allCases), at: Rational(1, 3)) }
        return training
    }

    // MARK: Draws

    private mutating func integer(_ range: ClosedRange<Int>) -> Int { generator.integer(in: range) }

    /// Whether one in so many comes up.
    private mutating func chance(_ one: Int) -> Bool { generator.integer(below: UInt64(one)) == 0 }

    /// 0, 1 or something between them.
    private mutating func label() -> Number {
        switch integer(0...2) {
        case 0: Number(integer(0...1))
        case 1: Number(Rational(1, 3))
        default: Number(generator.uniform(0, 1))
        }
    }

    /// A fraction, an integer or a decimal between −2 and 2.
    private mutating func number() -> Number {
        switch integer(0...2) {
        case 0: Number(Rational(integer(-6...6)) / Rational(integer(3...7)))
        case 1: Number(integer(-2...2))
        default: Number(generator.uniform(-1.5, 1.5))
        }
    }
}
