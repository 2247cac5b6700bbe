extension Sequence<Double> {
    /// The largest element; no number where an element is none, 0 where there is no element above it.
    var worst: Double { reduce(0) { $0.isNaN || $0 > $1 ? $0 : $1 } }
}
