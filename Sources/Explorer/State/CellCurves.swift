import ExactMath
import Recurrence
import Scenes

/// The gradient's norm over time for another cell on the same inputs and of the same sizes.
struct CellCurve: Sendable {
    let cell: String
    let steps: [Int]
    let norms: [Double]
    /// The steps from which the loss is reached, in the order of the way back.
    let span: [Int]

    /// Of the norms at the two ends of the span; nil where nothing of the loss sets out.
    var ratio: Double? {
        guard let first = span.first.flatMap(steps.firstIndex), let last = span.last.flatMap(steps.firstIndex),
            norms[first] != 0
        else { return nil }
        return norms[last] / norms[first]
    }
}

extension Session {
    /// Every other cell on this scene's inputs and targets, newly initialised: the norm of the last loss's gradient with respect to the
    /// states of a layer.
    func otherCells(part: Int) -> [CellCurve] {
        cellsMemo(part) {
            guard case .layer(let index, _) = network.parts[part].kind else { return [] }
            let own = scene.model.stack.indices.contains(index) ? scene.model.stack[index].cell : ""
            return CellColumn.usual.filter { $0 != own }.compactMap {
                curve(of: $0, layer: index, part: network.parts[part].name)
            }
        }
    }

    private func curve(of cell: String, layer: Int, part: String) -> CellCurve? {
        let other = scene.with(cell: cell)
        let trace = other.trace(as: Double.self)
        guard let place = trace.network.parts.first(where: { $0.name == part }), let last = trace.losses.last else {
            return nil
        }
        let gradients = trace.losses.count == 1 ? trace.gradients : trace.rowGradients(ofLossAt: last.step)
        let norms = place.steps.map { t in
            euclideanNorm(place.states.lazy.flatMap { gradients[trace.network.row($0, at: t)] })
        }
        return CellCurve(
            cell: cell, steps: Array(place.steps), norms: norms,
            span: trace.network.span(of: place, backFromLossAt: last.step))
    }
}
