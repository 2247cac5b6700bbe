import ExactMath
import Recurrence

/// Arrays while they are compared: which entries are right, and which follow from the learner's own.
struct VerificationRun {
    /// One line of one array.
    struct Field {
        var array: Int
        var line: LineName
        var places: [Int]
        var given: [Double]
        var right: [Double]
    }

    let verification: Verification
    let arrays: [ProgramArray]
    /// In the order of the computation.
    let fields: [Field]
    let nearness: [Nearness]
    /// nil where the scene is compared with its trace alone.
    let engine: VerificationEngine?

    init(_ verification: Verification, _ arrays: [ProgramArray]) {
        self.verification = verification
        self.arrays = arrays
        var fields: [Field] = []
        for (index, array) in arrays.enumerated() {
            for piece in array.pieces {
                fields.append(
                    Field(
                        array: index, line: piece.line, places: piece.places, given: array.entries(of: piece),
                        right: verification.numbers(of: piece.line) ?? []))
            }
        }
        let order = verification.order(of: fields.map(\.line))
        let places = fields.indices.sorted { (order[fields[$0].line] ?? 0, $0) < (order[fields[$1].line] ?? 0, $1) }
        let sorted = places.map { fields[$0] }
        self.fields = sorted
        nearness = arrays.indices.map { index in
            Nearness(arrays[index].tolerance, of: sorted.lazy.filter { $0.array == index }.flatMap(\.right))
        }
        engine = VerificationEngine(verification.scene, sorted.map(\.line), right: sorted.map(\.right))
    }

    /// Whether an array's numbers count as others.
    func holds(_ field: Field, _ numbers: [Double]) -> Bool {
        var near = nearness[field.array]
        near.distance = max(near.distance, Nearness(arrays[field.array].tolerance, of: numbers).distance)
        return near.holds(field.given, numbers)
    }

    // MARK: Entries

    /// Each field's entries: right, wrong, or following from the learner's own numbers.
    func verdicts() -> [[Verdict]] {
        let first = fields.map { field -> [Verdict] in
            if arrays[field.array].isTurned { return field.given.map { _ in .wrong } }
            let near = nearness[field.array]
            return zip(field.given, field.right).map { near.holds($0, $1) ? .right : .wrong }
        }
        guard first.contains(where: { $0.contains(.wrong) }), let engine else { return first }
        let own = engine.answers(nil, adopting: ownNumbers(first))
        return fields.indices.map { place in
            let field = fields[place]
            // What is made of nothing earns nothing.
            if arrays[field.array].isTurned || field.given.allSatisfy({ $0 == 0 }) { return first[place] }
            let near = Nearness(arrays[field.array].tolerance, of: own[place].entries)
            return first[place].indices.map { entry in
                first[place][entry] == .wrong && near.holds(field.given[entry], own[place].entries[entry])
                    ? .carried : first[place][entry]
            }
        }
    }

    /// The learner's numbers to go on with, where they are not right.
    func ownNumbers(_ verdicts: [[Verdict]]) -> (Int, [Double]) -> [Double]? {
        { place, _ in
            guard place < fields.count, !arrays[fields[place].array].isTurned, verdicts[place].contains(.wrong) else {
                return nil
            }
            let field = fields[place]
            return field.given.indices.map { verdicts[place][$0] == .right ? field.right[$0] : field.given[$0] }
        }
    }

    // MARK: Marks

    func marked(carried: Rational) -> MarkedAnswers {
        let verdicts = verdicts()
        let diagnosis = diagnose(verdicts)
        var score = Rational.zero
        var firstWrong: (place: Int, array: Int)?
        var answers: [(place: Int, answer: MarkedAnswer)] = []
        for (index, array) in arrays.enumerated() {
            var entries = [Verdict](repeating: .right, count: array.values.count)
            var first = fields.count
            var firstAtAll = fields.count
            for (place, field) in fields.enumerated() where field.array == index {
                firstAtAll = min(firstAtAll, place)
                for (entry, verdict) in zip(field.places, verdicts[place]) { entries[entry] = verdict }
                if verdicts[place].contains(.wrong) { first = min(first, place) }
            }
            let verdict: Verdict =
                entries.contains(.wrong) ? .wrong : entries.contains(.carried) ? .carried : .right
            if verdict == .wrong, first < firstWrong?.place ?? .max { firstWrong = (first, index) }
            let found = diagnosis.byArray[index] ?? []
            let answer = MarkedAnswer(
                name: array.name, verdict: verdict, entries: array.isTurned ? nil : Shaped(array.shape, entries),
                slips: verdict == .wrong ? found.slips : [],
                message: message(verdict, found, at: first, diagnosis), echo: meaning(of: index))
            score = score + answer.points(carried: carried)
            answers.append((firstAtAll, answer))
        }
        return MarkedAnswers(
            answers: answers.sorted { $0.place < $1.place }.map(\.answer), score: score,
            firstWrong: firstWrong.map { arrays[$0.array].name }, diagnosis: diagnosis.ofAll, carried: carried)
    }
}
