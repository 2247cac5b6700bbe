import Recurrence
import Wording

/// The ways through a cell between every two of its states, as a slip makes them: found once for each cell and slip.
struct CellWaysTable: Sendable {
    /// A pair of states with the ways between them.
    struct Row: Sendable {
        var from: String
        var to: String
        var ways: [CellWays.Way]
    }

    let rows: [Row]
    /// The same without ways that pass a gate, and without those that pass states alone.
    let rowsPastGates: [Row]
    let rowsThroughGates: [Row]

    /// Every node that a way can pass.
    let nodes: [String]

    private static let tables = Memo<String, CellWaysTable>()

    static func of(_ cell: CellVariant, _ plan: WorkedPlan, isVector: Bool, _ slips: SlipSet = []) -> CellWaysTable {
        tables("\(cell) \(isVector) \(slips.rawValue)") {
            CellWaysTable(cell, CellWays(plan, slips, isVector: isVector))
        }
    }

    private init(_ cell: CellVariant, _ ways: CellWays) {
        let rows = cell.states.flatMap { from in
            cell.states.map { Row(from: from, to: $0, ways: ways.ways(from: from, to: $0)) }
        }
        func without(_ isMeant: (CellWays.Way) -> Bool) -> [Row] {
            rows.map { Row(from: $0.from, to: $0.to, ways: $0.ways.filter { !isMeant($0) }) }
        }
        self.rows = rows
        rowsPastGates = without(ways.passesGate)
        rowsThroughGates = without(ways.isDirect)
        nodes = ways.nodes
    }

    func ways(from: String, to: String) -> [CellWays.Way] {
        rows.first { $0.from == from && $0.to == to }?.ways ?? []
    }
}
