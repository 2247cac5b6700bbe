import Recurrence

/// The Jacobian ∂state_t/∂state_{t−1} of one step of a part, with its spectral radius and its largest singular value.
struct StepFigures: Sendable {
    let matrix: [[Double]]
    let radius: Double
    let singular: Double

    init(_ jacobian: StepJacobian<Double>) {
        matrix = jacobian.matrix
        radius = jacobian.spectralRadius
        singular = jacobian.largestSingularValue
    }
}

extension Session {
    /// Those of every step but the first, whose state before is no state of the run; every loss has its own span of them.
    ///
    /// Nil where the part's own step is not the whole way from its state to the next, and where the state is too wide, or the sequence too
    /// long, for figures at every key.
    func stepFigures(of part: Int) -> [Int: StepFigures]? {
        stepFiguresMemo(part) {
            let place = network.parts[part]
            let width = place.states.reduce(0) { $0 + network[$1].width }
            let steps = place.runningSteps.dropFirst()
            guard network.partsAround(part).isEmpty, width > 0, width * width * width * steps.count <= 200_000,
                steps.count <= 300
            else { return nil }
            return Dictionary(
                uniqueKeysWithValues: steps.map { ($0, StepFigures(trace.jacobian(of: part, at: $0))) })
        }
    }
}
