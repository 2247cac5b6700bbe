import ExactMath
import Recurrence
import Scenes
import Testing

/// What the kernels run as a whole has the bits of its operations one by one, at every level of the CPU.
@Suite struct KernelProgramTests {
    /// A model of one layer, its steps, and whether its inputs are one-hot.
    struct Sample: CustomStringConvertible, Sendable {
        let cell: String
        let hidden: Int
        let inputs: Int
        let steps: Int
        var isOneHot = false
        var description: String { "\(cell) \(inputs) → \(hidden), \(steps) steps\(isOneHot ? ", one-hot" : "")" }

        var network: Network {
            let model = SceneModel(
                stack: [SceneLayer(cell: cell, hidden: hidden)], loss: .mse, inputWidth: inputs)
            return Network(model.architecture, lengths: Lengths(inputs: steps, outputs: steps))
        }

        var trace: Trace<Double> {
            var generator = SeededGenerator(seed: UInt64(hidden + 100 * inputs))
            func numbers(_ count: Int) -> [Double] { (0..<count).map { _ in generator.uniform(-0.5, 0.5) } }
            let network = network
            var data = SequenceData<Double>(inputWidth: inputs)
            data.inputs = numbers(steps * inputs)
            if isOneHot {
                data.inputs = [Double](repeating: 0, count: steps * inputs)
                for t in 0..<steps { data.inputs[t * inputs + generator.integer(in: 0...inputs - 1)] = 1 }
            }
            data.targets = TargetSequence(vectors: numbers(steps * hidden), width: hidden)
            return Trace(network, parameters: numbers(network.parameterCount), data: data)
        }
    }

    /// Steps that fit into registers (8 and 4 units), that do not, and sums over more than 128 steps.
    static let samples = [
        Sample(cell: "rnn", hidden: 8, inputs: 3, steps: 20), Sample(cell: "rnn", hidden: 4, inputs: 8, steps: 140),
        Sample(cell: "rnn", hidden: 5, inputs: 2, steps: 9), Sample(cell: "linear", hidden: 8, inputs: 8, steps: 140),
        Sample(cell: "linear", hidden: 4, inputs: 1, steps: 7), Sample(cell: "lstm", hidden: 4, inputs: 3, steps: 10),
        Sample(cell: "lstm", hidden: 17, inputs: 20, steps: 12), Sample(cell: "gru", hidden: 8, inputs: 5, steps: 12),
        Sample(cell: "rnn", hidden: 12, inputs: 20, steps: 150, isOneHot: true),
        Sample(cell: "linear", hidden: 8, inputs: 40, steps: 6, isOneHot: true),
        Sample(cell: "linear", hidden: 19, inputs: 33, steps: 260, isOneHot: true),
    ]

    @Test(arguments: samples) func allLevelsGiveTheSameBits(_ sample: Sample) {
        defer { KernelLevel.best.use() }
        var first: Trace<Double>?
        for level in KernelLevel.supported {
            level.use()
            let trace = sample.trace
            let expected = first ?? trace
            #expect(trace.values.map(\.bitPattern) == expected.values.map(\.bitPattern), "\(level)")
            #expect(trace.gradients.map(\.bitPattern) == expected.gradients.map(\.bitPattern), "\(level)")
            first = expected
        }
    }

    /// h_t = W x_t, then + U h_{t−1}; dW and dU are sums over all steps.
    @Test(arguments: samples.filter { $0.cell == "linear" }) func isWhatItsOperationsGive(_ sample: Sample) throws {
        let network = sample.network
        let (n, k, steps) = (sample.hidden, sample.inputs, sample.steps)
        func parameter(_ name: String) throws -> Parameter {
            try #require(network.parameters.first { $0.name == name })
        }
        let (input, recurrent) = (try parameter("W"), try parameter("U"))
        let h = try #require(network.output.first?.node)
        for level in KernelLevel.supported {
            level.use()
            defer { KernelLevel.best.use() }
            let trace = sample.trace
            let x = trace.data.inputs
            let (w, u) = (Array(trace.value(input)), Array(trace.value(recurrent)))
            var state = [Double](repeating: 0, count: n)
            var before: [Double] = []
            for t in 1...steps {
                before += state
                var next = [Double](repeating: 0, count: n)
                Self.multiply(w, Array(x[(t - 1) * k..<t * k]), into: &next, accumulate: false)
                Self.multiply(u, state, into: &next, accumulate: true)
                state = next
                #expect(state == Array(trace.value(h, at: t)), "\(level), h at \(t)")
            }
            let upper = (1...steps).flatMap { trace.gradient(h, at: $0) }
            #expect(Self.sum(upper, n, x, k) == Array(trace.gradient(input)), "\(level), dW")
            #expect(Self.sum(upper, n, before, n) == Array(trace.gradient(recurrent)), "\(level), dU")
        }
    }

    private static func multiply(_ m: [Double], _ x: [Double], into y: inout [Double], accumulate: Bool) {
        m.withUnsafeBufferPointer { m in
            guard let base = m.baseAddress else { return }
            Double.multiply(
                MatrixView(base: base, rows: y.count, columns: x.count, stride: x.count), x, into: &y,
                accumulate: accumulate)
        }
    }

    /// Σ_t y_t x_tᵀ
    private static func sum(_ y: [Double], _ rows: Int, _ x: [Double], _ columns: Int) -> [Double] {
        let steps = y.count / rows
        var result = [Double](repeating: 0, count: rows * columns)
        y.withUnsafeBufferPointer { y in
            x.withUnsafeBufferPointer { x in
                result.withUnsafeMutableBufferPointer { result in
                    guard let y = y.baseAddress, let x = x.baseAddress, let base = result.baseAddress else { return }
                    Double.addOuterProducts(
                        Rows(base: y, stride: rows, count: steps), Rows(base: x, stride: columns, count: steps),
                        into: MutableMatrixView(base: base, rows: rows, columns: columns, stride: columns),
                        accumulate: false)
                }
            }
        }
        return result
    }
}
