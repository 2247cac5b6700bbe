import Foundation
import Lessons
import Scenes
import Testing

/// The words with which a lesson is worked through, wrong answers first.
struct LessonScript {
    let lesson: Lesson

    init(_ lesson: Lesson) { self.lesson = lesson.reordered }

    func scene(ofStep index: Int) -> Scene? { lesson.scene(ofStep: index)?.scene }

    var lines: [String] {
        lesson.steps.indices.flatMap { index -> [String] in
            words(lesson.steps[index], scene(ofStep: index)) + ["continue"]
        }
    }

    /// The lessons to repeat once every foreseen wrong answer was given, in the order of the steps.
    var lessons: [String] {
        lesson.steps.reduce(into: []) { names, step in
            var isMissed = false
            if case .ask(let question)? = step.task?.kind { isMissed = !question.wrong.isEmpty }
            if isMissed, let name = step.task?.lesson, !names.contains(name) { names.append(name) }
        }
    }

    private func words(_ step: LessonStep, _ scene: Scene?) -> [String] {
        switch step.task?.kind {
        case .ask(let question), .predict(let question, _):
            return question.wrong.map { "answer " + Self.typed($0.answer, question, scene) } + [
                "hint", "answer " + Self.right(question, scene),
            ]
        case .act(let deed):
            return deed.wrong.flatMap { Self.sets($0.edits) + ["check", "again"] } + Self.sets(deed.solution)
                + deed.visits.map { "goto " + $0 } + ["check"]
        case .exercise(let exercise):
            return exercise.rightAnswers.sorted { $0.key < $1.key }.map { "answer \($0.key) \($0.value)" } + ["check"]
        case nil: return []
        }
    }

    static func sets(_ edits: [NumberEdit]) -> [String] {
        edits.map { edit in
            let name = edit.name.replacingOccurrences(of: "[", with: " ").replacingOccurrences(of: "]", with: "")
            return "set \(name) \(edit.typedValue)"
        }
    }

    /// A foreseen answer as a person types it: an expression of the scene as its number.
    static func typed(_ answer: String, _ question: Question, _ scene: Scene?) -> String {
        guard case .number(let claim, _) = question.form else { return answer }
        return number(answer, claim.ownScene ?? scene)
    }

    static func right(_ question: Question, _ scene: Scene?) -> String {
        switch question.form {
        case .choice: question.answer
        case .text(let words): words[0]
        case .formula(_, _, let answer): answer
        case .number(let claim, _): number(claim.text, claim.ownScene ?? scene)
        }
    }

    private static func number(_ text: String, _ scene: Scene?) -> String {
        guard let scene = scene ?? (try? BuiltInScenes.all[0].scene()) else { return text }
        return SceneNumbers(scene).said(text).replacingOccurrences(of: "−", with: "-")
    }
}
