import ExactMath
import Recurrence
import Testing

/// Traces over fractions: every number is that of the plain recurrences, however it is stored.
@Suite struct ExactTraceTests {
    /// The plain recurrences over matrices of fractions.
    struct Plain {
        var states: [[Rational]]
        var errors: [[Rational]] = []
        var adjoints: [[Rational]] = []
        var startGradient: [Rational] = []
        var gradients: [Matrix<Rational>]
        var loss: Rational = 0

        init(_ sample: LinearRNNSample) {
            let network = sample.network
            let plus = { (a: [Rational], b: [Rational]) in zip(a, b).map { $0 + $1 } }
            states = [network.start]
            gradients = [network.recurrent, network.input, network.readout].map {
                .zero(rows: $0.rows, columns: $0.columns)
            }
            for (x, y) in zip(sample.inputs, sample.targets) {
                let state = plus(
                    Self.product(network.recurrent, states[states.count - 1]), Self.product(network.input, x))
                let error = zip(Self.product(network.readout, state), y).map { $0 - $1 }
                states.append(state)
                errors.append(error)
                for e in error { loss = loss + e * e * Rational(1, 2) }
            }
            var carry = [Rational](repeating: 0, count: network.start.count)
            for t in sample.inputs.indices.reversed() {
                let delta = plus(Self.product(network.readout.transposed, errors[t]), carry)
                adjoints.insert(delta, at: 0)
                gradients[0] = Self.adding(delta, states[t], to: gradients[0])
                gradients[1] = Self.adding(delta, sample.inputs[t], to: gradients[1])
                gradients[2] = Self.adding(errors[t], states[t + 1], to: gradients[2])
                carry = Self.product(network.recurrent.transposed, delta)
            }
            startGradient = carry
        }

        /// One product and one sum after another, each in lowest terms.
        private static func product(_ m: Matrix<Rational>, _ x: [Rational]) -> [Rational] {
            (0..<m.rows).map { r in x.indices.reduce(Rational.zero) { $0 + m[r, $1] * x[$1] } }
        }

        private static func adding(_ a: [Rational], _ b: [Rational], to m: Matrix<Rational>) -> Matrix<Rational> {
            Matrix(rows: m.rows, columns: m.columns) { m[$0, $1] + a[$0] * b[$1] }
        }
    }

    private func expectSame(_ sample: LinearRNNSample) throws {
        let (trace, plain) = (sample.trace(as: Rational.self), Plain(sample))
        let h = try #require(trace.network.node("stack.0", "h"))
        for t in 1...sample.inputs.count {
            #expect(Array(trace.value(h, at: t)) == plain.states[t])
            #expect(Array(trace.gradient(h, at: t)) == plain.adjoints[t - 1])
            #expect(trace.output(at: t) == zip(plain.errors[t - 1], sample.targets[t - 1]).map { $0 + $1 })
            #expect(trace.value(h, at: t).map(\.description) == plain.states[t].map(\.description))
        }
        let gradients = ["stack.0.U", "stack.0.W", "readout.W_y"]
        for (path, gradient) in zip(gradients, plain.gradients) {
            let parameter = try #require(trace.network.parameter(path))
            #expect(Array(trace.gradient(parameter)) == gradient.elements)
            #expect(trace.gradient(parameter).map(\.hashValue) == gradient.elements.map(\.hashValue))
            #expect(trace.gradient(parameter).map(\.approximation) == gradient.elements.map(\.approximation))
        }
        let start = try #require(trace.network.parameter("stack.0.h0"))
        #expect(Array(trace.gradient(start)) == plain.startGradient)
        #expect(trace.loss == plain.loss)
    }

    private func vector(_ entries: [Int]) -> [Rational] { entries.map { Rational($0) } }

    @Test func lectureSizedExerciseWithIntegers() throws {
        let network = LinearRNN(
            recurrent: Matrix(rows: 2, columns: 2, elements: [-1, 0, 1, 1]),
            input: Matrix(rows: 2, columns: 2, elements: [-1, 0, -1, 1]),
            readout: Matrix(rows: 2, columns: 2, elements: [0, 1, 0, -1]), start: [0, 1])
        let sample = LinearRNNSample(
            network, inputs: [[-1, 0], [1, -1], [0, 1]], targets: [[1, -1], [0, -1], [0, -1]])
        try expectSame(sample)
        let trace = sample.trace(as: Rational.self)
        let h = try #require(trace.network.node("stack.0", "h"))
        #expect((1...3).map { Array(trace.value(h, at: $0)) } == [[1, 2], [-2, 1], [2, 0]])
        #expect((1...3).map { Array(trace.gradient(h, at: $0)) } == [[1, 2], [-1, 0], [0, -1]])
        #expect(trace.loss == 2)
    }

