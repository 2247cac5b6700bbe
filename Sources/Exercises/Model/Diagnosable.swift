import ExactMath

/// Whether each slip changes an answer, and no slip explains every answer that another gets wrong.
func isDiagnosable<Answer>(right: [Answer], slipped: [[Answer]], same: (Answer, Answer) -> Bool) -> Bool {
    let wrong = slipped.map { answers in right.indices.filter { !same(answers[$0], right[$0]) } }
    for (a, places) in wrong.enumerated() {
        if places.isEmpty { return false }
        for b in slipped.indices where b != a {
            if places.allSatisfy({ same(slipped[b][$0], slipped[a][$0]) }) { return false }
        }
    }
    return true
}

extension Working {
    /// Whether each of the slips can be told from the right way and from every other; doubles nearer than `tolerance` count as the same.
    func tells(_ slips: [Slip], tolerance: Double = 0) -> Bool {
        isDiagnosable(right: answers(), slipped: slips.map { answers(SlipSet($0)) }) { a, b in
            guard case .real(let x) = a, case .real(let y) = b else { return a == b }
            return x.shape == y.shape && zip(x.entries, y.entries).allSatisfy { ($0 - $1).magnitude <= tolerance }
        }
    }
}
