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
        rightResidues = exercise.working.residues([])
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
        let (entries, isIdle) = verdicts()
        let verdicts = given.indices.map { verdict(of: entries[$0], at: $0) }
        let wrong = verdicts.indices.filter { verdicts[$0] == .wrong }
        let diagnosis =
            wrong.isEmpty || isIdle ? Diagnosis() : diagnose(wrong: wrong, verdicts: verdicts, entries: entries)
        let words = Messages(self, entries: entries, verdicts: verdicts, diagnosis: diagnosis, isIdle: isIdle)
        var score = Rational.zero
        let answers = exercise.fields.indices.map { place in
            let answer = MarkedAnswer(
                name: exercise.fields[place].name, verdict: verdicts[place], entries: entries[place],
                slips: diagnosis.byPlace[place] ?? [], message: words.message(at: place),
                echo: judgements[place]?.echo ?? echoes[place])
            score = score + answer.points(carried: carried)
            return answer
        }
        return MarkedAnswers(
            answers: answers, score: score, firstWrong: wrong.first.map { exercise.fields[$0].name },
            diagnosis: diagnosis.ofSheet, isOneOfDiagnosis: diagnosis.isOneOf(wrong), carried: carried)
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

    /// The entries' verdicts of every answer, and whether the sheet shows no work.
    private func verdicts() -> (entries: [Shaped<Verdict>?], isIdle: Bool) {
        let first = exercise.fields.indices.map { firstVerdicts(at: $0, against: [right[$0]]) }
        if first.allSatisfy({ $0?.entries.allSatisfy { $0 == .right } ?? false }) { return (first, false) }
        if isIdle(first) {
            return (first.map { $0.map { Shaped($0.shape, $0.entries.map(\.withoutCredit)) } }, true)
        }
        return (carriedVerdicts(fromOwnRoundedValues(first)), false)
    }

    /// Right or wrong, with nothing taken from earlier answers; an entry is right when it is one of the values.
    func firstVerdicts(at place: Int, against values: [AnswerValue]) -> Shaped<Verdict>? {
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
}

extension EdgeList {
    /// The arrows that decide: outputs fed straight back, and without h0->h1, which may be drawn or not.
    var essential: Set<Edge> {
        withOutputsFedBack.subtracting([Edge(Node("h", 0), Node("h", 1))])
    }
}
