/// What is kept of one step.
public struct StepRecord: Sendable, Equatable {
    public var isDone = false
    /// Whether the solution was asked for before it was done.
    public var hasGivenUp = false
    /// Answers that could be read, and checks.
    public var tries = 0
    public var hints = 0

    public init() {}
}

/// What is kept of one lesson.
public struct LessonRecord: Sendable, Equatable {
    public var index = 0
    public var steps: [StepRecord] = []

    public init(index: Int = 0, steps: [StepRecord] = []) {
        self.index = index
        self.steps = steps
    }

    /// Done steps, of a hundred.
    public func percent(of count: Int) -> Int { count == 0 ? 0 : steps.prefix(count).count { $0.isDone } * 100 / count }
}

/// What is kept of all lessons, and the learner's own questions.
public struct CourseProgress: Sendable, Equatable {
    public var lessons: [String: LessonRecord] = [:]
    /// The lesson that was open last.
    public var last: String?
    public var questions: [String] = []
    /// How often the review was visited: other numbers every time.
    public var visits = 0

    public init() {}
}
