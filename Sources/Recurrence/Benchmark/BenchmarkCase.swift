import ExactMath

/// A network and a sequence whose forward and backward pass are timed, with numbers that every library can be given.
///
/// All numbers are decimals of four places, drawn from a generator with a fixed seed: they read back exactly from text.
public enum BenchmarkCase: String, CaseIterable, Sendable {
    /// LSTM I 3, H 4, T 10
    case a
    /// LSTM I 8, H 16, T 50
    case b
    /// tanh RNN that reads one of 65 characters and predicts the next one: H 100, T 25 (Karpathy's min-char-rnn)
    case c
    /// LSTM I 128, H 256, T 200
    case d
    /// GRU I 64, H 128, T 1,000, reset after the product
    case e
    /// tanh RNN I 8, H 8, T 100,000
    case f
    /// linear RNN I 8, H 8, T 100,000
    case g
    /// GRU encoder and decoder H 64 with attention A 64, 40 steps each, I 32
    case h

    /// What is computed, in one line.
    public var title: String {
        switch self {
        case .a: "LSTM, I 3, H 4, T 10, mse"
        case .b: "LSTM, I 8, H 16, T 50, mse"
        case .c: "tanh RNN, 65 characters one-hot, H 100, T 25, nll"
        case .d: "LSTM, I 128, H 256, T 200, mse"
        case .e: "GRU (reset after), I 64, H 128, T 1,000, mse"
        case .f: "tanh RNN, I 8, H 8, T 100,000, mse"
        case .g: "linear RNN, I 8, H 8, T 100,000, mse"
        case .h: "GRU encoder and decoder with attention, I 32, H 64, A 64, 40 × 40, mse"
        }
    }

    public var architecture: Architecture {
        switch self {
        case .a: Self.single(LSTM(CellOptions()), inputs: 3, hidden: 4)
        case .b: Self.single(LSTM(CellOptions()), inputs: 8, hidden: 16)
        case .c:
            Architecture(
                stack: [Layer(cell: ElmanCell(CellOptions()), hidden: 100)],
                readout: Readout(size: 65, activation: .softmax), loss: .nll, inputWidth: 65)
        case .d: Self.single(LSTM(CellOptions()), inputs: 128, hidden: 256)
        case .e: Self.single(GRU(CellOptions(reset: .after)), inputs: 64, hidden: 128)
        case .f: Self.single(ElmanCell(CellOptions()), inputs: 8, hidden: 8)
        case .g: Self.single(LinearCell(CellOptions()), inputs: 8, hidden: 8)
        case .h:
            Architecture(
                shape: .seq2seq, stack: [Layer(cell: GRU(CellOptions()), hidden: 64)], readout: Readout(size: 32),
                decoder: Decoder(layer: Layer(cell: GRU(CellOptions()), hidden: 64), attention: 64),
                feedback: .target, loss: .mse, inputWidth: 32)
        }
    }

    public var lengths: Lengths {
        let steps =
            switch self {
            case .a: 10
            case .b: 50
            case .c: 25
            case .d: 200
            case .e: 1_000
            case .f, .g: 100_000
            case .h: 40
            }
        return Lengths(inputs: steps, outputs: steps)
    }

    public var network: Network { Network(architecture, lengths: lengths) }

    /// Weights between ±1/√H, and ±½/H in the linear net, whose state must not grow over 100,000 steps.
    public func parameters(of network: Network) -> [Double] {
        var generator = SeededGenerator(seed: 2)
        let hidden = Double(architecture.stack[0].hidden)
        let bound = self == .g ? 0.5 / hidden : 1 / hidden.squareRoot()
        return (0..<network.parameterCount).map { _ in Self.decimal(bound, &generator) }
    }

    /// Inputs and targets between ±1; in case c, characters one-hot, each followed by the next one.
    public var data: SequenceData<Double> {
        var generator = SeededGenerator(seed: 1)
        let width = architecture.inputWidth
        let steps = lengths.inputs
        if self == .c {
            let characters = (0...steps).map { _ in generator.integer(in: 0...width - 1) }
            var inputs = [Double](repeating: 0, count: steps * width)
            for t in 0..<steps { inputs[t * width + characters[t]] = 1 }
            return SequenceData(inputs: inputs, inputWidth: width, targets: characters.dropFirst().map { .index($0) })
        }
        let inputs = (0..<steps * width).map { _ in Self.decimal(1, &generator) }
        let outputs = architecture.readout?.size ?? architecture.stack[0].hidden
        let targets = (0..<lengths.outputs).map { _ in
            Target.vector((0..<outputs).map { _ in Self.decimal(1, &generator) })
        }
        return SequenceData(inputs: inputs, inputWidth: width, targets: targets)
    }

    private static func single(_ cell: any Cell, inputs: Int, hidden: Int) -> Architecture {
        Architecture(stack: [Layer(cell: cell, hidden: hidden)], loss: .mse, inputWidth: inputs)
    }

    /// A decimal of four places between ±bound.
    private static func decimal(_ bound: Double, _ generator: inout SeededGenerator) -> Double {
        let units = Int(bound * 10_000)
        return Double(generator.integer(in: -units...units)) / 10_000
    }
}
