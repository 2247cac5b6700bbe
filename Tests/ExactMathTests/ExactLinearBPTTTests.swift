import ExactMath
import Testing

@Suite struct ExactLinearBPTTTests {
    /// The plain recurrences over matrices of fractions.
    struct Plain {
        var states: [[Rational]]
        var errors: [[Rational]] = []
        var adjoints: [[Rational]] = []
        var startGradient: [Rational] = []
        var gradients: [Matrix<Rational>]
        var loss: Rational = 0

        init(_ network: LinearRNN, inputs: [[Rational]], targets: [[Rational]]) {
            let plus = { (a: [Rational], b: [Rational]) in zip(a, b).map { $0 + $1 } }
            states = [network.start]
            gradients = [network.recurrent, network.input, network.readout].map {
                .zero(rows: $0.rows, columns: $0.columns)
            }
            for (x, y) in zip(inputs, targets) {
                let state = plus(network.recurrent * states[states.count - 1], network.input * x)
                let error = zip(network.readout * state, y).map { $0 - $1 }
                states.append(state)
                errors.append(error)
                for e in error { loss = loss + e * e * Rational(1, 2) }
            }
            var carry = [Rational](repeating: 0, count: network.start.count)
            for t in inputs.indices.reversed() {
                let delta = plus(network.readout.transposed * errors[t], carry)
                adjoints.insert(delta, at: 0)
                gradients[0] = gradients[0] + .outer(delta, states[t])
                gradients[1] = gradients[1] + .outer(delta, inputs[t])
                gradients[2] = gradients[2] + .outer(errors[t], states[t + 1])
                carry = network.recurrent.transposed * delta
            }
            startGradient = carry
        }
    }

    func expectSame(_ exact: ExactLinearBPTT, _ plain: Plain) {
        let steps = 1...exact.steps
        #expect((0...exact.steps).map(exact.state) == plain.states)
        #expect(steps.map(exact.error) == plain.errors)
        #expect(steps.map(exact.adjoint) == plain.adjoints)
        #expect(exact.startGradient == plain.startGradient)
        #expect([exact.recurrentGradient, exact.inputGradient, exact.readoutGradient] == plain.gradients)
        #expect(exact.loss == plain.loss)
        #expect(
            steps.map(exact.output) == zip(plain.errors, exact.targets).map { zip($0, $1).map { $0 + $1 } })
    }

    @Test func lectureSizedExerciseWithIntegers() {
        let network = LinearRNN(
            recurrent: Matrix(rows: 2, columns: 2, elements: [-1, 0, 1, 1]),
            input: Matrix(rows: 2, columns: 2, elements: [-1, 0, -1, 1]),
            readout: Matrix(rows: 2, columns: 2, elements: [0, 1, 0, -1]), start: [0, 1])
        let run = ExactLinearBPTT(
            network, inputs: [[-1, 0], [1, -1], [0, 1]], targets: [[1, -1], [0, -1], [0, -1]])
        #expect((1...3).map(run.state) == [[1, 2], [-2, 1], [2, 0]])
        #expect((1...3).map(run.output) == [[2, -2], [1, -1], [0, 0]])
        #expect(run.loss == 2)
        #expect((1...3).map(run.adjoint) == [[1, 2], [-1, 0], [0, -1]])
        #expect(run.startGradient == [1, 2])
        #expect(run.recurrentGradient.description == "[[-1, -1], [2, 1]]")
        #expect(run.inputGradient.description == "[[-2, 1], [-2, -1]]")
        #expect(run.readoutGradient.description == "[[-1, 3], [1, -2]]")
    }

    @Test func scalarExerciseWithFractions() {
        let scalar = { (x: Rational) in Matrix<Rational>(rows: 1, columns: 1, elements: [x]) }
        let network = LinearRNN(recurrent: scalar(Rational(1, 2)), input: scalar(1), readout: scalar(2), start: [1])
        let run = ExactLinearBPTT(network, inputs: [[1], [2], [3]], targets: [[1], [3], [4]])
        #expect(run.loss == Rational(525, 32))
        #expect(run.recurrentGradient[0, 0] == Rational(397, 8))
        #expect(run.inputGradient[0, 0] == Rational(455, 8))
        #expect(run.readoutGradient[0, 0] == Rational(981, 32))
        #expect(run.startGradient == [Rational(71, 16)])
    }

    @Test(arguments: [(1, 1, 1, 1), (2, 3, 1, 4), (3, 2, 2, 12), (4, 1, 3, 30)])
    func equalsThePlainRecurrences(hidden: Int, width: Int, outputs: Int, steps: Int) {
        // Tenths; denominators 2 … 9; whole numbers; large primes; huge numbers; zeros.
        let draws: [(inout SeededGenerator) -> Rational] = [
            { Rational($0.integer(in: -9...9)) * Rational(1, 10) },
            { Rational($0.integer(in: -9...9)) / Rational($0.integer(in: 2...9)) },
            { Rational($0.integer(in: -2...2)) },
            { Rational($0.integer(in: -9...9)) / Rational([59, 61, 97, 6_700_417][$0.integer(in: 0...3)]) },
            { $0.fraction(bits: 150) },
            { _ in 0 },
        ]
        for (seed, draw) in draws.enumerated() {
            var generator = SeededGenerator(seed: UInt64(seed))
            let vector = { (n: Int) in (0..<n).map { _ in draw(&generator) } }
            let matrix = { (r: Int, c: Int) in Matrix(rows: r, columns: c, elements: vector(r * c)) }
            let network = LinearRNN(
                recurrent: matrix(hidden, hidden), input: matrix(hidden, width), readout: matrix(outputs, hidden),
                start: vector(hidden))
            let inputs = (0..<steps).map { _ in vector(width) }
            let targets = (0..<steps).map { _ in vector(outputs) }
            // The huge numbers grow by their whole length a step: a short run says as much.
            let count = seed == 4 ? min(steps, 4) : steps
            let run = (Array(inputs.prefix(count)), Array(targets.prefix(count)))
            expectSame(
                ExactLinearBPTT(network, inputs: run.0, targets: run.1),
                Plain(network, inputs: run.0, targets: run.1))
        }
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
        let run = LinearRNNSample(hidden: hidden, steps: steps, numbers: numbers).run()
        #expect(PrimeField(run.loss).residue == loss)
        #expect(run.gradientChecksum.residue == checksum)
    }
}
