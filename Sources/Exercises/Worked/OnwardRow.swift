import ExactMath

/// The numbers of an exercise with the way on worked in them from a student's own: each answer as it follows from the others.
struct OnwardRow<S: Scalar> {
    private let plan: WorkedPlan
    private let adopt: (Int, [S]) -> [S]?
    private let row: [S]
    private let right: [Shaped<S>]
    /// Whether each answer is the student's own.
    private let isOwn: [Bool]

    /// - Parameter adopt: as in `LineCode.run`.
    init(_ plan: WorkedPlan, given: [S], adopting adopt: @escaping (Int, [S]) -> [S]?) {
        self.plan = plan
        self.adopt = adopt
        var row = given.padded(to: plan.rightCode.count)
        var isOwn = [Bool](repeating: false, count: plan.asked.count)
        right = plan.rightCode.run(&row) { field, computed in
            let own = adopt(field, computed)
            isOwn[field] = own?.count == computed.count
            return own
        }
        self.isOwn = isOwn
        self.row = row
    }

    /// Every answer as slips make it of the student's others.
    func answers(_ slips: SlipSet) -> [Shaped<S>] {
        if slips.isEmpty { return right }
        let code = plan.changes(slips)
        var row = self.row.padded(to: code.count)
        return code.run(&row, known: right, adopt: adopt)
    }

    /// One answer as slips make it of the student's others.
    func answer(_ slips: SlipSet, at field: Int) -> Shaped<S> {
        guard let code = plan.change(slips, of: field, own: isOwn) else { return right[field] }
        var row = self.row.padded(to: code.count)
        return code.run(&row)[0]
    }
}
