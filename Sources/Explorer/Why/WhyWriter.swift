import ExactMath
import Formula
import Recurrence
import TerminalUI

/// Explains entries of one trace, whatever its numbers are.
struct WhyWriter<S: Scalar> {
    private let derivation: Derivation<S>
    fileprivate let writer: MathWriter<S>
    private let glyphs: Glyphs

    init(
        _ derivation: Derivation<S>, _ lettering: Lettering, _ writing: Writing, most: Int,
        numbers: TraceNumbers<S>? = nil, spell: @escaping (S) -> String
    ) {
        self.derivation = derivation
        glyphs = writing.glyphs
        writer = MathWriter(
            derivation, lettering, writing.glyphs.isASCII ? .ascii : .unicode, most: most, numbers: numbers,
            spell: spell)
    }

    private var network: Network { derivation.network }

    private func unitMark(_ node: NodeID, _ unit: Int) -> String {
        network[node].width > 1 ? "unit \(unit + 1): " : ""
    }

    // MARK: Values

    /// The equation of a node in symbols, without its numbers.
    func symbols(of node: NodeID, at t: Int) -> String {
        guard let line = derivation.value(of: node, at: t) else {
            let name = derivation.names.name(node, at: .integer(t))
            return Explanation(symbols: "\(writer.symbols(name)) is given", numbers: "").symbols
        }
        let (left, right) = writer.symbols(of: line, unit: 0)
        return Explanation(symbols: "\(left) = \(right)", numbers: "").symbols
    }

    /// - Parameter unit: from 0.
    func value(of node: NodeID, at t: Int, unit: Int) -> Explanation {
        guard let line = derivation.value(of: node, at: t) else {
            let name = derivation.names.name(node, at: .integer(t))
            return Explanation(
                symbols: "\(writer.symbols(name)) is given",
                numbers: unitMark(node, unit) + writer.numeric(name, row: unit))
        }
        let (left, right) = writer.symbols(of: line, unit: unit)
        return Explanation(symbols: "\(left) = \(right)", numbers: unitMark(node, unit) + chain(line, unit))
    }

    /// The numbers and the result; a copy is one number.
    private func chain(_ line: Derivation<S>.Line, _ row: Int, _ column: Int = 0) -> String {
        let entry = writer.entry(of: line, row: row, column: column)
        return entry.numbers == entry.result ? entry.result : "\(entry.numbers) = \(entry.result)"
    }

    // MARK: Gradients

    /// - Parameter arrived: how many terms have arrived in the order of the backward pass.
    func gradient(of node: NodeID, at t: Int, unit: Int, arrived: Int) -> Explanation {
        let whole = derivation.gradient(of: node, at: t)
        let left = writer.symbols(of: whole, unit: unit).left
        guard !whole.terms.isEmpty else {
            return Explanation(symbols: "\(left) = 0", numbers: network.reasonForNoGradient(of: node, at: t))
        }
        // The engine's own summands, in the order of the formulas.
        let numbers = derivation.trace.contributions(to: node, at: t).map { $0.values[unit] }
        let arrivals = zip(whole.terms, numbers).prefix(arrived)
        let missing = whole.terms.count - min(arrived, whole.terms.count, numbers.count)
        let isOneLine = missing == 0 && !whole.isCarriedState && whole.terms.count < 2
        let terms = arrivals.map { term, number in
            Item(isCarried: term.isCarried, number: number, text: isOneLine ? "" : text(of: term, number, unit))
        }
        let sum = Self.sum(terms)
        if missing == 0, !whole.isCarriedState {
            let right = writer.symbols(of: whole, unit: unit).right
            return Explanation(
                symbols: "\(left) = \(right)", numbers: unitMark(node, unit) + chain(whole, unit),
                details: isOneLine ? [] : details(terms, sum, missing))
        }
        let head =
            whole.isCarriedState
            ? "direct \(spelled(terms, isCarried: false)) + carried \(spelled(terms, isCarried: true)) = "
            : ""
        let total =
            missing == 0 ? "total \(writer.spelled(sum))" : "so far \(writer.spelled(sum)), \(missing) more to come"
        let lists = [
            ("direct", terms.filter { !$0.isCarried }), ("carried", terms.filter(\.isCarried)),
        ]
        .filter { !$0.1.isEmpty }
        .map { word, items in
            (whole.isCarriedState ? "\(word): " : "") + items.map(\.text).joined(separator: ", ")
        }
        return Explanation(
            symbols: "\(left) = \(head)\(total)", numbers: unitMark(node, unit) + lists.joined(separator: "; "),
            details: details(terms, sum, missing))
    }

    /// A term with its number, written out.
    private struct Item {
        let isCarried: Bool
        let number: S
        let text: String
    }

    private static func sum(_ items: [Item]) -> S { items.reduce(S.zero) { $0 + $1.number } }

    private func spelled(_ items: [Item], isCarried: Bool) -> String {
        writer.spelled(Self.sum(items.filter { $0.isCarried == isCarried }))
    }

    /// `Uᵀ ∂a₂ = 0.0000·(−0.2256) + 0.9000·(−0.2256) = −0.2030`
    private func text(of term: GradientTerm, _ number: S, _ unit: Int) -> String {
        let source = term.formula.source(of: unit)
        let numbers = writer.numeric(source.expression, row: source.entry)
        let result = writer.spelled(number)
        return "\(writer.symbols(source.expression)) = " + (numbers == result ? result : "\(numbers) = \(result)")
    }

    private func details(_ terms: [Item], _ sum: S, _ missing: Int) -> [String] {
        var lines = terms.map { "\($0.isCarried ? "carried" : "direct ") \($0.text)" }
        if missing > 0 { lines.append("\(missing) more to come") }
        lines.append((missing == 0 ? "total   " : "so far  ") + writer.spelled(sum))
        return lines
    }

    // MARK: Parameters, the loss, an update

    /// ∂L/∂U[1,2] as its sum over time.
    func gradient(of parameter: ParameterID, entry: Int) -> Explanation {
        explanation(derivation.gradient(of: parameter), network[parameter], entry)
    }

    /// A line in the shape of a parameter, and one entry of it.
    func explanation(_ line: Derivation<S>.Line, _ parameter: Parameter, _ entry: Int) -> Explanation {
        let (row, column) = (entry / parameter.columns, entry % parameter.columns)
        let (left, right) = writer.symbols(of: line)
        let name = writer.name(line.left, row: row, column: column)
        return Explanation(symbols: "\(left) = \(right)", numbers: "\(name) = \(chain(line, row, column))")
    }

    func losses() -> [Explanation] {
        derivation.losses().map { line in
            let (left, right) = writer.symbols(of: line)
            return Explanation(symbols: "\(left) = \(right)", numbers: chain(line, 0))
        }
    }

    /// One line of the update.
    func single(_ line: Derivation<S>.Line, row: Int = 0, column: Int = 0) -> Explanation {
        let (left, right) = writer.symbols(of: line)
        return Explanation(symbols: "\(left) = \(right)", numbers: chain(line, row, column))
    }
}

extension WhyWriter {
    /// Whether a line's left-hand side is one number.
    func isNumber(_ line: Derivation<S>.Line) -> Bool { writer.shape(of: line).isNumber }
}

extension Derivation.Line {
    /// Whether a line of a clip belongs to this parameter and not to all of them.
    func isAbout(_ parameter: Parameter) -> Bool {
        guard case .quantity(let name) = left.kind, name.path.count > 1 else { return false }
        return name.path.dropFirst().joined(separator: ".") == parameter.path
    }
}
