import Formula
import Scenes
import Wording

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
