import Scenes
import Wording

/// What is wrong with a lesson, and where.
public struct LessonProblem: Error, Sendable, Equatable {
    /// What does not hold.
    public var fact: LessonFact
    /// The line and column in the lesson's file.
    public var place: TextLocation

    /// A fact with its place.
    public init(_ fact: LessonFact, at place: TextLocation) {
        self.fact = fact
        self.place = place
    }
}

/// One way in which a lesson does not hold.
public enum LessonFact: Sendable, Equatable {
    // The text
    case noFrontMatter
    case frontMatterOpen
    case noSteps
    case noHeading
    case secondHeading(String)
    case titleDiffers(String, front: String)
    /// A line that begins with # and is neither the lesson's heading nor a step's.
    case otherHeading
    case fenceOpen(String)
    case unknownBlock(String, near: String?)
    case blockTwice(String)
    case markOpen(String)
    case mathematics(found: String, expected: String)
    case mathematicsUnread(String, why: String)
    case equationFails(String, left: String, right: String)
    case yaml(Fact)
    case formula(String)
    case notUTF8

    // Scenes and views
    case noScene
    case unknownScene(String, near: String?)
    case unknownScreen(String, known: [String])
    case unknownMoment(String, known: [String])
    case cannotBeSet(String, String)
    case noSuchNumber(String)
    case nothingUnderCursor(String)

    // Claims and formulas
    case claimIsNoComparison
    case claimFails(found: String, text: String)
    case claimNotNumber
    case unclaimedNumber(String)
    case formulaDiffers(engine: String)
    case noFormula(String)

    // Tasks
    case textTwice
    case numberInSight(String)
    case numberInPlace(String, String)
    case numberComputed(String, moment: String)
    case solvedAtFirst
    case solutionFails(String)
    case answerIsWrong(String)
    case wrongPasses(String)
    case wrongWithoutReply(String)
    case replyTwice(String, line: Int)
    case unknownChoice(String)
    case noHints
    case hintHasAnswer(String)
    case tooManyEdits(found: Int, limit: Int)
    case editNotAllowed(String)
    case tooLong(String, lines: Int, limit: Int)
    case stepCount(found: Int)
    case exercise(String)
    case noAnswer
    case unknownNeed(String)
}

extension LessonProblem: CustomStringConvertible {
    /// `3:14: sentence`
    public var description: String { "\(place): \(fact.sentence)" }
}

extension LessonFact {
    /// What was found and what would fit, in one sentence.
    public var sentence: String {
        switch self {
        case .noFrontMatter: "a lesson begins with a line ---, then unfold-lesson: 1, title, source, minutes"
        case .frontMatterOpen: "the front matter is never closed; a second line --- would close it"
        case .noSteps: "a lesson has steps; a line that begins with ## opens one"
        case .noHeading: "this stands before the first step; a line that begins with ## opens one"
        case .secondHeading(let text): "\(Words.quote(text)): a heading with one # is the title alone, a step has ##"
        case .titleDiffers(let text, let front):
            "the heading says \(Words.quote(text)), the title above is \(Words.quote(front))"
        case .otherHeading:
            "a line that begins with # is a heading here, and a lesson has two kinds: # its title, ## a step"
        case .fenceOpen(let name): "the block \(name) is never closed; a line ``` would close it"
        case .unknownBlock(let name, let near):
            "there is no block \(Words.quote(name)); "
                + (near.map { "did you mean \($0)?" }
                    ?? "there are \(Words.list(BlockName.allCases.map(\.rawValue), "and"))")
        case .blockTwice(let name): "this is a second \(name) in one step; a step has one thing to do"
        case .markOpen(let mark): "the \(mark) here is not closed in this line"
        case .mathematics(let found, let expected): "in $…$ stands \(found); \(expected) would fit"
        case .mathematicsUnread(let text, let why): "\(SafeText.of(text, limit: 100)) is no equation: \(why)"
        case .equationFails(let text, let left, let right):
            "\(SafeText.of(text, limit: 100)) does not hold in this scene: \(left) is not \(right); "
                + "what somebody claims is written \\overset{?}{=}"
        case .yaml(let fact): fact.sentence
        case .formula(let sentence): sentence
        case .notUTF8: "this byte is not UTF-8"
        case .noScene: "there is no scene here yet; a block scene gives one"
        case .unknownScene(let name, let near):
            "there is no built-in scene \(Words.quote(name)); "
                + (near.map { "did you mean \($0)?" } ?? "unfold scenes lists them")
        case .unknownScreen(let name, let known):
            "there is no screen \(Words.quote(name)); there are \(Words.list(known, "and"))"
        case .unknownMoment(let name, let known):
            "this scene has no moment \(Words.quote(name)); it has \(Words.some(known))"
        case .cannotBeSet(let name, let reason): "\(SafeText.of(name)) cannot be set: \(reason)"
        case .noSuchNumber(let name): "\(Words.quote(name)) is no number that can be changed; stack.0.U[1][2] is"
        case .nothingUnderCursor(let name): "this scene has no number \(Words.quote(name)) to put the cursor on"
        default: proofSentence
        }
    }

