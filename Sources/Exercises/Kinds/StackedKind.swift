import ExactMath
import Recurrence
import Wording

/// A stacked matrix split into W and U, and joined again; what a column of it does.
public struct StackedKind: ExerciseKind {
    public let id = "stacked"
    public let title = "a stacked matrix: split it, join it, read its columns"
    public let slips: [Slip] = [.s01, .s02, .s03, .s04, .s05]

    /// The kind with its four levels: no gates at levels 1 and 2, two at level 3, four at level 4.
    public init() {}

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        let (hidden, width, gates) = [
            (2, 1, ["a"]), (2, 3, ["a"]), (2, 3, ["z", "r"]), (3, 2, ["f", "i", "c", "o"]),
        ][level - 1]
        func whole(_ count: Int, _ bound: Int) -> [Rational] {
            (0..<count).map { _ in
                let number = Rational(generator.integer(in: -bound...bound))
                return level >= 3 && generator.integer(in: 0...3) == 0 ? number / 2 : number
            }
        }
        func matrix(_ columns: Int) -> Matrix<Rational> {
            Matrix(rows: hidden, columns: columns, elements: whole(hidden * columns, 4))
        }
        let names = generator.shuffled(gates)
        let blocks = names.map { StackedBlock(gate: $0, recurrent: matrix(hidden), input: matrix(width)) }
        let joined = StackedBlock(gate: "a", recurrent: matrix(hidden), input: matrix(width))
        let problem = StackedProblem(
            isStateFirst: seed % 2 == 1, blocks: blocks, asked: Array(names.prefix(2)), joined: joined,
            state: whole(hidden, 3), input: whole(width, 3), column: generator.integer(in: 1...hidden + width))
        let matrices = (blocks + [joined]).flatMap { [$0.recurrent, $0.input] }
        guard matrices.allSatisfy({ !$0.isZero && !$0.isSymmetric && Set($0.elements).count > 1 }),
            (problem.state + problem.input).allSatisfy({ !$0.isZero })
        else { return nil }
        return exercise(problem, level: level, origin: .seed(seed, level: level))
    }

    /// nil where two slips cannot be told apart.
    func exercise(_ problem: StackedProblem, level: Int, origin: Exercise.Origin) -> Exercise? {
        let own = slips.filter { problem.answers(SlipSet($0)) != problem.answers() }
        return problem.tells(own, at: level) ? exercise(problem, own, origin: origin) : nil
    }

    func exercise(_ problem: StackedProblem, _ slips: [Slip], origin: Exercise.Origin) -> Exercise {
        Exercise(
            kind: id, origin: origin, title: title, fields: problem.fields, slips: slips, working: problem
        ) { problem.text(title: "\(id) (\(origin.words))") }
    }
}

/// The matrices of one gate, or of a network without gates.
struct StackedBlock: Sendable, Equatable {
    /// The gate's letter; "a" where there is none.
    var gate: String
    /// U, H×H
    var recurrent: Matrix<Rational>
    /// W, H×I
    var input: Matrix<Rational>

    /// [U W], or [W U]: H×(H + I)
    func stacked(stateFirst: Bool) -> Matrix<Rational> {
        let (first, second) = stateFirst ? (recurrent, input) : (input, recurrent)
        return Matrix(rows: first.rows, columns: first.columns + second.columns) { row, column in
            column < first.columns ? first[row, column] : second[row, column - first.columns]
        }
    }
}

/// [W U] over one step: rows of gates, columns of what they read.
struct StackedProblem: Working {
    /// Whether h stands before x.
    var isStateFirst: Bool
    /// From the top.
    var blocks: [StackedBlock]
    /// The gates whose matrices are asked for.
    var asked: [String]
    /// Matrices to be joined.
    var joined: StackedBlock
    /// h_0 and x_1
    var state: [Rational]
    var input: [Rational]
    /// A column, from 1.
    var column: Int

    var hidden: Int { state.count }
    private var hasGates: Bool { blocks.count > 1 }

    /// The stacked matrix, block by block.
    var stacked: Matrix<Rational> {
        Matrix(
            rows: blocks.count * hidden, columns: hidden + input.count,
            elements: blocks.flatMap { $0.stacked(stateFirst: isStateFirst).elements })
    }

    /// The rows of a gate.
    private func rows(_ gate: String, _ slips: SlipSet) -> Matrix<Rational> {
        var place = blocks.firstIndex { $0.gate == gate } ?? 0
        if slips.contains(.s05), hasGates, place < 2 { place = 1 - place }
        let whole = stacked
        return Matrix(rows: hidden, columns: whole.columns) { whole[place * hidden + $0, $1] }
    }

