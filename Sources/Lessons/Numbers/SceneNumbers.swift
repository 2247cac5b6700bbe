import ExactMath
import Formula
import Recurrence
import Scenes
import Wording

/// The numbers of a scene by their names: those of the trace, and what is computed from it.
///
/// Beside the trace's own names: `rho.PATH` and `sigma.PATH` of a square parameter (spectral radius, largest singular value),
/// `rho.jacobian.PART[t]` and `sigma.jacobian.PART[t]`, `direct.NODE[t]` and `carried.NODE[t]` of a gradient,
/// `alone.NODE[k][t]` (∂L_k/∂node_t), `clipped.PATH`, `updated.PATH`, `scale`, `clipped_norm`, `angle`, `gradient_norm`,
/// `parameters` (how many), `count.PATH`, `steps` (of the input); and 1 or 0 for what the scene is: `is.cell.stack.0.lstm`,
/// `is.residual.stack.1`, `is.bidirectional.stack.0`, `is.learned.stack.2`, `is.feedback.target`, `is.token.WORD[t]`.
/// A node without a step is all its steps, a row each.
public struct SceneNumbers: Sendable {
    /// The scene that the names are about.
    public let scene: Scene
    /// Its run in doubles, also where its arithmetic is rational.
    public let trace: Trace<Double>
    private let exact: Trace<Rational>?
    private let doubles: TraceNumbers<Double>
    private let fractions: TraceNumbers<Rational>?
    private let names: NetworkNames

    /// Runs the scene, once more in fractions where its arithmetic is rational.
    public init(_ scene: Scene) {
        self.scene = scene
        trace = scene.trace(as: Double.self)
        exact = scene.arithmetic == .rational ? scene.trace(as: Rational.self) : nil
        doubles = TraceNumbers(trace)
        fractions = exact.map { TraceNumbers($0) }
        names = NetworkNames(trace.network)
    }

    private var network: Network { trace.network }
}

extension SceneNumbers: FormulaEnvironment {
    /// Exact where it comes from a run in fractions, else approximate.
    public typealias Number = Quantity

    public func integer(_ name: String) -> Int? { name == "T" ? scene.lengths.outputs : nil }

    public func quantity(_ name: TraceName, indices: [Int]) throws(FormulaFact) -> NumberGrid<Quantity> {
        if let grid = computed(name, indices) ?? ownNumber(name, indices) { return grid }
        if let steps = allSteps(name, indices) { return steps }
        let nearest = Spelling.nearest(to: name.dotted, among: known)
        // So much of it there is, but not with these indices.
        let isKnown = indices.indices.contains { computed(name, Array(indices.prefix($0))) != nil }
        if isKnown || names.resolve(name.path) != nil {
            throw FormulaFact.notInTrace(written(name, indices))
        }
        throw FormulaFact.unknownQuantity(name.dotted, suggestion: nearest)
    }

    private func written(_ name: TraceName, _ indices: [Int]) -> String {
        let indexed = name.dotted + indices.map { "[\($0)]" }.joined()
        return name.isGradient ? "grad(\(indexed))" : indexed
    }

    /// Every name that a node or a parameter has.
    private var known: [String] {
        network.parameters.map(\.path)
            + network.nodes.filter(\.isShown).map { "\(network.parts[$0.part].name).\($0.name)" }
    }

    private func ownNumber(_ name: TraceName, _ indices: [Int]) -> NumberGrid<Quantity>? {
        if let value = fractions?.value(name, indices) {
            return NumberGrid(
                rows: value.shape.rows, columns: value.shape.columns, elements: value.entries.map(Quantity.exact))
        }
        guard exact == nil, let value = doubles.value(name, indices) else { return nil }
        return NumberGrid(
            rows: value.shape.rows, columns: value.shape.columns, elements: value.entries.map(Quantity.approximate))
    }

    /// A node at all its steps, one row each.
    private func allSteps(_ name: TraceName, _ indices: [Int]) -> NumberGrid<Quantity>? {
        guard indices.isEmpty, case .node(let node)? = names.resolve(name.path) else { return nil }
        let rows = network[node].steps.compactMap { ownNumber(name, [$0])?.elements }
        guard let width = rows.first?.count else { return nil }
        return NumberGrid(rows: rows.count, columns: width, elements: rows.flatMap(\.self))
    }

    // MARK: What is computed from the trace

    private func computed(_ name: TraceName, _ indices: [Int]) -> NumberGrid<Quantity>? {
        guard let first = name.path.first, !name.isGradient else { return nil }
        let rest = Array(name.path.dropFirst())
        if ["gradient_norm", "scale", "clipped_norm", "angle", "steps", "parameters", "count"].contains(first) {
            return indices.isEmpty ? figure(first, of: rest) : nil
        }
        switch first {
        case "rho", "sigma":
            guard let matrix = square(rest, indices) else { return nil }
            let value =
                first == "rho" ? LinearAlgebra.spectralRadius(matrix) : LinearAlgebra.largestSingularValue(matrix)
            return NumberGrid(.approximate(value))
        case "direct", "carried": return part(of: rest, indices, isCarried: first == "carried")
        case "alone": return alone(rest, indices)
        case "clipped", "updated": return changed(rest, indices, isUpdated: first == "updated")
        case "is": return scene.isSo(rest, at: indices).map { NumberGrid(.exact($0 ? 1 : 0)) }
        default: return nil
        }
    }

