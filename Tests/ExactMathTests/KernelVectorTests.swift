import ExactMath
import Testing

extension KernelTests {
    @Suite("Vectors") struct Vectors {
        static let lengths = Array(0...40) + [63, 64, 65, 100, 257]

        /// Numbers that round, cancel, overflow and underflow, among them ±0, ±∞ and nan.
        static let special: [Double] = [
            0, -0.0, 1, -1, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
            .leastNormalMagnitude, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .ulpOfOne, 1 - .ulpOfOne, 0.1,
            1e300,
        ]

        static func operand(_ count: Int, _ generator: inout SeededGenerator, special isSpecial: Bool) -> [Double] {
            isSpecial
                ? (0..<count).map { _ in generator.element(of: special) } : generator.vector(count)
        }

        /// Runs `kernel` and `loop` on the same operands a, b, c and target y at every length, inside guard elements.
        static func compare(
            _ kernel: (
                UnsafePointer<Double>, UnsafePointer<Double>, UnsafePointer<Double>, UnsafeMutablePointer<Double>, Int
            )
                -> Void,
            _ loop: (UnsafePointer<Plain>, UnsafePointer<Plain>, UnsafePointer<Plain>, UnsafeMutablePointer<Plain>, Int)
                ->
                Void
        ) {
            for count in lengths {
                for isSpecial in [false, true] {
                    var generator = SeededGenerator(seed: UInt64(count))
                    let operands = (0..<3).map { _ in operand(count, &generator, special: isSpecial) }
                    let target = [7.5] + operand(count, &generator, special: isSpecial) + [7.5]
                    let plain = operands.map { $0.map(Plain.init(value:)) }
                    var expected = target.map(Plain.init(value:))
                    expected.withUnsafeMutableBufferPointer { y in
                        if let y = y.baseAddress { loop(plain[0], plain[1], plain[2], y + 1, count) }
                    }
                    for (level, result) in atEveryLevel({
                        var y = target
                        y.withUnsafeMutableBufferPointer { y in
                            if let y = y.baseAddress { kernel(operands[0], operands[1], operands[2], y + 1, count) }
                        }
                        return y
                    }) {
                        #expect(
                            bitPatterns(result) == bitPatterns(expected.map(\.value)),
                            "\(count) elements, \(level), \(isSpecial ? "special" : "random") values")
                    }
                }
            }
        }

        @Test func fillEqualsItsLoop() {
            Self.compare({ _, _, _, y, n in Double.fill(y, with: 2.25, count: n) }) { _, _, _, y, n in
                Plain.fill(y, with: Plain(value: 2.25), count: n)
            }
        }

        @Test func copyEqualsItsLoop() {
            Self.compare({ a, _, _, y, n in Double.copy(a, into: y, count: n) }) { a, _, _, y, n in
                Plain.copy(a, into: y, count: n)
            }
        }

        @Test func addEqualsItsLoop() {
            Self.compare({ a, _, _, y, n in Double.add(a, into: y, count: n) }) { a, _, _, y, n in
                Plain.add(a, into: y, count: n)
            }
        }

        @Test(arguments: [false, true]) func productEqualsItsLoop(accumulate: Bool) {
            Self.compare({ a, b, _, y, n in Double.addProduct(a, b, into: y, count: n, accumulate: accumulate) }) {
                a, b, _, y, n in Plain.addProduct(a, b, into: y, count: n, accumulate: accumulate)
            }
        }

        @Test func blendEqualsItsLoop() {
            Self.compare({ a, b, c, y, n in Double.blend(gate: a, b, c, into: y, count: n) }) { a, b, c, y, n in
                Plain.blend(gate: a, b, c, into: y, count: n)
            }
        }

        @Test func productSumEqualsItsLoop() {
            Self.compare({ a, b, c, y, n in Double.productSum(a, b, c, a, into: y, count: n) }) { a, b, c, y, n in
                Plain.productSum(a, b, c, a, into: y, count: n)
            }
        }

        /// Two derivatives: one assigned or added to y, the other added to an extra target, compared through y as well.
        @Test(arguments: [false, true], [false, true])
        func productDerivativesEqualTheirLoop(first: Bool, second: Bool) {
            Self.compare({ a, b, c, y, n in
                let other = Memory(Array(repeating: 0.5, count: n + 1))
                Double.productDerivatives(
                    a, b, c, into: Sink(y, accumulates: first), Sink(other.base, accumulates: second), count: n)
                Double.add(other.base, into: y, count: n)
            }) { a, b, c, y, n in
                var other = [Plain](repeating: Plain(value: 0.5), count: n + 1)
                other.withUnsafeMutableBufferPointer { buffer in
                    guard let base = buffer.baseAddress else { return }
                    Plain.productDerivatives(
                        a, b, c, into: Sink(y, accumulates: first), Sink(base, accumulates: second), count: n)
                    Plain.add(base, into: y, count: n)
                }
            }
        }

