import ExactMath

/// A number as far as it is known: a fraction, or the nearest double where it is irrational.
public enum Quantity: Sendable, Hashable {
    case exact(Rational)
    case approximate(Double)

    /// The double nearest to the number.
    public var approximation: Double {
        switch self {
        case .exact(let value): return value.approximation
        case .approximate(let value): return value
        }
    }

    /// The fraction; nil for an irrational number.
    public var exact: Rational? {
        if case .exact(let value) = self { return value }
        return nil
    }
}

extension Quantity: CustomStringConvertible {
    /// "-3/4", or the shortest decimal that reads back to the same double.
    public var description: String {
        switch self {
        case .exact(let value): return value.description
        case .approximate(let value): return "\(value)"
        }
    }
}
