import ExactMath

/// A sequence's targets in one piece of memory, one row an output step.
struct Targets<S: Scalar>: Sendable {
    let kinds: [TargetSequence<S>.Kind]
    let width: Int
    /// `width` entries a step; zeros where there is no target.
    let entries: [S]
    /// Whether every step has a target.
    let areComplete: Bool

    init(_ network: Network, _ data: SequenceData<S>) {
        let width = network.outputWidth
        let steps = network.outputSteps
        if network.architecture.loss != .none, data.targets.areAllVectors, data.targets.count == steps.count,
            data.targets.width == width
        {
            // Shared, not copied: over many steps they are large.
            kinds = data.targets.kinds
            self.width = width
            entries = data.targets.entries
            areComplete = true
            return
        }
        var kinds: [TargetSequence<S>.Kind] = []
        var entries = [S](repeating: .zero, count: network.architecture.loss == .none ? 0 : width * steps.count)
        if network.architecture.loss != .none {
            for (row, t) in steps.enumerated() {
                switch network.target(at: t, in: data) {
                case nil: kinds.append(.none)
                case .vector(let values):
                    kinds.append(.vector)
                    entries.replaceSubrange(row * width..<row * width + width, with: values)
                case .index(let index):
                    kinds.append(.index(Int32(index)))
                    entries[row * width + index] = .one
                }
            }
        }
        self.kinds = kinds
        self.width = width
        self.entries = entries
        areComplete = !kinds.contains(.none)
    }
}
