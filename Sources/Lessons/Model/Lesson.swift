import Exercises
import Formula
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

/// The one thing to do in a step.
public struct LessonTask: Sendable {
    /// What is to be done, and with what.
    public enum Kind: Sendable {
        /// A question that is answered with what is known.
        case ask(Question)
        /// A question about a number of the scene that is not in sight yet; `reveal` is the moment at which it is.
        case predict(Question, reveal: String?)
        /// Something to change or to visit until it holds.
        case act(Deed)
        case exercise(LessonExercise)
    }

    /// Which sort of block it is, with its content.
    public var kind: Kind
    /// The line of the fence that opens the block.
    public var place: TextLocation
    /// What is asked, beside the prose.
    public var wording: Prose?
    /// One after another, each when it is asked for; an exercise's own hints come behind them.
    public var hints: [Prose]
    /// What is said when it is done.
    public var because: Prose?
    /// The lesson to repeat where it went wrong.
    public var lesson: String?
}

/// A question and its foreseen answers.
public struct Question: Sendable {
    /// How a question is answered, with what is right.
    public enum Form: Sendable {
        /// Letters and what they stand for.
        case choice([Choice])
        /// A number of the scene, by its name or as an expression, and how far off an answer may be.
        case number(Claim, within: Double?)
        /// Words, each of which is right; upper and lower case are the same.
        case text([String])
        /// A formula that an exercise asks for.
        case formula(kind: String, field: String, answer: String)
    }

    /// One answer among several to choose from.
    public struct Choice: Sendable {
        /// What is typed to choose it: in the file's order, or in a run that of `Lesson.reordered`.
        public var letter: String
        /// What the answer says; typing it chooses it, too.
        public var text: Prose
        /// Where the letter stands in the file.
        public var place: TextLocation
    }

    /// A wrong answer that somebody will give, and what is said to it.
    public struct Foreseen: Sendable {
        /// The letter of a choice, an expression whose value is the wrong number, a word, or a formula.
        public var answer: String
        /// What is said to it; in a lesson that holds no two wrong answers have the same reply.
        public var reply: Prose
        /// Where the wrong answer stands in the file.
        public var place: TextLocation
    }

    /// Choices, a number, words or a formula, each with what is right.
    public var form: Form
    /// The right letter, where there are choices.
    public var answer: String
    /// Wrong answers with a reply of their own; in a lesson that holds every wrong choice is among them.
    public var wrong: [Foreseen]
    /// What has to hold in the scene so that the choice is right.
    public var proof: [Claim]
}

/// Something to do with the scene.
public struct Deed: Sendable {
    /// What has to hold of the changed scene.
    public var until: [Claim]
    /// Moments that have to be visited, in this order.
    public var visits: [String]
    /// The most numbers that may differ; nil for any.
    public var edits: Int?
    /// The numbers that may be changed; empty for all.
    public var only: [String]
    /// What the model solution sets.
    public var solution: [NumberEdit]
    /// Wrong changes with a reply of their own.
    public var wrong: [Attempt]

    /// A wrong change that somebody will make, and what is said to it.
    public struct Attempt: Sendable {
        /// What it sets; it is recognised where the scene differs from the step's in just this.
        public var edits: [NumberEdit]
        /// What is said instead of what is still missing.
        public var reply: Prose
        /// Where the attempt begins in the file.
        public var place: TextLocation
    }
}

/// One number of a scene and what it is set to: `stack.0.U[1][2] = -0.5`.
public struct NumberEdit: Sendable {
    /// The number's name as it is written, indices from 1.
    public var name: String
    /// The number that the name means, indices from 0.
    public var number: SceneNumber
    /// What it is set to; of a word the number that stands for it.
    public var value: Scenes.Number
    /// The value as it is written where it is a word: on, target, a token.
    public var word: String?
    /// Where the name stands; for what is set in a claim, where the claim begins.
    public var place: TextLocation

    /// The value as it is typed: −0.8, 1/2, off.
    public var typedValue: String { word ?? value.text.replacing("−", with: "-") }
}

/// An exercise of the catalogue in a lesson.
public struct LessonExercise: Sendable {
    /// Drawn by kind, seed and level, or about a built-in scene; perhaps a sheet with a mistake in it.
    public var exercise: Exercise
    /// The answers that stand there already.
    public var given: [String]
}

/// A comparison or a number in the grammar of the trace, of the step's scene or of another.
public struct Claim: Sendable {
    /// As it stands in the lesson, without the scene and the changes in front of it.
    public var text: String
    /// Another scene than the step's, with its edits done.
    public var scene: Scene?
    /// What is set in the scene before it is computed; empty for the scene as it is.
    public var edits: [NumberEdit]
    /// The text as it was read: a comparison, unless it is an answer.
    public var expression: TraceExpression
    /// Where the text begins.
    public var place: TextLocation
}
