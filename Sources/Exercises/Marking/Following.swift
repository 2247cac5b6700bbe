import ExactMath
import Formula

// What follows from a student's own numbers: the right way run on from them.

extension Marking {
    /// In numeric exercises, an entry is right too when it follows from the student's own right, rounded values.
    func fromOwnRoundedValues(_ first: [Shaped<Verdict>?]) -> [Shaped<Verdict>?] {
        guard exercise.fields.contains(where: { if case .decimal = $0.kind { true } else { false } }) else {
            return first
        }
        var verdicts = first
        let fields = exercise.fields
        _ = exercise.working.answers([]) { place, computed in
            guard case .decimal = fields[place].kind, case .numbers(let numbers) = given[place],
                fields[place].shape.accepts(numbers.shape)
            else { return nil }
            let judged = firstVerdicts(at: place, against: [right[place], computed])
            verdicts[place] = judged
            guard let judged, case .real(let exact) = right[place] else { return nil }
            return .real(
                Shaped(
                    fields[place].shape,
                    numbers.entries.indices.map { entry in
                        judged.entries[entry] == .right
                            ? numbers.entries[entry].quantity.approximation : exact.entries[entry]
                    }))
        }
        return verdicts
    }

    /// Turns wrong entries into carried ones where they follow from the student's own earlier numbers and hang on those that are wrong;
    /// and into right ones where they differ from the right value by no more than the rounding of earlier right numbers can do.
    func carriedVerdicts(_ verdicts: [Shaped<Verdict>?]) -> [Shaped<Verdict>?] {
        guard verdicts.contains(where: { $0?.entries.contains(.wrong) ?? false }) else { return verdicts }
        let own = exercise.working.answers([], adopting: ownValues(verdicts))
        let rounding = InheritedRounding(self, verdicts)
        var moved: [AnswerValue]?
        var result = verdicts
        for place in verdicts.indices {
            guard let entries = verdicts[place] else { continue }
            for entry in entries.entries.indices where entries.entries[entry] == .wrong {
                guard follows(own[place], entry, at: place) || rounding.explains(entry, at: place) else { continue }
                if moved == nil { moved = exercise.working.answers([], adopting: ownValues(verdicts, moving: nil)) }
                guard let moved else { continue }
                // What stays the same when the student's wrong numbers move, does not follow from them.
                if hangsOnWrong(own[place], moved[place], entry, at: place) {
                    if !isFromNothing(place, entry, verdicts, result, own) { result[place]?.entries[entry] = .carried }
                } else if rounding.explains(entry, at: place) {
                    result[place]?.entries[entry] = .right
                }
            }
        }
        return result
    }

    /// Whether a value changes when the student's wrong numbers move; a word changes only now and then, and then from the right one.
    private func hangsOnWrong(_ own: AnswerValue, _ moved: AnswerValue, _ entry: Int, at place: Int) -> Bool {
        if case .word = own { return own != right[place] }
        return differs(own, moved, entry)
    }

    /// Whether the student's entry is that of a value.
    private func follows(_ value: AnswerValue, _ entry: Int, at place: Int) -> Bool {
        switch given[place] {
        case .numbers(let numbers): exercise.fields[place].kind.fits(numbers.entries[entry], value, entry: entry)
        case .word(let word): value == .word(word)
        default: false
        }
    }

    private func differs(_ a: AnswerValue, _ b: AnswerValue, _ entry: Int) -> Bool {
        if let a = a.rationals, let b = b.rationals { return a[entry] != b[entry] }
        guard let a = a.doubles, let b = b.doubles else { return a != b }
        return (a[entry] - b[entry]).magnitude > 1e-12 * max(1, a[entry].magnitude)
    }

    /// The student's own numbers, to go on with.
    ///
    /// - Parameter moving: with nil every wrong number is moved by an amount of its own, which is added, so that a 0 moves too; with a
    ///   place, every number of that place.
    func ownValues(_ verdicts: [Shaped<Verdict>?], moving: Int?) -> Adoption {
        ownValues(verdicts) { place, entry in
            let isMoved = moving.map { $0 == place } ?? (verdicts[place]?.entries[entry] != .right)
            guard isMoved else { return nil }
            // Amounts without a pattern, so that they do not cancel in what is computed from them.
            var amounts = SeededGenerator(seed: UInt64(1_000 * place + entry))
            return 1 + Rational(amounts.integer(in: 1...1_000_002)) / 1_000_003
        }
    }

    /// The student's own numbers, right ones exactly; `amount` is added to an entry.
    func ownValues(
        _ verdicts: [Shaped<Verdict>?],
        adding amount: @escaping (_ place: Int, _ entry: Int) -> Rational? = { _, _ in nil }
    ) -> Adoption {
        let fields = exercise.fields
        let given = given
        let right = right
        return { place, _ in
            guard let entries = verdicts[place], case .numbers(let numbers) = given[place] else { return nil }
            let shape = fields[place].shape
            if let exact = right[place].rationals {
                return .exact(
                    Shaped(
                        shape,
                        numbers.entries.indices.map { entry in
                            let own =
                                entries.entries[entry] == .right
                                ? exact[entry] : numbers.entries[entry].quantity.rational
                            return amount(place, entry).map { own + $0 } ?? own
                        }))
            }
            return .real(
                Shaped(
                    shape,
                    numbers.entries.indices.map { entry in
                        numbers.entries[entry].quantity.approximation + (amount(place, entry)?.approximation ?? 0)
                    }))
        }
    }
}

extension Quantity {
    /// The number as a fraction; an irrational one as its double, and what is no number as 0.
    var rational: Rational {
        if let exact { return exact }
        return approximation.isFinite ? Rational(approximation) : .zero
    }
}

extension Verdict {
    /// What is left of a verdict on a sheet that shows no work.
    var withoutCredit: Verdict { self == .right || self == .carried ? .wrong : self }
}
