import Explorer
import Foundation
import Lessons
import Scenes
import TerminalUI
import Testing

@Suite struct LessonScreenTests {
    private static let lessons = LessonLibrary.builtIn.sources.compactMap { try? $0.lesson() }

    private func explorer(_ lesson: String, _ width: Int = 80, _ height: Int = 24) throws -> Explorer {
        var explorer = Explorer(scenes: SceneList([]), glyphs: .unicode)
        explorer.size = Size(width: width, height: height)
        let name = try LessonLibrary.builtIn.source(lesson).name
        explorer.open(try #require(Self.lessons.first { $0.name == name }))
        return explorer
    }

    private func press(_ explorer: inout Explorer, _ keys: Key...) { for key in keys { _ = explorer.handle(key) } }

    private func type(_ explorer: inout Explorer, _ text: String) {
        press(&explorer, .character("c"))
        for character in text { press(&explorer, .character(character)) }
        press(&explorer, .enter)
    }

    @Test func theSceneStaysAboveTheTextAndOperable() throws {
        var explorer = try explorer("2")
        let before = explorer.frame().plainText
        #expect(before.contains("An Elman net, four steps by hand"))
        #expect(before.contains(" 1/10 Process input sequentially, keep activations "))
        #expect(before.contains("t = 1"))
        press(&explorer, .right)
        #expect(explorer.frame().plainText.contains("t = 2"))
        press(&explorer, .character("g"))
        #expect(explorer.frame().plainText.contains("Nothing has come back yet."))
        press(&explorer, .character("s"), .left)
        #expect(explorer.frame().plainText == before)
    }

    /// However long the text and its formulas are.
    @Test(arguments: LessonScreenTests.lessons.map(\.name)) func theQuestionIsInSightWhereOneTypes(_ name: String)
        throws
    {
        var explorer = try explorer(name)
        for step in try #require(Self.lessons.first { $0.name == name }).steps {
            if case .ask? = step.task?.kind, let wording = step.task?.wording?.text {
                press(&explorer, .character("c"))
                let shown = explorer.frame().plainText
                // A tilde above a letter stands behind it on the screen.
                let drawn = String(wording.unicodeScalars.map { $0 == "\u{303}" ? "~" : Character($0) })
                #expect(shown.contains(drawn.prefix(40)), "\(step.title): \(shown)")
                press(&explorer, .escape)
            }
            press(&explorer, .pageDown)
        }
    }

    @Test func cellsTrainBesideTheTextAndTheFooterNamesAKeyOnce() throws {
        var explorer = try explorer("16", 160, 50)
        for _ in 0..<7 { press(&explorer, .pageDown) }
        #expect(explorer.frame().plainText.contains(" 8/12 Train them "))
        #expect(explorer.frame().plainText.contains("t = 50 → 1: ×"))
        let footer = explorer.keys.footer(width: 300, glyphs: .unicode).string
        #expect(footer.contains("c answer") && !footer.contains("c cell"))
        press(&explorer, .tab, .right)
        explorer.settle()
        #expect(explorer.frame().plainText.contains("epoch 1 of 300"))
        #expect(explorer.frame().plainText.contains(" 8/12 Train them "))
        #expect(explorer.pace == nil)
    }

