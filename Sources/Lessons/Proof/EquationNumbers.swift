import ExactMath
import Formula
import Recurrence
import Scenes

/// What an equation of a lesson's text is worth in a scene.
public enum EquationOutcome: Sendable, Equatable {
    /// True at every step that was tried, in these letters.
    case holds(Notation)
    /// In every notation that has all its names the sides differ; the numbers of one.
    case fails(left: String, right: String)
    /// No notation has all its names in this scene: it was read and not compared.
    case notHere
}

/// The names of a scene in every notation, for equations at a step t that is not said.
struct EquationNumbers {
    private let environment: TraceEnvironment<Double>
    private let tables: [(notation: Notation, table: SymbolTable)]
    private let lengths: SequenceLengths
    /// The activation of an Elman cell, which lectures call g.
    private let activation: String?

    init(_ numbers: SceneNumbers) {
        let derivation = Derivation(numbers.trace)
        let network = derivation.network
        environment = TraceEnvironment(TraceNumbers(numbers.trace))
        lengths = SequenceLengths(last: numbers.scene.lengths.inputs)
        activation = Self.activation(of: numbers.scene)
        var lines: [Derivation<Double>.Line] = []
        for index in network.nodes.indices where network.nodes[index].isShown {
            let node = network.nodeID(index)
            for t in network[node].storedSteps {
                if let line = derivation.value(of: node, at: t) { lines.append(line) }
                if network.architecture.loss != .none { lines.append(derivation.gradient(of: node, at: t)) }
            }
        }
        if network.architecture.loss != .none {
            for index in network.parameters.indices {
                lines.append(derivation.gradient(of: network.parameterID(index)))
            }
        }
        tables = [Notation.unfold, .dalmau, .brasher, .jumadinova, .pytorch].map { notation in
            let writer = MathWriter(derivation, notation, .unicode) { "\($0)" }
            let sides = lines.flatMap { line -> [Expression] in
                let equation = writer.written(line)
                return [equation.left, equation.right]
            }
            var (table, _) = writer.symbolTable(of: sides)
            Self.noteLecturers(in: &table, network, notation)
            return (notation, table)
        }
    }

    /// δ^t and e^t of Dalmau's exercise, dc_t and dh_t of the LSTM's backward pass.
    private static func noteLecturers(in table: inout SymbolTable, _ network: Network, _ notation: Notation) {
        func note(_ letter: String, _ node: NodeID) {
            for t in network[node].storedSteps {
                let name = TraceName(
                    path: network.parts[network[node].part].name.split(separator: ".").map(String.init)
                        + [network[node].name],
                    indices: [.integer(t)], isGradient: true)
                table.note(letter + (notation == .dalmau && "δe".contains(letter) ? "^\(t)" : Subscript.text(t)), name)
            }
        }
        for part in network.parts where part.name == "stack.0" {
            for state in part.states {
                if network[state].name == "h" { note("dh", state) }
                if network[state].name == "c" { note("dc", state) }
                if network[state].name == "h" { note("δ", state) }
            }
        }
        for output in network.output { note("e", output.node) }
    }

    private static func activation(of scene: Scene) -> String? {
        guard let layer = scene.model.stack.first, layer.cell == "rnn" else { return nil }
        return layer.options.activation == .tanh ? "tanh" : nil
    }

    func outcome(of equation: InlineEquation) -> EquationOutcome {
        var failure: EquationOutcome?
        for (notation, table) in tables {
            let found = compare(equation, table)
            guard let found else { continue }
            guard let (left, right) = found.difference else { return .holds(notation) }
            failure = .fails(left: left, right: right)
        }
        return failure ?? .notHere
    }

    private struct Comparison {
        var difference: (String, String)?
    }

    /// Both sides at two steps; nil where a name is not in the table.
    private func compare(_ equation: InlineEquation, _ table: SymbolTable) -> Comparison? {
        var isCompared = false
        for t in lengths.tried {
            let values = equation.sides.map { value(of: $0, at: t, table) }
            guard values.allSatisfy({ $0 != nil }) else { continue }
            isCompared = true
            let sides = values.compactMap(\.self)
            for side in sides.dropFirst() where !Self.agree(sides[0], side) {
                return Comparison(difference: (Self.text(sides[0]), Self.text(side)))
            }
        }
        return isCompared ? Comparison(difference: nil) : nil
    }

    private static func text(_ values: [Double]) -> String {
        values.prefix(4).map { Quantity.approximate($0).short }.joined(separator: ", ")
    }

    private static func agree(_ a: [Double], _ b: [Double]) -> Bool {
        a.count == b.count && zip(a, b).allSatisfy { ($0 - $1).magnitude <= 1e-9 * max(1, $0.magnitude, $1.magnitude) }
    }

    private func value(of side: String, at t: Int, _ table: SymbolTable) -> [Double]? {
        let text = side.trimmed
        // Σ_t over the whole side: one term for every step.
        if text.hasPrefix("Σ_t ") {
            var sum: [Double]?
            for step in 1...max(1, lengths.last) {
                guard let term = value(of: String(text.dropFirst(4)), at: step, table) else { return nil }
                sum = sum.map { zip($0, term).map { $0 + $1 } } ?? term
            }
            return sum
        }
        do throws(FormulaFault) {
            let tree = try Parser.expression(
                SourceText(StepText.at(t, of: lengths.last, text, g: activation)), .written(table))
            var evaluator = Evaluator(environment, fuel: 1_000_000)
            return try evaluator.grid(tree).elements
        } catch { return nil }
    }
}

/// The steps at which an equation is tried: two that have a step before and one behind, and the last.
struct SequenceLengths {
    var last: Int
    var tried: [Int] { [2, 3, last].filter { $0 <= last } }
}

/// An equation's text at a step that is a number.
enum StepText {
    static func at(_ t: Int, of last: Int, _ text: String, g: String?) -> String {
        var result = text
        for (shift, sign) in [(-1, "−1"), (1, "+1"), (1, " + 1"), (-1, " − 1")] {
            result = result.replacing("_{t\(sign)}", with: Subscript.text(t + shift))
            result = result.replacing("^{t\(sign)}", with: "^\(t + shift)")
        }
        result = result.replacing(#/_([tT])(?![\p{L}\d])/#) { Subscript.text($0.1 == "t" ? t : last) }
        result = result.replacing(#/\^([tT])(?![\p{L}\d])/#) { "^\($0.1 == "t" ? t : last)" }
        if let g { result = result.replacing(#/(^|[^\p{L}])g(_\d|[₁₂])?\(/#) { "\($0.1)\(g)(" } }
        return result
    }
}

/// ₁₂
enum Subscript {
    static func text(_ number: Int) -> String {
        String("\(number)".compactMap { MathText.subscripts[$0] })
    }
}
