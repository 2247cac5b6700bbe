import ExactMath
import Formula
import Recurrence
import Synchronization

/// The lines of an exercise, compiled for every set of slips that somebody asks about: exercises with equal lines share it.
final class WorkedPlan: Sendable {
    let program: WorkedProgram
    /// In the order of the fields.
    let asked: [LineName]
    /// The given numbers in the order in which they stand at the beginning of the row.
    let given: [LineName]
    private let edits: @Sendable (SlipSet) -> [Edit]
    let editsValues: Bool
    let right: WorkedProgram
    private let places: [LineName: LineCode.Place]
    /// The right way, from what is given.
    let rightCode: LineCode
    private let rightPlaces: [LineName: LineCode.Place]
    private let known = Mutex<[SlipSet: LineCode]>([:])
    private let whole = Mutex<[SlipSet: LineCode]>([:])

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
        given = program.given
        var places: [LineName: LineCode.Place] = [:]
        var at = 0
        for name in given {
            let shape = program.shape(of: name.path)
            places[name] = LineCode.Place(at: at, rows: shape.rows, columns: shape.columns)
            at += shape.count
        }
        self.places = places
        right = program.applying(edits([]), editsValues: editsValues)
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

    /// What slips change, to be run in the row in which the right way has been worked.
    func changes(_ slips: SlipSet) -> LineCode {
        if let code = known.withLock({ $0[slips] }) { return code }
        let code = changes(of: program.applying(edits(slips), editsValues: editsValues))
        known.withLock { $0[slips] = code }
        return code
    }

    /// What other lines change, to be run in the row in which the right way has been worked.
    func changes(of other: WorkedProgram) -> LineCode {
        var compiler = LineCompiler(other, places: rightPlaces, count: rightCode.count, known: right)
        compiler.compile(asked)
        return compiler.code
    }

    /// All lines under slips, from what is given.
    func code(_ slips: SlipSet) -> LineCode {
        if slips.isEmpty { return rightCode }
        if let code = whole.withLock({ $0[slips] }) { return code }
        let code = code(of: program.applying(edits(slips), editsValues: editsValues))
        whole.withLock { $0[slips] = code }
        return code
    }

    /// All of other lines, from what is given.
    func code(of other: WorkedProgram) -> LineCode {
        var compiler = LineCompiler(
            other, places: places, count: given.reduce(0) { $0 + program.shape(of: $1.path).count })
        compiler.compile(asked)
        return compiler.code
    }

    /// An expression of lines, to be run in the row in which the right way has been worked.
    func code(of expression: Expression) -> LineCode {
        var compiler = LineCompiler(right, places: rightPlaces, count: rightCode.count)
        compiler.compile(expression)
        return compiler.code
    }

    private static let plans = Mutex<[String: WorkedPlan]>([:])

