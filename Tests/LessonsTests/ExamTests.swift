import Lessons
import Testing

@Suite struct ExamTests {
    @Test(arguments: [UInt64(0), 1, 2, 3, 99]) func hasTwelveQuestionsAndAKeyForEach(seed: UInt64) throws {
        let exam = try Exam(.builtIn, seed: seed)
        #expect(exam.items.count == 12)
        #expect(exam.items.allSatisfy { !$0.text.isEmpty && !$0.key.isEmpty })
        #expect(exam.text == (try Exam(.builtIn, seed: seed)).text)
        let ascii = exam.latex.unicodeScalars.filter { !$0.isASCII && !"ÄäöüÖÜßé“”".unicodeScalars.contains($0) }
        #expect(ascii.isEmpty, "\(String(String.UnicodeScalarView(ascii)))")
    }

    @Test func anotherSeedIsAnotherExam() throws {
        #expect(try Exam(.builtIn, seed: 1).text != (try Exam(.builtIn, seed: 2)).text)
    }

    @Test func theReviewHasOtherNumbersAtEveryVisitAndListsWhatToRepeat() throws {
        let source = try LessonLibrary.builtIn.source("20")
        let first = try source.lesson(seed: 1)
        let texts = try (1...6).map { seed in
            try source.lesson(seed: UInt64(seed)).steps.compactMap { $0.task?.wording?.text }.joined()
        }
        #expect(Set(texts).count > 3)
        #expect(first.steps.count { if case .exercise? = $0.task?.kind { true } else { false } } == 4)
        var run = LessonRun(first)
        #expect(run.toRepeat == [])
        _ = run.answer("it stays for both")
        _ = run.answer("it stays for the recurrent net, and grows with t for attention")
        #expect(run.toRepeat == ["19-attention"])
    }
}
