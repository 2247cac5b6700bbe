import ExactMath
import Recurrence

/// Rows of the triangle of one state: one a loss, one entry a step; nil where no path leads, or nothing has come back yet.
struct TriangleRows {
    let steps: [Int]
    let rows: [[Double?]]
    let total: [Double?]
    /// So many rows are still to come.
    var missing = 0

    /// What the rows add up to, checked on the numbers shown.
    func sentence(_ look: SceneLook, _ node: NodeID, _ unit: Int?, _ isCut: Bool) -> String {
        guard total.contains(where: { $0 != nil }) else {
            return "Nothing has come back yet. The triangle appears with the backward pass: → plays on."
        }
        if missing > 0 { return "\(missing) of the \(rows.count) losses in sight are still being sent back." }
        if unit == nil { return "The norm of a sum is at most the sum of the norms: norms do not add." }
        if isCut { return "Each column adds up over all k to ∂L/∂\(look.naming.name(node))_t." }
        let worst =
            steps.indices.compactMap { column -> Double? in
                guard let sum = total[column] else { return nil }
                return abs(rows.reduce(0) { $0 + ($1[column] ?? 0) } - sum)
            }.worst
        return
            "Each column adds up to ∂L/∂\(look.naming.name(node))_t; the largest difference is \(look.numbers.short(worst))."
    }
}

extension SceneLook {
    /// The states of all parts, bottom first.
    var states: [NodeID] { session.network.parts.flatMap(\.states) }

    func isAnyGradientComputed(of node: NodeID) -> Bool {
        session.network.part(of: node).steps.contains { session.isGradientComputed(node, at: $0, playhead) }
    }

    /// ∂L_k/∂state_t of these losses: one unit's entry, or the norm.
    ///
    /// - Parameter isPartial: whether what is not known yet is left out, because it is being computed.
    func triangle(of node: NodeID, unit: Int?, losses: [Int], isPartial: Bool = false) -> TriangleRows {
        let network = session.network
        let part = network.part(of: node)
        let steps = Array(part.steps)
        func number(_ row: ArraySlice<Double>) -> Double {
            unit.map { row[row.startIndex + $0] } ?? euclideanNorm(row)
        }
        let isVisible = steps.map { session.isGradientComputed(node, at: $0, playhead) }
        guard isVisible.contains(true) else {
            let nothing = [Double?](repeating: nil, count: steps.count)
            return TriangleRows(steps: steps, rows: losses.map { _ in nothing }, total: nothing)
        }
        let width = network[node].width
        let known =
            isPartial
            ? session.knownStateGradients(of: node, ofLossesAt: losses)
            : session.stateGradients(of: node, ofLossesAt: losses)
        let rows = zip(losses, known).map { k, gradients in
            steps.indices.map { place -> Double? in
                guard let gradients else { return nil }
                return isVisible[place] && network.hasPath(from: part, at: steps[place], toLossAt: k)
                    ? number(gradients[place * width..<(place + 1) * width]) : nil
            }
        }
        let total = zip(steps, isVisible).map { t, isVisible in
            isVisible ? number(session.trace.gradient(node, at: t)) : nil
        }
        return TriangleRows(steps: steps, rows: rows, total: total, missing: known.count { $0 == nil })
    }
}
