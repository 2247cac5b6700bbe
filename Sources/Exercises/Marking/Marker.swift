import ExactMath
import Formula

extension Exercise {
    /// Marks answers against this exercise, entry by entry.
    ///
    /// - Parameter carried: what an entry counts that follows rightly from an earlier wrong one, 0 … 1.
    public func mark(_ student: StudentAnswers, carried: Rational = .one) -> MarkedAnswers {
        Marking(exercise: self, student: student, carried: carried).marked()
    }
}

/// One set of answers while it is marked.
struct Marking {
    let exercise: Exercise
    let carried: Rational
    /// The student's answers at the fields' places.
    let given: [StudentAnswer?]
    private let echoes: [String]
    let right: [AnswerValue]
    /// The right answers modulo the prime, where the working has them.
    let rightResidues: [Shaped<PrimeField>]?
    /// How the formulas among the answers were judged, by place.
    let judgements: [Int: FormulaJudgement]

    init(exercise: Exercise, student: StudentAnswers, carried: Rational) {
        self.exercise = exercise
        self.carried = carried
        given = exercise.fields.map { student[$0.name]?.answer }
        echoes = exercise.fields.map { student[$0.name]?.echo ?? "" }
        right = exercise.working.answers()
        rightResidues = exercise.working.residues([], through: .max)
        var judgements: [Int: FormulaJudgement] = [:]
        for (place, field) in exercise.fields.enumerated() {
            if case .formula(let question) = field.kind, case .formula(let source) = given[place] {
                judgements[place] = Self.judge(source, question)
            } else if case .factor(let question) = field.kind, case .formula(let source) = given[place] {
                judgements[place] = FactorJudge.of(question).judge(source)
            }
        }
        self.judgements = judgements
    }

    private static func judge(_ source: SourceText, _ question: FormulaQuestion) -> FormulaJudgement {
        do { return try FormulaJudge.of(question).judge(source) } catch {
            return FormulaJudgement(verdict: .unreadable(error), echo: nil)
        }
    }

    func marked() -> MarkedAnswers {
        let entries = verdicts()
        let verdicts = given.indices.map { verdict(of: entries[$0], at: $0) }
        let wrong = verdicts.indices.filter { verdicts[$0] == .wrong }
        let diagnosis = wrong.isEmpty ? Diagnosis() : diagnose(wrong: wrong, verdicts: verdicts)
        var score = Rational.zero
        let answers = exercise.fields.indices.map { place in
            let slips = diagnosis.byPlace[place] ?? []
            let answer = MarkedAnswer(
                name: exercise.fields[place].name, verdict: verdicts[place], entries: entries[place], slips: slips,
                message: message(verdicts[place], entries[place], slips, at: place),
                echo: judgements[place]?.echo ?? echoes[place])
            score = score + answer.points(carried: carried)
            return answer
        }
        return MarkedAnswers(
            answers: answers, score: score, firstWrong: wrong.first.map { exercise.fields[$0].name },
            diagnosis: diagnosis.ofSheet, carried: carried)
    }

    private func verdict(of entries: Shaped<Verdict>?, at place: Int) -> Verdict {
        switch given[place] {
        case nil: return .missing
        case .unreadable: return .unreadable
        default: break
        }
        guard let entries = entries?.entries else { return .wrong }
        if entries.contains(.unreadable) { return .unreadable }
        if entries.contains(.wrong) { return .wrong }
        return entries.contains(.carried) ? .carried : .right
    }

    /// The entries' verdicts of every answer.
    private func verdicts() -> [Shaped<Verdict>?] {
        let first = exercise.fields.indices.map { firstVerdicts(at: $0, against: [right[$0]]) }
        if first.allSatisfy({ $0?.entries.allSatisfy { $0 == .right } ?? false }) { return first }
        let lenient = fromOwnRoundedValues(first)
        return carriedVerdicts(lenient)
    }

