import Foundation
import Recurrence

/// ‖∂L_k/∂state_t‖ over t for one part: one loss alone, and all of them.
struct GradientCurves: Sendable {
    let part: Int
    /// The step of the loss that is taken alone.
    let loss: Int
    let hasOneLoss: Bool
    let steps: [Int]
    /// Of the one loss; for an LSTM over [h; c].
    let single: [Double]
    let total: [Double]
    /// What a step hands on, h first.
    let states: [NodeID]
    /// Where that is several states, each apart, of the one loss.
    let apart: [(state: NodeID, norms: [Double])]

    init?(_ session: Session, _ options: GradientsState) {
        let network = session.network
        let parts = network.parts.indices.filter { !network.parts[$0].states.isEmpty }
        let losses = session.trace.losses
        guard let part = options.part ?? parts.last, !losses.isEmpty else { return nil }
        let states = network.parts[part].states
        let chosen = losses[max(0, losses.count - 1 - options.lossFromEnd)]
        let alone = session.gradients(ofLossAt: chosen.step)
        let steps = Array(network.parts[part].steps)
        func norms(_ gradients: [Double], _ states: [NodeID]) -> [Double] {
            steps.map { t in
                if states.count == 1 { return euclideanNorm(gradients[network.row(states[0], at: t)]) }
                return euclideanNorm(states.flatMap { gradients[network.row($0, at: t)] })
            }
        }
        self.part = part
        loss = chosen.step
        hasOneLoss = losses.count == 1
        self.steps = steps
        single = norms(alone, states)
        total = hasOneLoss ? single : norms(session.trace.gradients, states)
        self.states = states
        apart = states.count > 1 ? states.map { ($0, norms(alone, [$0])) } : []
    }
}

extension Session {
    func curves(_ options: GradientsState) -> GradientCurves? { curvesMemo(options) { GradientCurves(self, options) } }
}

/// The whole gradient before and after clipping.
struct ClipComparison {
    let norm: Double
    /// The angle between the two: 0 for clipping by one norm; nil where one of them has no finite norm or no direction.
    let degrees: Double?

    init(_ session: Session, _ clipped: ClippedGradients<Double>) {
        let ranges = session.network.parameters.filter(\.isTrainable).map(\.range)
        let raw = ranges.flatMap { session.trace.gradients[$0] }
        let after = ranges.flatMap { clipped.approximations[$0] }
        norm = euclideanNorm(after)
        degrees = Self.degrees(between: raw, after)
    }

    /// The angle between two gradients; nil where one of them has no finite norm or no direction.
    static func degrees(between raw: [Double], _ after: [Double]) -> Double? {
        let (rawNorm, norm) = (euclideanNorm(raw), euclideanNorm(after))
        guard rawNorm > 0, norm > 0, rawNorm.isFinite, norm.isFinite else { return nil }
        let unit = zip(raw, after).map { ($0 / rawNorm, $1 / norm) }
        let difference = euclideanNorm(unit.map { $0.0 - $0.1 })
        let sum = euclideanNorm(unit.map { $0.0 + $0.1 })
        let angle = 2 * atan2(difference, sum) * 180 / .pi
        // Scaling leaves rounding errors of 1e-15.
        return angle < 1e-9 ? 0 : angle
    }
}
