import Recurrence
import Scenes
import TerminalUI

/// The panel in which any number of the scene can be changed.
struct EditTable: DraftedLine {
    let groups: [EditGroup]
    private(set) var group = 0
    private(set) var row = 0
    private(set) var column = 0
    /// What is being typed; nil while choosing.
    private(set) var editor: LineEditor?
    private(set) var problem: String?

    /// Begins at the table of what is looked at; nil without a scene.
    init?(_ explorer: Explorer) {
        guard let session = explorer.session else { return nil }
        groups = EditGroup.all(of: session)
        let preferred = session.table(behind: explorer.focus, explorer.lists, at: explorer.playhead)
        group = groups.firstIndex { $0.title == preferred } ?? 0
    }

    var shared: SharedKeys { .always }
    var isOverlay: Bool { true }

    var selected: EditGroup? { groups.indices.contains(group) ? groups[group] : nil }
    var number: SceneNumber? { selected?.number(row, column) }

    func keys(_ explorer: Explorer) -> [ScreenKey<EditTable>] { editor == nil ? choosing(explorer) : typing }

    private func choosing(_ explorer: Explorer) -> [ScreenKey<EditTable>] {
        func key(
            _ keys: [Key], others: KeyClass? = nil, _ footer: String?, _ help: String, disabled: String? = nil,
            _ act: @escaping ScreenDeed<EditTable>
        ) -> ScreenKey<EditTable> {
            ScreenKey(keys, others: others, footer: footer, help: help, section: "Changing", disabled: disabled) {
                $0.problem = nil
                act(&$0, &$1, $2)
            }
        }
        let history = explorer.history
        return [
            key([.up, .character("k")], nil, "the number above, at the top the table before") { table, _, _ in
                if table.row == 0 { table.move(group: -1) } else { table.move(rows: -1, columns: 0) }
            },
            key([.down, .character("j")], "choose", "the number below, at the bottom the next table") { table, _, _ in
                let isLast = table.row + 1 >= (table.selected?.rows ?? 0)
                if isLast { table.move(group: 1) } else { table.move(rows: 1, columns: 0) }
            },
            key([.left, .character("h")], nil, "the number to the left") { $0.move(rows: 0, columns: -$2.times) },
            key([.right, .character("l")], nil, "the number to the right") { $0.move(rows: 0, columns: $2.times) },
            key([.tab, .pageDown], "table", "the next table") { table, _, _ in table.move(group: 1) },
            key([.backtab, .pageUp], nil, "the table before") { table, _, _ in table.move(group: -1) },
            key([.enter], others: .number, "change", "change the number; a digit begins to type it at once") {
                table, explorer, press in
                let left = explorer.answers.draft(table.keptName(explorer))
                table.editor = LineEditor(press.key == .enter ? left : "")
                if press.key != .enter { _ = table.editor?.feed(press.key) }
            },
            key(
                [.character("u")], "undo", "undo the last change",
                disabled: history.undo.isEmpty ? "nothing to undo" : nil
            ) { _, explorer, _ in explorer.undo() },
            key(
                [.character("U")], nil, "do it again", disabled: history.redo.isEmpty ? "nothing to redo" : nil
            ) { _, explorer, _ in explorer.redo() },
            key([.escape, .character("q"), .character("e")], "back", "back to the screen") { _, explorer, _ in
                explorer.close()
            },
        ]
    }

    private var typing: [ScreenKey<EditTable>] {
        [
            ScreenKey([.enter], footer: "changes the number", help: "take the number", section: "Typing") {
                table, explorer, _ in
                let text = table.editor?.text ?? ""
                table.editor = nil
                table.accept(text, &explorer)
            },
            ScreenKey(
                [], others: .line, help: "types; arrows, Home, End move, Backspace, Del, ^U, ^K, ^W take away",
                section: "Typing"
            ) { table, _, press in _ = table.editor?.feed(press.key) },
            ScreenKey([.escape], footer: "leaves it as it was", help: "leave the number as it was", section: "Typing") {
                table, _, _ in table.editor = nil
            },
        ]
    }

    private func keptName(_ explorer: Explorer) -> String {
        KeptAnswers.name("number", explorer.draftedScene, selected?.title ?? "", "\(row + 1)", "\(column + 1)")
    }

    func draft(_ explorer: Explorer) -> (name: String, text: String)? {
        editor.map { (keptName(explorer), $0.text) }
    }

    mutating func insert(_ text: String) -> Bool {
        problem = nil
        editor = editor ?? LineEditor()
        editor?.insert(text)
        return true
    }

    private mutating func move(group delta: Int) {
        group = max(0, min(groups.count - 1, group + delta))
        row = 0
        column = 0
    }

    private mutating func move(rows: Int, columns: Int) {
        guard let selected else { return }
        row = max(0, min(selected.rows - 1, row + rows))
        column = max(0, min(selected.columns - 1, column + columns))
    }

    private mutating func accept(_ text: String, _ explorer: inout Explorer) {
        guard let number else { return }
        do {
            try explorer.set(number, to: Number(text.filter { $0 != " " }.replacing("−", with: "-")))
            explorer.answers.note("", as: keptName(explorer))
        } catch let error as EditError {
            problem = error.words
        } catch {
            problem = "\(text) is no number; 2, -0.5 and 1/3 are"
        }
    }

    /// Every table row by row.
    func words(_ explorer: Explorer) -> LinearText {
        var text = LinearText()
        guard let scene = explorer.session?.scene else { return text }
        for group in groups {
            text.heading(group.title)
            let numbers = EditNumbers(scene, group)
            for row in 0..<group.rows {
                let entries = (0..<group.columns).map { numbers[row, $0]?.description ?? "none" }
                text.fact("\(row + 1)", entries.joined(separator: ", "))
            }
        }
        return text
    }
}

extension KeyClass {
    /// What begins a number.
    static let number = KeyClass("0…9 + - .") { key in
        guard case .character(let character) = key else { return false }
        return character.isNumber || "+-.−".contains(character)
    }
}

extension EditError {
    var words: String {
        switch self {
        case .notPositive: "this number must be greater than 0"
        case .notALabel: "a target of bce lies between 0 and 1"
        case .noSuchNumber: "there is no such number here"
        case .doesNotFit: "that does not fit this scene"
        }
    }
}