    /// Right or wrong, with nothing taken from earlier answers; an entry is right when it is one of the values.
    private func firstVerdicts(at place: Int, against values: [AnswerValue]) -> Shaped<Verdict>? {
        let field = exercise.fields[place]
        func one(_ verdict: Verdict) -> Shaped<Verdict> {
            Shaped(field.shape, [Verdict](repeating: verdict, count: field.shape.count))
        }
        switch given[place] {
        case nil: return one(.missing)
        case .unreadable: return one(.unreadable)
        case .numbers(let numbers):
            guard field.shape.accepts(numbers.shape) else { return nil }
            return Shaped(
                field.shape,
                numbers.entries.indices.map { entry in
                    values.contains { field.kind.fits(numbers.entries[entry], $0, entry: entry) } ? .right : .wrong
                })
        case .settings(let settings):
            guard case .settings(let wanted) = right[place], wanted.count == settings.count else { return nil }
            return Shaped(field.shape, zip(settings, wanted).map { $0 == $1 ? .right : .wrong })
        case .formula:
            switch judgements[place]?.verdict {
            case .right: return one(.right)
            case .wrong: return one(.wrong)
            default: return one(.unreadable)
            }
        case .some(let answer): return one(isRight(answer, at: place) ? .right : .wrong)
        }
    }

    private func isRight(_ answer: StudentAnswer, at place: Int) -> Bool {
        switch (answer, right[place]) {
        case (.word(let word), .word(let wanted)): word == wanted
        case (.edges(let edges), .edges(let wanted)): edges.essential == wanted.essential
        default: false
        }
    }

    /// In numeric exercises, an entry is right too when it follows from the student's own right, rounded values.
    private func fromOwnRoundedValues(_ first: [Shaped<Verdict>?]) -> [Shaped<Verdict>?] {
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

    /// Turns wrong entries into carried ones where they follow from the student's own earlier numbers and hang on those.
    private func carriedVerdicts(_ verdicts: [Shaped<Verdict>?]) -> [Shaped<Verdict>?] {
        guard verdicts.contains(where: { $0?.entries.contains(.wrong) ?? false }) else { return verdicts }
        let own = exercise.working.answers([], adopting: ownValues(verdicts))
        var disturbed: [AnswerValue] = []
        var result = verdicts
        for place in verdicts.indices {
            guard case .numbers(let numbers) = given[place], let entries = verdicts[place] else { continue }
            let kind = exercise.fields[place].kind
            for entry in entries.entries.indices
            where entries.entries[entry] == .wrong && kind.fits(numbers.entries[entry], own[place], entry: entry) {
                if disturbed.isEmpty {
                    disturbed = exercise.working.answers([], adopting: ownValues(verdicts, disturbed: true))
                }
                // What stays the same when the student's wrong numbers change, does not follow from them.
                if differs(own[place], disturbed[place], entry) { result[place]?.entries[entry] = .carried }
            }
        }
        return result
    }

    private func differs(_ a: AnswerValue, _ b: AnswerValue, _ entry: Int) -> Bool {
        if let a = a.rationals, let b = b.rationals { return a[entry] != b[entry] }
        guard let a = a.doubles, let b = b.doubles else { return false }
        return (a[entry] - b[entry]).magnitude > 1e-12 * max(1, a[entry].magnitude)
    }

    /// The student's own numbers, to go on with; `disturbed` multiplies each wrong one by a factor of its own.
    func ownValues(_ verdicts: [Shaped<Verdict>?], disturbed: Bool = false) -> Adoption {
        let fields = exercise.fields
        let given = given
        let right = right
        return { place, _ in
            guard case .numbers(let numbers) = given[place], let entries = verdicts[place] else { return nil }
            let shape = fields[place].shape
            func factor(_ entry: Int) -> Int { disturbed ? 3 + 5 * entry + 7 * place : 1 }
            if let exact = right[place].rationals, numbers.entries.allSatisfy({ $0.quantity.exact != nil }) {
                return .exact(
                    Shaped(
                        shape,
                        numbers.entries.indices.map { entry in
                            entries.entries[entry] == .right
                                ? exact[entry]
                                : (numbers.entries[entry].quantity.exact ?? .zero) * Rational(factor(entry))
                        }))
            }
            return .real(
                Shaped(
                    shape,
                    numbers.entries.indices.map { entry in
                        entries.entries[entry] == .right
                            ? numbers.entries[entry].quantity.approximation
                            : numbers.entries[entry].quantity.approximation * Double(factor(entry))
                    }))
        }
    }
}

extension EdgeList {
    /// The arrows that decide: outputs fed straight back, and without h0->h1, which may be drawn or not.
    var essential: Set<Edge> {
        withOutputsFedBack.subtracting([Edge(Node("h", 0), Node("h", 1))])
    }
}
