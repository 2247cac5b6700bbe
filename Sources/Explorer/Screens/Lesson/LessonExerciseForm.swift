import Exercises
import Lessons
import TerminalUI

/// The form of an exercise inside a lesson: what is given stands there, and the lesson hears of every marking.
struct LessonExerciseForm: Screen {
    private var form: ExerciseForm
    /// Under which what is typed is kept.
    let keptName: String
    var work: ExerciseWork { form.work }
    /// Keys that would lead to another exercise.
    private static let elsewhere: [Key] = [.character("v"), .character("<"), .character(">"), ExerciseCatalogue.key]

    /// - Parameters:
    ///   - sheet: what is given, and what was marked before.
    ///   - kept: what was typed before, by `keptName`.
    init(_ exercise: LessonExercise, sheet: [String: String], keptName: String, kept: KeptAnswers) {
        form = ExerciseForm(exercise.exercise)
        self.keptName = keptName
        form.work.begin(with: sheet)
        kept.fill(&form.work, from: keptName)
        form.work.goToFirstEmptyCell()
    }

    var shared: SharedKeys { [.always] }

    func keys(_ explorer: Explorer) -> [ScreenKey<LessonExerciseForm>] {
        form.keys(explorer).filter { binding in !binding.keys.contains { Self.elsewhere.contains($0) } }.map {
            binding in
            binding.map { deed -> ScreenDeed<LessonExerciseForm> in
                { screen, explorer, press in
                    let before = screen.form.work.marks
                    deed(&screen.form, &explorer, press)
                    let work = screen.form.work
                    guard let marks = work.marks, marks != before else { return }
                    let answers = work.answers
                    _ = explorer.change(LessonPage.self) { page, explorer in page.take(answers, &explorer) }
                    if marks.isAllRight { explorer.message = .init("all right; Esc goes back to the lesson") }
                }
            }
        }
    }

    mutating func insert(_ text: String) -> Bool { form.insert(text) }
    func draw(_ grid: inout Grid, _ explorer: Explorer) { form.draw(&grid, explorer) }
    func words(_ explorer: Explorer) -> LinearText { form.words(explorer) }
}
