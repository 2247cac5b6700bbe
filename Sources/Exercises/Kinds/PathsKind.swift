import ExactMath
import Formula
import Recurrence
import Wording

/// Every way from the states before a step of a cell to those after it, and the factor of each.
public struct PathsKind: ExerciseKind {
    public let id = "paths"
    public let title = "every way through a cell, and the factor of each"
    public let slips: [Slip] = [.w01, .w02, .m03, .g01, .g02, .g03, .g04, .g05, .g06, .g07, .g11]

    /// The kind with its four levels: scalar cells at levels 1 and 2, cells of vectors above.
    public init() {}

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        let cells = Self.cells[level - 1]
        let cell = cells[Int(seed % UInt64(cells.count))]
        return exercise(cell, isVector: level >= 3, level: level, origin: .seed(seed, level: level))
    }

    /// By level: few ways at level 1, up to nine at levels 2 and 3, four or more at level 4.
    private static let cells: [[CellVariant]] = {
        let counts = CellVariant.all.map { ($0, PathsProblem($0, isVector: false, slips: []).wayCount) }
        return [1...3, 3...9, 3...9, 4...Int.max].map { range in counts.filter { range.contains($0.1) }.map(\.0) }
    }()

    func exercise(_ cell: CellVariant, isVector: Bool, level: Int, origin: Exercise.Origin) -> Exercise {
        let trial = RememberedWorking(PathsProblem(cell, isVector: isVector, slips: slips))
        let own = trial.distinguishable(slips)
        let problem = PathsProblem(cell, isVector: isVector, slips: own)
        return Exercise(
            kind: id, origin: origin, title: title, fields: problem.fields, slips: own, working: problem
        ) { problem.text(title: "\(id) (\(origin.words))") }
    }
}

/// The ways through a cell and their factors.
struct PathsProblem: Working {
    let cell: CellVariant
    let isVector: Bool
    let slips: [Slip]
    let plan: WorkedPlan

    init(_ cell: CellVariant, isVector: Bool, slips: [Slip]) {
        self.cell = cell
        self.isVector = isVector
        self.slips = slips
        var generator = SeededGenerator(seed: 1)
        let model = cell.model(hidden: isVector ? 3 : 1) { Double(generator.integer(in: -9...9)) / 10 }
        plan = Self.plan(cell, model)
    }

    private func table(_ slips: SlipSet = []) -> CellWaysTable {
        CellWaysTable.of(cell, plan, isVector: isVector, slips)
    }

    /// A pair of states with the ways between them.
    var ways: [CellWaysTable.Row] { table().rows }

    static func plan(_ cell: CellVariant, _ model: WorkedModel<Double>) -> WorkedPlan {
        let asked = cell.states.map { LineName.gradient("stack.0.\($0)", 0) }
        return model.plan("paths \(cell)", asked: asked)
    }

    var wayCount: Int { ways.reduce(0) { $0 + $1.ways.count } }

    func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue] {
        var sheet = RunningAnswers(adopting: adopt)
        // What is forgotten in a list changes nothing in the way back.
        let forgets: SlipSet = [SlipSet(Slip.w01), SlipSet(Slip.w02)]
        let under = table(slips.subtracting(forgets))
        let listed =
            slips.contains(SlipSet(Slip.w01))
            ? under.rowsPastGates : slips.contains(SlipSet(Slip.w02)) ? under.rowsThroughGates : under.rows
        for row in listed {
            let text = row.ways.map(\.text).joined(separator: ", ")
            sheet.put(.word(text.isEmpty ? "none" : text))
        }
        for pair in ways {
            let found = under.ways(from: pair.from, to: pair.to)
            for way in pair.ways {
                // A way that a slip forgets has no factor that could be wrong.
                let factor = found.first { $0.nodes == way.nodes } ?? way
                sheet.put(.formula(factor.written))
            }
        }
        return sheet.answers
    }

    var fields: [AnswerField] {
        let nodes = table().nodes
        func end(_ state: String, _ step: Int) -> String { "\(state)\(step)" }
        let lists = ways.map { row in
            let (from, to) = (row.from, row.to)
            return AnswerField(
                "ways_\(from)_\(to)", .scalar,
                .ways(WaysQuestion(from: end(from, 0), to: end(to, 1), nodes: nodes)),
                WrittenForm(
                    "every way from \(from)_0 to \(to)_1",
                    "\\text{every way from } \(from)_0 \\text{ to } \(to)_1"))
        }
        let factors = ways.flatMap { row in
            row.ways.enumerated().map { number, way in
                let (from, to) = (row.from, row.to)
                return AnswerField(
                    "factor_\(from)_\(to)_\(number + 1)", .scalar,
                    .factor(
                        FactorQuestion(
                            cell: cell, isVector: isVector, from: from, to: to, way: way.text, slips: slips)),
                    WrittenForm(
                        "the factor of way \(number + 1) from \(from)_0 to \(to)_1",
                        "\\text{the factor of way } \(number + 1) \\text{ from } \(from)_0 \\text{ to } \(to)_1"))
            }
        }
        return lists + factors
    }
}
