import Foundation

/// The cliff of one unit that reads nothing: x_t = w σ(x_{t−1}) + b from x₀ = ½, and L = (σ(x₅₀) − 0.7)².
///
/// Gradient descent from the start below walks along a valley, and the step at the cliff's foot throws it far away unless it is clipped.
/// After Pascanu, Mikolov and Bengio 2013, figure 6.
public enum Cliff {
    public static let steps = 50
    public static let target = 0.7
    public static let rate = 0.5
    /// Of the clip by norm.
    public static let threshold = 0.1
    public static let start = Point(w: 4.5, b: -1.8)
    /// What a map shows.
    public static let weights = 2.0...11.0
    public static let biases = -4.5...9.0

    public struct Point: Sendable, Equatable {
        public var w: Double
        public var b: Double

        public init(w: Double, b: Double) {
            self.w = w
            self.b = b
        }
    }

    /// A point of a descent, with its loss and the norm of its gradient.
    public struct Place: Sendable, Equatable {
        public let point: Point
        public let loss: Double
        public let gradientNorm: Double
    }

    private static func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

    public static func loss(at point: Point) -> Double {
        var x = 0.5
        for _ in 0..<steps { x = point.w * sigmoid(x) + point.b }
        let error = sigmoid(x) - target
        return error * error
    }

    /// (∂L/∂w, ∂L/∂b), carried forward with x.
    public static func gradient(at point: Point) -> Point {
        var x = 0.5
        var (dw, db) = (0.0, 0.0)
        for _ in 0..<steps {
            let s = sigmoid(x)
            let slope = point.w * s * (1 - s)
            (dw, db) = (s + slope * dw, 1 + slope * db)
            x = point.w * s + point.b
        }
        let s = sigmoid(x)
        let outer = 2 * (s - target) * s * (1 - s)
        return Point(w: outer * dw, b: outer * db)
    }

    /// The start and the places after so many updates, each w − rate · g, clipped or not.
    public static func descent(isClipped: Bool, updates: Int) -> [Place] {
        var point = start
        var places: [Place] = []
        for _ in 0...max(0, updates) {
            let g = gradient(at: point)
            let norm = euclideanNorm([g.w, g.b])
            places.append(Place(point: point, loss: loss(at: point), gradientNorm: norm))
            let scale = isClipped && norm > threshold ? threshold / norm : 1
            point = Point(w: point.w - rate * scale * g.w, b: point.b - rate * scale * g.b)
        }
        return places
    }
}
