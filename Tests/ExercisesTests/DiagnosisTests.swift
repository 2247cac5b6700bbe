import Exercises
import Foundation
import Testing

/// Every generated exercise takes its right answers for right and names each slip's answers by that slip alone.
@Suite struct DiagnosisTests {
    /// Seeds a level; the whole range of the promise with UNFOLD_SEEDS=2500.
    static let seeds = UInt64(ProcessInfo.processInfo.environment["UNFOLD_SEEDS"] ?? "") ?? 12

    @Test(arguments: Catalogue.kinds.map(\.id), [1, 2, 3, 4])
    func slipsAreTold(kind: String, level: Int) throws {
        let kind = try #require(Catalogue.kind(kind))
        for seed in 1...Self.seeds {
            let exercise = try kind.make(seed: seed, level: level)
            let marked = exercise.mark(answers(exercise))
            #expect(
                marked.isAllRight && marked.score.description == "\(exercise.fields.count)",
                "\(kind.id) \(seed) \(level)")
            guard level > 1 else { continue }
            for slip in exercise.slips {
                let marked = exercise.mark(answers(exercise, SlipSet(slip)))
                #expect(marked.diagnosis == [slip], "\(kind.id), seed \(seed), level \(level), \(slip.id)")
                for answer in marked.answers where answer.verdict == .wrong {
                    #expect(
                        answer.slips == [slip], "\(kind.id), seed \(seed), level \(level), \(slip.id), \(answer.name)")
                }
            }
        }
    }
}
