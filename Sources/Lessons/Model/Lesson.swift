import Exercises
import Formula
import Recurrence
import Scenes
import Wording

/// A lesson: steps, each a few sentences beside a scene and at most one thing to do.
public struct Lesson: Sendable {
    /// The file's name without its ending: `07-bptt-by-hand`.
    public var name: String
    public var title: String
    /// Which lectures it follows.
    public var source: String
    public var minutes: Int
    /// Names of the lessons that come before it.
    public var needs: [String]
    public var steps: [LessonStep]

    /// The number in front of the name; nil where it has none.
    public var number: Int? { Int(name.prefix { $0.isNumber }) }
}

/// One `##` of a lesson.
public struct LessonStep: Sendable {
    public var title: String
    public var place: TextLocation
    public var prose: [Prose]
    /// The scene that lies beside the step; the one of an earlier step goes on until another comes.
    public var scene: LessonScene?
    public var view: LessonView
    /// Formulas of the engine, each in the letters of one or more lectures.
    public var formulas: [LessonFormula]
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
    public var scene: Scene
    public var place: TextLocation
}

/// What of the scene is in sight: a screen, a moment, the number under the cursor.
public struct LessonView: Sendable, Equatable {
    public var screen: String?
    public var moment: String?
    public var focus: String?
    public var notation: Notation?
    public var place: TextLocation?
}

/// A formula of the engine as lectures write it.
public struct LessonFormula: Sendable {
    /// The number whose formula it is: `stack.0.h[3]`, `grad(stack.0.c[2])`.
    public var of: String
    public var place: TextLocation
    /// The line in each notation, as the program writes it.
    public var lines: [Line]

    public struct Line: Sendable {
        public var notation: Notation
        public var text: String
        public var place: TextLocation
    }
}

/// The one thing to do in a step.
public struct LessonTask: Sendable {
    public enum Kind: Sendable {
        /// A question that is answered with what is known.
        case ask(Question)
        /// A question about a number of the scene that is not in sight yet; `reveal` is the moment at which it is.
        case predict(Question, reveal: String?)
        /// Something to change or to visit until it holds.
        case act(Deed)
        case exercise(LessonExercise)
    }

    public var kind: Kind
    public var place: TextLocation
    /// What is asked, beside the prose.
    public var wording: Prose?
    public var hints: [Prose]
    /// What is said when it is done.
    public var because: Prose?
    /// The lesson to repeat where it went wrong.
    public var lesson: String?
}

/// A question and its foreseen answers.
public struct Question: Sendable {
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

    public struct Choice: Sendable {
        public var letter: String
        public var text: Prose
        public var place: TextLocation
    }

    public struct Foreseen: Sendable {
        public var answer: String
        public var reply: Prose
        public var place: TextLocation
    }

    public var form: Form
    /// The right letter, where there are choices.
    public var answer: String
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
    public var wrong: [Attempt]

    public struct Attempt: Sendable {
        public var edits: [NumberEdit]
        public var reply: Prose
        public var place: TextLocation
    }
}

/// One number of a scene and what it is set to: `stack.0.U[1][2] = -0.5`.
public struct NumberEdit: Sendable {
    public var name: String
    public var number: SceneNumber
    public var value: Scenes.Number
    /// The value as it is written where it is a word: on, target, a token.
    public var word: String?
    public var place: TextLocation

    /// The value as it is typed: −0.8, 1/2, off.
    public var typedValue: String { word ?? value.text.replacing("−", with: "-") }
}

/// An exercise of the catalogue in a lesson.
public struct LessonExercise: Sendable {
    public var exercise: Exercise
    /// The answers that stand there already.
    public var given: [String]
}

/// A comparison or a number in the grammar of the trace, of the step's scene or of another.
public struct Claim: Sendable {
    public var text: String
    /// Another scene than the step's, with its edits done.
    public var scene: Scene?
    public var edits: [NumberEdit]
    public var expression: TraceExpression
    public var place: TextLocation
}
