import Foundation
import Recurrence

/// ‖∂L_k/∂state_t‖ over t for one part: one loss alone, and all of them.
struct GradientCurves {
    let part: Int
    /// The step of the loss that is taken alone.
    let loss: Int
    let steps: [Int]
    /// For an LSTM over [h; c].
    let single: [Double]
    let total: [Double]
    /// For an LSTM, c apart, of the one loss.
    let cellAlone: [Double]?
    let stateName: String
    let jacobianFigures: (step: Int, radius: Double, singular: Double)?

    init?(_ session: Session, _ options: GradientsState) {
        let network = session.network
        let parts = network.parts.indices.filter { !network.parts[$0].states.isEmpty }
        guard let part = options.part ?? parts.last, !session.trace.losses.isEmpty else { return nil }
        let states = network.parts[part].states
        let losses = session.trace.losses
        let chosen = losses[max(0, losses.count - 1 - options.lossFromEnd)]
        let alone = session.trace.gradients(ofLossAt: chosen.step)
        let steps = Array(network.parts[part].steps)
        func norms(_ gradients: [Double], _ states: [NodeID]) -> [Double] {
            steps.map { t in euclideanNorm(states.flatMap { gradients[network.row($0, at: t)] }) }
        }
        self.part = part
        loss = chosen.step
        self.steps = steps
        single = norms(alone, states)
        total = norms(session.trace.gradients, states)
        cellAlone = states.count > 1 ? norms(alone, [states[1]]) : nil
        stateName = states.count > 1 ? "[h;c]" : "h"
        let middle = steps[steps.count / 2]
        let width = states.reduce(0) { $0 + network[$1].width }
        if width <= 64 {
            let jacobian = session.trace.jacobian(of: part, at: middle)
            jacobianFigures = (middle, jacobian.spectralRadius, jacobian.largestSingularValue)
        } else {
            jacobianFigures = nil
        }
    }

    /// The geometric mean of the growth from one step to the step before it, over the steps that the loss reaches.
    var growthPerStep: Double? {
        let reached = zip(steps, single).filter { $0.1 > 0 && $0.1.isFinite }
        guard let first = reached.first, let last = reached.last, first.0 < last.0 else { return nil }
        return exp(log(first.1 / last.1) / Double(last.0 - first.0))
    }
}

/// The whole gradient before and after clipping.
struct ClipComparison {
    let norm: Double
    /// The angle between the two: 0 for clipping by one norm.
    let degrees: Double

    init(_ session: Session, _ clipped: ClippedGradients<Double>) {
        let ranges = session.network.parameters.filter(\.isTrainable).map(\.range)
        let raw = ranges.flatMap { session.trace.gradients[$0] }
        let after = ranges.flatMap { clipped.approximations[$0] }
        let norm = euclideanNorm(after)
        self.norm = norm
        let rawNorm = euclideanNorm(raw)
        guard rawNorm > 0, norm > 0, rawNorm.isFinite else {
            degrees = 0
            return
        }
        let unit = zip(raw, after).map { ($0 / rawNorm, $1 / norm) }
        let difference = euclideanNorm(unit.map { $0.0 - $0.1 })
        let sum = euclideanNorm(unit.map { $0.0 + $0.1 })
        degrees = 2 * atan2(difference, sum) * 180 / .pi
    }
}