    private var proofSentence: String {
        switch self {
        case .claimIsNoComparison: "a claim says what a number is: {{stack.0.h[2][1] = 0.5}}"
        case .claimFails(let found, let text): "\(SafeText.of(text, limit: 100)) does not hold: it is \(found)"
        case .claimNotNumber: "what is asked for is a vector; a single number would fit"
        case .unclaimedNumber(let text): "the number \(text) stands in no claim; {{NAME = \(text)}} would be recomputed"
        case .formulaDiffers(let engine): "the program writes this formula as: \(engine)"
        case .noFormula(let name): "\(SafeText.of(name)) has no formula in this scene"
        case .textTwice: "this step and the one before are only text; one of them needs something to do"
        case .numberInSight(let text): "what is asked, \(text), stands in the text already"
        case .numberInPlace(let text, let place): "what is asked, \(SafeText.of(text)), stands already on \(place)"
        case .numberComputed(let text, let moment):
            "\(SafeText.of(text, limit: 100)) is asked for, and at \(SafeText.of(moment)) it is computed already"
        case .solvedAtFirst: "what is asked holds before anything is done"
        case .solutionFails(let what): "the model solution does not solve it: \(what)"
        case .answerIsWrong(let what): "the answer given here is marked wrong: \(what)"
        case .wrongPasses(let text): "the wrong answer \(Words.quote(text)) passes"
        case .wrongWithoutReply(let text): "the wrong choice \(Words.quote(text)) has no reply of its own"
        case .replyTwice(let text, let line):
            "the reply to \(Words.quote(text)) is the same as in line \(line); each wrong answer has its own"
        case .unknownChoice(let letter): "there is no choice \(Words.quote(letter))"
        case .noHints: "there is no hint; hints: [\"…\"] would give one"
        case .hintHasAnswer(let text): "the hint gives the answer \(text) away"
        case .tooManyEdits(let found, let limit): "\(Words.count(found, "number")) changed, and \(limit) may be"
        case .editNotAllowed(let name): "\(SafeText.of(name)) may not be changed here"
        case .tooLong(let what, let lines, let limit):
            "\(what) takes \(lines) lines of an 80-column terminal; \(limit) would fit"
        case .stepCount(let found): "there are \(Words.count(found, "step")); a lesson has 6 to 15"
        case .exercise(let sentence): sentence
        case .noAnswer: "this question has no answer; answer, choices or words would give one"
        case .unknownNeed(let name): "there is no lesson \(Words.quote(name))"
        default: ""
        }
    }
}

/// The fenced blocks that a step may have.
enum BlockName: String, CaseIterable, Sendable {
    case scene, show, formula, ask, predict, `do`, exercise, notes

    var isTask: Bool { [.ask, .predict, .do, .exercise].contains(self) }
}
