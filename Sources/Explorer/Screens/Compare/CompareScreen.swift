import Recurrence
import Scenes
import TerminalUI

/// Cells of equal size on one sequence, stepped or trained together; or the scene's own on two sequences that differ in x₁ alone.
struct CompareScreen: TrainingStage {
    static let name = "compare"
    static let key = Key.character("m")
    static let title = "Compare: cells side by side, or two sequences"

    static func obstacle(_ explorer: Explorer) -> String? {
        guard let session = explorer.session else { return nil }
        let isRecurrent = session.network.parts.contains { part in
            if case .layer = part.kind { !part.states.isEmpty } else { false }
        }
        return isRecurrent ? nil : "this scene has no recurrent layer, so there is no cell to compare"
    }

    enum View: CaseIterable, Sendable { case stepped, trained, sequences }

    /// One a cell, made when they are first looked at.
    var group = TrainingGroup([])
    var edition: Int
    private var columns: [CellColumn] = []
    private var view = View.stepped
    /// The cell that keys act on.
    private var chosen = 0
    /// From 0.
    private var unit = 0
    private var change = FirstInputChange()
    private var changed: Session?

    init(_ explorer: Explorer) {
        edition = explorer.edition
        fill(explorer, cells: [])
    }

    mutating func begin(_ explorer: Explorer) {
        fill(explorer, cells: columns.dropFirst().map(\.cell))
        makeView(explorer)
    }

    /// - Parameter cells: those beside the scene's own; none for the usual ones.
    private mutating func fill(_ explorer: Explorer, cells: [String]) {
        guard let session = explorer.session else { return }
        let own = session.ownCell
        let wanted = Array((cells.isEmpty ? CellColumn.usual.filter { $0 != own } : cells).prefix(CellColumn.most - 1))
        columns =
            [CellColumn(cell: own, session: session)]
            + Parallel.map(wanted.count) { CellColumn(cell: wanted[$0], in: session) }
        chosen = min(chosen, columns.count - 1)
        group = TrainingGroup([])
        changed = nil
    }

    /// What the view needs and is not there yet.
    private mutating func makeView(_ explorer: Explorer) {
        switch view {
        case .stepped: break
        case .trained:
            if group.runs.count != columns.count {
                group = TrainingGroup(columns.map { WatchedTraining($0.session) })
            }
        case .sequences:
            if changed == nil { changed = explorer.session.flatMap { change.scene($0.scene) }.map { Session($0) } }
        }
    }

    private func views(_ explorer: Explorer) -> [View] {
        View.allCases.filter { view in
            switch view {
            case .stepped: true
            case .trained: explorer.session?.timeline.hasLoss ?? false
            case .sequences: explorer.session.map { FirstInputChange.applies(to: $0.scene) } ?? false
            }
        }
    }

    var shared: SharedKeys {
        view == .trained ? [.screens, .always] : [.timeline, .scene, .screens, .always]
    }

    var offers: [String] { view == .trained ? [] : [StepScreen.name] }

    func keys(_ explorer: Explorer) -> [ScreenKey<CompareScreen>] {
        let views = views(explorer)
        let other: ScreenKey<CompareScreen> = .looking(
            [.tab], "pane", "stepped together, trained together, or two sequences", footer: "other view",
            disabled: views.count < 2 ? "this scene has nothing else to compare" : nil
        ) { screen, explorer, press in
            let present = views.firstIndex(of: screen.view) ?? 0
            screen.group.pause()
            screen.view = views[(present + press.times).modulo(max(1, views.count))]
            screen.makeView(explorer)
            explorer.playing = nil
        }
        switch view {
        case .stepped: return [other] + cellKeys
        case .trained: return epochKeys + [other] + cellKeys
        case .sequences: return [other] + sequenceKeys(explorer)
        }
    }

    private var cellKeys: [ScreenKey<CompareScreen>] {
        [
            .looking([.up, .character("k")], "up", "the cell above") { $0.choose($0.chosen - $2.times) },
            .looking([.down, .character("j")], "down", "the cell below") { $0.choose($0.chosen + $2.times) },
            .looking([.character("[")], "left", "the unit before") { $0.move(units: -$2.times) },
            .looking([.character("]")], "right", "the next unit") { $0.move(units: $2.times) },
            .looking(
                [.character("c")], "cell", "another cell in place of the chosen one", footer: "cell",
                disabled: chosen == 0 ? "the first is the scene's own cell; ↓ chooses another" : nil
            ) { screen, explorer, press in screen.exchange(by: press.times, explorer) },
            .looking([.character("o")], "fewer", columns.count > 2 ? "one cell fewer" : "four cells again") {
                screen, explorer, _ in screen.changeCount(explorer)
            },
        ]
    }

