import ExactMath
import Exercises
import Formula
import Testing

/// Worked solutions can be read back: every line's symbols and numbers, parsed and evaluated, give the result beside them.
@Suite struct SolvedMathTests {
    /// Not among them: parameters, shapes and gates, whose solutions are words and counts; the formulas' are read by the judge of formulas.
    ///
    /// The kinds whose solutions are equations of vectors and matrices.
    static let kinds = [
        "linear-forward", "linear-bptt", "linear-bptt-last", "linear-triangle", "truncated", "affine-backward",
        "softmax-nll", "rnn-bptt", "lstm-step", "gru-step", "ugrnn-step", "attention-step", "lstm-bptt", "gru-bptt",
        "ugrnn-bptt", "backward", "clip",
    ]

    @Test func showEigenvaluesAndNormsOfPowers() throws {
        let exercise = try Catalogue.exercise("vanish", seed: 2, level: 2)
        #expect(
            exercise.text().solution == [
                "∂a^3/∂a^1 = U^2 = [[1/4, -3/4], [0, 0]]",
                "trace = U[1,1] + U[2,2] = (-1/2) + 0 = -1/2",
                "determinant = U[1,1]·U[2,2] − U[1,2]·U[2,1] = (-1/2)·0 − (3/2)·0 = 0",
                "eigenvalues: λ = trace/2 ± √((trace/2)² − determinant) = -1/4 ± √(1/16): 0 and -1/2",
                "ρ = 1/2   (the larger |λ|)", "U^k vanishes", "‖U^1‖ = 1.5811", "‖U^2‖ = 0.7906", "‖U^3‖ = 0.3953",
                "‖U^4‖ = 0.1976", "‖U^8‖ = 0.0124", "‖U^11‖ = 0.0015", "‖U^12‖ = 0.0008",
                "‖U^k‖ stays below 1/1000 from k = 12 on",
            ])
    }

    @Test(arguments: kinds) func areReadBack(_ kind: String) throws {
        for level in 1...4 {
            for seed in UInt64(1)...5 {
                let exercise = try Catalogue.exercise(kind, seed: seed, level: level)
                var reader = SolutionReader(exercise.text(), place: "\(kind), level \(level), seed \(seed)")
                let count = reader.readAll()
                #expect(count > 0, "\(kind) has no line that could be read")
            }
        }
    }
}

/// Reads a solution from its first line to its last; every result stands for its symbol from there on.
struct SolutionReader {
    private let lines: [String]
    private let place: String
    private var values = SolvedValues()
    private var table = SymbolTable()

    init(_ text: ExerciseText, place: String) {
        lines = text.solution
        self.place = place
        // A solution calls by a symbol what the problem says in words.
        let classes = text.statement.compactMap { part -> (step: String, row: Int)? in
            guard case .given(let name, let value) = part, let row = Int(value.text),
                let match = name.text.firstMatch(of: /^right class at t = ([0-9]+)|^k \(/)
            else { return nil }
            return (match.1.map { "^\($0)" } ?? "", row)
        }
        for case .given(let name, let value) in text.statement {
            guard let grid = read(value.text) else { continue }
            define(name.text, grid)
            // A problem writes x_1 and its solution x₁, as the graph does.
            let lowered = name.text.replacing(/_([0-9])$/) { String(Self.subscripts[Int($0.1) ?? 0]) }
            if lowered != name.text { define(lowered, grid) }
            if name.text == "into c_1, past h_1" { define("∂L/∂c^{later}₁", grid) }
            // A network that starts from zero, and the class as a one-hot vector.
            if ["h₁", "c₁"].contains(name.text) { define("\(name.text.prefix(1))₀", Self.oneHot(0, of: grid)) }
            for known in classes where name.text == "ŷ\(known.step)" || known.step.isEmpty && name.text == "a_y" {
                define("y\(known.step)", Self.oneHot(known.row, of: grid))
            }
        }
    }

    private static func oneHot(_ row: Int, of grid: NumberGrid<Quantity>) -> NumberGrid<Quantity> {
        NumberGrid(
            rows: grid.rows, columns: grid.columns,
            elements: grid.elements.indices.map { .exact($0 + 1 == row ? .one : .zero) })
    }

    private static let subscripts: [Character] = Array("₀₁₂₃₄₅₆₇₈₉")

    /// How many expressions were compared.
    mutating func readAll() -> Int {
        lines.reduce(0) { $0 + read(line: $1) }
    }

    private mutating func read(line: String) -> Int {
        let equation = line.split(separator: "   (").first ?? ""
        var parts = equation.split(separator: " = ").map(String.init)
        // An answer in words, with its reason.
        if parts.first?.contains(": ") ?? false { return 0 }
        guard parts.count >= 2, let last = parts.last, let result = read(last) else {
            if line.contains(" = ") { Issue.record("\(place): \(line): no result") }
            return 0
        }
        let symbol = parts.removeFirst()
        parts.removeLast()
        for part in parts {
            guard let found = read(part) else {
                Issue.record("\(place): \(line): \(part) cannot be read")
                continue
            }
            #expect(agree(found, result), "\(place): \(line): \(part) is \(found)")
        }
        define(symbol, result)
        return parts.count
    }

    private mutating func define(_ symbol: String, _ grid: NumberGrid<Quantity>) {
        let name = TraceName(path: ["\(values.grids.count)"], indices: [], isGradient: false)
        values.grids.append(grid)
        table.note(symbol, name)
        if grid.columns == 1 {
            for row in grid.elements.indices {
                var entry = name
                entry.indices = [.integer(row + 1)]
                table.note("\(symbol)[\(row + 1)]", entry)
            }
        }
    }

    private func read(_ text: String) -> NumberGrid<Quantity>? {
        guard let tree = try? Parser.expression(SourceText(text), .written(table)) else { return nil }
        var evaluator = Evaluator(values, fuel: 1_000_000)
        return try? evaluator.grid(tree)
    }

    /// Fractions exactly; decimals to what their four digits let one know.
    private func agree(_ a: NumberGrid<Quantity>, _ b: NumberGrid<Quantity>) -> Bool {
        guard a.elements.count == b.elements.count else { return false }
        return zip(a.elements, b.elements).allSatisfy { x, y in
            if case .exact(let x) = x, case .exact(let y) = y, x == y { return true }
            let (x, y) = (x.approximation, y.approximation)
            return abs(x - y) <= 1e-3 * max(1, abs(y))
        }
    }
}

/// What the symbols of a solution stand for.
struct SolvedValues: FormulaEnvironment {
    typealias Number = Quantity
    var grids: [NumberGrid<Quantity>] = []

    func quantity(_ name: TraceName, indices: [Int]) throws(FormulaFact) -> NumberGrid<Quantity> {
        guard let place = name.path.first.flatMap(Int.init), grids.indices.contains(place) else {
            throw FormulaFact.unknownName(name.dotted, suggestion: nil)
        }
        let grid = grids[place]
        guard let first = indices.first else { return grid }
        guard grid.elements.indices.contains(first - 1) else {
            throw FormulaFact.unknownName(name.dotted, suggestion: nil)
        }
        return NumberGrid(rows: 1, columns: 1, elements: [grid.elements[first - 1]])
    }
}
