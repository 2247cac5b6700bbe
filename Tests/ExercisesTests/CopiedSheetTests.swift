import Exercises
import Testing

/// A classmate's sheet of any exercise, made with one slip.
@Suite struct CopiedSheetTests {
    private func exercise() throws -> Exercise { try Catalogue.exercise("lstm-bptt", seed: 3, level: 2) }

    @Test func asksForTheFirstWrongAnswerTheSlipAndTheRightValue() throws {
        let own = try exercise()
        let exercise = try #require(own.mistaken(by: .g01))
        #expect(exercise.fields.map(\.name) == ["line", "slip", "value"])
        let (right, slipped) = (own.working.answers(), own.working.answers(SlipSet(.g01)))
        let first = try #require(right.indices.first { right[$0] != slipped[$0] })
        #expect(exercise.working.answers() == [.word(own.fields[first].name), .word("G01"), right[first]])
        let text = exercise.text().statement.map { "\($0)" }.joined()
        #expect(text.contains("A classmate hands in:") && text.contains("G01: the c carry dropped"))
    }

    @Test func aSlipThatIsNoneOfItIsNoSheet() throws { #expect(try exercise().mistaken(by: .c01) == nil) }
}
