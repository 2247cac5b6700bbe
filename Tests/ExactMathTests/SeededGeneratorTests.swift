import ExactMath
import Testing

@Suite struct SeededGeneratorTests {
    @Test func drawsThePublishedSequences() {
        var generator = SeededGenerator(seed: 1_234_567)
        #expect(
            (0..<5).map { _ in generator.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
        generator = SeededGenerator(seed: 0)
        #expect(
            (0..<4).map { _ in generator.next() } == [
                0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F, 0xF88B_B8A8_724C_81EC,
            ])
    }

    @Test func uniformDoublesAreTheUpper53Bits() {
        var generator = SeededGenerator(seed: 0)
        #expect(generator.uniform() == Double(0xE220_A839_7B1D_CDAF as UInt64 >> 11) / 0x1p53)
        #expect((0..<10_000).allSatisfy { _ in (0..<1).contains(generator.uniform()) })
        #expect((0..<10_000).allSatisfy { _ in (-0.25..<0.5).contains(generator.uniform(-0.25, 0.5)) })
    }

    @Test func integersFillTheirRangeEvenly() {
        var generator = SeededGenerator(seed: 7)
        var counts = [Int](repeating: 0, count: 6)
        for _ in 0..<60_000 { counts[generator.integer(in: 1...6) - 1] += 1 }
        // 10,000 ± 5 standard deviations of a binomial variable
        #expect(counts.allSatisfy { abs($0 - 10_000) < 457 })
        #expect(generator.integer(in: 5...5) == 5)
        #expect(generator.integer(below: 1) == 0)
        let whole = SeededGenerator(seed: 3)
        var (a, b) = (whole, whole)
        #expect(a.integer(in: .min ... .max) == Int.min &+ Int(truncatingIfNeeded: b.next()))
    }

    @Test func shufflesAreAllPermutationsAlike() {
        var generator = SeededGenerator(seed: 11)
        var counts: [[Int]: Int] = [:]
        for _ in 0..<6_000 { counts[generator.shuffled([1, 2, 3]), default: 0] += 1 }
        #expect(counts.count == 6)
        #expect(counts.values.allSatisfy { abs($0 - 1_000) < 145 })
    }
}
