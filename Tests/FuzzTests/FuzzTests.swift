import Foundation
import FuzzTargets
import Testing

@Suite("Bytes that nobody vouches for end in success or one sentence")
struct FuzzTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test("Every target has seeds, and each of them keeps what must hold", arguments: FuzzTarget.allCases)
    func seeds(target: FuzzTarget) {
        let seeds = target.seeds(in: Self.root)
        #expect(!seeds.isEmpty)
        for seed in seeds.prefix(20) {
            if case .broken(let words) = target.run(seed) { Issue.record("\(target): \(words)") }
        }
    }

    @Test("A seed's mutations keep it, too", arguments: FuzzTarget.allCases)
    func mutations(target: FuzzTarget) {
        var mutator = Mutator(target.seeds(in: Self.root), seed: 16)
        // Where whole screens are drawn for every input, fewer.
        for number in 0..<([.script, .keys].contains(target) ? 12 : 60) {
            let bytes = mutator.next()
            if case .broken(let words) = target.run(bytes) { Issue.record("\(target) \(number): \(words)") }
        }
    }

    @Test("The mutator makes the same inputs of the same number")
    func same() {
        var (one, other) = (Mutator([[1, 2, 3]], seed: 5), Mutator([[1, 2, 3]], seed: 5))
        #expect((0..<50).map { _ in one.next() } == (0..<50).map { _ in other.next() })
    }
}
