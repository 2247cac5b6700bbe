import ExactMath
import Formula

/// The numbers of a trace by their names: what formulas are evaluated with, and what is written in them.
public struct TraceNumbers<S: Scalar>: Sendable {
    /// Where every name but those of `extra` is looked up.
    public let trace: Trace<S>
    private let names: NetworkNames
    /// Numbers that are no part of the trace, by their dotted names: the norm, what an update makes.
    public var extra: [String: Value] = [:]

    /// The numbers of the trace alone.
    public init(_ trace: Trace<S>) {
        self.trace = trace
        names = NetworkNames(trace.network)
    }

    /// Rows, columns and entries, row-major.
    public struct Value: Sendable {
        /// Its rows and columns; a vector has one column, and a number is 1 × 1.
        public var shape: GridShape
        /// As many as rows times columns.
        public var entries: [S]
    }

    /// The shape of what a name stands for; a number where there is no such name.
    public func shape(of name: TraceName) -> GridShape {
        guard let whole = wholeShape(name.path) else { return .number }
        return whole.taken(name.indices.count - whole.steps, slice: name.slice)
    }

    /// The value, with indices worked out: t first for what has steps, then unit, or row and column, from 1; nil where there is none.
    public func value(_ name: TraceName, _ indices: [Int]) -> Value? {
        var path = name.path
        let prefix = path.first
        if prefix == WrittenName.negative || prefix == WrittenName.complement {
            path.removeFirst()
            var inner = name
            inner.path = path
            guard var value = value(inner, indices) else { return nil }
            let turns = prefix == WrittenName.negative || name.isGradient
            value.entries = value.entries.map { turns ? -$0 : S.one - $0 }
            return value
        }
        guard let whole = wholeShape(path), let entries = entries(path, indices, isGradient: name.isGradient) else {
            return nil
        }
        return whole.cut(entries, Array(indices.dropFirst(whole.steps)), slice: name.slice)
    }

    // MARK: What names stand for

    private struct WholeShape {
        var shape: GridShape
        /// 1 for what has a step as its first index, else 0.
        var steps: Int

        func taken(_ indices: Int, slice: TraceSlice?) -> GridShape {
            var shape = shape
            if let rows = slice?.rows { shape.rows = rows.count }
            if let columns = slice?.columns { shape.columns = columns.count }
            if indices >= (shape.isMatrix ? 2 : 1) { return .number }
            return indices == 1 ? GridShape(shape.columns) : shape
        }

        func cut(_ whole: ArraySlice<S>, _ indices: [Int], slice: TraceSlice?) -> Value? {
            var (shape, entries) = (shape, whole)
            if let slice {
                let rows = slice.rows.map { $0.lowerBound - 1..<$0.upperBound } ?? 0..<shape.rows
                let columns = slice.columns.map { $0.lowerBound - 1..<$0.upperBound } ?? 0..<shape.columns
                entries = ArraySlice(
                    rows.flatMap { r in columns.map { whole[whole.startIndex + r * shape.columns + $0] } })
                shape.rows = rows.count
                shape.columns = columns.count
            }
            guard let row = indices.first else { return Value(shape: shape, entries: Array(entries)) }
            guard (1...shape.rows).contains(row), indices.count <= (shape.isMatrix ? 2 : 1) else { return nil }
            let start = entries.startIndex + (row - 1) * shape.columns
            let cells = entries[start..<start + shape.columns]
            guard shape.isMatrix else { return Value(shape: .number, entries: Array(cells)) }
            guard indices.count > 1 else { return Value(shape: GridShape(cells.count), entries: Array(cells)) }
            guard (0..<cells.count).contains(indices[1] - 1) else { return nil }
            return Value(shape: .number, entries: [cells[start + indices[1] - 1]])
        }
    }

    private func wholeShape(_ path: [String]) -> WholeShape? {
        if path.first == WrittenName.negative || path.first == WrittenName.complement {
            return wholeShape(Array(path.dropFirst()))
        }
        if let blocks = WrittenName.blocks(of: path) {
            let shapes = blocks.compactMap { wholeShape($0)?.shape }
            return WholeShape(
                shape: GridShape(shapes.first?.rows ?? 0, shapes.reduce(0) { $0 + $1.columns }, isMatrix: true),
                steps: 0)
        }
        if !extra.isEmpty, let value = extra[path.joined(separator: ".")] {
            return WholeShape(shape: value.shape, steps: 0)
        }
        switch names.resolve(path) {
        case .node(let node)?: return WholeShape(shape: GridShape(trace.network[node].width), steps: 1)
        case .parameter(let id)?:
            let parameter = trace.network[id]
            return WholeShape(
                shape: GridShape(parameter.rows, parameter.columns, isMatrix: !parameter.isVector), steps: 0)
        case .special(let special)?:
            return special.shape(trace.network).map { WholeShape(shape: $0.shape, steps: $0.steps) }
        case nil: return nil
        }
    }

