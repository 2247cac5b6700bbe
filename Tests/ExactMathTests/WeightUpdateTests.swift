import ExactMath
import Testing

extension KernelTests {
    /// Updates and clips are their formulas, entry by entry, with the same bits at every level; what is written may be what is read.
    @Suite("Weight updates") struct WeightUpdates {
        struct Weight: Equatable {
            var w: Double
            var m: Double
            var v: Double
        }

        private static func compare(_ update: WeightUpdate, _ formula: (Weight, _ g: Double) -> Weight) {
            for count in Vectors.lengths where count > 0 {
                var generator = SeededGenerator(seed: UInt64(count))
                let (w, m, g) = (generator.vector(count), generator.vector(count), generator.vector(count))
                let v = generator.vector(count).map { abs($0) }
                let expected = g.indices.map { formula(Weight(w: w[$0], m: m[$0], v: v[$0]), g[$0]) }
                for isInPlace in [true, false] {
                    for (level, result) in atEveryLevel({
                        let from = [w, m, v].map { Memory($0) }
                        let to = isInPlace ? from : [w, m, v].map { Memory($0) }
                        func place(_ rows: [Memory]) -> WeightUpdate.Place {
                            WeightUpdate.Place(rows[0].base, first: rows[1].base, second: rows[2].base)
                        }
                        // The pointers do not keep what they point to.
                        withExtendedLifetime((from, to)) {
                            update.move(place(from), to: place(to), gradients: g)
                        }
                        return to.flatMap(\.values)
                    }) {
                        #expect(
                            bitPatterns(result)
                                == bitPatterns(expected.map(\.w) + expected.map(\.m) + expected.map(\.v)),
                            "\(update), \(count) weights, \(level), \(isInPlace ? "in place" : "elsewhere")")
                    }
                }
            }
        }

        @Test func descent() {
            Self.compare(.descent(rate: 0.3)) { old, g in
                var new = old
                new.w = old.w - 0.3 * g
                return new
            }
        }

        @Test func momentum() {
            Self.compare(.momentum(rate: 0.3, momentum: 0.9)) { old, g in
                var new = old
                new.m = 0.9 * old.m + g
                new.w = old.w - 0.3 * new.m
                return new
            }
        }

        @Test func byRoot() {
            Self.compare(.byRoot(rate: 0.3, keep: 0.99, share: 1 - 0.99, epsilon: 1e-8)) { old, g in
                var new = old
                new.v = 0.99 * old.v + (1 - 0.99) * g * g
                new.w = old.w - 0.3 * (g / (new.v.squareRoot() + 1e-8))
                return new
            }
        }

        @Test func adam() {
            let rule = WeightUpdate.adam(rate: 0.3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, lack1: 0.19, lack2: 0.002)
            Self.compare(rule) { old, g in
                var new = old
                new.m = 0.9 * old.m + (1 - 0.9) * g
                new.v = 0.999 * old.v + (1 - 0.999) * g * g
                new.w = old.w - 0.3 * (new.m / 0.19 / ((new.v / 0.002).squareRoot() + 1e-8))
                return new
            }
        }

        @Test func scalingAndClamping() {
            for isSpecial in [false, true] {
                for count in Vectors.lengths where count > 0 {
                    var generator = SeededGenerator(seed: UInt64(count))
                    let x = Vectors.operand(count, &generator, special: isSpecial)
                    func atEveryLevelEquals(
                        _ operation: (UnsafeMutablePointer<Double>) -> Void, _ expected: [Double]
                    ) {
                        for (level, result) in atEveryLevel({
                            let memory = Memory(x)
                            withExtendedLifetime(memory) { operation(memory.base) }
                            return memory.values
                        }) {
                            #expect(bitPatterns(result) == bitPatterns(expected), "\(count) numbers, \(level)")
                        }
                    }
                    atEveryLevelEquals({ Double.scale($0, by: 0.7, count: count) }, x.map { $0 * 0.7 })
                    atEveryLevelEquals(
                        { Double.clamp($0, to: 0.5, count: count) }, x.map { $0 > 0.5 ? 0.5 : $0 < -0.5 ? -0.5 : $0 })
                }
            }
        }
    }
}
