/// A vector of whole numbers of many words, in one piece of memory: fractions times a multiple of their denominators.
struct IntegerVector {
    /// Entry i: from i · (width + 1) on a word 2 · length + (1 if negative), then the limbs.
    private var words: [UInt]
    /// An upper bound of the limbs of an entry.
    let width: Int

    /// A vector of zeros.
    init(count: Int, width: Int) {
        self.width = width
        words = [UInt](repeating: 0, count: count * (width + 1))
    }

    /// Entry i ← fraction · multiple, which must be whole and at most `width` − 1 limbs long.
    mutating func set(_ i: Int, to fraction: Rational, times multiple: Denominator) {
        words.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            let entry = base + i * (width + 1)
            var length: Int
            let isNegative: Bool
            switch fraction.storage {
            case .small(let numerator, let denominator):
                if numerator == 0 { return }
                isNegative = numerator < 0
                entry[1] = UInt(numerator.magnitude)
                let factors = denominator == 1 ? multiple : multiple.quotient(by: Denominator(UInt64(denominator)))
                length = factors.scale(entry + 1, 1)
            case .big(let long):
                isNegative = long.isNegative
                length = long.magnitude.count
                for k in 0..<length { entry[k + 1] = long.magnitude[k] }
                if long.denominator != multiple {
                    length = multiple.quotient(by: long.denominator).scale(entry + 1, length)
                }
            }
            entry[0] = UInt(length) << 1 | (isNegative ? 1 : 0)
        }
    }

    /// Entry i ← sum, which has at most `width` limbs; the sum is spent.
    mutating func set(_ i: Int, to sum: LongSum) {
        words.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            let entry = base + i * (width + 1)
            let (length, isNegative) = sum.store(into: entry + 1)
            entry[0] = UInt(length) << 1 | (isNegative && length > 0 ? 1 : 0)
        }
    }

    /// The same numbers times a factor, in no more memory than they need.
    func multiplied(by factor: Denominator) -> IntegerVector {
        let count = words.count / (width + 1)
        let longest = (0..<count).reduce(0) { max($0, Int(words[$1 * (width + 1)] >> 1)) }
        var result = IntegerVector(count: count, width: longest + factor.bits / UInt.bitWidth + 2)
        let stride = result.width + 1
        result.words.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            for i in 0..<count {
                let source = i * (width + 1)
                let length = Int(words[source] >> 1)
                let entry = base + i * stride
                for k in 0..<length { entry[k + 1] = words[source + k + 1] }
                entry[0] = UInt(factor.scale(entry + 1, length)) << 1 | words[source] & 1
            }
        }
        return result
    }

    /// Entry i / denominator in lowest terms.
    func fraction(_ i: Int, over denominator: Denominator) -> Rational {
        let entry = i * (width + 1)
        var limbs = Array(words[entry + 1..<entry + 1 + width])
        return limbs.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return .zero }
            return Rational(reducing: words[entry] & 1 == 1, base, Int(words[entry] >> 1), denominator)
        }
    }

    /// Calls the body with the entries in memory.
    @inline(__always) func read<Result>(_ body: (Entries) -> Result) -> Result? {
        words.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { body(Entries(base: $0, stride: width + 1)) }
        }
    }

    /// The entries of an `IntegerVector` while its memory is held.
    struct Entries {
        let base: UnsafePointer<UInt>
        let stride: Int

        /// sum += a_i · b_j
        @inline(__always) static func addProduct(_ a: Entries, _ i: Int, _ b: Entries, _ j: Int, to sum: LongSum) {
            let (x, y) = (a.base + i * a.stride, b.base + j * b.stride)
            if x[0] == 0 || y[0] == 0 { return }
            sum.add(x + 1, Int(x[0] >> 1), y + 1, Int(y[0] >> 1), isNegative: (x[0] ^ y[0]) & 1 == 1)
        }

        /// sum += w · a_i
        @inline(__always) func addProduct(_ i: Int, by w: Int, to sum: LongSum) {
            let x = base + i * stride
            if x[0] == 0 || w == 0 { return }
            withUnsafePointer(to: w.magnitude) {
                sum.add(x + 1, Int(x[0] >> 1), $0, 1, isNegative: (x[0] & 1 == 1) != (w < 0))
            }
        }
    }
}
