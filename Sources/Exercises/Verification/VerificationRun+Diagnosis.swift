/// A slip that fits, and where it is.
struct FoundSlip: Hashable {
    var slips: [Slip]
    var scope: Variation.Scope
}

extension [FoundSlip] {
    /// Every slip that is named, each once.
    var slips: [Slip] { reduce(SlipSet()) { $0.union($1.slips.reduce(SlipSet()) { $0.union(SlipSet($1)) }) }.slips }
}

/// What explains wrong arrays.
struct ProgramDiagnosis {
    /// The one slip, or the one pair, that explains every wrong array.
    var ofAll: [Slip] = []
    /// What fits an array's wrong entries; several where they cannot be told apart.
    var byArray: [Int: [FoundSlip]] = [:]
}

extension VerificationRun {
    /// The slip that gives every array, right ones and wrong ones; else for each array the slip that gives it from the learner's own
    /// numbers; else the pair that gives every array.
    func diagnose(_ verdicts: [[Verdict]]) -> ProgramDiagnosis {
        var result = ProgramDiagnosis()
        let wrong = fields.indices.filter { verdicts[$0].contains(.wrong) }
        guard let engine, !wrong.isEmpty else { return result }
        let slips = engine.program.possibleSlips
        let arrays = wrong.map { fields[$0].array }.removingRepeats
        for level in Variation.Level.allCases {
            let found = fitting(slips, level, at: Array(fields.indices), in: engine) { engine.answers($0) }
            guard !found.isEmpty else { continue }
            if found.count <= Self.mostNamed { for array in arrays { result.byArray[array] = found } }
            if found.slips.count == 1 { result.ofAll = found.slips }
            return result
        }
        for array in arrays {
            result.byArray[array] = slipsOfArray(array, slips, verdicts, in: engine)
        }
        guard result.byArray.values.contains(where: \.isEmpty) else { return result }
        let pairs = fittingPairs(slips, in: engine)
        if pairs.count == 1 {
            result.ofAll = pairs[0].slips
            for array in arrays { result.byArray[array] = pairs }
        }
        return result
    }

    /// More candidates than these say nothing.
    private static var mostNamed: Int { 3 }

    /// The slips whose run gives the learner's numbers at all these fields; of slips that come to the same, the first.
    private func fitting(
        _ slips: [Slip], _ level: Variation.Level, at places: [Int], in engine: VerificationEngine,
        isWorthRunning: (Variation) -> Bool = { _ in true }, _ run: (Variation) -> [Shaped<Double>]
    ) -> [FoundSlip] {
        var found: [(FoundSlip, [[Double]])] = []
        engine.program.forEachVariation(slips, level) { variation in
            guard isWorthRunning(variation) else { return }
            let answers = run(variation)
            guard places.allSatisfy({ fits(fields[$0], answers[$0]) }) else { return }
            let numbers = answers.map(\.entries)
            let known = FoundSlip(slips: variation.slips, scope: variation.scope)
            guard !found.contains(where: { $0.1 == numbers || $0.0 == known }) else { return }
            found.append((known, numbers))
        }
        // That some path is missing says less than which.
        let telling = found.map(\.0).filter { $0.slips != [.m38] }
        return telling.isEmpty ? found.map(\.0) : telling
    }

    /// Whether an array has these numbers, in their shape.
    private func fits(_ field: Field, _ answer: Shaped<Double>) -> Bool {
        let right = engine?.program.shape(of: field.line.path)
        let isTurned =
            if case .matrix(let rows, let columns) = answer.shape, let right {
                (rows, columns) != (right.rows, right.columns)
            } else { false }
        return isTurned == arrays[field.array].isTurned && holds(field, answer.entries)
    }

    /// The slips that make an array's numbers of the learner's own earlier ones.
    private func slipsOfArray(
        _ array: Int, _ slips: [Slip], _ verdicts: [[Verdict]], in engine: VerificationEngine
    ) -> [FoundSlip] {
        let places = fields.indices.filter { fields[$0].array == array }
        let lines = places.map { fields[$0].line }
        let reached = engine.dependencies(of: lines, behind: Set(fields.map(\.line)))
        let own = ownNumbers(verdicts)
        for level in Variation.Level.allCases {
            let found = fitting(
                slips, level, at: places, in: engine,
                isWorthRunning: { !$0.changed(from: engine.program).isDisjoint(with: reached) },
                { engine.answers($0, adopting: own) })
            if !found.isEmpty { return found.count <= Self.mostNamed ? found : [] }
        }
        return []
    }

    /// The pairs of slips, each everywhere, that together give every array.
    private func fittingPairs(_ slips: [Slip], in engine: VerificationEngine) -> [FoundSlip] {
        var found: [(FoundSlip, [[Double]])] = []
        for (place, first) in slips.enumerated() {
            for second in slips[(place + 1)...] where first != .m38 && second != .m38 {
                let pair: SlipSet = [SlipSet(first), SlipSet(second)]
                if SlipSet.exclusive.contains(where: { $0.isSuperset(of: pair) }) { continue }
                let program = engine.program.applying(first.edits + second.edits)
                let known = FoundSlip(slips: [first, second], scope: .everywhere)
                let answers = engine.answers(Variation(slips: known.slips, scope: .everywhere, program: program))
                guard fields.indices.allSatisfy({ fits(fields[$0], answers[$0]) }) else { continue }
                let numbers = answers.map(\.entries)
                if !found.contains(where: { $0.1 == numbers }) { found.append((known, numbers)) }
            }
        }
        return found.map(\.0)
    }
}

extension Sequence where Element: Hashable {
    /// The elements, each at its first place.
    var removingRepeats: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
