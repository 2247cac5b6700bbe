import ExactMath

/// Whether each slip changes an answer, and no slip explains every answer that another gets wrong.
func isDiagnosable<Answer>(
    right: [Answer], slipped: some Sequence<[Answer]>, same: (Answer, Answer) -> Bool
) -> Bool {
    var all: [(answers: [Answer], wrong: [Int])] = []
    for answers in slipped {
        let wrong = right.indices.filter { !same(answers[$0], right[$0]) }
        if wrong.isEmpty { return false }
        for other in all
        where wrong.allSatisfy({ same(answers[$0], other.answers[$0]) })
            || other.wrong.allSatisfy({ same(answers[$0], other.answers[$0]) })
        {
            return false
        }
        all.append((answers, wrong))
    }
    return true
}

extension Working {
    /// Whether each of the slips can be told from the right way and from every other; doubles nearer than `tolerance` count as the same.
    func tells(_ slips: [Slip], tolerance: Double = 0) -> Bool {
        isDiagnosable(right: answers(), slipped: slips.lazy.map { answers(SlipSet($0)) }) { a, b in
            guard case .real(let x) = a, case .real(let y) = b else { return a == b }
            return x.shape == y.shape && zip(x.entries, y.entries).allSatisfy { ($0 - $1).magnitude <= tolerance }
        }
    }
}
