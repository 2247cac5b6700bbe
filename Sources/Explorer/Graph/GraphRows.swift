/// Which rows the levels of a pane take, counted from the bottom.
struct GraphRows: Sendable {
    struct Level: Sendable {
        /// Where lines join or fork.
        var bus: Int?
        /// Where the arrow heads into the lanes stand.
        var head: Int?
        /// One row a lane, in the lanes' order.
        var lanes: [Int] = []
        /// The head into the residual sum, where there is room for one.
        var sumHead: Int?
        var sum: Int?
        /// The level stands beside the one below it.
        var isBeside = false

        /// Rows of what the next level reads.
        var ports: [Int] { sum.map { [$0] } ?? lanes }
        var top: Int { sum ?? lanes.last ?? 0 }
    }

    private(set) var levels: [Level] = []
    private(set) var count = 0

    /// - Parameters:
    ///   - tight: leaves out what can be read without.
    ///   - lossBeside: writes losses beside y.
    init(_ pane: GraphPane, tight: Bool, lossBeside: Bool) {
        for (index, level) in pane.levels.enumerated() {
            let below = index > 0 ? pane.levels[index - 1] : nil
            add(level, below: below, tight: tight, lossBeside: lossBeside)
        }
    }

    private mutating func add(_ level: GraphLevel, below: GraphLevel?, tight: Bool, lossBeside: Bool) {
        var rows = Level()
        let forks = (below?.ports.count ?? 0) > 1
        switch level.role {
        case .input:
            rows.lanes = take(1)
        case .state, .sum:
            if below?.role != .input && (level.isDouble || forks || level.isResidual) { rows.bus = take(1)[0] }
            if below != nil { rows.head = take(1)[0] }
            if level.isDouble {
                // The line into the upper lane passes the lower one; its head stands between them, or in the lower lane's row.
                let both = take(tight ? 2 : 3)
                rows.lanes = [both[0], both[both.count - 1]]
            } else {
                rows.lanes = take(1)
            }
            if level.isResidual {
                if !tight && !level.isDouble { rows.sumHead = take(1)[0] }
                rows.sum = take(1)[0]
            }
        case .output:
            if below != nil && !forks { rows.head = take(1)[0] }
            rows.lanes = take(1)
        case .loss:
            if tight && lossBeside {
                rows.isBeside = true
                rows.lanes = [levels.last?.top ?? 0]
            } else {
                if !tight { rows.head = take(1)[0] }
                rows.lanes = take(1)
            }
        }
        levels.append(rows)
    }

    private mutating func take(_ rows: Int) -> [Int] {
        defer { count += rows }
        return Array(count..<count + rows)
    }

    /// Moves everything up.
    mutating func raise(by rows: Int) {
        func up(_ row: Int?) -> Int? { row.map { $0 + rows } }
        levels = levels.map {
            Level(
                bus: up($0.bus), head: up($0.head), lanes: $0.lanes.map { $0 + rows }, sumHead: up($0.sumHead),
                sum: up($0.sum), isBeside: $0.isBeside)
        }
        count += rows
    }
}
