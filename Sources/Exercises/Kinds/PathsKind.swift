import ExactMath
import Formula
import Recurrence
import Wording

/// Every way from the states before a step of a cell to those after it, and the factor of each.
public struct PathsKind: ExerciseKind {
    public let id = "paths"
    public let title = "every way through a cell, and the factor of each"
    public let slips: [Slip] = [.w01, .w02, .m03, .g01, .g02, .g03, .g04, .g05, .g06, .g07, .g11]

    public init() {}

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        let cells = CellVariant.all.filter { Self.fits($0, level: level) }
        guard !cells.isEmpty else { return nil }
        let cell = cells[Int(seed % UInt64(cells.count))]
        return exercise(cell, isVector: level >= 3, level: level, origin: .seed(seed, level: level))
    }

    /// Few ways at level 1, up to nine at levels 2 and 3; from level 3 on vectors.
    private static func fits(_ cell: CellVariant, level: Int) -> Bool {
        let count = PathsProblem(cell, isVector: level >= 3, slips: []).wayCount
        switch level {
        case 1: return count <= 3
        case 2, 3: return (3...9).contains(count)
        default: return count >= 4
        }
    }

    /// nil where fewer than two slips can be told apart from level 2 on.
    func exercise(_ cell: CellVariant, isVector: Bool, level: Int, origin: Exercise.Origin) -> Exercise? {
        let trial = PathsProblem(cell, isVector: isVector, slips: slips)
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
    private let model: WorkedModel<Double>
    let plan: WorkedPlan
    /// A pair of states with the ways between them.
    let ways: [(from: String, to: String, ways: [CellWays.Way])]

    init(_ cell: CellVariant, isVector: Bool, slips: [Slip]) {
        self.cell = cell
        self.isVector = isVector
        self.slips = slips
        var generator = SeededGenerator(seed: 1)
        let model = cell.model(hidden: isVector ? 3 : 1) { Double(generator.integer(in: -9...9)) / 10 }
        let plan = Self.plan(cell, model)
        let all = CellWays(plan)
        self.model = model
        self.plan = plan
        ways = cell.states.flatMap { from in
            cell.states.map { (from, $0, all.ways(from: from, to: $0)) }
        }
    }

    static func plan(_ cell: CellVariant, _ model: WorkedModel<Double>) -> WorkedPlan {
        let asked = cell.states.map { LineName.gradient("stack.0.\($0)", 0) }
        return model.plan("paths \(cell)", asked: asked, editsValues: false)
    }

    var wayCount: Int { ways.reduce(0) { $0 + $1.ways.count } }

    func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue] {
        var sheet = Worksheet(adopting: adopt)
        let under = CellWays(plan, slips)
        for pair in ways {
            var found = under.ways(from: pair.from, to: pair.to)
            if slips.contains(.w01) { found.removeAll(where: under.passesGate) }
            if slips.contains(.w02) { found.removeAll(where: under.isDirect) }
            let text = found.map(\.text).joined(separator: ", ")
            sheet.put(.word(text.isEmpty ? "none" : text))
        }
        for pair in ways {
            let found = under.ways(from: pair.from, to: pair.to)
            for way in pair.ways {
                // A way that a slip forgets has no factor that could be wrong.
                let factor = found.first { $0.nodes == way.nodes } ?? way
                sheet.put(.formula(written(factor.factor).text))
            }
        }
        return sheet.answers
    }

    /// A factor as it is written on a sheet.
    func written(_ factor: Expression) -> WrittenForm {
        let expression = isVector ? factor : factor.ofOneUnit
        func text(_ style: WritingStyle) -> String {
            Printer(style) { name in
                let form = CellLetter.form(plan.program.line(name))
                return Leaf(
                    style == .latex ? form.latex : form.text, .symbol(isScalar: !isVector, isRaised: false))
            }.text(expression).replacing("\u{A0}", with: " ")
        }
        return WrittenForm(text(.unicode), text(.latex))
    }

    var fields: [AnswerField] {
        let nodes = CellWays(plan).nodes
        func end(_ state: String, _ step: Int) -> String { "\(state)\(step)" }
        let lists = ways.map { from, to, _ in
            AnswerField(
                "ways_\(from)_\(to)", .scalar,
                .ways(WaysQuestion(from: end(from, 0), to: end(to, 1), nodes: nodes)),
                WrittenForm(
                    "every way from \(from)_0 to \(to)_1",
                    "\\text{every way from } \(from)_0 \\text{ to } \(to)_1"))
        }
        let factors = ways.flatMap { from, to, ways in
            ways.enumerated().map { number, way in
                AnswerField(
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
