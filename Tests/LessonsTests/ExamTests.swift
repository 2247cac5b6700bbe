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

    /// A question that hangs on its step's text is not on the paper.
    @Test func itsQuestionsStandAlone() throws {
        var dependent: Set<String> = []
        for source in LessonLibrary.builtIn.sources {
            for step in try source.lesson().steps.dropLast() where !step.prose.isEmpty {
                if case .ask? = step.task?.kind, let wording = step.task?.wording { dependent.insert(wording.text) }
            }
        }
        #expect(dependent.contains("Which of them is our W, the matrix that multiplies the input?"))
        for seed in UInt64(0)...40 {
            for item in try Exam(.builtIn, seed: seed).items.prefix(8) {
                #expect(!dependent.contains(item.text.first?.plain ?? ""))
            }
        }
    }

    @Test func lettersWithScriptsAreMathematicsOnPaper() throws {
        let lesson = try Lesson(
            text: """
                ---
                unfold-lesson: 1
                title: A
                source: b
                minutes: 1
                ---
                ## Step

                In a^0, W_aa h_{t−1} and W_ya^T the σ_max of ŷ^t; clip_grad_norm_ and c̃_t.
                """, name: "a")
        #expect(
            lesson.steps.first?.prose.first?.latex
                == #"In $a^{0}$, $W_{aa}$ $h_{t-1}$ and $W_{ya}^{T}$ the $\sigma_{max}$ of $\hat{y}^{t}$; "#
                + #"clip\_grad\_norm\_ and $\tilde{c}_{t}$."#)
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
