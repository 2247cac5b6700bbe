import ExactMath
import Exercises
import Formula
import Recurrence
import Scenes
import Wording

/// Proves a lesson: what does not hold, each with its place, in the order of the file.
public struct LessonProof {
    let lesson: Lesson
    /// Names of the lessons that may be needed.
    let lessons: [String]
    /// What each step shows before anything is done; empty where nobody draws it.
    let sights: [[StepSight]]
    var found: [LessonProblem] = []
    /// The numbers of the scene that goes on, and the names of them in all letters.
    var numbers: SceneNumbers?
    var names: EquationNumbers?
    /// What became of every equation in the text.
    var equations: [(text: String, outcome: EquationOutcome)] = []

    /// - Parameters:
    ///   - lessons: names of all lessons; empty where they are not known.
    ///   - sights: what each step shows, for numbers that are asked for and stand there; empty where that is not drawn.
    public static func problems(
        of lesson: Lesson, among lessons: [String] = [], sights: [[StepSight]] = []
    ) -> [LessonProblem] {
        var proof = LessonProof(lesson: lesson, lessons: lessons, sights: sights)
        proof.run()
        return proof.found.sorted { ($0.place.line, $0.place.column) < ($1.place.line, $1.place.column) }
    }

    /// Every equation between dollars with what it is worth in its step's scene, in the order of the file.
    public static func equations(of lesson: Lesson) -> [(text: String, outcome: EquationOutcome)] {
        var proof = LessonProof(lesson: lesson, lessons: [], sights: [])
        proof.run()
        return proof.equations
    }

    init(lesson: Lesson, lessons: [String], sights: [[StepSight]]) {
        self.lesson = lesson
        self.lessons = lessons
        self.sights = sights
    }

    mutating func note(_ fact: LessonFact, at place: TextLocation) {
        found.append(LessonProblem(fact, at: place))
    }

    /// Notes what is thrown.
    mutating func attempt<Result>(_ act: () throws(LessonProblem) -> Result) -> Result? {
        do { return try act() } catch {
            found.append(error)
            return nil
        }
    }

    mutating func run() {
        if !(6...15).contains(lesson.steps.count) { note(.stepCount(found: lesson.steps.count), at: .start) }
        for need in lesson.needs where !lessons.isEmpty && !lessons.contains(need) {
            note(.unknownNeed(need), at: .start)
        }
        for (index, step) in lesson.steps.enumerated() {
            if let scene = step.scene {
                let numbers = SceneNumbers(scene.scene)
                (self.numbers, names) = (numbers, EquationNumbers(numbers))
            }
            if index > 0, step.task == nil, lesson.steps[index - 1].task == nil { note(.textTwice, at: step.place) }
            view(step.view)
            for prose in step.prose { text(prose) }
            for formula in step.formulas { check(formula) }
            fits(step)
            if let task = step.task {
                check(task, of: step)
                hides(task, of: step, index)
                if let name = task.lesson, !lessons.isEmpty, !lessons.contains(name) {
                    note(.unknownNeed(name), at: task.place)
                }
            }
        }
    }
}
