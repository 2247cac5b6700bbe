import ExactMath
import Foundation
import Testing

extension KernelTests {
    /// Accuracy and properties of the elementary functions; that vectors and single numbers agree is in `Vectors`.
    @Suite("Elementary functions") struct Elementary {
        /// Numbers of all magnitudes at which results are neither 0 nor ∞, and around the places where formulas change.
        static func samples(upTo limit: Double) -> [Double] {
            var generator = SeededGenerator(seed: 5)
            var samples: [Double] = []
            for _ in 0..<20_000 {
                samples.append(Double.random(in: -limit...limit, using: &generator))
                samples.append(Double.random(in: -2...2, using: &generator))
                samples.append(
                    Double.random(in: -1...1, using: &generator) * pow(2, Double.random(in: -60...0, using: &generator))
                )
            }
            return samples + samples.map { Float(($0 * 16).rounded() / 16 * 0.693147180559945) }.map(Double.init)
        }

        #if arch(x86_64) || arch(i386)
            /// |result − exact| in units in the last place of a double as large as the exact value.
            static func distance(_ result: Double, from exact: Float80) -> Double {
                Double(abs(Float80(result) - exact) / Float80(Double(exact).ulp))
            }

            @Test func exponential() {
                for x in Self.samples(upTo: 708) { #expect(Self.distance(x.exponential(), from: exp(Float80(x))) <= 1) }
                for x in stride(from: -745.0, to: -708, by: 0.01) {
                    #expect(Self.distance(x.exponential(), from: exp(Float80(x))) <= 1.5)
                }
            }

            @Test func logarithm() {
                for x in Self.samples(upTo: 708) {
                    for y in [abs(x), exp(x), 1 + x * 1e-4] where y > 0 {
                        #expect(Self.distance(y.logarithm(), from: log(Float80(y))) <= 1, "log \(y)")
                    }
                }
            }

            @Test func logarithmOfOnePlus() {
                for x in Self.samples(upTo: 708).map(abs) {
                    let distance = Self.distance(x.logarithmOfOnePlus(), from: log1p(Float80(x)))
                    #expect(distance <= 4, "log(1 + \(x))")
                }
            }

            @Test func hyperbolicTangent() {
                for x in Self.samples(upTo: 20) {
                    #expect(Self.distance(x.hyperbolicTangent(), from: tanh(Float80(x))) <= 2.5, "tanh \(x)")
                }
            }

            @Test func logistic() {
                for x in Self.samples(upTo: 700) {
                    #expect(Self.distance(x.logistic(), from: 1 / (1 + exp(-Float80(x)))) <= 2.5, "σ(\(x))")
                }
            }
        #endif

        @Test func hyperbolicTangentIsOddAndBounded() {
            for x in Self.samples(upTo: 100) {
                let y = x.hyperbolicTangent()
                #expect((-x).hyperbolicTangent() == -y)
                #expect(abs(y) <= 1 && (y < 0) == (x < 0))
            }
            #expect((0.0).hyperbolicTangent().bitPattern == (0.0).bitPattern)
            #expect((-0.0).hyperbolicTangent().bitPattern == (-0.0).bitPattern)
            for large in [20, 400, 1e300, Double.infinity] {
                #expect(large.hyperbolicTangent() == 1)
                #expect((-large).hyperbolicTangent() == -1)
            }
            for tiny in [1e-300, 1000 * Double.leastNonzeroMagnitude, Double.leastNonzeroMagnitude] {
                #expect(tiny.hyperbolicTangent() == tiny)
            }
            #expect(Double.nan.hyperbolicTangent().isNaN)
        }

        @Test func logisticSaturatesAndComplementsToOne() {
            for x in Self.samples(upTo: 100) {
                #expect(abs(x.logistic() + (-x).logistic() - 1) <= 2 * .ulpOfOne)
            }
            #expect((0.0).logistic() == 0.5)
            for large in [40, 1e300, Double.infinity] { #expect(large.logistic() == 1) }
            for large in [-800, -1e300, -Double.infinity] { #expect(large.logistic() == 0) }
            #expect((-740.0).logistic() > 0)
            #expect(Double.nan.logistic().isNaN)
        }

        @Test func exponentialAndLogarithmAtTheirEnds() {
            #expect((0.0).exponential() == 1 && (-0.0).exponential() == 1)
            #expect((709.78).exponential().isFinite && (709.79).exponential() == .infinity)
            #expect(Double.infinity.exponential() == .infinity && (-Double.infinity).exponential() == 0)
            #expect((-745.1).exponential() == .leastNonzeroMagnitude && (-745.2).exponential() == 0)
            #expect(Double.nan.exponential().isNaN)
            #expect((1.0).logarithm() == 0 && (0.0).logarithm() == -.infinity && (-0.0).logarithm() == -.infinity)
            #expect(
                Double.infinity.logarithm() == .infinity && (-1.0).logarithm().isNaN && Double.nan.logarithm().isNaN)
            #expect(abs(Double.leastNonzeroMagnitude.logarithm() + 744.4400719213812) <= 1e-12)
        }

        @Test(arguments: [1, 2, 5, 8, 13, 65]) func softmaxOfLargeLogits(count: Int) {
            var generator = SeededGenerator(seed: 9)
            let x = generator.vector(count).map { 1e4 + 300 * $0 }
            let exact = x.map { exp($0 - x.reduce(-.infinity, max)) }
            let total = exact.reduce(0, +)
            let expected = exact.map { $0 / total } + [log(total) + x.reduce(-.infinity, max)]
            for (level, result) in atEveryLevel({
                var y = [Double](repeating: 0, count: count)
                Double.softmax(x, into: &y, count: count)
                return y + [Double.logSumExp(x, count: count)]
            }) {
                for (a, b) in zip(result, expected) { #expect(abs(a - b) <= 1e-14 * max(1, abs(b)), "\(level)") }
                #expect(result == atEveryLevel { result }[0].result)
            }
        }

        /// e^−∞ is 0 and the logarithm of 0 is −∞. Nothing is taken out where the greatest is infinite: an infinity less itself is nan.
        @Test(arguments: [1, 2, 5, 8, 13, 65]) func softmaxOfInfiniteLogits(count: Int) {
            let none = [Double](repeating: -.infinity, count: count)
            for (x, first, others, sum) in [
                (none, Double.nan, Double.nan, -Double.infinity),
                ([.infinity] + none.dropFirst().map { _ in 1 }, .nan, 0, .infinity),
            ] {
                let expected = [first] + none.dropFirst().map { _ in others } + [sum]
                var plain = none.map(Plain.init(value:))
                Plain.softmax(x.map(Plain.init(value:)), into: &plain, count: count)
                let plainSum = Plain.logSumExp(x.map(Plain.init(value:)), count: count)
                #expect(bitPatterns(plain.map(\.value) + [plainSum.value]) == bitPatterns(expected))
                for (level, result) in atEveryLevel({
                    var y = [Double](repeating: 7.5, count: count)
                    Double.softmax(x, into: &y, count: count)
                    return y + [Double.logSumExp(x, count: count)]
                }) { #expect(bitPatterns(result) == bitPatterns(expected), "\(level)") }
            }
        }
    }

    @Test func levels() {
        #expect(KernelLevel.supported.first == .sse2 && KernelLevel.supported.last == .best)
        for level in KernelLevel.supported {
            #expect(level.use() && KernelLevel.inUse == level)
        }
        KernelLevel.best.use()
        #expect(KernelLevel.problem(of: nil, best: .avx2) == nil)
        #expect(KernelLevel.problem(of: "sse2", best: .avx2) == nil)
        #expect(
            KernelLevel.problem(of: "avx512", best: .avx2)
                == "UNFOLD_CPU is avx512, which this CPU does not have; its best level is avx2.")
        #expect(
            KernelLevel.problem(of: "AVX\u{1B}[2J", best: .avx2)
                == "UNFOLD_CPU is \"AVX\u{FFFD}[2J\"; it can be sse2, avx2 or avx512.")
    }
}
