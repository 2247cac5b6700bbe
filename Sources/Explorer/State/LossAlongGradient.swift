import Foundation
import Recurrence
import Scenes

/// L(θ − s·g) over s: what a step against the gradient of the next epoch would come to, of every length.
struct LossAlongGradient: Sendable {
    /// Epochs done under θ.
    let epoch: Int
    /// L(θ)
    let loss: Double
    /// ‖g‖
    let norm: Double
    /// The s of the step as it is, and as the clip by norm makes it.
    let raw: Double
    let clipped: Double
    let points: [(s: Double, loss: Double)]

    /// - Parameter scene: one with a clip by norm; without one both steps are the same.
    init(_ trainer: Trainer, clippedBy clipping: Clipping?, steps: Int = 61) {
        let state = trainer.state
        epoch = state.epoch
        let sequences = trainer.set.sequences(ofEpoch: state.epoch)
        let here = trainer.gradient(of: sequences)
        loss = here.loss
        norm = euclideanNorm(here.gradients)
        raw = trainer.rules.rate(ofEpoch: state.epoch)
        let at = clipping.flatMap { $0.by == .norm ? $0.at.approximation : nil } ?? .infinity
        clipped = norm > at ? raw * at / norm : raw
        guard raw > 0, norm.isFinite, clipped > 0 else {
            points = []
            return
        }
        let (low, high) = (log10(clipped) - 1, log10(raw) + 1)
        points = (0..<steps).map { step in
            let s = pow(10, low + (high - low) * Double(step) / Double(steps - 1))
            let moved = zip(state.parameters, here.gradients).map { $0 - s * $1 }
            return (s, trainer.gradient(of: sequences, at: moved).loss)
        }
    }
}