    private func entries(_ path: [String], _ indices: [Int], isGradient: Bool) -> ArraySlice<S>? {
        if let blocks = WrittenName.blocks(of: path) {
            let parts = blocks.compactMap { block -> Value? in
                value(TraceName(path: block, indices: [], isGradient: isGradient), [])
            }
            guard let rows = parts.first?.shape.rows else { return nil }
            return ArraySlice(
                (0..<rows).flatMap { row in
                    parts.flatMap { $0.entries[row * $0.shape.columns..<(row + 1) * $0.shape.columns] }
                })
        }
        if !isGradient, !extra.isEmpty, let value = extra[path.joined(separator: ".")] { return value.entries[...] }
        let network = trace.network
        switch names.resolve(path) {
        case .node(let node)?:
            guard let t = indices.first, network[node].storedSteps.contains(t) else { return nil }
            return isGradient ? trace.gradient(node, at: t) : trace.value(node, at: t)
        case .parameter(let id)?:
            return isGradient ? trace.gradient(network[id]) : trace.value(network[id])
        // Nothing is handed back to a loss, a target or a threshold.
        case .special(let special)?: return isGradient ? nil : special.entries(trace, indices.first).map { $0[...] }
        case nil: return nil
        }
    }
}

extension NetworkNames.Special {
    /// The shape of its value, and whether its first index is a step.
    func shape(_ network: Network) -> (shape: GridShape, steps: Int)? {
        switch self {
        case .target, .likeliest: (GridShape(network.outputWidth), 1)
        case .token: (GridShape(network.architecture.embedding?.vocabulary ?? 0), 1)
        case .start: (GridShape(network.outputWidth), 0)
        case .losses: (.number, 1)
        case .loss, .lossCount, .gradientNorm, .scale, .threshold, .rate: (.number, 0)
        }
    }

    func entries<S: Scalar>(_ trace: Trace<S>, _ step: Int?) -> [S]? {
        let width = trace.network.outputWidth
        switch self {
        case .target:
            guard let step, let target = trace.target(at: step) else { return nil }
            return (0..<width).map(target.entry)
        case .likeliest:
            guard let step, trace.network.outputSteps.contains(step) else { return nil }
            return (0..<width).map(Target<S>.index(trace.likeliestClass(at: step)).entry)
        case .token:
            guard let step, trace.tokens.indices.contains(step - 1) else { return nil }
            let vocabulary = trace.network.architecture.embedding?.vocabulary ?? 0
            return (0..<vocabulary).map { $0 == trace.tokens[step - 1] ? S.one : .zero }
        case .start:
            guard let start = trace.data.start else { return [S](repeating: .zero, count: width) }
            return (0..<width).map(start.entry)
        case .losses: return step.flatMap { step in trace.losses.first { $0.step == step }.map { [$0.value] } }
        case .loss: return [trace.loss]
        case .lossCount: return [S(trace.losses.count)]
        case .gradientNorm, .scale, .threshold, .rate: return nil
        }
    }
}

/// A trace's numbers for the evaluator of formulas.
public struct TraceEnvironment<S: Scalar & FormulaNumber>: FormulaEnvironment {
    /// The trace's own numbers, in which formulas are evaluated.
    public typealias Number = S
    /// What names are looked up in.
    public let numbers: TraceNumbers<S>

    /// A name that has no number there throws `FormulaFact.notInTrace`.
    public init(_ numbers: TraceNumbers<S>) { self.numbers = numbers }

    public func quantity(_ name: TraceName, indices: [Int]) throws(FormulaFact) -> NumberGrid<S> {
        guard let value = numbers.value(name, indices) else { throw FormulaFact.notInTrace(name.dotted) }
        return NumberGrid(rows: value.shape.rows, columns: value.shape.columns, elements: value.entries)
    }
}
