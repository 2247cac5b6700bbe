import TerminalUI

/// Where everything of an unfolded graph stands at one size.
struct GraphLayout: Sendable {
    struct Placed: Sendable {
        let pane: GraphPane
        let rows: GraphRows
        let columns: GraphColumns
    }

    private(set) var panes: [Placed] = []
    /// Rows of the whole picture.
    private(set) var rowCount = 0
    /// Where the attention's weights stand, above everything else.
    private(set) var weightRow: Int?
    /// Columns for layers' names.
    let gutter: Int
    /// Whether only one of encoder and decoder fits.
    private(set) var hidesPane = false

    /// Nil where not even one step fits.
    init?(_ structure: GraphStructure, view: GraphView, width: Int, height: Int) {
        let names = structure.main.levels.compactMap(\.name)
        gutter = names.isEmpty || width < 50 ? 0 : (names.map(\.count).max() ?? 0) + 1
        let room = width - gutter
        for isTight in [false, true] {
            let beside = isTight && !structure.feedsBack
            guard let columns = Self.columns(structure, view, room: room, left: gutter, besideLoss: beside) else {
                return nil
            }
            place(structure, columns, view, isTight: isTight, besideLoss: beside)
            if rowCount <= height { return }
        }
    }

    /// Rows of the whole picture, roomy or tight.
    static func rows(of structure: GraphStructure, view: GraphView, width: Int, tight: Bool) -> Int {
        GraphLayout(structure, view: view, width: width, height: tight ? 0 : .max)?.rowCount ?? 1
    }

    // MARK: Columns

    private static func columns(
        _ structure: GraphStructure, _ view: GraphView, room: Int, left: Int, besideLoss: Bool
    ) -> [GraphColumns?]? {
        func measures(_ pane: GraphPane) -> GraphMeasures {
            let hasOutput = pane.levels.last?.role != .state
            return GraphMeasures(
                pane, feedsBack: structure.feedsBack && hasOutput && (pane.isDecoder || structure.decoder == nil),
                attends: structure.hasAttention,
                besideLoss: besideLoss && !pane.isDouble && pane.levels.last?.role == .loss)
        }
        let main = structure.main
        let first = measures(main)
        guard let decoder = structure.decoder else {
            let columns = GraphColumns(first, steps: main.steps, focus: view.step, left: left, width: room)
            return columns.map { [$0] }
        }
        let second = measures(decoder)
        let gap = 4
        let needs = [first.whole(main.steps.count), second.whole(decoder.steps.count)]
        let shares = share(
            room - gap, needs: needs, least: [first.least, second.least],
            steps: [main.steps.count, decoder.steps.count],
            present: view.isInDecoder ? 1 : 0)
        if let a = GraphColumns(first, steps: main.steps, focus: view.step, left: left, width: shares[0]),
            let b = GraphColumns(
                second, steps: decoder.steps, focus: view.decoderStep, left: left + shares[0] + gap, width: shares[1])
        {
            return [a, b]
        }
        if view.isInDecoder {
            let only = GraphColumns(
                second, steps: decoder.steps, focus: view.decoderStep, left: left + 1, width: room - 1)
            return only.map { [nil, $0] }
        }
        let only = GraphColumns(first, steps: main.steps, focus: view.step, left: left, width: room - 1)
        return only.map { [$0, nil] }
    }

    /// What both need and a part of the rest by steps; where that is too much, the smaller need and the rest, or two thirds for the
    /// present one.
    private static func share(_ room: Int, needs: [Int], least: [Int], steps: [Int], present: Int) -> [Int] {
        let rest = room - needs[0] - needs[1]
        if rest >= 0 {
            let extra = rest * steps[0] / (steps[0] + steps[1])
            return [needs[0] + extra, needs[1] + rest - extra]
        }
        if needs[1] <= room / 2 { return [room - needs[1], needs[1]] }
        if needs[0] <= room / 2 { return [needs[0], room - needs[0]] }
        let other = min(max(room / 3, least[1 - present]), room)
        return present == 0 ? [room - other, other] : [other, room - other]
    }

    // MARK: Rows

    private mutating func place(
        _ structure: GraphStructure, _ columns: [GraphColumns?], _ view: GraphView, isTight: Bool, besideLoss: Bool
    ) {
        var rows = structure.panes.map {
            GraphRows($0, tight: isTight, lossBeside: besideLoss && !$0.isDouble)
        }
        if rows.count > 1 {
            // The decoder's states stand in the row of the states that it starts from.
            let anchors = zip(structure.panes, rows).map { $1.levels[$0.topLayer].lanes.last ?? 0 }
            rows[1].raise(by: max(0, anchors[0] - anchors[1]))
            rows[0].raise(by: max(0, anchors[1] - anchors[0]))
        }
        rowCount = rows.map(\.count).max() ?? 0
        weightRow = nil
        if structure.hasAttention {
            let row = max(rows[0].count + (structure.main.levels.last?.ports.count == 1 ? 1 : 0), rowCount)
            weightRow = row
            rowCount = row + 1
        }
        panes = []
        for (index, pane) in structure.panes.enumerated() {
            guard let columns = columns[index] else { continue }
            panes.append(Placed(pane: pane, rows: rows[index], columns: columns))
        }
        hidesPane = panes.count < structure.panes.count
    }
}

extension GraphMeasures {
    /// What so many steps take when none is hidden.
    func whole(_ steps: Int) -> Int { before + after + steps * pitch }
}
