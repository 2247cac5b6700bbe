import Exercises
import Formula
import Recurrence
import Scenes
import TerminalUI

/// One exercise on the screen: what has been typed, how it was marked, what was asked for.
struct ExerciseWork: Sendable {
    let exercise: Exercise
    let text: ExerciseText
    /// The exercise's network, where it has one: drawn beside the problem.
    let session: Session?
    /// What stands in each cell of each answer's form.
    private(set) var cells: [[String]]
    private(set) var place = Place(field: 0, entry: 0)
    var editor: LineEditor?
    /// How the answers were marked last; changed cells are unmarked.
    private(set) var marks: MarkedAnswers?
    private var changed: Set<Place> = []
    /// How many hints have been asked for.
    private(set) var hints = 0
    /// Whether the last hint stands below the form, until something else is done.
    private(set) var showsHint = false
    var showsSolution = false
    /// Whether the solution was asked for once before everything was right.
    var isGivingUp = false
    /// First visible line of the problem.
    var scroll = 0

    /// A cell of the form.
    struct Place: Hashable, Sendable {
        var field: Int
        var entry: Int
    }

    init(_ exercise: Exercise) {
        self.exercise = exercise
        text = exercise.text()
        session = (text.scene ?? text.graph.scene).flatMap { try? Scene(text: $0.text(), file: "exercise") }.map {
            Session($0)
        }
        cells = exercise.fields.map { Array(repeating: "", count: Self.cellCount($0)) }
    }

    /// One cell an entry for numbers; one for words, arrows and formulas.
    static func cellCount(_ field: AnswerField) -> Int { field.kind.isNumeric ? field.shape.count : 1 }

    /// Cells in a row of the form.
    static func columns(_ field: AnswerField) -> Int {
        guard field.kind.isNumeric else { return 1 }
        return if case .matrix(_, let columns) = field.shape { columns } else { field.shape.count }
    }

    /// Puts cells back that were typed before; what does not fit the form is left out.
    mutating func restore(_ kept: [[String]]) {
        guard kept.map(\.count) == cells.map(\.count) else { return }
        cells = kept
    }

    // MARK: Moving

    mutating func move(rows: Int) {
        showsHint = false
        let order = lines
        guard let present = order.firstIndex(where: { $0.contains(place) }) else { return }
        let column = order[present].firstIndex(of: place) ?? 0
        let line = order[max(0, min(order.count - 1, present + rows))]
        place = line[min(column, line.count - 1)]
    }

    mutating func move(cells delta: Int) {
        showsHint = false
        let all = lines.flatMap(\.self)
        guard let present = all.firstIndex(of: place) else { return }
        place = all[max(0, min(all.count - 1, present + delta))]
    }

    /// The form line by line.
    var lines: [[Place]] {
        exercise.fields.indices.flatMap { field -> [[Place]] in
            let columns = Self.columns(exercise.fields[field])
            return stride(from: 0, to: cells[field].count, by: columns).map { start in
                (start..<min(start + columns, cells[field].count)).map { Place(field: field, entry: $0) }
            }
        }
    }

    // MARK: Typing

    /// Begins to type into the present cell: over what is there, or on from it.
    mutating func beginTyping(_ first: Character?) {
        showsHint = false
        var editor = LineEditor(first == nil ? cells[place.field][place.entry] : "")
        if let first { editor.insert(String(first)) }
        self.editor = editor
    }

    /// Types a whole text into the present cell, over what is there.
    mutating func insert(_ text: String) {
        showsHint = false
        editor = editor ?? LineEditor()
        editor?.insert(text)
    }

    mutating func write(_ text: String) {
        cells[place.field][place.entry] = text
        changed.insert(place)
    }

