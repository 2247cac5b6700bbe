import ExactMath
import Wording

/// Which of the five shapes a task has.
public struct ShapeKind: ExerciseKind {
    public let id = "shape"
    public let title = "which shape has this task?"
    public let slips: [Slip] = []

    /// The kind with its four levels: one of 5, 9, 14 and 20 tasks.
    public init() {}

    static let shapes = ["one-to-one", "one-to-many", "many-to-one", "many-to-many", "seq2seq"]

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        let task = generator.element(of: Self.tasks.filter { $0.level <= level })
        let working = ShapeTask(task: task.words, shape: task.shape)
        return Exercise(
            kind: id, origin: .seed(seed, level: level), title: title,
            fields: [
                AnswerField("shape", .scalar, .word(Self.shapes), WrittenForm("the shape", "\\text{the shape}"))
            ], slips: [], working: working
        ) { working.text }
    }

    private static let tasks: [(words: String, shape: String, level: Int)] = [
        ("Say what is in one picture: a picture in, a label out.", "one-to-one", 1),
        ("Say in words what is in one picture: a picture in, a sentence out (captioning).", "one-to-many", 1),
        ("Say whether a film review is friendly: a text in, one word out (sentiment).", "many-to-one", 1),
        ("Say for every word of a sentence whether it is a noun, a verb, … (tagging).", "many-to-many", 1),
        ("Translate a sentence from English to French, word order and length changing.", "seq2seq", 1),
        ("Mark in a text which words are names of persons and places, one label a word.", "many-to-many", 2),
        ("Say what kind of film a short video is: frames in, one label out.", "many-to-one", 2),
        ("Write a melody of 64 notes that begins from one given chord.", "one-to-many", 2),
        ("Answer a question with a sentence: a sentence in, another of any length out.", "seq2seq", 2),
        ("Say for every base of a strand of DNA whether it lies in a gene: one label a base.", "many-to-many", 3),
        ("Say from a whole strand of DNA which species it comes from.", "many-to-one", 3),
        ("Write a short summary of a long article, when all of it has been read.", "seq2seq", 3),
        ("Forecast for every hour the temperature of the next hour, as the measurements come in.", "many-to-many", 3),
        ("Say from one row of a table, with no order in it, whether a loan is paid back.", "one-to-one", 3),
        (
            "Say from a visitor's clicks on a page, after the last one, whether something will be bought.",
            "many-to-one", 4
        ),
        (
            "Turn a recording into text: thousands of sound frames in, a few letters out, with no given alignment.",
            "seq2seq", 4
        ),
        ("Predict at every character of a text the next character.", "many-to-many", 4),
        ("Draw a sketch, stroke by stroke, of a thing that is named by one number.", "one-to-many", 4),
        ("Repair a program: a faulty one in, when it has been read a mended one out.", "seq2seq", 4),
        ("Say from the pixels of one digit, all given at once, which digit it is.", "one-to-one", 4),
    ]
}

struct ShapeTask: Working {
    let task: String
    let shape: String

    func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue] {
        var sheet = RunningAnswers(adopting: adopt)
        sheet.put(.word(shape))
        return sheet.answers
    }

    var text: ExerciseText {
        ExerciseText(
            statement: [
                .text(task),
                .text(
                    "Which shape is it: one-to-one, one-to-many, many-to-one, many-to-many (an output at every step), or seq2seq?"
                ),
            ],
            hints: [
                "Count the inputs and the outputs: one, or a sequence?",
                "Two sequences: does an output belong to each input as it comes, or does the output begin when the input has ended?",
            ], solution: ["\(task) → \(shape)"], given: [JSON.Member("task", .string(task))])
    }
}
