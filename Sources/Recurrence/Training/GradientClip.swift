/// Gradients of all parameters, before and after a clip.
struct GradientClip {
    /// The norm of all trained entries before.
    let norm: Double
    /// The same after it.
    let clippedNorm: Double

    /// Clips in place: the same entries as `Trace.clipped` gives.
    init(_ gradients: inout [Double], _ clipping: Clipping?, _ parameters: [Parameter]) {
        let trained = parameters.filter(\.isTrainable).map(\.range)
        func norm(_ ranges: [Range<Int>]) -> Double {
            euclideanNorm(ranges.lazy.joined().lazy.map { [gradients] in gradients[$0] })
        }
        self.norm = norm(trained)
        guard let clipping else {
            clippedNorm = self.norm
            return
        }
        let at = clipping.at.approximation
        for range in trained {
            let size = clipping.by == .norm ? self.norm : clipping.by == .parameterNorm ? norm([range]) : 0
            let factor = size > at ? at / size : 1
            for i in range {
                gradients[i] = clipping.by == .value ? gradients[i].clamped(to: at) : gradients[i] * factor
            }
        }
        clippedNorm = norm(trained)
    }
}
