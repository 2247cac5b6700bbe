import ExactMath
import Formula
import Recurrence
import Wording

/// The lines of an exercise, compiled for every set of slips that somebody asks about: exercises with equal lines share it.
final class WorkedPlan: Sendable {
    let program: WorkedProgram
    /// In the order of the fields.
    let asked: [LineName]
    /// The given numbers in the order in which they stand at the beginning of the row.
    let given: [LineName]
    /// The explorer's letters.
    let lettering: Lettering
    /// How many numbers are given.
    private let count: Int
    private let edits: @Sendable (SlipSet) -> [Edit]
    let editsValues: Bool
    let right: WorkedProgram
    private let places: [LineName: LineCode.Place]
    /// The right way, from what is given.
    let rightCode: LineCode
    private let rightPlaces: [LineName: LineCode.Place]
    private let known = Memo<SlipSet, LineCode>()
    private let singles = Memo<Single, LineCode?>()
    /// The lines under the slips that were asked about last.
    private let latest = Guarded<(slips: SlipSet, lines: EditedLines)?>(nil)
    private let readers: LineReaders

    /// One answer under slips, from the student's own numbers or from those that the slips make.
    private struct Single: Hashable {
        var slips: SlipSet
        var field: Int
        var isFromOwn: Bool
    }

    /// - Parameters:
    ///   - edits: what slips change; of no slips, what the task itself changes.
    ///   - editsValues: whether slips change the forward pass too.
    init(
        _ program: WorkedProgram, asked: [LineName], editsValues: Bool = true,
        edits: @escaping @Sendable (SlipSet) -> [Edit] = { $0.slips.flatMap(\.edits) }
    ) {
        self.program = program
        self.asked = asked
        self.edits = edits
        self.editsValues = editsValues
        lettering = Lettering(program.network, .unfold)
        given = program.given
        var places: [LineName: LineCode.Place] = [:]
        var at = 0
        for name in given {
            let shape = program.shape(of: name.path)
            places[name] = LineCode.Place(at: at, rows: shape.rows, columns: shape.columns)
            at += shape.count
        }
        self.places = places
        count = at
        right = program.applying(edits([]), editsValues: editsValues)
        readers = LineReaders(right)
        var compiler = LineCompiler(right, places: places, count: at)
        compiler.compile(asked)
        rightCode = compiler.code
        rightPlaces = compiler.places
    }

    /// Whether the answers are polynomials in what is given.
    var isPolynomial: Bool {
        !rightCode.operations.contains {
            switch $0 {
            case .apply, .quotient: true
            default: false
            }
        }
    }

    /// The lines under slips.
    private func edited(_ slips: SlipSet) -> EditedLines {
        if let latest = latest.withLock({ $0 }), latest.slips == slips { return latest.lines }
        let lines = EditedLines(program.applying(edits(slips), editsValues: editsValues), before: right)
        latest.withLock { $0 = (slips, lines) }
        return lines
    }

    /// What slips change, to be run in the row in which the right way has been worked; answers that they leave alone are not worked again.
    func changes(_ slips: SlipSet) -> LineCode {
        known(slips) {
            var code = changes(of: edited(slips), asked)
            code.order.removeAll { code.answers[$0].place == rightCode.answers[$0].place }
            return code
        }
    }

    /// What other lines change, to be run in the row in which the right way has been worked.
    func changes(of other: WorkedProgram) -> LineCode { changes(of: EditedLines(other, before: right), asked) }

    private func changes(of edited: EditedLines, _ asked: [LineName]) -> LineCode {
        var compiler = LineCompiler(
            edited.program, places: rightPlaces, count: rightCode.count, open: readers.downstream(of: edited.changed))
        compiler.compile(asked)
        return compiler.code
    }

    /// All of other lines, from what is given.
    func code(of other: WorkedProgram) -> LineCode {
        var compiler = LineCompiler(other, places: places, count: count)
        compiler.compile(asked)
        return compiler.code
    }

    /// One answer under slips alone, to be run in the row in which the right way has been worked; nil where they leave it alone.
    func change(_ slips: SlipSet, of field: Int) -> LineCode? {
        singles(Single(slips: slips, field: field, isFromOwn: false)) { change(edited(slips), field) }
    }

    /// The same in a row in which the way on from a student's own numbers has been worked.
    ///
    /// - Parameter own: whether each answer is the student's; the code is kept where all others are.
    func change(_ slips: SlipSet, of field: Int, own: [Bool]) -> LineCode? {
        func make() -> LineCode? {
            change(edited(slips), field, own: Set(asked.indices.filter { $0 != field && own[$0] }.map { asked[$0] }))
        }
        let areAll = own.indices.allSatisfy { own[$0] || $0 == field }
        return areAll ? singles(Single(slips: slips, field: field, isFromOwn: true), make) : make()
    }

    private func change(_ edited: EditedLines, _ field: Int, own: Set<LineName> = []) -> LineCode? {
        let open = readers.downstream(of: edited.changed, behind: own)
        guard open.contains(asked[field]) else { return nil }
        var compiler = LineCompiler(edited.program, places: rightPlaces, count: rightCode.count, open: open)
        compiler.compile([asked[field]])
        return compiler.code
    }

    /// An expression of lines, to be run in the row in which the right way has been worked.
    func code(of expression: Expression) -> LineCode {
        var compiler = LineCompiler(right, places: rightPlaces, count: rightCode.count)
        compiler.compile(expression)
        return compiler.code
    }

    private static let plans = Memo<String, WorkedPlan>()

    /// The plan of that name, made once.
    static func shared(_ name: String, _ make: () -> WorkedPlan) -> WorkedPlan {
        plans(name, make)
    }
}

extension WorkedProgram {
    /// What is given: parameters, inputs, targets, and gradients that come from later, in the order of their numbers.
    var given: [LineName] {
        var names = network.parameters.map { LineName.value($0.path) }
        let inputs = network.part(of: network.inputs).name + "." + network[network.inputs].name
        names += network[network.inputs].storedSteps.filter { lines[.value(inputs, $0)] == nil }
            .map { .value(inputs, $0) }
        names += lossSteps.map { .value("target", $0) }
        if let embedding = network.architecture.embedding, embedding.vocabulary > 0 {
            names += (1...network.inputStepsRead).map { .value("token", $0) }
        }
        if network.architecture.shape == .seq2seq { names.append(.value("start")) }
        if network.architecture.reduction == .mean { names.append(.value("loss_count")) }
        return names + later
    }
}
