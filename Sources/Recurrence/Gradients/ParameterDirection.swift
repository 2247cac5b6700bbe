import ExactMath

/// A direction in the space of all parameters, in which a loss is differentiated to check a gradient.
enum ParameterDirection<S: Scalar>: Sendable {
    /// One entry of one parameter.
    case entry(Int)
    /// Numbers for all entries of one parameter, none of them 0.
    case parameter(Range<Int>, [S])

    /// The entries that it moves.
    var support: Range<Int> {
        switch self {
        case .entry(let index): index..<index + 1
        case .parameter(let range, _): range
        }
    }

    /// What an entry of the support is moved by.
    func entry(_ index: Int) -> S {
        switch self {
        case .entry: .one
        case .parameter(let range, let entries): entries[index - range.lowerBound]
        }
    }

    /// What a gradient says of the derivative in this direction.
    func derivative(_ gradient: [S]) -> S {
        switch self {
        case .entry(let index): return gradient[index]
        case .parameter(let range, let entries):
            var sum = S.zero
            for (index, entry) in zip(range, entries) { sum = sum + entry * gradient[index] }
            return sum
        }
    }
}

extension Network {
    /// Directions that no wrong gradient is perpendicular to: every entry where that takes a moment, otherwise four random ones for each
    /// parameter.
    ///
    /// BPTT has one sum over time for every parameter, so what is wrong in any of its operations shows in the whole gradient of a
    /// parameter. A random direction is perpendicular to an error of that gradient, whatever it is, with a chance of at most 1/32: given
    /// all entries of the direction but one, at most one of the last one's 32 values can be.
    func directions<S: Scalar>(seed: UInt64, as type: S.Type) -> [ParameterDirection<S>] {
        let products = parameterCount * (parameterCount * outputSteps.count + arenaCount)
        if products <= (S.self == Double.self ? 1_000_000_000 : 1_000_000) {
            return (0..<parameterCount).map(ParameterDirection.entry)
        }
        var generator = SeededGenerator(seed: seed)
        let numbers = (1...16).flatMap { [$0, -$0] }.map { S(Rational($0) / 16) }
        return parameters.filter { $0.count > 0 }.flatMap { parameter in
            (0..<4).map { _ in .parameter(parameter.range, parameter.range.map { _ in generator.element(of: numbers) })
            }
        }
    }
}
