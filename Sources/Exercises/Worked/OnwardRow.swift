import ExactMath

/// The numbers of an exercise with the way on worked in them from a student's own: each answer as it follows from the others.
struct OnwardRow<S: Scalar> {
    private let plan: WorkedPlan
    private let adopt: (Int, [S]) -> [S]?
    private let row: [S]
    private let right: [Shaped<S>]

    /// - Parameter adopt: as in `LineCode.run`.
    init(_ plan: WorkedPlan, given: [S], adopting adopt: @escaping (Int, [S]) -> [S]?) {
        self.plan = plan
        self.adopt = adopt
        var row = given + [S](repeating: .zero, count: plan.rightCode.count - given.count)
        right = plan.rightCode.run(&row, adopt: adopt)
        self.row = row
    }

    /// Every answer as slips make it of the student's others.
    func answers(_ slips: SlipSet) -> [Shaped<S>] {
        if slips.isEmpty { return right }
        let code = plan.changes(slips)
        var row = row + [S](repeating: .zero, count: code.count - row.count)
        return code.run(&row, known: right, adopt: adopt)
    }
}
