import ExactMath
import Formula

/// Which slips explain a sheet's wrong answers.
struct Diagnosis {
    /// The one slip, or the one pair, of the whole sheet; the few that fit where they cannot be told apart.
    var ofSheet: [Slip] = []
    /// The slips of each wrong answer, by its place: at most `most`.
    var byPlace: [Int: [Slip]] = [:]
    /// The places at which one of the slips named was made, and it cannot be told which.
    var undecided: Set<Int> = []
    /// The places that more slips fit than are named.
    var ambiguous: Set<Int> = []

    /// Whether the sheet's diagnosis is one of several slips, not all of them together.
    func isOneOf(_ wrong: [Int]) -> Bool { ofSheet.count > 1 && wrong.allSatisfy(undecided.contains) }

    /// The most slips that are named at an answer.
    static let most = 3
}

extension Marking {
    /// Looks for the one slip that explains every wrong answer and that no other answer speaks against, else answer by answer, else for
    /// the one pair.
    ///
    /// A slip explains an answer when the lines, edited by it, give that answer, from what is given or from the student's own numbers,
    /// and without it they do not.
    func diagnose(wrong: [Int], verdicts: [Verdict], entries: [Shaped<Verdict>?]) -> Diagnosis {
        let wrong = wrong.filter { isComparable(at: $0) }
        guard !wrong.isEmpty else { return Diagnosis() }
        let evidence = Evidence(self, verdicts, entries)
        let singles = exercise.allSlips.map { evidence.of(SlipSet($0), wrong: wrong) }
        let whole = singles.filter { $0.explained.count == wrong.count && $0.isUncontradicted }.map(\.slips)
        // The numbers were chosen so that these are told apart; what comes to the same here has its name elsewhere.
        let chosen = SlipSet(exercise.slips)
        let told = whole.filter(chosen.isSuperset)
        if !whole.isEmpty { return Diagnosis(told.isEmpty ? whole : told, everywhere: wrong) }

        var result = answerByAnswer(singles, wrong, entries)
        // Two slips in different lines explain it all together.
        let made = Set(result.byPlace.values.flatMap { $0 })
        if made.count == 2, result.undecided.isEmpty, wrong.allSatisfy({ result.byPlace[$0] != nil }) {
            result.ofSheet = made.sorted()
        }
        let open = wrong.filter { result.byPlace[$0] == nil && !result.ambiguous.contains($0) }
        // Where single slips leave two answers or more open, two made together may explain them.
        guard open.count > 1 || (wrong.count > 1 && !open.isEmpty) else { return result }
        let pairs = fittingPairs(evidence, singles, wrong, open)
        if pairs.count == 1, let pair = pairs.first {
            for place in pair.explained where result.byPlace[place] == nil { result.byPlace[place] = pair.slips.slips }
            if pair.explained.count == wrong.count {
                result.ofSheet = pair.slips.slips
                for place in wrong {
                    // Of a pair, only the slip that this answer needs.
                    let needed = pair.slips.slips.filter { slip in
                        singles.contains { $0.slips == SlipSet(slip) && $0.explained.contains(place) }
                    }
                    result.byPlace[place] = needed.isEmpty ? pair.slips.slips : needed
                }
                result.ambiguous = []
                result.undecided = []
            }
        }
        return result
    }

    /// Whether there is a value to compare: a wrong word is compared as well, a wrong graph is not.
    func isComparable(at place: Int) -> Bool {
        switch given[place] {
        case .numbers, .word, .settings, .formula: true
        default: false
        }
    }

    /// No slip explains the whole sheet: each answer gets the slips that change nothing that is right and explain most of it.
    private func answerByAnswer(
        _ singles: [Evidence.Finding], _ wrong: [Int], _ entries: [Shaped<Verdict>?]
    ) -> Diagnosis {
        var result = Diagnosis()
        for place in wrong {
            let fitting = singles.filter { $0.explained.contains(place) && $0.against.isEmpty }
            // A slip made in one line and not in the next is believed where more than one number speaks for it.
            let isClear = (entries[place]?.entries.count { $0 == .wrong } ?? 2) > 1
            var kept = fitting.filter(\.isUncontradicted)
            if kept.isEmpty, isClear, fitting.count == 1 { kept = fitting }
            let most = kept.map(\.explained.count).max() ?? 0
            kept = kept.filter { $0.explained.count == most }
            if kept.map(\.slips).named.count > Diagnosis.most { result.ambiguous.insert(place) }
            guard (1...Diagnosis.most).contains(kept.map(\.slips).named.count) else { continue }
            result.byPlace[place] = kept.map(\.slips).named
            if result.byPlace[place]?.count ?? 0 > 1 { result.undecided.insert(place) }
        }
        return result
    }

    /// The most slips that are combined with each other: where more act, the answer says too little to tell pairs apart.
    private static let mostCombined = 20

    /// The pairs of slips that explain every answer that is open, and two at least.
    private func fittingPairs(
        _ evidence: Evidence, _ singles: [Evidence.Finding], _ wrong: [Int], _ open: [Int]
    ) -> [Evidence.Finding] {
        // Both act at every answer that neither explains alone: the one at which the fewest act decides soonest.
        let acting = open.map { place in (place, singles.filter { $0.acting.contains(place) }) }
        guard let (place, few) = acting.min(by: { $0.1.count < $1.1.count }), few.count <= Self.mostCombined else {
            return []
        }
        var found: [Evidence.Finding] = []
        for (index, one) in few.enumerated() {
            for other in few[(index + 1)...] {
                let pair = one.slips.union(other.slips)
                if SlipSet.exclusive.contains(where: { $0.isSuperset(of: pair) }) { continue }
                guard evidence.fits(pair, at: place) else { continue }
                let finding = evidence.of(pair, wrong: wrong)
                if finding.isUncontradicted, finding.explained.count > 1,
                    open.allSatisfy(finding.explained.contains)
                {
                    found.append(finding)
                }
            }
        }
        return found
    }
}

extension Diagnosis {
    /// The same slips at every wrong answer; too many are none.
    init(_ found: [SlipSet], everywhere places: [Int]) {
        let slips = found.named
        guard slips.count <= Self.most else {
            ambiguous = Set(places)
            return
        }
        ofSheet = slips
        if slips.count > 1 { undecided = Set(places) }
        for place in places { byPlace[place] = slips }
    }
}

extension [SlipSet] {
    /// The slips of these sets, each name once.
    fileprivate var named: [Slip] {
        var ids: Set<String> = []
        return flatMap(\.slips).filter { ids.insert($0.id).inserted }
    }
}

extension SlipSet {
    /// Slips of which one formula can have only one.
    static let exclusive: [SlipSet] = [
        [.m01, .m02, .m04, .m16, .m17], [.m01, .m02, .m04, .m18], [.m12, .m13], [.m13, .m20], [.m12, .m20],
        [.m09, .m24], [.m23, .m25], [.t01, .t02, .t03], SlipSet([.m28, .m28b, .m28c]), SlipSet([.m29, .m29b]),
        SlipSet([.m34, .m34b]), SlipSet([.g07, .g09, .g19, .g20, .g21, .g21b]), SlipSet([.g04, .g28, .g29]),
    ]
}
