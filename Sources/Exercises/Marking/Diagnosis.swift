import ExactMath

/// Which slips explain a sheet's wrong answers.
struct Diagnosis {
    /// The one slip, or the one pair, of the whole sheet; at level 1 all that fit.
    var ofSheet: [Slip] = []
    /// The slips of each wrong answer, by its place.
    var byPlace: [Int: [Slip]] = [:]
}

extension Marking {
    /// Looks for the one slip that explains every wrong answer, else for the one pair, else answer by answer.
    func diagnose(wrong: [Int], verdicts: [Verdict]) -> Diagnosis {
        let comparable = wrong.filter { isComparable(at: $0) }
        guard !comparable.isEmpty else { return Diagnosis() }
        let residues = studentResidues()
        let singles = exercise.slips.map { SlipSet($0) }
        var actsAt: [SlipSet: [Int]] = [:]
        var fits: [Int: [SlipSet]] = [:]
        for slips in singles {
            let run = run(slips, against: residues, at: comparable)
            for place in run.fits { fits[place, default: []].append(slips) }
            actsAt[slips] = run.acts
        }
        var found = explaining(fits, comparable)
        if found.isEmpty {
            // A slip made on numbers that were wrong already shows only when it is run from those.
            for slips in singles {
                for place in run(slips, against: residues, at: comparable, own: true).fits
                where !(fits[place]?.contains(slips) ?? false) {
                    fits[place, default: []].append(slips)
                }
            }
            found = explaining(fits, comparable)
        }
        if !found.isEmpty { return diagnosis(supported(found), fits: fits, comparable) }
        let pairs = fittingPairs(residues, at: comparable, singles: fits, actsAt: actsAt)
        let explaining = supported(explaining(pairs, comparable))
        if explaining.count == 1 { return diagnosis(explaining, fits: fits, comparable) }
        return answerByAnswer(fits: fits, pairs: pairs, comparable)
    }

    /// For each place the pairs of slips whose run gives the student's answer there.
    private func fittingPairs(
        _ residues: [Int: Shaped<PrimeField>]?, at places: [Int], singles: [Int: [SlipSet]], actsAt: [SlipSet: [Int]]
    ) -> [Int: [SlipSet]] {
        var result: [Int: [SlipSet]] = [:]
        for (first, second) in pairs() {
            let pair = first.union(second)
            let ofFirst = actsAt[first] ?? []
            let ofSecond = actsAt[second] ?? []
            let both = ofFirst.filter(ofSecond.contains)
            if !both.isEmpty {
                for place in run(pair, against: residues, at: both).fits { result[place, default: []].append(pair) }
            }
            // Where only one of them acts, the pair does what that one does.
            for place in places where !both.contains(place) {
                let acting = ofFirst.contains(place) ? first : ofSecond.contains(place) ? second : nil
                if let acting, singles[place]?.contains(acting) ?? false { result[place, default: []].append(pair) }
            }
        }
        return result
    }

    /// Whether there is a value to compare: a wrong word is compared as well, a wrong graph is not.
    private func isComparable(at place: Int) -> Bool {
        switch given[place] {
        case .numbers, .word, .settings, .formula: true
        default: false
        }
    }

    /// The places of these at which a run under slips gives the student's answer, and those at which it does not give the right one; with
    /// `own`, a run from the student's own numbers.
    private func run(
        _ slips: SlipSet, against given: [Int: Shaped<PrimeField>]?, at places: [Int], own: Bool = false
    ) -> (fits: [Int], acts: [Int]) {
        if let given, let right = rightResidues {
            let last = places.max() ?? 0
            let run =
                own
                ? exercise.working.residues(slips, through: last) { place, _ in
                    // A slip may transpose an answer; but nothing further can be computed from one of the wrong shape.
                    given[place]?.shape == exercise.fields[place].shape ? given[place]?.entries : nil
                } : exercise.working.residues(slips, through: last)
            guard let run else { return ([], []) }
            return (places.filter { given[$0] == run[$0] }, places.filter { right[$0] != run[$0] })
        }
        let answers =
            own
            ? exercise.working.answers(slips, adopting: ownValues(plainVerdicts)) : exercise.working.answers(slips)
        return (
            places.filter { matches(answers[$0], under: slips, at: $0) }, places.filter { answers[$0] != right[$0] }
        )
    }

    /// Right or wrong for each entry, with nothing taken from earlier answers.
    private var plainVerdicts: [Shaped<Verdict>?] {
        given.indices.map { place in
            let field = exercise.fields[place]
            guard case .numbers(let numbers) = given[place], field.shape.accepts(numbers.shape) else { return nil }
            return Shaped(
                field.shape,
                numbers.entries.indices.map {
                    field.kind.fits(numbers.entries[$0], right[place], entry: $0) ? .right : .wrong
                })
        }
    }

