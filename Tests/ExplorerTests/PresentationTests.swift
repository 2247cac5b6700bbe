import Explorer
import Lessons
import TerminalUI
import Testing

@Suite struct PresentationTests {
    @Test func theWallHasFewerWordsAndTheAnswerOnAKey() throws {
        var explorer = Explorer(scenes: SceneList([]), glyphs: .unicode)
        let lesson = try LessonLibrary.builtIn.source("2").lesson()
        explorer.present(lesson)
        #expect(explorer.presentedStep == 0)
        let frame = explorer.frame().plainText
        #expect(frame.contains("A recurrent network processes its input one step at a time"))
        #expect(!frame.contains("Jeffrey Elman"))
        #expect(frame.contains("  from x₂ and from h₁"))
        _ = explorer.handle(.character("o"))
        #expect(explorer.frame().plainText.contains(". from x₂ and from h₁"))
        #expect(explorer.frame().plainText.contains("o solution"))
        for _ in lesson.steps { _ = explorer.handle(.pageDown) }
        #expect(explorer.presentedStep == lesson.steps.count - 1)
        #expect(explorer.frame().plainText.hasSuffix("this is the last step\n"))
        for _ in lesson.steps.dropFirst() { _ = explorer.handle(.pageUp) }
        _ = explorer.handle(.pageDown)
        #expect(explorer.presentedStep == 1)
        #expect(explorer.course.progress == CourseProgress())
    }
}