    private mutating func choose(_ index: Int) { chosen = max(0, min(columns.count - 1, index)) }

    private mutating func move(units delta: Int) {
        guard let first = columns.first else { return }
        unit = max(0, min(GateStrips(first.session.trace).width - 1, unit + delta))
    }

    /// Another cell in the chosen place, one that is not there yet.
    private mutating func exchange(by times: Int, _ explorer: Explorer) {
        guard chosen > 0, let session = explorer.session else { return }
        let others = Set(columns.enumerated().filter { $0.offset != chosen }.map(\.element.cell))
        let free = CellColumn.known.filter { !others.contains($0) }
        guard !free.isEmpty else { return }
        let present = free.firstIndex(of: columns[chosen].cell) ?? -1
        columns[chosen] = CellColumn(cell: free[(present + times).modulo(free.count)], in: session)
        group = TrainingGroup([])
        makeView(explorer)
    }

    private mutating func changeCount(_ explorer: Explorer) {
        if columns.count > 2 {
            columns.removeLast()
            chosen = min(chosen, columns.count - 1)
            group = TrainingGroup([])
        } else {
            fill(explorer, cells: [])
        }
        makeView(explorer)
    }

    private func sequenceKeys(_ explorer: Explorer) -> [ScreenKey<CompareScreen>] {
        let isToken = explorer.session.map { change.isToken($0.scene) } ?? false
        let noEntry = isToken ? "x₁ is a token here, and another token stands in its place" : nil
        return [
            .looking([.character("+")], "more", "a change of x₁ that is larger", footer: "larger", disabled: noEntry) {
                screen, explorer, press in screen.rescale(by: press.times, explorer)
            },
            .looking([.character("-")], "less", "a smaller one", footer: "smaller", disabled: noEntry) {
                screen, explorer, press in screen.rescale(by: -press.times, explorer)
            },
            .looking([.character("["), .up], "left", "the entry of x₁ before") { $0.move(entry: -$2.times, $1) },
            .looking([.character("]"), .down], "right", "the next entry of x₁") { $0.move(entry: $2.times, $1) },
        ]
    }

    private mutating func rescale(by notches: Int, _ explorer: Explorer) {
        change.rescale(by: notches)
        changed = nil
        makeView(explorer)
    }

    private mutating func move(entry delta: Int, _ explorer: Explorer) {
        guard let scene = explorer.session?.scene else { return }
        change.move(entry: delta, in: scene)
        changed = nil
        makeView(explorer)
    }

    // MARK: What is shown

    private func picture(_ explorer: Explorer) -> ComparePicture {
        ComparePicture(columns: columns, group: group, explorer: explorer, chosen: chosen, unit: unit)
    }

    private func pair(_ explorer: Explorer) -> SequencePair? {
        guard let session = explorer.session, let changed else { return nil }
        return SequencePair(session, changed, change, explorer)
    }

    private static let noPair = "This scene has no first input that could be another."

    func draw(_ grid: inout Grid, _ explorer: Explorer) {
        switch view {
        case .stepped: picture(explorer).drawStepped(&grid)
        case .trained: picture(explorer).drawTrained(&grid)
        case .sequences:
            guard let pair = pair(explorer) else {
                grid.paragraph(Self.noPair, in: grid.bounds.inset(left: 1, top: 1, right: 1), style: .hint)
                return
            }
            pair.draw(&grid)
        }
    }

    func words(_ explorer: Explorer) -> LinearText {
        switch view {
        case .stepped: return picture(explorer).steppedInWords
        case .trained: return picture(explorer).trainedInWords
        case .sequences:
            if let pair = pair(explorer) { return pair.words }
            var text = LinearText()
            text.text(Self.noPair)
            return text
        }
    }

    func sentence(_ explorer: Explorer) -> String? {
        switch view {
        case .stepped: picture(explorer).steppedSentence
        case .trained: picture(explorer).trainedSentence
        case .sequences: pair(explorer)?.sentence ?? Self.noPair
        }
    }
}
