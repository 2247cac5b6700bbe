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
        isDiagnosable(right: answers(), slipped: slips.lazy.map { answers(SlipSet($0)) }) {
            $0.isSame(as: $1, within: tolerance)
        }
    }

    /// The same from level 2 on; at level 1, where numbers are few, slips may come to the same.
    func tells(_ slips: [Slip], at level: Int, tolerance: Double = 0) -> Bool {
        level == 1 || tells(slips, tolerance: tolerance)
    }
}

extension AnswerValue {
    /// Whether two answers are the same, doubles to within a tolerance.
    func isSame(as other: AnswerValue, within tolerance: Double) -> Bool {
        // A root that happens to be rational is compared with the doubles of others as a double.
        if rationals != nil, other.rationals != nil { return self == other }
        guard let x = doubles, let y = other.doubles else { return self == other }
        return shape == other.shape && zip(x, y).allSatisfy { ($0 - $1).magnitude <= tolerance }
    }
}
