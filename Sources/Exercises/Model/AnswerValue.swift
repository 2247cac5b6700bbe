import ExactMath

/// The value of an answer, right or made by a slip.
public enum AnswerValue: Sendable, Equatable {
    case exact(Shaped<Rational>)
    case real(Shaped<Double>)
    case word(String)
    /// Arrows of an unfolded graph.
    case edges(EdgeList)
    /// Gate settings; nil is "any".
    case settings([Int?])
    /// A right-hand side in the answer language.
    case formula(String)

    /// A vector of these fractions.
    public static func exact(_ vector: [Rational]) -> AnswerValue {
        .exact(Shaped(.vector(vector.count), vector))
    }

    /// A matrix of fractions, kept row by row.
    public static func exact(_ matrix: Matrix<Rational>) -> AnswerValue {
        .exact(Shaped(.matrix(matrix.rows, matrix.columns), matrix.elements))
    }

    /// A single fraction, as a scalar.
    public static func exact(_ number: Rational) -> AnswerValue { .exact(Shaped(.scalar, [number])) }

    /// A vector of these doubles.
    public static func real(_ vector: [Double]) -> AnswerValue { .real(Shaped(.vector(vector.count), vector)) }
    /// A single double, as a scalar.
    public static func real(_ number: Double) -> AnswerValue { .real(Shaped(.scalar, [number])) }

    /// A matrix of doubles, kept row by row.
    public static func real(_ matrix: Matrix<Double>) -> AnswerValue {
        .real(Shaped(.matrix(matrix.rows, matrix.columns), matrix.elements))
    }

    /// The exact entries, where they are exact.
    var rationals: [Rational]? { if case .exact(let numbers) = self { numbers.entries } else { nil } }

    /// The entries as doubles, where they are numbers.
    var doubles: [Double]? {
        switch self {
        case .exact(let numbers): numbers.entries.map(\.approximation)
        case .real(let numbers): numbers.entries
        default: nil
        }
    }

    var shape: AnswerShape? {
        switch self {
        case .exact(let numbers): numbers.shape
        case .real(let numbers): numbers.shape
        case .settings(let settings): .vector(settings.count)
        default: nil
        }
    }
}
