/// SplitMix64: the same numbers from the same seed on every machine, for ever.
///
/// State s, a 64-bit word. Each draw: s ← s + 9E3779B97F4A7C15; z = s; z ← (z ⊕ z≫30) · BF58476D1CE4E5B9;
/// z ← (z ⊕ z≫27) · 94D049BB133111EB; the draw is z ⊕ z≫31, all modulo 2^64 (Steele, Lea and Flood, "Fast Splittable
/// Pseudorandom Number Generators", 2014; constants of Vigna's reference implementation). The draws below are part of the promise:
/// they use nothing of the standard library whose algorithm might change.
public struct SeededGenerator: RandomNumberGenerator, Sendable, Hashable {
    /// s: it alone decides all further draws.
    public private(set) var state: UInt64

    /// Begins with s = seed.
    public init(seed: UInt64) { state = seed }

    /// The next 64 bits.
    @inlinable public mutating func next() -> UInt64 {
        var z = advance()
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    @usableFromInline mutating func advance() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return state
    }

    /// A double in [0, 1): the upper 53 bits of one draw, times 2^−53.
    public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A double in [low, high): low + (high − low) · uniform(), of one draw.
    public mutating func uniform(_ low: Double, _ high: Double) -> Double {
        min(low + (high - low) * uniform(), max(low, high.nextDown))
    }

    /// An integer in 0 ..< bound, every one equally likely: the upper word of draw · bound, drawn again while the lower word is below
    /// 2^64 mod bound (Lemire, "Fast Random Integer Generation in an Interval", 2019).
    public mutating func integer(below bound: UInt64) -> UInt64 {
        precondition(bound > 0, "an integer is drawn from a range that is not empty")
        let threshold = (0 &- bound) % bound
        while true {
            let (high, low) = next().multipliedFullWidth(by: bound)
            if low >= threshold { return high }
        }
    }

    /// An integer of the range, ends included, every one equally likely.
    public mutating func integer(in range: ClosedRange<Int>) -> Int {
        let span = UInt64(bitPattern: Int64(range.upperBound &- range.lowerBound))
        let offset = span == .max ? next() : integer(below: span + 1)
        return range.lowerBound &+ Int(truncatingIfNeeded: offset)
    }

    /// An element of the array, every one equally likely; an empty array is a trap.
    public mutating func element<T>(of array: [T]) -> T {
        array[Int(integer(below: UInt64(array.count)))]
    }

    /// The array in a random order, every one equally likely (Fisher and Yates, from the last place down).
    public mutating func shuffled<T>(_ array: [T]) -> [T] {
        var result = array
        for last in stride(from: array.count - 1, to: 0, by: -1) {
            result.swapAt(last, Int(integer(below: UInt64(last + 1))))
        }
        return result
    }
}