    /// The plan of that name, made once.
    static func shared(_ name: String, _ make: () -> WorkedPlan) -> WorkedPlan {
        if let plan = plans.withLock({ $0[name] }) { return plan }
        let plan = make()
        plans.withLock { $0[name] = plan }
        return plan
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

/// The numbers of an exercise with the right way worked in them.
struct WorkedRow<S: Scalar>: Sendable {
    let plan: WorkedPlan
    let given: [S]
    let row: [S]
    let right: [Shaped<S>]

    init(_ plan: WorkedPlan, given: [S]) {
        self.plan = plan
        self.given = given
        var row = given + [S](repeating: .zero, count: plan.rightCode.count - given.count)
        right = plan.rightCode.run(&row)
        self.row = row
    }

    /// Every answer as slips make it.
    func answers(_ slips: SlipSet, through last: Int = .max) -> [Shaped<S>] {
        if slips.isEmpty { return right }
        let code = plan.changes(slips)
        var row = row + [S](repeating: .zero, count: code.count - row.count)
        return code.run(&row, through: last)
    }

    /// The same where a student's own numbers are taken over.
    func answers(_ slips: SlipSet, through last: Int = .max, adopting adopt: (Int, [S]) -> [S]?) -> [Shaped<S>] {
        let code = plan.code(slips)
        var row = given + [S](repeating: .zero, count: code.count - given.count)
        return code.run(&row, through: last, adopt: adopt)
    }
}

extension WorkedRow {
    /// The given numbers, one list a quantity; where the forward pass is done already, its values too.
    var givens: [[Double]] {
        var result: [[Double]] = []
        var at = 0
        for name in plan.given {
            let count = plan.program.shape(of: name.path).count
            result.append(given[at..<at + count].map(\.approximation))
            at += count
        }
        guard !plan.editsValues else { return result }
        let values = plan.right.lines.keys.filter { !$0.isGradient && plan.right.node($0.path) != nil }
        return result + values.map { value(of: $0.expression).entries.map(\.approximation) }
    }
}

/// An exercise about a trace: its answers are lines of the trace, worked in fractions or in doubles.
struct TraceWorking: Working {
    private enum Numbers: Sendable {
        case exact(WorkedRow<Rational>, WorkedRow<PrimeField>?)
        case real(WorkedRow<Double>)
    }
    private let numbers: Numbers

    init(_ plan: WorkedPlan, exact given: [Rational]) {
        // A denominator that the prime divides has no residue; and residues are neither positive nor negative.
        let residues = plan.isPolynomial ? given.compactMap { PrimeField(exactly: $0) } : []
        numbers = .exact(
            WorkedRow(plan, given: given), residues.count == given.count ? WorkedRow(plan, given: residues) : nil)
    }

    init(_ plan: WorkedPlan, real given: [Double]) { numbers = .real(WorkedRow(plan, given: given)) }

    func answers(_ slips: SlipSet) -> [AnswerValue] {
        switch numbers {
        case .exact(let row, _): row.answers(slips).map { .exact($0) }
        case .real(let row): row.answers(slips).map { .real($0) }
        }
    }

    func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue] {
        switch numbers {
        case .exact(let row, _):
            row.answers(slips) { adopt($0, .exact(Shaped(row.right[$0].shape, $1)))?.rationals }.map { .exact($0) }
        case .real(let row):
            row.answers(slips) { adopt($0, .real(Shaped(row.right[$0].shape, $1)))?.doubles }.map { .real($0) }
        }
    }

    func residues(_ slips: SlipSet, through last: Int) -> [Shaped<PrimeField>]? {
        guard case .exact(_, let row?) = numbers else { return nil }
        return row.answers(slips, through: last)
    }

    func residues(
        _ slips: SlipSet, through last: Int, adopting adopt: (Int, [PrimeField]) -> [PrimeField]?
    ) -> [Shaped<PrimeField>]? {
        guard case .exact(_, let row?) = numbers else { return nil }
        return row.answers(slips, through: last, adopting: adopt)
    }

    func doubles(_ slips: SlipSet, adopting adopt: @escaping (Int, [Double]) -> [Double]?) -> [Shaped<Double>?] {
        let row =
            switch numbers {
            case .exact(let row, _): WorkedRow(row.plan, given: row.given.map(\.approximation))
            case .real(let row): row
            }
        return row.answers(slips, adopting: adopt)
    }

    /// What is given, and where the forward pass is done already its values too.
    var givens: [[Double]] {
        switch numbers {
        case .exact(let row, _): row.givens
        case .real(let row): row.givens
        }
    }

    /// The numbers of a line of the right way as doubles.
    func doubles(_ name: LineName) -> [Double] {
        switch numbers {
        case .exact(let row, _): row.value(of: name.expression).entries.map(\.approximation)
        case .real(let row): row.value(of: name.expression).entries
        }
    }

    /// The value of a line in doubles; in fractions, where the working has them.
    func shaped(_ name: LineName) -> Shaped<Double> {
        switch numbers {
        case .exact(let row, _):
            let value = row.value(of: name.expression)
            return Shaped(value.shape, value.entries.map(\.approximation))
        case .real(let row): return row.value(of: name.expression)
        }
    }

    func exactly(_ name: LineName) -> Shaped<Rational>? {
        if case .exact(let row, _) = numbers { row.value(of: name.expression) } else { nil }
    }

    /// Lines of a worked solution; fractions, or decimals as they are asked.
    func lines(_ names: [LineName], symbol: @escaping (LineName) -> Symbol?) -> [String] {
        switch numbers {
        case .exact(let row, _):
            names.map(LineWriter(row, symbol: symbol) { $0.description }.line)
        case .real(let row): names.map(LineWriter(row, symbol: symbol) { Decimals.text($0) }.line)
        }
    }
}
