/// The largest of some distances, and where it is; the first that is no number outdoes all.
public struct WorstDistance: Sendable {
    /// 0 where nothing is above it.
    public private(set) var distance = 0.0
    /// Its place, counted from 0.
    public private(set) var position = 0

    /// No distance yet.
    public init() {}

    /// Takes another distance, at its place.
    public mutating func take(_ distance: Double, at position: Int) {
        guard !self.distance.isNaN, !(distance <= self.distance) else { return }
        (self.distance, self.position) = (distance, position)
    }
}

extension Sequence<Double> {
    /// The largest element; no number where an element is none, 0 where there is no element above it.
    public var worst: Double {
        var worst = WorstDistance()
        for distance in self { worst.take(distance, at: 0) }
        return worst.distance
    }
}
