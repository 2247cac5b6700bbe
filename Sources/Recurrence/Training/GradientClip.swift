import ExactMath

/// Gradients of all parameters, before and after a clip.
struct GradientClip {
    /// The norm of all trained entries before.
    let norm: Double
    /// The same after it.
    let clippedNorm: Double

    /// Clips in place: the same entries as `Trace.clipped` gives.
    init(_ gradients: inout [Double], _ clipping: Clipping?, _ parameters: [Parameter]) {
        let trained = parameters.filter(\.isTrainable).map(\.range)
        let norm = euclideanNorm(gradients, in: trained)
        self.norm = norm
        guard let clipping else {
            clippedNorm = norm
            return
        }
        let at = clipping.at.approximation
        func factor(_ norm: Double) -> Double { norm > at ? at / norm : 1 }
        let factors = trained.map { range in
            switch clipping.by {
            case .norm: factor(norm)
            case .parameterNorm: factor(euclideanNorm(gradients, in: [range]))
            case .value: 1.0
            }
        }
        gradients.withUnsafeMutableBufferPointer { gradients in
            guard let base = gradients.baseAddress else { return }
            for (range, factor) in zip(trained, factors) {
                let entries = base + range.lowerBound
                if clipping.by == .value {
                    Double.clamp(entries, to: at, count: range.count)
                } else if factor != 1 {
                    Double.scale(entries, by: factor, count: range.count)
                }
            }
        }
        clippedNorm = euclideanNorm(gradients, in: trained)
    }
}
