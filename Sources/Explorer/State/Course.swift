import Lessons

/// The lessons and how far a person has come in them. What reads and writes files is outside.
public struct Course: Sendable {
    /// The lessons that can be opened, in their order.
    public let library: LessonLibrary
    /// What has been done of each lesson, and the learner's own questions.
    public var progress: CourseProgress

    /// A course of the built-in lessons with nothing done, unless otherwise is said.
    public init(_ library: LessonLibrary = .builtIn, progress: CourseProgress = CourseProgress()) {
        self.library = library
        self.progress = progress
    }

    /// Done steps of a lesson, of a hundred.
    func percent(of source: LessonSource) -> Int {
        progress.lessons[source.name]?.percent(of: source.summary.steps) ?? 0
    }

    /// The lesson to go on with: the one that was open last, else the first.
    var next: Int {
        progress.last.flatMap { last in library.sources.firstIndex { $0.name == last } } ?? 0
    }
}
