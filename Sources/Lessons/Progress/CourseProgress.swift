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

extension CourseProgress {
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
