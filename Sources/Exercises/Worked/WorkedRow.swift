import ExactMath
import Formula

/// The numbers of an exercise with the right way worked in them.
struct WorkedRow<S: Scalar>: Sendable {
    let plan: WorkedPlan
    let given: [S]
    let row: [S]
    let right: [Shaped<S>]

    init(_ plan: WorkedPlan, given: [S]) {
        self.plan = plan
        self.given = given
        var row = given.padded(to: plan.rightCode.count)
        right = plan.rightCode.run(&row)
        self.row = row
    }

    /// Every answer as slips make it.
    func answers(_ slips: SlipSet) -> [Shaped<S>] {
        if slips.isEmpty { return right }
        let code = plan.changes(slips)
        var row = self.row.padded(to: code.count)
        return code.run(&row, known: right)
    }

    /// The way on from a student's own numbers.
    func onward(adopting adopt: @escaping (Int, [S]) -> [S]?) -> OnwardRow<S> {
        OnwardRow(plan, given: given, adopting: adopt)
    }

    /// One answer as slips make it.
    func answer(_ slips: SlipSet, at field: Int) -> Shaped<S> {
        guard let code = plan.change(slips, of: field) else { return right[field] }
        var row = self.row.padded(to: code.count)
        return code.run(&row)[0]
    }
}

extension WorkedRow {
    /// The given numbers, one list a quantity; where the forward pass is done already, its values too.
    var givens: [[Double]] {
        var result: [[Double]] = []
        var at = 0
        for name in plan.given {
            let count = plan.program.shape(of: name.path).count
            result.append(given[at..<at + count].map(\.approximation))
            at += count
        }
        guard !plan.editsValues else { return result }
        let values = plan.right.lines.keys.filter { !$0.isGradient && plan.right.node($0.path) != nil }
        return result + values.map { value(of: $0.expression).entries.map(\.approximation) }
    }
}

extension Array where Element: Scalar {
    /// The numbers, and zeros behind them up to a length.
    func padded(to length: Int) -> [Element] {
        self + [Element](repeating: .zero, count: Swift.max(0, length - count))
    }
}
