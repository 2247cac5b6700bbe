import Recurrence
import Scenes
import Wording

/// A lesson: steps, each a few sentences beside a scene and at most one thing to do.
public struct Lesson: Sendable {
    /// The file's name without its ending: `07-bptt-by-hand`.
    public var name: String
    /// The title of the front matter, up to 60 characters; a heading with one # can only repeat it.
    public var title: String
    /// Which lectures it follows.
    public var source: String
    /// How long it takes, 1 … 120.
    public var minutes: Int
    /// Names of the lessons that come before it.
    public var needs: [String]
    /// In the order of the file, at least one; a lesson that holds has 6 to 15.
    public var steps: [LessonStep]

    /// The number in front of the name; nil where it has none.
    public var number: Int? { Int(name.prefix { $0.isNumber }) }
}

/// One `##` of a lesson.
public struct LessonStep: Sendable {
    /// The heading without its ##.
    public var title: String
    /// Where the heading stands.
    public var place: TextLocation
    /// Paragraphs and items of lists; the texts of blocks are not among them.
    public var prose: [Prose]
    /// The scene that lies beside the step; the one of an earlier step goes on until another comes.
    public var scene: LessonScene?
    /// What a block `show` says; everything in it is nil where there is none.
    public var view: LessonView
    /// Formulas of the engine, each in the letters of one or more lectures.
    public var formulas: [LessonFormula]
    /// What is to be done; nil in a step that is only text, which is done when it is seen.
    public var task: LessonTask?
    /// What the speaker says, for `lesson present`.
    public var notes: [String]
    /// Whether formulas stand in it, so that the letters of a lecture matter.
    public var hasMathematics: Bool {
        let texts = prose + [task?.wording, task?.because].compactMap(\.self)
        return !formulas.isEmpty || view.notation != nil || texts.contains { !$0.mathematics.isEmpty }
    }
    /// Whether it is beside the lectures and may be left out.
    public var isOptional: Bool { title.hasPrefix("Box") }
}

/// The scene of a step: a built-in one or one that stands in the lesson, with numbers changed.
public struct LessonScene: Sendable {
    /// The built-in scene's name; empty where the scene stands in the lesson.
    public var name: String
    /// With the block's own changes made.
    public var scene: Scene
    /// The first line inside the block.
    public var place: TextLocation
}

/// What of the scene is in sight: a screen, a moment, the number under the cursor.
public struct LessonView: Sendable, Equatable {
    /// One of `LessonView.screens`; nil for the step screen.
    public var screen: String?
    /// The moment of the run to go to: `forward:1`.
    public var moment: String?
    /// The number to put the cursor on: `h[1]`.
    public var focus: String?
    /// The letters in which formulas are shown during this step; nil for the reader's own.
    public var notation: Notation?
    /// Where the block's text begins; nil where the step has no block `show`.
    public var place: TextLocation?
}

/// A formula of the engine as lectures write it.
public struct LessonFormula: Sendable {
    /// The number whose formula it is: `stack.0.h[3]`, `grad(stack.0.c[2])`.
    public var of: String
    /// Where the number's name stands.
    public var place: TextLocation
    /// The line in each notation, as the program writes it.
    public var lines: [Line]

    /// The formula as one lecture writes it.
    public struct Line: Sendable {
        /// Whose letters these are.
        public var notation: Notation
        /// What stands in the lesson; it has to be what the program writes, but for how many blanks stand together.
        public var text: String
        /// Where the text stands.
        public var place: TextLocation
    }
}
