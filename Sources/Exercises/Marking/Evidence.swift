import ExactMath
import Formula

/// What a sheet's answers say for and against slips.
struct Evidence {
    /// What is found about one slip, or about two made together.
    struct Finding {
        var slips: SlipSet
        /// The wrong answers that it makes.
        var explained: Set<Int> = []
        /// The wrong answers that it changes.
        var acting: Set<Int> = []
        /// Right answers that it would have changed.
        var against: Set<Int> = []
        /// Whether it would have changed answers that follow rightly from wrong ones.
        var isAgainstCarried = false

        var isUncontradicted: Bool { against.isEmpty && !isAgainstCarried }
    }

    private let marking: Marking
    private let verdicts: [Verdict]
    /// The places whose answers speak, in order.
    private let places: [Int]
    private let rounding: InheritedRounding
    private let numbers: Numbers
    private let own: Numbers.Run

    init(_ marking: Marking, _ verdicts: [Verdict], _ entries: [Shaped<Verdict>?]) {
        self.marking = marking
        self.verdicts = verdicts
        places = verdicts.indices.filter {
            marking.isComparable(at: $0) && [.right, .carried, .wrong].contains(verdicts[$0])
        }
        rounding = InheritedRounding(marking, entries)
        numbers = Numbers(marking, entries, places)
        own = numbers.run([], own: true)
    }

    /// What speaks for slips and against them.
    func of(_ slips: SlipSet, wrong: [Int]) -> Finding {
        var finding = Finding(slips: slips)
        let clean = numbers.run(slips, own: false)
        // From the student's own numbers everything comes out as from the given ones where those are what the slips make.
        let onward = numbers.run(slips, own: true)
        for place in places {
            let fitsClean = fits(clean[place], slips, at: place, from: false)
            let fitsOnward = fitsClean ? false : fits(onward[place], slips, at: place, from: true)
            if verdicts[place] == .wrong {
                if !numbers.agree(onward, own, at: place) { finding.acting.insert(place) }
                if fitsClean || (fitsOnward && !numbers.agree(onward, own, at: place)) {
                    finding.explained.insert(place)
                }
            } else if !fitsClean, !fitsOnward, marking.judgements[place] == nil {
                if verdicts[place] == .right { finding.against.insert(place) } else { finding.isAgainstCarried = true }
            }
        }
        return finding
    }

    /// Whether slips give the student's answer.
    func fits(_ slips: SlipSet, at place: Int) -> Bool {
        if fits(numbers.answer(slips, own: true, at: place), slips, at: place, from: true) { return true }
        // From right numbers both runs are one.
        guard places.contains(where: { $0 < place && verdicts[$0] != .right }) else { return false }
        return fits(numbers.answer(slips, own: false, at: place), slips, at: place, from: false)
    }

    private func fits(_ answer: Numbers.Answer, _ slips: SlipSet, at place: Int, from own: Bool) -> Bool {
        switch answer {
        case .residues(let value): return numbers.residues[place] == value
        case .doubles(let entries):
            guard let entries, case .numbers(let given) = marking.given[place] else { return false }
            let field = marking.exercise.fields[place]
            guard entries.shape.accepts(given.shape) else { return false }
            let value = AnswerValue.real(entries)
            return given.entries.indices.allSatisfy { entry in
                field.kind.fits(given.entries[entry], value, entry: entry)
                    || (own && rounding.allows(given.entries[entry], entries.entries[entry], entry, at: place))
            }
        case .value(let value): return marking.matches(value, under: slips, at: place)
        }
    }
}

extension Marking {
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
}

extension Evidence {
    /// The runs under slips, in the numbers in which they are quickest: residues where they tell every number of the sheet, doubles
    /// where there are only numbers, else values.
    struct Numbers {
        enum Run {
            case residues([Shaped<PrimeField>])
            case doubles([Shaped<Double>?])
            case values([AnswerValue])

            subscript(place: Int) -> Answer {
                switch self {
                case .residues(let values): .residues(values[place])
                case .doubles(let values): .doubles(values[place])
                case .values(let values): .value(values[place])
                }
            }
        }

        /// One answer of a run.
        enum Answer {
            case residues(Shaped<PrimeField>?)
            case doubles(Shaped<Double>?)
            case value(AnswerValue)
        }

