import Exercises
import TerminalUI

/// An exercise that is worked on: its problem, and a form for the answers.
struct ExerciseForm: Screen {
    var work: ExerciseWork

    init(_ exercise: Exercise) { work = ExerciseWork(exercise) }

    var shared: SharedKeys { [.screens, .always] }

    func keys(_ explorer: Explorer) -> [ScreenKey<ExerciseForm>] { work.editor == nil ? choosing : typing }

    /// The keys while a cell is chosen.
    private var choosing: [ScreenKey<ExerciseForm>] {
        let isSolved = work.showsSolution
        let reason = isSolved ? "the solution is shown; Esc or o goes back to the form" : nil
        func key(
            _ keys: [Key], others: KeyClass? = nil, _ word: String? = nil, _ footer: String? = nil, _ help: String,
            _ section: String, takesCount: Bool = true, disabled: String? = nil,
            _ act: @escaping ScreenDeed<ExerciseForm>
        ) -> ScreenKey<ExerciseForm> {
            ScreenKey(
                keys, others: others, words: word.map { [$0] } ?? [], footer: footer, help: help, section: section,
                takesCount: takesCount, disabled: disabled, act: act)
        }
        return [
            key([.up], "up", nil, "the cell above", "The form", disabled: reason) { $0.work.move(rows: -$2.times) },
            key([.down], "down", nil, "the cell below", "The form", disabled: reason) { $0.work.move(rows: $2.times) },
            key([.right, .tab], "next", nil, "the next cell", "The form", disabled: reason) {
                $0.work.move(cells: $2.times)
            },
            key([.left, .backtab, .backspace], "back", nil, "the cell before", "The form", disabled: reason) {
                $0.work.move(cells: -$2.times)
            },
            key(
                [.enter], others: isSolved ? nil : .answer, nil, isSolved ? nil : "type",
                "type into the cell; a digit begins a number at once", "The form", takesCount: false, disabled: reason
            ) { $0.beginTyping($2.key) },
            key([.character("c")], nil, "check", "mark the answers", "The form", disabled: reason) {
                form, explorer, _ in
                form.check(&explorer)
            },
            key([.character("i")], nil, "hint", "one more hint", "Help") { form, explorer, _ in form.hint(&explorer) },
            key(
                [.character("o")], nil, "solution", "the worked solution, when all is right or on giving up", "Help"
            ) { form, explorer, _ in form.showSolution(&explorer) },
            key([.pageUp, .character("K")], nil, nil, "the problem's lines above", "Help") {
                $0.work.scroll = max(0, $0.work.scroll - 3 * $2.times)
            },
            key([.pageDown, .character("J")], nil, nil, "the problem's lines below", "Help") {
                $0.work.scroll += 3 * $2.times
            },
            key([.character("v")], nil, "variant", "the same exercise with other numbers", "Others") {
                $0.reopen(seedBy: UInt64($2.times), levelBy: 0, &$1)
            },
            key([.character(">")], nil, nil, "a harder one", "Others") { $0.reopen(seedBy: 0, levelBy: $2.times, &$1) },
            key([.character("<")], nil, nil, "an easier one", "Others") {
                $0.reopen(seedBy: 0, levelBy: -$2.times, &$1)
            },
            key(
                [.escape], "out", isSolved ? "back" : "list", "back to the form, or to the list of exercises", "Others"
            ) { form, explorer, _ in
                if form.work.showsSolution { form.work.showsSolution = false } else { explorer.close() }
            },
            key([ExerciseCatalogue.key], ExerciseCatalogue.otherNames[0], nil, "the list of exercises", "Screens") {
                _, explorer, _ in explorer.close()
            },
        ]
    }

    /// The keys while something is typed into a cell.
    private var typing: [ScreenKey<ExerciseForm>] {
        func leaving(
            _ keys: [Key], _ footer: String?, _ help: String, _ move: @escaping @Sendable (inout ExerciseWork) -> Void
        ) -> ScreenKey<ExerciseForm> {
            ScreenKey(keys, footer: footer, help: help, section: "Typing") { form, _, _ in
                form.work.write(form.work.editor?.text ?? "")
                form.work.editor = nil
                move(&form.work)
            }
        }
        return [
            leaving([.enter], "writes it", "write it and go to the next cell") { $0.move(cells: 1) },
            leaving([.tab], nil, "write it and go to the next cell") { $0.move(cells: 1) },
            leaving([.backtab], nil, "write it and go to the cell before") { $0.move(cells: -1) },
            leaving([.up], nil, "write it and go to the cell above") { $0.move(rows: -1) },
            leaving([.down], nil, "write it and go to the cell below") { $0.move(rows: 1) },
            ScreenKey(
                [], others: .line, help: "types; arrows, Home, End move, Backspace, Del, ^U, ^K, ^W take away",
                section: "Typing"
            ) { form, _, press in _ = form.work.editor?.feed(press.key) },
            ScreenKey(
                [.escape], footer: "leaves the cell as it was", help: "leave the cell as it was", section: "Typing"
            ) {
                form, _, _ in form.work.editor = nil
            },
        ]
    }

