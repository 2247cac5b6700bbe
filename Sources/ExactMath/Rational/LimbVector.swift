/// Whole numbers side by side, each of `width` limbs of 56 bits: Σ_l limb_l 2^(56 l).
///
/// The lowest limb stands first. All limbs but the highest lie in 0 ..< 2^56; the highest bears the sign and lies in −2^56 ..< 2^56. A
/// product of two limbs has at most 112 bits, so that thousands of signed products are added up in 128 bits before a carry is taken.
struct LimbVector: Sendable {
    static let bits = 56
    static let mask = 1 << 56 - 1

    let count: Int
    let width: Int
    /// Entry after entry.
    let limbs: [Int]

    /// A vector in no more limbs than it needs: the body fills in `width` limbs an entry.
    init(count: Int, width: Int, _ fill: (UnsafeMutablePointer<Int>) -> Void) {
        self.count = count
        (self.width, limbs) = withUnsafeTemporaryAllocation(of: Int.self, capacity: count * width + 1) { buffer in
            guard let base = buffer.baseAddress else { return (1, []) }
            fill(base)
            var needed = 1
            for i in 0..<count { needed = Self.significant(base + i * width, width, atLeast: needed) }
            let limbs = [Int](unsafeUninitializedCapacity: count * needed) { target, used in
                guard let start = target.baseAddress else { return }
                for i in 0..<count { Self.narrow(base + i * width, width, into: start + i * needed, needed) }
                used = count * needed
            }
            return (needed, limbs)
        }
    }

    /// One number of natural limbs of 64 bits.
    init(_ words: [UInt]) {
        self.init(count: 1, width: Self.width(ofWords: words.count)) { target in
            words.withUnsafeBufferPointer { buffer in
                if let base = buffer.baseAddress {
                    Self.set(target, Self.width(ofWords: words.count), to: base, words.count, isNegative: false)
                } else {
                    target[0] = 0
                }
            }
        }
    }

    /// Limbs that so many words need, the sign included.
    static func width(ofWords count: Int) -> Int { count * UInt.bitWidth / bits + 1 }

    /// The limbs that a number needs: a highest limb of 0 or −1 goes into the one below.
    @inline(__always)
    private static func significant(_ x: UnsafePointer<Int>, _ width: Int, atLeast least: Int) -> Int {
        var length = width
        var top = x[length - 1]
        while length > least, top == 0 || top == -1 {
            length -= 1
            top = x[length - 1] + top << 56
        }
        return length
    }

    /// Copies a number into fewer limbs, which are enough for it.
    @inline(__always)
    private static func narrow(
        _ x: UnsafePointer<Int>, _ width: Int, into y: UnsafeMutablePointer<Int>, _ needed: Int
    ) {
        for l in 0..<needed { y[l] = x[l] }
        if needed < width && x[width - 1] < 0 { y[needed - 1] -= 1 << 56 }
    }

    /// Copies a number into at least as many limbs.
    @inline(__always)
    static func widen(_ x: UnsafePointer<Int>, _ width: Int, into y: UnsafeMutablePointer<Int>, _ wider: Int) {
        for l in 0..<width { y[l] = x[l] }
        guard wider > width else { return }
        let sign = x[width - 1] >> 63
        y[width - 1] &= mask
        for l in width..<wider - 1 { y[l] = sign & mask }
        y[wider - 1] = sign
    }

    /// Writes ± a natural number of 64-bit words into limbs that are enough for it.
    static func set(
        _ target: UnsafeMutablePointer<Int>, _ width: Int, to words: UnsafePointer<UInt>, _ count: Int,
        isNegative: Bool
    ) {
        var carry = 0
        for l in 0..<width {
            let (word, shift) = (l * bits).quotientAndRemainder(dividingBy: UInt.bitWidth)
            var chunk = word < count ? words[word] >> UInt(shift) : 0
            if shift > UInt.bitWidth - bits, word + 1 < count {
                chunk |= words[word + 1] << UInt(UInt.bitWidth - shift)
            }
            let limb = Int(truncatingIfNeeded: chunk) & mask
            let sum = carry + (isNegative ? -limb : limb)
            target[l] = l == width - 1 ? sum : sum & mask
            carry = sum >> bits
        }
    }

    /// Words that an entry of so many limbs fills at most.
    static func words(ofWidth width: Int) -> Int { width * bits / UInt.bitWidth + 2 }

    /// Writes the magnitude of an entry as 64-bit words, `words(ofWidth:)` of them; whether it is negative.
    func magnitude(_ i: Int, into words: UnsafeMutablePointer<UInt>) -> Bool {
        read { base in
            let entry = base + i * width
            let isNegative = entry[width - 1] < 0
            var (carry, word, filled, pending) = (0, 0, 0, UInt(0))
            // The highest limb may be −2^56, whose magnitude has a bit more than the others.
            for l in 0...width {
                let limb = l < width ? (isNegative ? -entry[l] : entry[l]) : 0
                let chunk = UInt(bitPattern: (carry + limb) & Self.mask)
                carry = (carry + limb) >> Self.bits
                pending |= chunk << UInt(filled)
                filled += Self.bits
                if filled >= UInt.bitWidth {
                    words[word] = pending
                    word += 1
                    filled -= UInt.bitWidth
                    pending = chunk >> UInt(Self.bits - filled)
                }
            }
            while word < Self.words(ofWidth: width) {
                words[word] = pending
                (word, pending) = (word + 1, 0)
            }
            return isNegative
        }
    }

    func isNegative(_ i: Int) -> Bool { limbs[i * width + width - 1] < 0 }

    func isZero(_ i: Int) -> Bool { limbs[i * width..<(i + 1) * width].allSatisfy { $0 == 0 } }

    @inline(__always)
    func read<Result>(_ body: (UnsafePointer<Int>) -> Result) -> Result {
        limbs.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { preconditionFailure("a vector has an entry") }
            return body(base)
        }
    }
}
