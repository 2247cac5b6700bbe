import Wording

/// What is kept of one step.
public struct StepRecord: Sendable, Equatable {
    /// Whether it was answered, done or given up; a step that asks nothing is done when it is seen.
    public var isDone = false
    /// Whether the solution was asked for before it was done.
    public var hasGivenUp = false
    /// Answers that could be read, and checks.
    public var tries = 0
    /// How many hints were given; the next one is that of this index.
    public var hints = 0

    /// A step that was not seen yet.
    public init() {}
}

/// What is kept of one lesson.
public struct LessonRecord: Sendable, Equatable {
    /// The step to go on at, from 0.
    public var index = 0
    /// In the order of the steps; fewer than the lesson has where it has grown since.
    public var steps: [StepRecord] = []

    /// A record of a lesson, by default of one that is not begun.
    public init(index: Int = 0, steps: [StepRecord] = []) {
        self.index = index
        self.steps = steps
    }

    /// Done steps, of a hundred.
    public func percent(of count: Int) -> Int { count == 0 ? 0 : steps.prefix(count).count { $0.isDone } * 100 / count }
}

/// What is kept of all lessons, and the learner's own questions.
public struct CourseProgress: Sendable, Equatable {
    /// By the names of the lessons; a lesson that was never opened has none.
    public var lessons: [String: LessonRecord] = [:]
    /// The lesson that was open last.
    public var last: String?
    /// The learner's own questions, one text each, in the order in which they were kept.
    public var questions: [String] = []
    /// How often the review was visited: other numbers every time.
    public var visits = 0

    /// Nothing done yet, and nothing asked.
    public init() {}
}

extension CourseProgress {
    /// The most code points of a question.
    public static let longestQuestion = 2_000

    /// A question as it can be kept and read again: without control characters, cut where it is too long; nil where nothing is left of it.
    public static func question(_ text: String) -> String? {
        let clean = text.unicodeScalars.filter { $0 == "\n" || $0 == "\t" || !Words.isControl($0) }
        let question = String(String.UnicodeScalarView(clean.prefix(longestQuestion)))
        return question.allSatisfy(\.isWhitespace) ? nil : question
    }

    /// Keeps a question of the learner's own, as `question` makes it; what was kept, or nil where nothing is left of it.
    public mutating func keep(question text: String) -> String? {
        guard let question = Self.question(text) else { return nil }
        questions.append(question)
        return question
    }

    /// This progress, with what changed elsewhere from one state to another changed here, too: what two programs did is kept of both.
    func changed(from before: CourseProgress, to after: CourseProgress) -> CourseProgress {
        var result = self
        for name in Set(before.lessons.keys).union(after.lessons.keys) where before.lessons[name] != after.lessons[name]
        {
            result.lessons[name] = after.lessons[name]
        }
        if after.last != before.last { result.last = after.last }
        if after.questions != before.questions {
            result.questions.removeAll { before.questions.contains($0) && !after.questions.contains($0) }
            result.questions += after.questions.filter { !result.questions.contains($0) }
        }
        result.visits += after.visits - before.visits
        return result
    }
}