    /// What is one number of the whole scene, and takes no index.
    private func figure(_ name: String, of path: [String]) -> NumberGrid<Quantity>? {
        switch name {
        case "gradient_norm" where path.isEmpty:
            return NumberGrid(.approximate(norm(trace.gradients)))
        case "scale" where path.isEmpty: return update.clipped?.scale.map { NumberGrid(.approximate($0)) }
        case "clipped_norm" where path.isEmpty:
            return update.clipped.map { NumberGrid(.approximate(norm($0.approximations))) }
        case "angle" where path.isEmpty: return angle.map { NumberGrid(.approximate($0)) }
        case "steps" where path.isEmpty: return NumberGrid(.exact(Rational(scene.lengths.inputs)))
        case "parameters" where path.isEmpty: return NumberGrid(.exact(Rational(network.parameterCount)))
        case "count":
            guard case .parameter(let id)? = names.resolve(path) else { return nil }
            return NumberGrid(.exact(Rational(network[id].rows * network[id].columns)))
        default: return nil
        }
    }

    /// The scene's own update: clipped gradients and new weights.
    var update: UpdateFormulas { scene.update(by: trace) }

    private func norm(_ entries: [Double]) -> Double {
        euclideanNorm(network.parameters.filter(\.isTrainable).flatMap { entries[$0.range] })
    }

    /// Degrees between the gradient and the clipped one.
    private var angle: Double? {
        guard let clipped = update.clipped else { return nil }
        let ranges = network.parameters.filter(\.isTrainable).map(\.range)
        let (raw, after) = (ranges.flatMap { trace.gradients[$0] }, ranges.flatMap { clipped.approximations[$0] })
        let dot = zip(raw, after).reduce(0) { $0 + $1.0 * $1.1 }
        let cosine = dot / (euclideanNorm(raw) * euclideanNorm(after))
        return Angle.degrees(cosine: cosine)
    }

    private func square(_ path: [String], _ indices: [Int]) -> Matrix<Double>? {
        if path.first == "jacobian" {
            let part = path.dropFirst().joined(separator: ".")
            guard let index = network.parts.firstIndex(where: { $0.name == part && !$0.states.isEmpty }),
                let t = indices.first, indices.count == 1, network.parts[index].steps.contains(t)
            else { return nil }
            let rows = trace.jacobian(of: index, at: t).matrix
            return Matrix(rows: rows.count, columns: rows.count, elements: rows.flatMap(\.self))
        }
        guard case .parameter(let id)? = names.resolve(path), network[id].rows == network[id].columns, indices.isEmpty
        else { return nil }
        return Matrix(rows: network[id].rows, columns: network[id].columns, elements: Array(trace.value(network[id])))
    }

    /// The part of a gradient that comes from this step, or from the next one.
    private func part(of path: [String], _ indices: [Int], isCarried: Bool) -> NumberGrid<Quantity>? {
        guard case .node(let node)? = names.resolve(path), let t = indices.first, network[node].storedSteps.contains(t)
        else { return nil }
        func sum<S: Scalar>(_ trace: Trace<S>) -> [S] {
            let terms = trace.contributions(to: node, at: t).filter { $0.isCarried == isCarried }
            return terms.reduce([S](repeating: .zero, count: network[node].width)) { total, term in
                zip(total, term.values).map { $0 + $1 }
            }
        }
        return entry(
            exact.map { sum($0).map(Quantity.exact) } ?? sum(trace).map(Quantity.approximate), indices, skip: 1)
    }

    /// ∂L_k/∂node_t.
    private func alone(_ path: [String], _ indices: [Int]) -> NumberGrid<Quantity>? {
        guard case .node(let node)? = names.resolve(path), indices.count >= 2,
            network[node].storedSteps.contains(indices[1]), trace.losses.contains(where: { $0.step == indices[0] })
        else { return nil }
        let row = network.row(node, at: indices[1])
        let values =
            exact.map { $0.gradients(ofLossAt: indices[0])[row].map(Quantity.exact) }
            ?? trace.gradients(ofLossAt: indices[0])[row].map(Quantity.approximate)
        return entry(values, indices, skip: 2)
    }

    private func changed(_ path: [String], _ indices: [Int], isUpdated: Bool) -> NumberGrid<Quantity>? {
        guard case .parameter(let id)? = names.resolve(path) else { return nil }
        let entries = isUpdated ? update.updated : update.clipped?.approximations ?? trace.gradients
        let (parameter, values) = (network[id], entries[network[id].range].map(Quantity.approximate))
        guard !indices.isEmpty else {
            return NumberGrid(rows: parameter.rows, columns: parameter.columns, elements: values)
        }
        guard (1...parameter.rows).contains(indices[0]), indices.count <= (parameter.isVector ? 1 : 2) else {
            return nil
        }
        let row = Array(values[(indices[0] - 1) * parameter.columns..<indices[0] * parameter.columns])
        if indices.count == 1 { return parameter.isVector ? NumberGrid(row[0]) : .column(row) }
        return row.indices.contains(indices[1] - 1) ? NumberGrid(row[indices[1] - 1]) : nil
    }

    private func entry(_ values: [Quantity], _ indices: [Int], skip: Int) -> NumberGrid<Quantity>? {
        guard indices.count > skip else { return .column(values) }
        guard indices.count == skip + 1, values.indices.contains(indices[skip] - 1) else { return nil }
        return NumberGrid(values[indices[skip] - 1])
    }
}
