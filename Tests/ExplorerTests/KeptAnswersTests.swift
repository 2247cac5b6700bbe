import Testing

@testable import Explorer

@Suite("What is kept of unfinished lines")
struct KeptAnswersTests {
    @Test("what differs has different names, however long it is and whatever its letters")
    func names() {
        let title = String(repeating: "a long title ", count: 10)
        let names = [
            KeptAnswers.name("guess", title, "after", "forward:1"),
            KeptAnswers.name("guess", title, "after", "forward:2"),
            KeptAnswers.name("guess", "记忆", "after", "forward:1"),
            KeptAnswers.name("guess", "遗忘", "after", "forward:1"),
            KeptAnswers.name("guess", "a b", "after", "forward:1"),
            KeptAnswers.name("guess", "a-b", "after", "forward:1"),
        ]
        #expect(Set(names).count == names.count)
        #expect(
            names.allSatisfy {
                $0.count <= 80 && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-.".contains($0)) }
            })
        #expect(names[0] == KeptAnswers.name("guess", title, "after", "forward:1"))
    }

    @Test("a name that loses nothing stays as it is")
    func plain() {
        #expect(KeptAnswers.name("lesson", "17-deep-both-ways", "3") == "lesson-17-deep-both-ways-3")
    }
}