    @Test func scalarExerciseWithFractions() throws {
        let scalar = { (x: Rational) in Matrix<Rational>(rows: 1, columns: 1, elements: [x]) }
        let network = LinearRNN(recurrent: scalar(Rational(1, 2)), input: scalar(1), readout: scalar(2), start: [1])
        let sample = LinearRNNSample(network, inputs: [[1], [2], [3]], targets: [[1], [3], [4]])
        try expectSame(sample)
        let trace = sample.trace(as: Rational.self)
        #expect(trace.loss == Rational(525, 32))
        #expect(
            trace.gradients[..<trace.network.parameterCount].map(\.description).sorted() == [
                "397/8", "455/8", "71/16", "981/32",
            ])
    }

    @Test(arguments: [(1, 1, 1, 1), (2, 3, 1, 4), (3, 2, 2, 12), (4, 1, 3, 30)])
    func equalsThePlainRecurrences(hidden: Int, width: Int, outputs: Int, steps: Int) throws {
        // Tenths; denominators 2 … 9; whole numbers; large primes; huge numbers; zeros; zeros among huge numbers.
        let draws: [(inout SeededGenerator) -> Rational] = [
            { Rational($0.integer(in: -9...9)) * Rational(1, 10) },
            { Rational($0.integer(in: -9...9)) / Rational($0.integer(in: 2...9)) },
            { Rational($0.integer(in: -2...2)) },
            { Rational($0.integer(in: -9...9)) / Rational([59, 61, 97, 6_700_417][$0.integer(in: 0...3)]) },
            { Self.huge(&$0) },
            { _ in 0 },
            { $0.integer(in: 0...2) == 0 ? Self.huge(&$0) : 0 },
        ]
        for (seed, draw) in draws.enumerated() {
            var generator = SeededGenerator(seed: UInt64(seed))
            let vector = { (n: Int) in (0..<n).map { _ in draw(&generator) } }
            let matrix = { (r: Int, c: Int) in Matrix(rows: r, columns: c, elements: vector(r * c)) }
            let network = LinearRNN(
                recurrent: matrix(hidden, hidden), input: matrix(hidden, width), readout: matrix(outputs, hidden),
                start: vector(hidden))
            // The huge numbers grow by their whole length a step: a short run says as much.
            let count = seed == 4 || seed == 6 ? min(steps, 4) : steps
            let inputs = (0..<steps).map { _ in vector(width) }
            let targets = (0..<steps).map { _ in vector(outputs) }
            try expectSame(
                LinearRNNSample(
                    network, inputs: Array(inputs.prefix(count)), targets: Array(targets.prefix(count))))
        }
    }

    /// Up to 150 bits over products of small and large primes.
    private static func huge(_ generator: inout SeededGenerator) -> Rational {
        let word = { (generator: inout SeededGenerator) in Rational(Int(truncatingIfNeeded: generator.next() >> 1)) }
        let numerator = word(&generator) * word(&generator) - word(&generator)
        let denominators = [1, 2, 97 * 64, 3 * 5 * 7 * 11, 6_700_417 * 27]
        return (generator.integer(in: 0...1) == 0 ? numerator : -numerator)
            / Rational(denominators[generator.integer(in: 0...4)])
            / (generator.integer(in: 0...3) == 0 ? word(&generator) : 1)
    }

    // Losses and checksums were computed by Benchmarks/peers/fraction_bptt.py, which draws the same numbers.
    @Test(arguments: [
        (2, 3, LinearRNNSample.Numbers.tenths, 1_229_024_884_671_881_076, 202_278_842_051_418_364),
        (1, 10, .tenths, 1_122_260_092_994_616_964, 1_521_091_587_244_582_491),
        (4, 20, .tenths, 1_399_659_985_559_204_920, 1_495_202_176_650_886_058),
        (8, 100, .tenths, 1_026_175_733_353_039_996, 692_524_485_635_346_862),
        (2, 3, .mixed, 197_360_565_845_557_913, 1_787_028_274_797_641_613),
        (1, 10, .mixed, 2_016_853_195_500_500_059, 937_174_325_105_004_559),
        (4, 20, .mixed, 1_607_966_556_373_859_755, 1_037_915_184_731_995_361),
        (8, 100, .mixed, 539_674_299_313_402_731, 948_951_696_729_695_646),
    ])
    func agreesWithThePythonPeer(
        hidden: Int, steps: Int, numbers: LinearRNNSample.Numbers, loss: UInt64, checksum: UInt64
    ) {
        let trace = LinearRNNSample(hidden: hidden, steps: steps, numbers: numbers).trace(as: Rational.self)
        #expect(PrimeField(trace.loss).residue == loss)
        let gradients = trace.gradients[..<trace.network.parameterCount]
        #expect(gradients.reduce(PrimeField.zero) { $0 + PrimeField($1) }.residue == checksum)
    }
}