    /// U and W as the slips cut them.
    private func split(_ gate: String, _ slips: SlipSet) -> (recurrent: Matrix<Rational>, input: Matrix<Rational>) {
        let rows = rows(gate, slips)
        let first = slips.contains(.s02) == isStateFirst ? input.count : hidden
        let isStateFirst = slips.contains(.s01) ? !isStateFirst : isStateFirst
        let cut = slips.contains(.s01) ? rows.columns - first : first
        let left = Matrix(rows: hidden, columns: cut) { rows[$0, $1] }
        let right = Matrix(rows: hidden, columns: rows.columns - cut) { rows[$0, $1 + cut] }
        let parts = isStateFirst ? (left, right) : (right, left)
        return slips.contains(.s03) ? (parts.0.transposed, parts.1.transposed) : parts
    }

    func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue] {
        var sheet = RunningAnswers(adopting: adopt)
        for (number, gate) in asked.enumerated() {
            let parts = split(gate, slips)
            let recurrent = sheet.put(parts.recurrent)
            let input = sheet.put(parts.input)
            if number == 0 { sheet.put(.exact(activation(recurrent, input, gate))) }
        }
        let isStateFirst = slips.contains(.s01) ? !isStateFirst : isStateFirst
        let whole = joined.stacked(stateFirst: isStateFirst)
        sheet.put(.exact(slips.contains(.s03) ? whole.transposed : whole))
        sheet.put(.word(reads(column - (slips.contains(.s04) ? 0 : 1), stateFirst: isStateFirst)))
        return sheet.answers
    }

    /// What a column, from 0, is multiplied by; past the last one the first comes again.
    private func reads(_ column: Int, stateFirst: Bool) -> String {
        let (h, x) = ((1...hidden).map { "h_\($0)" }, (1...input.count).map { "x_\($0)" })
        let entries = stateFirst ? h + x : x + h
        return entries[column % entries.count]
    }

    /// U h_0 + W x_1, run by the engine; where the matrices do not fit, those that do are taken.
    private func activation(_ recurrent: Matrix<Rational>, _ input: Matrix<Rational>, _ gate: String) -> [Rational] {
        let fits = recurrent.rows == hidden && recurrent.columns == hidden && input.columns == self.input.count
        let own = fits ? (recurrent, input) : split(gate, [])
        let model = WorkedModel<Rational>(
            architecture: Architecture(
                stack: [
                    Layer(cell: LinearCell(CellOptions()), hidden: hidden, bias: false, initialState: .given)
                ], inputWidth: self.input.count), lengths: Lengths(inputs: 1, outputs: 1),
            values: ["stack.0.W": own.1.elements, "stack.0.U": own.0.elements, "stack.0.h0": state],
            inputs: [self.input])
        let plan = model.plan("stacked", asked: [.value("stack.0.h", 1)])
        return model.working(plan).answers().first?.rationals ?? []
    }

    var fields: [AnswerField] {
        func name(_ letter: String, _ gate: String) -> WrittenForm {
            hasGates ? WrittenForm("\(letter)_\(gate)", "\(letter)_{\(gate)}") : WrittenForm(letter, letter)
        }
        var fields: [AnswerField] = []
        for (number, gate) in asked.enumerated() {
            for (letter, width) in [("U", hidden), ("W", input.count)] {
                let form = name(letter, gate)
                fields.append(AnswerField(form.text, .matrix(hidden, width), .exact, form))
            }
            guard number == 0 else { continue }
            let (u, w) = (name("U", gate), name("W", gate))
            fields.append(
                AnswerField(
                    "sum", .vector(hidden), .exact,
                    WrittenForm("\(u.text) h_0 + \(w.text) x_1", "\(u.latex) h_0 + \(w.latex) x_1")))
        }
        let words = (1...hidden).map { "h_\($0)" } + (1...input.count).map { "x_\($0)" }
        return fields + [
            AnswerField(
                "joined", .matrix(hidden, hidden + input.count), .exact,
                WrittenForm("A and B as one matrix", "A \\text{ and } B \\text{ as one matrix}")),
            AnswerField(
                "column_\(column)", .scalar, .word(words),
                WrittenForm(
                    "the entry that column \(column) is multiplied by",
                    "\\text{the entry that column } \(column) \\text{ is multiplied by}")),
        ]
    }
}
