import ExactMath
import Recurrence

/// A scene whose forward and backward pass are timed, with numbers that every library can be given.
///
/// All numbers are drawn from a generator with a fixed seed, those of `double` cases as decimals of four places: they read
/// back exactly from text.
public enum BenchmarkCase: String, CaseIterable, Sendable {
    case a, b, c, d, e, f, g, h, i
    /// Case i with denominators from 2 to 9.
    case mixed = "i-mixed"
    /// Case c with clipping and an update: the loop of Karpathy's min-char-rnn.
    case characterStep = "c-step"
    // Layers that are also run on many sequences at once.
    case rnn32 = "rnn-32"
    case rnn128 = "rnn-128"
    case lstm32 = "lstm-32"
    case lstm128 = "lstm-128"
    case gru32 = "gru-32"
    case gru128 = "gru-128"

    /// What is computed, in one line.
    public var title: String {
        switch self {
        case .a: "LSTM, I 3, H 4, T 10, mse"
        case .b: "LSTM, I 8, H 16, T 50, mse"
        case .c: "tanh RNN, 65 characters one-hot, H 100, T 25, nll"
        case .d: "LSTM, I 128, H 256, T 200, mse"
        case .e: "GRU, reset after, I 64, H 128, T 1,000, mse"
        case .f: "tanh RNN, I 8, H 8, T 100,000, mse"
        case .g: "linear RNN, I 8, H 8, T 100,000, mse"
        case .h: "GRU encoder and decoder with attention, I 32, H 64, A 64, 40 × 40, mse"
        case .i: "exact linear RNN, I 8, H 8, T 100, tenths, mse"
        case .mixed: "exact linear RNN, I 8, H 8, T 100, denominators 2 to 9, mse"
        case .characterStep: "case c, each entry of the gradient clipped at 5, Adagrad"
        case .rnn32: "tanh RNN, I 32, H 32, T 50, mse"
        case .rnn128: "tanh RNN, I 128, H 128, T 50, mse"
        case .lstm32: "LSTM, I 32, H 32, T 50, mse"
        case .lstm128: "LSTM, I 128, H 128, T 50, mse"
        case .gru32: "GRU, reset after, I 32, H 32, T 50, mse"
        case .gru128: "GRU, reset after, I 128, H 128, T 50, mse"
        }
    }

    /// The whole case as a scene, every number given.
    ///
    /// - Parameter batch: as many sequences, one after another as one long one.
    public func scene(batch: Int) -> Scene {
        var scene = Scene(
            title: title, arithmetic: exactSample == nil ? .double : .rational, model: model,
            sequence: SceneSequence(source: .inputs([])))
        if let exactSample {
            Self.fill(&scene, from: exactSample)
        } else {
            fill(&scene, batch: batch)
        }
        return scene
    }

    /// The whole case as a scene of one sequence.
    public var scene: Scene { scene(batch: 1) }

    /// The whole case, run once. The numbers of a scene are never made: over 100,000 steps they would take more memory than the trace.
    public var trace: Trace<Double> {
        if exactSample != nil { return scene.trace() }
        let (parameters, data) = numbers(batch: 1)
        return Trace(network, parameters: parameters, data: data[0])
    }

    /// The parameters, as the network places them, and so many sequences.
    func numbers(batch: Int) -> (parameters: [Double], data: [SequenceData<Double>]) {
        let numbers = decimals(batch: batch)
        let network = network
        var parameters = [Double](repeating: 0, count: network.parameterCount)
        for (parameter, entries) in zip(network.parameters, numbers.parameters) {
            parameters.replaceSubrange(parameter.range, with: entries)
        }
        return (parameters, numbers.data)
    }

    var network: Network { Network(model.architecture, lengths: Lengths(inputs: steps, outputs: steps)) }

    private var model: SceneModel {
        switch self {
        case .a: Self.single(SceneLayer(cell: "lstm", hidden: 4), inputs: 3)
        case .b: Self.single(SceneLayer(cell: "lstm", hidden: 16), inputs: 8)
        case .c, .characterStep:
            SceneModel(
                stack: [SceneLayer(cell: "rnn", hidden: 100)], readout: Readout(size: 65, activation: .softmax),
                loss: .nll, inputWidth: 65)
        case .d: Self.single(SceneLayer(cell: "lstm", hidden: 256), inputs: 128)
        case .e: Self.single(SceneLayer(cell: "gru", options: CellOptions(reset: .after), hidden: 128), inputs: 64)
        case .f: Self.single(SceneLayer(cell: "rnn", hidden: 8), inputs: 8)
        case .g: Self.single(SceneLayer(cell: "linear", hidden: 8), inputs: 8)
        case .h:
            SceneModel(
                shape: .seq2seq, stack: [SceneLayer(cell: "gru", hidden: 64)], readout: Readout(size: 32),
                decoder: SceneDecoder(layer: SceneLayer(cell: "gru", hidden: 64), attention: 64), feedback: .target,
                loss: .mse, inputWidth: 32)
        case .rnn32, .rnn128: Self.single(SceneLayer(cell: "rnn", hidden: width), inputs: width)
        case .lstm32, .lstm128: Self.single(SceneLayer(cell: "lstm", hidden: width), inputs: width)
        case .gru32, .gru128:
            Self.single(
                SceneLayer(cell: "gru", options: CellOptions(reset: .after), hidden: width), inputs: width)
        case .i, .mixed:
            SceneModel(
                stack: [SceneLayer(cell: "linear", hidden: 8, initialState: .given)],
                readout: Readout(size: 8, bias: false), loss: .mse, inputWidth: 8)
        }
    }

