import ExactMath
import Testing

@testable import Exercises

@Suite struct OneAnswerTests {
    /// One answer alone, from a student's numbers or from those that slips make, is that of the whole run: for every slip and for pairs.
    @Test(
        arguments: [
            "linear-bptt", "linear-bptt-last", "truncated", "linear-triangle", "affine-backward", "rnn-bptt",
            "lstm-bptt",
            "gru-step", "attention-step", "backward", "vanish",
        ])
    func oneAnswerAloneIsThatOfTheWholeRun(id: String) throws {
        let kind = try #require(Catalogue.kinds.first { $0.id == id })
        for level in 1...4 {
            let exercise = try kind.make(seed: UInt64(level), level: level, version: nil)
            var generator = SeededGenerator(seed: UInt64(100 + level))
            var sets = exercise.allSlips.map { SlipSet($0) } + [[]]
            for _ in 0..<30 { sets.append(SlipSet(generator.shuffled(exercise.allSlips).prefix(2).map { $0 })) }
            let right = exercise.working.answers()
            // Some answers are missing, some right, some wrong.
            let own = right.map { value -> [Double]? in
                guard let numbers = value.doubles, generator.integer(in: 0...4) > 0 else { return nil }
                return numbers.map { $0 + Double(generator.integer(in: 0...2)) }
            }
            let ownResidues = own.map { $0?.compactMap { PrimeField(exactly: Rational($0)) } }
            let fromOwn = exercise.working.doubles(from: own)
            let fromOwnResidues = exercise.working.residues(from: ownResidues)
            var others: [String] = []
            for slips in sets {
                let clean = exercise.working.doubles(slips) { _, _ in nil }
                // With a slip that changes a size a whole run has nothing to go on with.
                guard zip(clean, right).allSatisfy({ $0?.entries.count == $1.doubles?.count }) else { continue }
                let onward = exercise.working.doubles(slips) { place, _ in own[place] }
                let cleanResidues = exercise.working.residues(slips)
                let onwardResidues = fromOwnResidues?.all(slips)
                if fromOwn.all(slips) != onward { others.append("all under \(slips.slips.map(\.id))") }
                for (place, field) in exercise.fields.enumerated() {
                    let name = "\(field.name) under \(slips.slips.map(\.id))"
                    if exercise.working.doubles(slips, at: place) != clean[place] { others.append(name) }
                    if fromOwn.one(slips, place) != onward[place] { others.append("\(name) from own numbers") }
                    let residues = exercise.working.residues(slips, at: place)
                    if residues != cleanResidues?[place] { others.append("\(name) in residues") }
                    if fromOwnResidues?.one(slips, place) != onwardResidues?[place] {
                        others.append("\(name) in residues from own numbers")
                    }
                }
            }
            #expect(others == [], "level \(level), own \(own.map { $0 != nil })")
        }
    }

    /// What slips make of a student's own numbers is what all lines give, worked anew with every number of the student in its place.
    @Test(arguments: 1...4) func aRowGoneOnIsThatOfAllLinesWorkedAnew(level: Int) {
        var generator = SeededGenerator(seed: UInt64(level))
        let network = LinearModel<Double>.drawn(level: level, using: &generator)
        let task = LinearTask.backward
        let plan = task.plan(network)
        let row = WorkedRow(plan, given: network.given(plan))
        let own = row.right.map { numbers -> [Double]? in
            generator.integer(in: 0...4) == 0
                ? nil : numbers.entries.map { $0 + Double(generator.integer(in: 0...2)) }
        }
        let onward = row.onward { place, _ in own[place] }
        for slip in task.slips(network) {
            let code = plan.code(of: plan.program.applying(task.edits(SlipSet(slip), steps: network.steps)))
            var anew = row.given + [Double](repeating: 0, count: code.count - row.given.count)
            let expected = code.run(&anew) { place, _ in own[place] }
            #expect(onward.answers(SlipSet(slip)) == expected, "\(slip.id)")
            #expect(expected.indices.map { onward.answer(SlipSet(slip), at: $0) } == expected, "\(slip.id)")
        }
    }
}