        /// By the place of the answer; nil where none is given.
        let residues: [Shaped<PrimeField>?]
        private let marking: Marking
        private let entries: [Shaped<Verdict>?]
        private let way: Way
        /// With what gives the answers from the student's own numbers.
        private enum Way {
            case residues(OnwardAnswers<Shaped<PrimeField>>)
            case doubles(OnwardAnswers<Shaped<Double>?>)
            case values
        }

        init(_ marking: Marking, _ entries: [Shaped<Verdict>?], _ places: [Int]) {
            self.marking = marking
            self.entries = entries
            let residues = marking.studentResidues()
            let given = marking.given.indices.map { residues?[$0] }
            self.residues = given
            let isNumeric = places.allSatisfy { if case .numbers = marking.given[$0] { true } else { false } }
            let hasNumbersOnly = marking.right.allSatisfy { $0.doubles != nil }
            let working = marking.exercise.working
            // Of another shape than the field's, nothing further can be computed from them.
            let adoptable = given.indices.map { place in
                given[place].flatMap { $0.shape == marking.exercise.fields[place].shape ? $0.entries : nil }
            }
            if residues != nil, let onward = working.residues(from: adoptable) {
                way = .residues(onward)
            } else if isNumeric, hasNumbersOnly {
                let own = entries.indices.map { place -> [Double]? in
                    guard entries[place] != nil, case .numbers(let numbers) = marking.given[place] else { return nil }
                    return numbers.entries.map(\.quantity.approximation)
                }
                way = .doubles(working.doubles(from: own))
            } else {
                way = .values
            }
        }

        /// Every answer as slips make it, from what is given or from the student's own numbers.
        func run(_ slips: SlipSet, own: Bool) -> Run {
            let working = marking.exercise.working
            switch way {
            case .residues(let onward): return .residues(own ? onward.all(slips) : working.residues(slips) ?? [])
            case .doubles(let onward): return .doubles(own ? onward.all(slips) : working.doubles(slips))
            case .values:
                return .values(
                    own ? working.answers(slips, adopting: marking.ownValues(entries)) : working.answers(slips))
            }
        }

        /// One answer of that run alone.
        func answer(_ slips: SlipSet, own: Bool, at place: Int) -> Answer {
            let working = marking.exercise.working
            switch way {
            case .residues(let onward):
                return .residues(own ? onward.one(slips, place) : working.residues(slips, at: place))
            case .doubles(let onward):
                return .doubles(own ? onward.one(slips, place) : working.doubles(slips, at: place))
            case .values: return run(slips, own: own)[place]
            }
        }

        /// Whether two runs have the same answer.
        func agree(_ a: Run, _ b: Run, at place: Int) -> Bool {
            switch (a, b) {
            case (.residues(let a), .residues(let b)): return a[place] == b[place]
            case (.doubles(let a), .doubles(let b)):
                guard let a = a[place], let b = b[place], a.shape == b.shape else { return false }
                return zip(a.entries, b.entries).allSatisfy { ($0 - $1).magnitude <= 1e-9 * max(1, $1.magnitude) }
            case (.values(let a), .values(let b)): return a[place] == b[place]
            default: return false
            }
        }
    }
}

extension Marking {
    /// The student's answers modulo the prime, where the working has such and every number is exact and short; a decimal might be rounded
    /// and is not.
    func studentResidues() -> [Int: Shaped<PrimeField>]? {
        guard rightResidues != nil else { return nil }
        var result: [Int: Shaped<PrimeField>] = [:]
        for place in given.indices {
            guard case .numbers(let numbers) = given[place] else { continue }
            var residues: [PrimeField] = []
            for number in numbers.entries {
                guard number.digits == nil, let exact = number.quantity.exact, exact.isToldByItsResidue,
                    let residue = PrimeField(exactly: exact)
                else { return nil }
                residues.append(residue)
            }
            let shape = exercise.fields[place].shape
            result[place] = Shaped(shape.accepts(numbers.shape) ? shape : numbers.shape, residues)
        }
        return result
    }
}

extension Rational {
    /// Whether no other such fraction has the same residue modulo the prime: a/b and c/d that have satisfy |ad − bc| < 2^61 − 1.
    fileprivate var isToldByItsResidue: Bool {
        numerator.magnitude.bitWidth <= 30 && denominator.magnitude.bitWidth <= 30
    }
}
