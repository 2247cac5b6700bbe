import Lessons
import TerminalUI

/// Draws every step of a lesson as it is first seen, so that a proof can look for numbers that are asked for.
public enum LessonSights {
    /// The sizes at which a step is drawn: the text below the scene, and beside it.
    private static let sizes = [Size(width: 80, height: 24), Size(width: 120, height: 36)]

    /// Of each step its screen at two sizes, its text line by line, and the scene's words.
    public static func of(_ lesson: Lesson) -> [[StepSight]] {
        var explorer = Explorer(scenes: SceneList([]), glyphs: .unicode)
        explorer.open(lesson)
        return lesson.steps.indices.map { _ in
            var sights: [StepSight] = []
            for size in sizes {
                explorer.size = size
                sights.append(StepSight("the screen of \(size.width) columns", explorer.frame().plainText))
            }
            if let page = explorer.top as? LessonPage {
                sights.append(StepSight("the lines of the step", page.run.reading.joined(separator: "\n")))
                if explorer.session != nil, page.run.scene != nil {
                    let words = page.inner.words(explorer).render(.unicode)
                    sights.append(StepSight("the lines of the scene, with show", words))
                }
            }
            _ = explorer.handle(.pageDown)
            return sights
        }
    }
}
