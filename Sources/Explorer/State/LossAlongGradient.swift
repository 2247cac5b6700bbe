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
    /// The s of the step as it is: the rate.
    let raw: Double
    let clip: Clip
    let points: [(s: Double, loss: Double)]

    /// What the clip makes of the step.
    enum Clip: Sendable, Equatable {
        case unchanged
        /// The same direction at this s.
        case shorter(s: Double)
        /// No point of the curve: its norm, and the angle to g.
        case turned(norm: Double, degrees: Double)
    }

    /// - Parameter clipping: the clip of the other run.
    init(_ trainer: Trainer, clippedBy clipping: Clipping?, steps: Int = 61) {
        let state = trainer.state
        epoch = state.epoch
        let sequences = trainer.set.sequences(ofEpoch: state.epoch)
        let here = trainer.gradient(of: sequences)
        loss = here.loss
        norm = euclideanNorm(here.gradients)
        let raw = trainer.rules.rate(ofEpoch: state.epoch)
        self.raw = raw
        var (clip, shortest) = (Clip.unchanged, raw)
        if let clipping {
            let clipped = trainer.clipped(here.gradients, of: sequences, by: clipping)
            clip = Self.clip(here.gradients, clipped, raw, clipping)
        }
        if case .shorter(let s) = clip { shortest = s }
        self.clip = clip
        guard raw > 0, norm.isFinite, shortest > 0 else {
            points = []
            return
        }
        let (low, high) = (log10(shortest) - 1, log10(raw) + 1)
        points = (0..<steps).map { step in
            let s = pow(10, low + (high - low) * Double(step) / Double(steps - 1))
            let moved = zip(state.parameters, here.gradients).map { $0 - s * $1 }
            return (s, trainer.gradient(of: sequences, at: moved).loss)
        }
    }

    private static func clip(
        _ gradients: [Double], _ clipped: [Double], _ raw: Double, _ clipping: Clipping
    ) -> Clip {
        let (norm, after) = (euclideanNorm(gradients), euclideanNorm(clipped))
        guard norm.isFinite, clipped != gradients else { return .unchanged }
        // By one norm the direction stays, whatever rounding makes of the entries.
        if clipping.by == .norm { return .shorter(s: raw * clipping.at.approximation / norm) }
        guard let degrees = ClipComparison.degrees(between: gradients, clipped), degrees > 0 else {
            return .shorter(s: raw * after / norm)
        }
        return .turned(norm: after, degrees: degrees)
    }
}