    /// Fills a whole answer from one text; a sentence where that cannot be.
    mutating func fill(_ name: String, with text: String) -> String? {
        guard let index = exercise.fields.firstIndex(where: { $0.name == name }) else {
            return "no answer is called \(name); asked for are \(exercise.fields.map(\.name).joined(separator: ", "))"
        }
        let field = exercise.fields[index]
        var entries = [text]
        if field.kind.isNumeric, field.shape.count > 1 {
            let inner = text.filter { $0 != "[" && $0 != "]" }.replacing(";", with: ",")
            entries = inner.split(separator: ",").map { $0.filter { $0 != " " } }
            guard entries.count == field.shape.count else {
                return
                    "\(name) is \(field.shape.words): \(field.shape.count) numbers between commas, not \(entries.count)"
            }
        }
        for (entry, text) in entries.enumerated() {
            place = Place(field: index, entry: entry)
            write(text)
        }
        return nil
    }

    /// Puts in what is given, and goes to the first cell that is empty.
    mutating func begin(with answers: [String: String]) {
        for (name, text) in answers { _ = fill(name, with: text) }
        changed = []
        goToFirstEmptyCell()
    }

    mutating func goToFirstEmptyCell() {
        let places = cells.indices.flatMap { field in cells[field].indices.map { Place(field: field, entry: $0) } }
        place = places.first { cells[$0.field][$0.entry].isEmpty } ?? Place(field: 0, entry: 0)
    }

    /// The answers all of whose cells are filled, as a sheet has them.
    var answers: [String: String] {
        var answers: [String: String] = [:]
        for (index, field) in exercise.fields.enumerated() where cells[index].allSatisfy({ $0.contains { $0 != " " } })
        {
            answers[field.name] = answerText(index)
        }
        return answers
    }

    // MARK: Marking

    mutating func mark() {
        var answers: StudentAnswers = [:]
        for (index, field) in exercise.fields.enumerated() {
            let empty = cells[index].count { !$0.contains { $0 != " " } }
            if empty == 0 {
                answers[field.name] = AnswerReader.read(SourceText(answerText(index)), for: field)
            } else if empty < cells[index].count {
                let words = "\(empty) of its \(cells[index].count) cells \(empty == 1 ? "is" : "are") still empty."
                answers[field.name] = (answer: .unreadable(words), echo: "")
            }
        }
        let marked = exercise.mark(answers)
        marks = marked
        changed = []
        showsHint = false
        goToFirstWrong(marked)
    }

    private mutating func goToFirstWrong(_ marked: MarkedAnswers) {
        guard let field = marked.answers.firstIndex(where: { $0.name == marked.firstWrong }) else { return }
        let entry = marked.answers[field].entries?.entries.firstIndex(of: .wrong) ?? 0
        place = Place(field: field, entry: cells[field].indices.contains(entry) ? entry : 0)
    }

    /// The answer as a sheet would have it.
    private func answerText(_ index: Int) -> String {
        let field = exercise.fields[index]
        guard field.kind.isNumeric else { return cells[index][0] }
        let columns = Self.columns(field)
        switch field.shape {
        case .scalar: return cells[index][0]
        case .vector: return "[" + cells[index].joined(separator: ", ") + "]"
        case .matrix:
            let rows = stride(from: 0, to: cells[index].count, by: columns).map { start in
                "[" + cells[index][start..<start + columns].joined(separator: ", ") + "]"
            }
            return "[" + rows.joined(separator: ", ") + "]"
        }
    }

    /// The verdict on a cell, if it has been marked and not been changed since.
    func verdict(_ place: Place) -> Verdict? {
        guard let marks, !changed.contains(place) else { return nil }
        let answer = marks.answers[place.field]
        guard exercise.fields[place.field].kind.isNumeric, let entries = answer.entries,
            entries.entries.indices.contains(place.entry)
        else { return answer.verdict }
        return answer.verdict == .missing ? .missing : entries.entries[place.entry]
    }

    mutating func askForHint() -> Bool {
        guard hints < text.hints.count else { return false }
        hints += 1
        showsHint = true
        return true
    }
}
