import Formula
import Wording

/// A classmate's answers to an exercise, all made with one slip: which is the first wrong one, by which slip, and what is right there?
struct CopiedSheet: Working {
    /// The exercise's own answers, right and as the slip makes them.
    let right: [AnswerValue]
    let written: [AnswerValue]
    let fields: [AnswerField]
    /// The first answer in which the slip shows.
    let place: Int
    let slip: Slip
    /// The slips that may have been made; each gives another sheet.
    let offered: [Slip]

    /// - Returns: nil where the exercise does not know the slip, or the slip's sheet is the right one or another slip's.
    init?(_ exercise: Exercise, slip: Slip, most: Int = 6) {
        guard exercise.slips.contains(slip) else { return nil }
        let (right, written) = (exercise.working.answers(), exercise.working.answers(SlipSet(slip)))
        guard let place = right.indices.first(where: { !Self.isSame(right[$0], written[$0]) }) else { return nil }
        var sheets = [right, written]
        var offered = [slip]
        for other in exercise.slips where other.id != slip.id && offered.count < most {
            let sheet = exercise.working.answers(SlipSet(other))
            if sheets.allSatisfy({ known in !zip(known, sheet).allSatisfy { Self.isSame($0, $1) } }) {
                sheets.append(sheet)
                offered.append(other)
            }
        }
        guard offered.count > 1 else { return nil }
        (self.right, self.written, fields) = (right, written, exercise.fields)
        (self.place, self.slip, self.offered) = (place, slip, offered.sorted())
    }

    /// Whether two answers are the same as far as a sheet shows them.
    private static func isSame(_ a: AnswerValue, _ b: AnswerValue) -> Bool { a.text(places: 4) == b.text(places: 4) }

    func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue] {
        var sheet = RunningAnswers(adopting: adopt)
        sheet.put(.word(fields[place].name))
        sheet.put(.word(slip.id))
        sheet.put(right[place])
        return sheet.answers
    }

    var questions: [AnswerField] {
        func words(_ text: String) -> WrittenForm { WrittenForm(text, "\\text{\(text)}") }
        return [
            AnswerField("line", .scalar, .word(fields.map(\.name)), words("the first wrong answer")),
            AnswerField("slip", .scalar, .slip(offered), words("the slip that was made there")),
            AnswerField(
                "value", fields[place].shape, fields[place].kind, words("what a right sheet has in that answer")),
        ]
    }

    func text(of exercise: Exercise) -> ExerciseText {
        let own = exercise.text()
        return ExerciseText(
            statement: own.statement + [.text("A classmate hands in:")]
                + zip(fields, written).map { field, value in
                    .given(WrittenForm("\(field.name): \(field.meaning.text)", field.meaning.latex), value.sheetForm)
                } + [.text("One slip was made, everything else follows rightly from it. It is one of these:")]
                + offered.map { .text("\($0.id): \($0.words.reason) (\($0.words.formula))") }
                + [.text("Which is the first wrong answer, which slip was made there, and what should stand there?")],
            hints: [
                "The answers stand in the order of the work: check one after the other.",
                "Check each answer from the sheet's own earlier numbers: one that follows from them is not where the slip was made.",
                "When you have the wrong line, put each slip of the list into its formula: which one gives the number on the sheet?",
            ],
            solution: own.solution + [
                "\(fields[place].name): the sheet has \(written[place].text(places: 4)), right is "
                    + "\(right[place].text(places: 4)); \(slip.id) (\(slip.words.reason): \(slip.words.formula))"
            ])
    }
}

extension AnswerValue {
    /// The value as it stands on a sheet: fractions as they are, decimals to four places.
    fileprivate var sheetForm: WrittenForm { WrittenForm(text(places: 4), text(places: 4)) }
}

extension Exercise {
    /// The exercise with a classmate's answers, all made with one slip; nil where that slip cannot be told from the others.
    public func mistaken(by slip: Slip) -> Exercise? {
        guard let sheet = CopiedSheet(self, slip: slip) else { return nil }
        return Exercise(
            kind: "find-mistake", origin: origin, title: "find the mistake: \(title)", fields: sheet.questions,
            slips: [],
            working: sheet
        ) { sheet.text(of: self) }
    }
}
