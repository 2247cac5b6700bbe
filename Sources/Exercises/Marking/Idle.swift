import ExactMath
import Formula

// Numbers that are nobody's work: all zeros, or the numbers of the problem copied out.

extension Marking {
    /// Whether the sheet shows no work at all: every number on it is 0, or every answer is a copy of something given, and not all of it
    /// is right. A word, a formula or a graph that is right is work.
    func isIdle(_ verdicts: [Shaped<Verdict>?]) -> Bool {
        let answered = given.indices.filter {
            switch given[$0] {
            case .numbers, .settings: true
            default: false
            }
        }
        guard !answered.isEmpty, answered.contains(where: { !(verdicts[$0].map(\.isAllRight) ?? false) }) else {
            return false
        }
        let isWorked = given.indices.contains { place in
            switch given[place] {
            case .word, .formula, .edges: verdicts[place]?.isAllRight ?? false
            default: false
            }
        }
        if isWorked { return false }
        if answered.allSatisfy(isZero) { return true }
        let entries = answered.flatMap { verdicts[$0]?.entries ?? [] }
        // A few numbers may meet given ones by chance, and so may right ones.
        guard entries.count >= 4, 2 * entries.count(where: { $0 == .right }) < entries.count else { return false }
        return answered.allSatisfy(isCopied)
    }

    /// Whether what an answer hangs on, right or wrong, is zeros or copies and nothing else.
    ///
    /// - Parameter marked: the verdicts as they are known so far: zeros that follow rightly are work.
    func isFromNothing(
        _ place: Int, _ entry: Int, _ verdicts: [Shaped<Verdict>?], _ marked: [Shaped<Verdict>?], _ own: [AnswerValue]
    ) -> Bool {
        let before = given.indices.filter { $0 != place && verdicts[$0] != nil && isNumeric($0) }
        guard before.contains(where: { isWrong($0, marked) && isTrivial($0, marked) }) else { return false }
        let roots = before.filter { root in
            let moved = exercise.working.answers([], adopting: ownValues(verdicts, moving: root))
            guard let a = own[place].doubles, let b = moved[place].doubles else { return own[place] != moved[place] }
            return a[entry] != b[entry]
        }
        return roots.allSatisfy { isWrong($0, marked) && isTrivial($0, marked) }
    }

    private func isNumeric(_ place: Int) -> Bool { if case .numbers = given[place] { true } else { false } }

    private func isWrong(_ place: Int, _ verdicts: [Shaped<Verdict>?]) -> Bool {
        verdicts[place]?.entries.contains(.wrong) ?? false
    }

    /// A single number is 0, or meets a given one, too easily; and what is partly right meets given numbers by chance.
    private func isTrivial(_ place: Int, _ verdicts: [Shaped<Verdict>?]) -> Bool {
        guard exercise.fields[place].shape.count > 1 else { return false }
        let isPartlyRight = verdicts[place]?.entries.contains(.right) ?? false
        return isZero(place) || (isCopied(place) && !isPartlyRight)
    }

    private func isZero(_ place: Int) -> Bool {
        switch given[place] {
        case .numbers(let numbers): numbers.entries.allSatisfy { $0.quantity.approximation == 0 }
        case .settings(let settings): settings.allSatisfy { $0 == 0 }
        default: false
        }
    }

    /// Whether the numbers are those of something given, which a fair colleague recognises whatever its form.
    private func isCopied(_ place: Int) -> Bool {
        guard case .numbers(let numbers) = given[place] else { return false }
        let own = numbers.entries.map(\.quantity.approximation)
        return exercise.working.givens.contains { given in
            given.count == own.count
                && zip(own, given).allSatisfy { ($0 - $1).magnitude <= 1e-9 * max(1, $1.magnitude) }
        }
    }
}

extension Shaped<Verdict> {
    var isAllRight: Bool { entries.allSatisfy { $0 == .right } }
}
