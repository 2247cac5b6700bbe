import Foundation

/// The cliff of one unit that reads nothing: x_t = w σ(x_{t−1}) + b from x₀ = ½, and L = (σ(x₅₀) − 0.7)².
///
/// Gradient descent from the start below walks along a valley, and the step at the cliff's foot throws it far away unless it is clipped.
/// After Pascanu, Mikolov and Bengio 2013, figure 6.
public enum Cliff {
    /// So many times x is computed before the loss is taken.
    public static let steps = 50
    /// What σ(x₅₀) should be.
    public static let target = 0.7
    /// The learning rate of the descent.
    public static let rate = 0.5
    /// Of the clip by norm.
    public static let threshold = 0.1
    /// Where descents begin, with the clip and without.
    public static let start = Point(w: 4.5, b: -1.8)
    /// What a map shows.
    public static let weights = 2.0...11.0
    /// The same of b.
    public static let biases = -4.5...9.0

    /// A pair of weights, or the gradient by them.
    public struct Point: Sendable, Equatable {
        /// The weight w, or ∂L/∂w.
        public var w: Double
        /// The bias b, or ∂L/∂b.
        public var b: Double

        /// Any pair of numbers; a map shows those in `weights` and `biases`.
        public init(w: Double, b: Double) {
            self.w = w
            self.b = b
        }
    }

    /// A point of a descent, with its loss and the norm of its gradient.
    public struct Place: Sendable, Equatable {
        /// The weights there.
        public let point: Point
        /// L there, the square without ½.
        public let loss: Double
        /// The norm of (∂L/∂w, ∂L/∂b) there, before a clip.
        public let gradientNorm: Double
    }

    private static func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

    /// L after all steps, the square without ½.
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