    /// Inputs and units of the layers that are also run in batches.
    private var width: Int {
        switch self {
        case .rnn32, .lstm32, .gru32: 32
        default: 128
        }
    }

    /// A layer without a readout: its state is its output.
    private static func single(_ layer: SceneLayer, inputs: Int) -> SceneModel {
        SceneModel(stack: [layer], loss: .mse, inputWidth: inputs)
    }

    private var steps: Int {
        switch self {
        case .a: 10
        case .b, .rnn32, .rnn128, .lstm32, .lstm128, .gru32, .gru128: 50
        case .c, .characterStep: 25
        case .d: 200
        case .e: 1_000
        case .f, .g: 100_000
        case .h: 40
        case .i, .mixed: 100
        }
    }

    // MARK: Decimals

    private struct Decimals {
        /// One a sequence.
        var data: [SequenceData<Double>]
        /// One list of entries a parameter, in the network's order.
        var parameters: [[Double]] = []
    }

    /// Inputs and targets between ±1 (case c: characters one-hot, each followed by the next one), sequence after sequence, then weights
    /// between ±1/√H, and ±½/H in the linear net, whose state must not grow over 100,000 steps.
    private func decimals(batch: Int) -> Decimals {
        var generator = SeededGenerator(seed: 1)
        func decimals(_ bound: Double, _ count: Int) -> [Double] {
            (0..<count).map { _ in Self.decimal(bound, &generator) }
        }
        let width = model.inputWidth
        func sequence() -> SequenceData<Double> {
            var data = SequenceData<Double>(inputWidth: width)
            if self == .c || self == .characterStep {
                let characters = (0...steps).map { _ in generator.integer(in: 0...width - 1) }
                data.inputs = [Double](repeating: 0, count: steps * width)
                for t in 0..<steps { data.inputs[t * width + characters[t]] = 1 }
                data.targets = TargetSequence(characters.dropFirst().map { .index($0) })
            } else {
                data.inputs = decimals(1, steps * width)
                data.targets = TargetSequence(vectors: decimals(1, steps * model.outputWidth), width: model.outputWidth)
            }
            return data
        }
        var result = Decimals(data: (0..<batch).map { _ in sequence() })
        let hidden = Double(model.stack[0].hidden)
        let bound = self == .g ? 0.5 / hidden : 1 / hidden.squareRoot()
        result.parameters = network.parameters.map { decimals(bound, $0.count) }
        return result
    }

    private func fill(_ scene: inout Scene, batch: Int) {
        let numbers = decimals(batch: batch)
        scene.sequence.source = .inputs(numbers.data.flatMap { $0.inputs.map { Number($0) } })
        scene.sequence.targets = numbers.data.flatMap { Array($0.targets) }.map { target in
            switch target {
            case .vector(let entries): .vector(entries.map { Number($0) })
            case .index(let index): .index(index)
            case nil: nil
            }
        }
        for (parameter, entries) in zip(network.parameters, numbers.parameters) {
            scene.values[parameter.path] = ParameterValue(
                rows: parameter.rows, columns: parameter.columns, isVector: parameter.isVector,
                numbers: entries.map { Number($0) })
        }
    }

    /// A decimal of four places between ±bound.
    private static func decimal(_ bound: Double, _ generator: inout SeededGenerator) -> Double {
        let units = Int(bound * 10_000)
        return Double(generator.integer(in: -units...units)) / 10_000
    }

    // MARK: Fractions

    /// The numbers of `Benchmarks/peers/fraction_bptt.py`; nil where the case is not exact.
    public var exactSample: LinearRNNSample? {
        switch self {
        case .i: LinearRNNSample(hidden: 8, steps: 100, numbers: .tenths)
        case .mixed: LinearRNNSample(hidden: 8, steps: 100, numbers: .mixed)
        default: nil
        }
    }

    private static func fill(_ scene: inout Scene, from sample: LinearRNNSample) {
        func numbers(_ fractions: [Rational]) -> [Number] { fractions.map { Number($0) } }
        func matrix(_ m: Matrix<Rational>) -> ParameterValue {
            ParameterValue(rows: m.rows, columns: m.columns, isVector: false, numbers: numbers(m.elements))
        }
        let network = sample.network
        scene.values = [
            "stack.0.U": matrix(network.recurrent), "stack.0.W": matrix(network.input),
            "readout.W_y": matrix(network.readout),
            "stack.0.h0": ParameterValue(
                rows: network.start.count, columns: 1, isVector: true, numbers: numbers(network.start)),
        ]
        scene.sequence.source = .inputs(numbers(sample.inputs.flatMap { $0 }))
        scene.sequence.targets = sample.targets.map { .vector(numbers($0)) }
    }
}
