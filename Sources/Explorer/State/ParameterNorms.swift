import Recurrence
import TerminalUI

/// How large one trained parameter and its gradient are, before and after the clip and the update.
struct ParameterNorms {
    /// ‖∂L/∂W‖ before the clip.
    let raw: Double
    /// The same after it.
    let clipped: Double
    /// Whether the clip has changed an entry.
    let isChanged: Bool
    /// ‖W‖ before the update.
    let before: Double
    /// The same after it.
    let after: Double
    /// One scale for the gradient's entries before and after the clip.
    let gradientScale: HeatScale
    /// One scale for the entries before and after the update.
    let entryScale: HeatScale

    init(_ session: Session, _ parameter: Parameter) {
        let (gradient, clippedGradient) = (session.trace.gradient(parameter), session.clippedEntries[parameter.range])
        let (entries, updated) = (session.trace.value(parameter), session.updated[parameter.range])
        raw = euclideanNorm(gradient)
        clipped = euclideanNorm(clippedGradient)
        isChanged = gradient != clippedGradient
        before = euclideanNorm(entries)
        after = euclideanNorm(updated)
        gradientScale = HeatScale(
            .signed, limit: max(HeatScale.largest(gradient), HeatScale.largest(clippedGradient)))
        entryScale = HeatScale(.signed, limit: max(HeatScale.largest(entries), HeatScale.largest(updated)))
    }
}

/// The sizes of all trained parameters, and of their gradients together.
struct TrainedNorms {
    /// One a trained parameter.
    let parameters: [ParameterNorms]
    /// ‖g‖ over all of them, before the clip.
    let total: Double
    /// The same after it, and the angle between the two; nil where the scene does not clip.
    let clip: ClipComparison?

    init(_ session: Session) {
        let trained = session.trainedParameters
        parameters = Parallel.map(trained.count) { ParameterNorms(session, trained[$0]) }
        total = session.trace.gradientNorm
        clip = session.clipped.map { ClipComparison(session, $0) }
    }
}

extension Session {
    var norms: TrainedNorms { normsMemo(0) { TrainedNorms(self) } }
}
