/// What a spot of the Step screen stands for, as one number: an entry of a pane, or a state at a step.
enum StepSpot {
    case entry(pane: Int, row: Int, unit: Int)
    case state(part: Int, step: Int)

    private static let states = 1_000_000_000_000

    var id: Int {
        switch self {
        case .entry(let pane, let row, let unit): (pane * 10_000 + row) * 100_000 + unit
        case .state(let part, let step): Self.states + part * 1_000_000 + step
        }
    }

    init(id: Int) {
        if id >= Self.states {
            self = .state(part: (id - Self.states) / 1_000_000, step: (id - Self.states) % 1_000_000)
        } else {
            self = .entry(pane: id / 1_000_000_000, row: id / 100_000 % 10_000, unit: id % 100_000)
        }
    }
}
