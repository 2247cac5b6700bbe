import ExactMath
import Testing

extension KernelTests {
    /// a b + c has the bits of the exact value rounded once, at every level: where the CPU has no instruction for it, too.
    /// `Scripts/check-fma` tries ten million.
    @Suite("Fused multiply-add") struct Fused {
        /// Operands that overflow, underflow, cancel or lie half-way between two doubles.
        static func hardOperands(_ count: Int) -> [(a: Double, b: Double, c: Double)] {
            var generator = SeededGenerator(seed: 11)
            func number(_ exponents: ClosedRange<Int>) -> Double {
                let bits = UInt64.random(in: 0...UInt64.max, using: &generator)
                let exponent = UInt64(generator.integer(in: exponents) + 1023)
                // Short significands make products exact and sums half-way.
                let kept = UInt64.max << UInt64(generator.integer(in: 0...51))
                return Double(bitPattern: (bits & kept & 0x800f_ffff_ffff_ffff) | (exponent << 52))
            }
            return (0..<count).map { i in
                switch i % 6 {
                case 0: return (number(-40...40), number(-40...40), number(-60...60))
                case 1: return (number(-1023...1023), number(-1023...1023), number(-1023...1023))
                case 2:
                    let (a, b) = (number(-30...30), number(-30...30))
                    return (a, b, -a * b)
                case 3:
                    let (a, b) = (number(-30...30), number(-30...30))
                    return (a, b, (a * b).ulp * number(-3...3))
                case 4: return (number(-540...(-400)), number(-560...(-400)), number(-1023...(-900)))
                default:
                    let special = Vectors.special
                    return (
                        generator.element(of: special), generator.element(of: special), generator.element(of: special)
                    )
                }
            }
        }

        @Test func isRoundedOnceAtEveryLevel() {
            let operands = Self.hardOperands(60_000)
            let (a, b, c) = (operands.map(\.a), operands.map(\.b), operands.map(\.c))
            let expected = bitPatterns(operands.map { $0.c.addingProduct($0.a, $0.b) })
            for (level, result) in atEveryLevel({
                var y = c
                Double.addProduct(a, b, into: &y, count: y.count, accumulate: true)
                return y
            }) {
                let found = bitPatterns(result)
                #expect(found == expected, "\(level)")
            }
        }

        /// 1 + 2⁻³⁰ squared, less what a product of its own is rounded to.
        @Test func keepsWhatAProductOfItsOwnLoses() {
            let a = 1 + 0x1p-30
            for (level, result) in atEveryLevel({
                var y = [-(a * a)]
                Double.addProduct([a], [a], into: &y, count: 1, accumulate: true)
                return y
            }) {
                #expect(result == [0x1p-60], "\(level)")
            }
        }
    }
}