        /// All sinks are the same vector: what is added and in which order shows in its bits.
        @Test(arguments: [false, true]) func productSumDerivativesEqualTheirLoop(accumulate: Bool) {
            Self.compare({ a, b, c, y, n in
                let (one, all) = (Sink(y, accumulates: accumulate), Sink(y, accumulates: true))
                Double.productSumDerivatives(a, b, c, a, b, into: all, one, all, all, count: n)
            }) { a, b, c, y, n in
                let (one, all) = (Sink(y, accumulates: accumulate), Sink(y, accumulates: true))
                Plain.productSumDerivatives(a, b, c, a, b, into: all, one, all, all, count: n)
            }
        }

        @Test(arguments: [false, true]) func blendDerivativesEqualTheirLoop(accumulate: Bool) {
            Self.compare({ a, b, c, y, n in
                let (one, all) = (Sink(y, accumulates: accumulate), Sink(y, accumulates: true))
                Double.blendDerivatives(a, gate: b, c, a, into: one, all, all, count: n)
            }) { a, b, c, y, n in
                let (one, all) = (Sink(y, accumulates: accumulate), Sink(y, accumulates: true))
                Plain.blendDerivatives(a, gate: b, c, a, into: one, all, all, count: n)
            }
        }

        @Test(arguments: [false, true]) func differenceEqualsItsLoop(accumulate: Bool) {
            Self.compare({ a, b, _, y, n in
                Double.addDifference(a, minus: b, into: y, count: n, accumulate: accumulate)
            }) { a, b, _, y, n in Plain.addDifference(a, minus: b, into: y, count: n, accumulate: accumulate) }
        }

        /// A function of one number computed alone and the same function of a whole vector have the same bits.
        @Test(arguments: Activation.allCases) func activationEqualsItsLoop(function: Activation) {
            Self.compare({ a, _, _, y, n in Double.apply(function, a, into: y, count: n) }) { a, _, _, y, n in
                Plain.apply(function, a, into: y, count: n)
            }
        }

        @Test(arguments: Activation.allCases, [false, true])
        func derivativeEqualsItsLoop(function: Activation, accumulate: Bool) {
            Self.compare({ a, b, _, y, n in
                Double.addDerivative(of: function, at: a, times: b, into: y, count: n, accumulate: accumulate)
            }) { a, b, _, y, n in
                Plain.addDerivative(of: function, at: a, times: b, into: y, count: n, accumulate: accumulate)
            }
        }

        /// dx = y ⊙ (dy − mean) with the mean as the kernel for sums gives it.
        @Test(arguments: [false, true], [1, 4, 7, 8, 19, 65])
        func softmaxDerivative(accumulate: Bool, count: Int) {
            var generator = SeededGenerator(seed: 12)
            let (y, dy, target) = (generator.vector(count), generator.vector(count), generator.vector(count))
            for (level, result) in atEveryLevel({
                var dx = target
                Double.addSoftmaxDerivative(at: y, times: dy, into: &dx, count: count, accumulate: accumulate)
                return dx
            }) {
                let mean = Double.dot(y, dy, count: count)
                let expected = (0..<count).map { i in
                    accumulate ? target[i].addingProduct(y[i], dy[i] - mean) : y[i] * (dy[i] - mean)
                }
                #expect(result == expected, "\(level)")
            }
        }

        @Test func operationsMayWriteWhereTheyRead() {
            for (level, result) in atEveryLevel({
                var x = (0..<21).map { Double($0) / 8 - 1 }
                x.withUnsafeMutableBufferPointer { x in
                    if let x = x.baseAddress { Double.apply(.tanh, x, into: x, count: 21) }
                }
                return x
            }) {
                #expect(result == (0..<21).map { (Double($0) / 8 - 1).hyperbolicTangent() }, "\(level)")
            }
        }

        @Test(arguments: lengths) func dotAddsInEightParts(count: Int) {
            var generator = SeededGenerator(seed: 3)
            let a = generator.vector(count)
            let b = generator.vector(count)
            var parts = [Double](repeating: 0, count: 8)
            for i in 0..<count { parts[i % 8] = parts[i % 8].addingProduct(a[i], b[i]) }
            let expected =
                ((parts[0] + parts[1]) + (parts[2] + parts[3])) + ((parts[4] + parts[5]) + (parts[6] + parts[7]))
            for (level, result) in atEveryLevel({ [Double.dot(a, b, count: count)] }) {
                #expect(result == [expected], "\(level)")
            }
            let distance = zip(a, b).map { $0 - $1 }
            for (level, result) in atEveryLevel({ [Double.squaredDistance(a, b, count: count)] }) {
                #expect(result == [Double.dot(distance, distance, count: count)], "\(level)")
            }
            let plain = Plain.dot(a.map(Plain.init(value:)), b.map(Plain.init(value:)), count: count).value
            let magnitude = zip(a, b).reduce(0) { $0 + abs($1.0 * $1.1) }
            #expect(abs(plain - expected) <= magnitude * Double(count + 1) * .ulpOfOne)
        }
    }
}
