import Exercises
import Wording

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

/// An exercise of the catalogue in a lesson.
public struct LessonExercise: Sendable {
    /// Drawn by kind, seed and level, or about a built-in scene; perhaps a sheet with a mistake in it.
    public var exercise: Exercise
    /// The answers that stand there already.
    public var given: [String]
}