    mutating func insert(_ text: String) -> Bool {
        guard !work.showsSolution else { return false }
        work.insert(text)
        return true
    }

    private mutating func beginTyping(_ key: Key) {
        if case .character(let character) = key { work.beginTyping(character) } else { work.beginTyping(nil) }
    }

    mutating func check(_ explorer: inout Explorer) {
        work.mark()
        guard let marks = work.marks else { return }
        if marks.isAllRight {
            let all = "all right: \(marks.maximum) of \(marks.maximum)"
            explorer.message = .init("\(all); v gives the next variant, o the worked solution")
        } else {
            let first = marks.firstWrong.map { "; the first wrong line is \($0)" } ?? ""
            explorer.message = .init("\(marks.score) of \(marks.maximum)\(first)")
        }
    }

    mutating func hint(_ explorer: inout Explorer) {
        if !work.askForHint() { explorer.message = .init("there are no more hints") }
    }

    mutating func showSolution(_ explorer: inout Explorer) {
        if work.showsSolution {
            work.showsSolution = false
        } else if work.marks?.isAllRight == true || work.isGivingUp {
            work.showsSolution = true
            work.scroll = 0
        } else {
            work.isGivingUp = true
            explorer.message = .init("not everything is right yet; o once more gives up and shows the solution")
        }
    }

    /// The same exercise with another seed or level.
    func reopen(seedBy: UInt64, levelBy: Int, _ explorer: inout Explorer) {
        guard case .seed(let seed, let level) = work.exercise.origin else { return }
        let next = level + levelBy
        guard (1...4).contains(next) else {
            explorer.message = .init("levels run from 1 to 4")
            return
        }
        explorer.open(exercise: work.exercise.kind, seed: seed &+ seedBy, level: next)
    }

    /// The cell under the cursor, and what marking says of it first.
    func sentence(_ explorer: Explorer) -> String? {
        if work.showsSolution { return nil }
        let field = work.exercise.fields[work.place.field]
        let count = work.cells[work.place.field].count
        let entry = count > 1 ? ", entry \(work.place.entry + 1) of \(count)" : ""
        let typed = work.cells[work.place.field][work.place.entry]
        let verdict = work.verdict(work.place).map { "\($0.rawValue): " } ?? ""
        return "\(verdict)\(field.name)\(entry), \(typed.isEmpty ? "empty" : typed)."
    }

    func words(_ explorer: Explorer) -> LinearText {
        var text = LinearText()
        text.heading("\(work.exercise.kind): \(work.exercise.title)")
        for part in work.text.statement {
            switch part {
            case .paragraph(let words): text.text(words.heard)
            case .formula(let formula): text.text(formula.text)
            case .given(let name, let value): text.fact(name.text, value.text)
            }
        }
        for (index, hint) in work.text.hints.prefix(work.hints).enumerated() { text.fact("hint \(index + 1)", hint) }
        for (index, field) in work.exercise.fields.enumerated() {
            let typed = work.cells[index].map { $0.isEmpty ? "_" : $0 }.joined(separator: ", ")
            text.fact(field.name, "\(typed) (\(field.meaning.text), \(field.wanted))")
            if let answer = work.marks?.answers[index] {
                text.fact("  marked", "\(answer.verdict.rawValue). \(answer.message)")
            }
        }
        if work.showsSolution { for line in work.text.solution { text.text(line) } }
        return text
    }
}

extension ExerciseForm {
    /// The verdict first and whole, then what is said of the first wrong answer, then the others.
    var marksInWords: LinearText {
        var text = LinearText()
        guard let marks = work.marks else { return text }
        let score = "\(marks.score) of \(marks.maximum) right."
        guard !marks.isAllRight,
            let first = marks.answers.first(where: { $0.name == marks.firstWrong })
                ?? marks.answers.first(where: { $0.verdict != .right })
        else {
            text.text("right: \(score)")
            return text
        }
        text.text("\(first.verdict.rawValue): \(first.name). \(score)")
        text.text(first.message)
        for answer in marks.answers where answer.name != first.name && answer.verdict != .missing {
            text.text("\(answer.verdict.rawValue): \(answer.name).")
        }
        return text
    }
}

extension KeyClass {
    /// What begins a number, a root, a list.
    fileprivate static let answer = KeyClass("0…9 - + ( [ . √ ½") { key in
        guard case .character(let character) = key else { return false }
        return character.isNumber || "-−+(√[.½".contains(character)
    }
}