    @Test func aWrongAnswerHasItsReplyAndARightOneGoesOn() throws {
        var explorer = try explorer("2")
        type(&explorer, "from x₁, x₂ and h₁")
        #expect(explorer.frame().plainText.contains("x₁ is in h₁ already; there is no other way for it."))
        type(&explorer, "from x₂ and from h₁")
        #expect(explorer.frame().plainText.contains("Right."))
        press(&explorer, .pageDown)
        #expect(explorer.frame().plainText.contains(" 2/10 The next state by hand "))
        // The number is hidden until it is said.
        #expect(!explorer.frame().plainText.contains("−0.4896"))
        type(&explorer, "-0.49")
        #expect(explorer.frame().plainText.contains("t = 3"))
        #expect(explorer.frame().plainText.contains("−0.4896"))
        #expect(
            explorer.course.progress.lessons["02-one-cell-unfolded"]?.steps.prefix(3).map(\.isDone) == [
                true, true, false,
            ])
    }

    @Test func whatIsDoneIsNoticed() throws {
        var explorer = try explorer("0")
        press(&explorer, .right, .right)
        #expect(explorer.frame().plainText.contains("Done."))
        for _ in 0..<4 { press(&explorer, .pageDown) }
        #expect(!explorer.frame().plainText.contains("Done."))
        try explorer.set(.parameter(path: "stack.0.W", row: 0, column: 0), to: Scenes.Number(0.5))
        press(&explorer, .character("]"))
        #expect(explorer.frame().plainText.contains("Done."))
    }

    @Test func playLeavesTheTextAndComesBackToTheSceneAsItWas() throws {
        var explorer = try explorer("2")
        let before = explorer.frame().plainText
        press(&explorer, .character("P"))
        #expect(!explorer.frame().plainText.contains(" 1/10 "))
        try explorer.set(.parameter(path: "stack.0.W", row: 0, column: 0), to: Scenes.Number(9))
        press(&explorer, .end, .character("P"))
        #expect(explorer.frame().plainText == before)
    }

    @Test func anExerciseIsFilledInAndHeardOf() throws {
        let lesson = try LessonLibrary.builtIn.source("11").lesson()
        var explorer = try explorer("7")
        for _ in 0..<6 { press(&explorer, .pageDown) }
        #expect(explorer.frame().plainText.contains("An exercise, linear-bptt: c opens it."))
        press(&explorer, .character("c"))
        let form = explorer.frame().plainText
        #expect(form.contains("linear-bptt"))
        press(&explorer, .character("c"))
        press(&explorer, .escape)
        #expect(explorer.frame().plainText.contains("Not yet: 6 of 7 right."))
        #expect(lesson.steps.count == 11)
    }

    @Test(arguments: [Size(width: 80, height: 24), Size(width: 140, height: 40)])
    func everyStepIsDrawn(size: Size) throws {
        #expect(Self.lessons.count == LessonLibrary.builtIn.sources.count)
        for lesson in Self.lessons {
            var explorer = try explorer(lesson.name, size.width, size.height)
            for (index, _) in lesson.steps.enumerated() {
                let frame = explorer.frame().plainText
                #expect(frame.contains(" \(index + 1)/\(lesson.steps.count) "), "\(lesson.name) \(index + 1)")
                press(&explorer, .pageDown)
            }
        }
    }

    /// A number that is asked for stands on no screen and in no line of its step, at two sizes.
    @Test(arguments: LessonLibrary.builtIn.names) func nothingIsAskedThatStandsOnTheScreen(_ name: String) throws {
        let lesson = try #require(Self.lessons.first { $0.name == name })
        #expect(LessonProof.problems(of: lesson, sights: LessonSights.of(lesson)).map(\.description) == [])
    }

    /// A lesson that asks for a number in words, beside a scene in which it can be read off.
    @Test(arguments: [
        ("0.595 + 0", "24:9: what is asked, 0.5950, stands already on the screen of 80 columns"),
        ("1.5*0.9 - 0.9 + 0.5", ""), ("0.9 + 0.05", ""),
        ("-9/10", "24:9: what is asked, -0.9, stands already on the screen of 120 columns"),
        ("7.25 + 0", "24:9: what is asked, 7.25, stands already on the screen of 80 columns"),
    ])
    func whatStandsOnTheScreenIsFound(asked: String, problem: String) throws {
        let lesson = try Lesson(
            text: """
                ---
                unfold-lesson: 1
                title: A
                source: b
                minutes: 1
                ---
                ## One

                The factor is `7.25`.

                ```scene
                elman-by-hand
                ```

                ```show
                at: forward:2
                focus: a[2]
                ```

                ```ask
                question: What is it?


                answer: \(asked)
                hints: ["Think."]
                ```
                """, name: "a")
        let found = LessonProof.problems(of: lesson, sights: LessonSights.of(lesson)).map(\.description)
        #expect(found.filter { !$0.contains("a lesson has 6 to 15") } == (problem.isEmpty ? [] : [problem]))
    }

    /// Beside formulas the footer says how to change their letters, even at 80 columns.
    @Test func theSwitchOfLettersIsInSightBesideFormulas() throws {
        var count = 0
        for lesson in Self.lessons {
            var explorer = try explorer(lesson.name)
            for step in lesson.steps {
                let footer = explorer.frame().plainText.split(separator: "\n").last ?? ""
                if step.hasMathematics {
                    #expect(footer.contains("n letters") && footer.contains("PgDn on"), "\(lesson.name): \(step.title)")
                    count += 1
                }
                press(&explorer, .pageDown)
            }
        }
        #expect(count > 60)
    }

    @Test func aStepLendsItsLettersAndTheLearnersComeBack() throws {
        var explorer = try explorer("13", 120, 36)
        press(&explorer, .pageDown)
        #expect(explorer.frame().plainText.contains("h[3,J]"))
        press(&explorer, .pageDown)
        #expect(explorer.notation == .unfold)
        press(&explorer, .pageUp, .character("n"), .pageDown)
        #expect(explorer.notation == .jumadinova)
    }
}
