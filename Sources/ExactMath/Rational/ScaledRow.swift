/// Fractions over one common denominator: x_i = n_i / d, not reduced.
///
/// What sums and products of long fractions give: a number is brought into lowest terms when it is looked at. A class, so that a number
/// of it is one reference; nothing in it ever changes.
final class ScaledRow: Sendable {
    let integers: LimbVector
    let denominator: Denominator

    init(_ integers: LimbVector, over denominator: Denominator) {
        self.integers = integers
        self.denominator = denominator
    }

    /// Entry i in lowest terms.
    func lowestTerms(_ i: Int) -> Rational.LowestTerms {
        let count = LimbVector.words(ofWidth: integers.width)
        return withUnsafeTemporaryAllocation(of: UInt.self, capacity: count) { buffer in
            guard let words = buffer.baseAddress else { return .small(0, 1) }
            let isNegative = integers.magnitude(i, into: words)
            return Rational.LowestTerms(reducing: isNegative, words, count, denominator)
        }
    }

    /// −1, 0 or 1
    func sign(_ i: Int) -> Int { integers.isNegative(i) ? -1 : integers.isZero(i) ? 0 : 1 }
}