    /// The student's answers modulo the prime, where the working has such and every number is exact; a decimal might be rounded and is not.
    private func studentResidues() -> [Int: Shaped<PrimeField>]? {
        guard rightResidues != nil else { return nil }
        var result: [Int: Shaped<PrimeField>] = [:]
        for place in given.indices {
            guard case .numbers(let numbers) = given[place] else { continue }
            var residues: [PrimeField] = []
            for number in numbers.entries {
                // A denominator that the prime divides has no residue.
                guard number.digits == nil, let exact = number.quantity.exact, let residue = PrimeField(exactly: exact)
                else { return nil }
                residues.append(residue)
            }
            let shape = exercise.fields[place].shape
            result[place] = Shaped(shape.accepts(numbers.shape) ? shape : numbers.shape, residues)
        }
        return result
    }

    /// Whether the student's answer is this value, shape and all.
    func matches(_ value: AnswerValue, under slips: SlipSet, at place: Int) -> Bool {
        let field = exercise.fields[place]
        if let judgement = judgements[place] {
            switch judgement.verdict {
            // A slip that does not touch this formula leaves it right.
            case .right: return value == right[place]
            case .wrong(let named, _): return named.contains { SlipSet($0) == slips }
            case .unreadable: return false
            }
        }
        switch (given[place], value) {
        case (.word(let word), .word(let other)): return word == other
        case (.settings(let settings), .settings(let other)): return settings == other
        case (.numbers(let numbers), _):
            guard let shape = value.shape, shape.accepts(numbers.shape) else { return false }
            return numbers.entries.indices.allSatisfy { field.kind.fits(numbers.entries[$0], value, entry: $0) }
        default: return false
        }
    }

    /// The slip sets that are among the fitting ones of every wrong answer.
    private func explaining(_ fits: [Int: [SlipSet]], _ places: [Int]) -> [SlipSet] {
        guard let first = places.first, let candidates = fits[first] else { return [] }
        return candidates.filter { slips in places.allSatisfy { fits[$0]?.contains(slips) ?? false } }
    }

    /// Of several slip sets those that also say what the student's other answers are.
    private func supported(_ candidates: [SlipSet]) -> [SlipSet] {
        guard candidates.count > 1, exercise.level > 1 else { return candidates }
        let whole = candidates.filter { slips in
            let answers = exercise.working.answers(slips)
            return given.indices.allSatisfy { place in
                switch given[place] {
                case .numbers, .word, .settings, .formula: matches(answers[place], under: slips, at: place)
                default: true
                }
            }
        }
        return whole.isEmpty ? candidates : whole
    }

    private func diagnosis(_ found: [SlipSet], fits: [Int: [SlipSet]], _ places: [Int]) -> Diagnosis {
        var result = Diagnosis()
        result.ofSheet = found.reduce(SlipSet()) { $0.union($1) }.slips
        for place in places {
            // Of a pair, only the slip that this answer needs.
            // At level 1, where slips coincide, every one that fits is told.
            let needed = (fits[place] ?? []).filter { single in
                exercise.level == 1 || found.contains { single.isSubset(of: $0) }
            }
            result.byPlace[place] = needed.isEmpty ? result.ofSheet : needed.reduce(SlipSet()) { $0.union($1) }.slips
        }
        return result
    }

    /// No slip explains the whole sheet: each answer gets the slip that explains most of them, or its own one pair.
    private func answerByAnswer(
        fits: [Int: [SlipSet]], pairs: [Int: [SlipSet]], _ places: [Int]
    ) -> Diagnosis {
        var result = Diagnosis()
        let support = fits.values.reduce(into: [SlipSet: Int]()) { counts, sets in
            for slips in sets { counts[slips, default: 0] += 1 }
        }
        for place in places {
            if let singles = fits[place], !singles.isEmpty {
                let most = singles.map { support[$0] ?? 0 }.max() ?? 0
                let kept = exercise.level == 1 ? singles : singles.filter { support[$0] == most }
                result.byPlace[place] = kept.reduce(SlipSet()) { $0.union($1) }.slips
            } else if let pairs = pairs[place], pairs.count == 1 {
                result.byPlace[place] = pairs[0].slips
            }
        }
        return result
    }

    /// Every pair of slips that can be made together.
    private func pairs() -> [(SlipSet, SlipSet)] {
        var result: [(SlipSet, SlipSet)] = []
        for (place, first) in exercise.slips.enumerated() {
            for second in exercise.slips[(place + 1)...] {
                let pair: SlipSet = [SlipSet(first), SlipSet(second)]
                if !SlipSet.exclusive.contains(where: { $0.isSuperset(of: pair) }) {
                    result.append((SlipSet(first), SlipSet(second)))
                }
            }
        }
        return result
    }
}

extension SlipSet {
    /// Slips of which one formula can have only one.
    static let exclusive: [SlipSet] = [
        [.m01, .m02, .m04, .m16, .m17], [.m01, .m02, .m04, .m18], [.m12, .m13], [.m13, .m20], [.m12, .m20],
        [.m09, .m24], [.m23, .m25], [.t01, .t02, .t03],
    ]
}
