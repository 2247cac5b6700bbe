import ExactMath
import Exercises
import Formula

/// A sheet with one fault in one answer, and everything after it worked on rightly from there.
struct OneFaultSheet {
    enum Fault: CaseIterable, Sendable {
        /// One entry is 0.
        case zero
        /// One entry is off by a few, has the wrong sign, or is doubled.
        case slip
    }

    var exercise: Exercise
    /// The place of the answer with the fault.
    var place: Int
    /// Each answer as it is written.
    var texts: [String]
    /// What a fair marker says of every answer; nil where rounding makes it either right or carried.
    var expected: [Verdict?]

    /// nil where the fault changes nothing.
    init?(_ exercise: Exercise, at place: Int, _ fault: Fault, rounded: Bool, using generator: inout SeededGenerator) {
        self.exercise = exercise
        self.place = place
        let right = exercise.working.answers()
        guard let changed = Self.changed(right[place], fault, &generator) else { return nil }
        // Everybody goes on from what stands on the paper, or from what the calculator still has.
        let values = exercise.working.answers([]) { q, computed in
            if q == place { return changed }
            return rounded ? Self.rounded(computed) : nil
        }
        // Rounding alone leaves an answer right.
        let faultless = exercise.working.answers([]) { _, computed in rounded ? Self.rounded(computed) : nil }
        texts = []
        expected = []
        for q in exercise.fields.indices {
            let value = q == place ? changed : values[q]
            texts.append(value.text())
            guard q != place else {
                expected.append(.wrong)
                continue
            }
            // What hangs on rounded numbers alone is right from them and from exact ones.
            let verdict = Self.verdict(value, faultless[q])
            expected.append(verdict == Self.verdict(value, right[q]) ? verdict : nil)
        }
        // Zeros alone are no work, and of what is infinite nobody has to think.
        let isZero = changed.numbers.allSatisfy { $0 == 0 } && changed.numbers.count > 1
        guard Self.verdict(changed, right[place]) == .carried, !isZero,
            values.allSatisfy({ $0.numbers.allSatisfy(\.isFinite) }),
            (values + [changed]).enumerated().contains(where: { $0 != place && $1.numbers.contains { $0 != 0 } })
        else { return nil }
    }

    /// right, carried, or nil for what lies between.
    private static func verdict(_ value: AnswerValue, _ right: AnswerValue) -> Verdict? {
        switch (value, right) {
        case (.exact(let a), .exact(let b)): return a == b ? .right : .carried
        case (.real(let a), .real(let b)):
            let distance = zip(a.entries, b.entries).map { ($0 - $1).magnitude }.max() ?? 0
            return distance < 0.5e-4 ? .right : distance > 4e-4 ? .carried : nil
        default: return value == right ? .right : .carried
        }
    }

    private static func rounded(_ value: AnswerValue) -> AnswerValue? {
        guard case .real(let numbers) = value else { return nil }
        return .real(Shaped(numbers.shape, numbers.entries.map { ($0 * 1e4).rounded() / 1e4 }))
    }

    private static func changed(
        _ value: AnswerValue, _ fault: Fault, _ generator: inout SeededGenerator
    ) -> AnswerValue? {
        switch value {
        case .exact(let numbers):
            let entry = Int(generator.integer(below: UInt64(numbers.entries.count)))
            var entries = numbers.entries
            if fault == .zero {
                entries[entry] = 0
            } else {
                switch generator.integer(in: 0...3) {
                case 0: entries[entry] = -entries[entry]
                case 1: entries[entry] = entries[entry] * 2
                default: entries[entry] = entries[entry] + Rational(generator.element(of: [-3, -2, -1, 1, 2, 3]))
                }
            }
            return entries == numbers.entries ? nil : .exact(Shaped(numbers.shape, entries))
        case .real(let numbers):
            let entry = Int(generator.integer(below: UInt64(numbers.entries.count)))
            var entries = numbers.entries
            if fault == .zero {
                entries[entry] = 0
            } else {
                switch generator.integer(in: 0...3) {
                case 0: entries[entry] = -entries[entry]
                case 1: entries[entry] = entries[entry] * 2
                default:
                    entries[entry] = entries[entry] + generator.element(of: [-0.3, -0.2, -0.1, 0.1, 0.2, 0.3])
                }
                entries[entry] = (entries[entry] * 1e4).rounded() / 1e4
            }
            return entries == numbers.entries ? nil : .real(Shaped(numbers.shape, entries))
        default: return nil
        }
    }

    func marked() -> MarkedAnswers {
        var answers: StudentAnswers = [:]
        for (field, text) in zip(exercise.fields, texts) {
            answers[field.name] = AnswerReader.read(SourceText(text), for: field)
        }
        return exercise.mark(answers)
    }
}

extension AnswerValue {
    /// The entries as doubles; a word has none.
    fileprivate var numbers: [Double] {
        switch self {
        case .exact(let numbers): numbers.entries.map(\.approximation)
        case .real(let numbers): numbers.entries
        default: []
        }
    }
}
