import BigInt

/// Powers of the sixteen primes of `Denominator`, word by word.
enum PrimePowers {
    /// ⌈log₂ prime⌉
    private static let logarithms = SIMD16<UInt32>(1, 2, 3, 3, 4, 4, 5, 5, 5, 5, 5, 6, 6, 6, 6, 6)

    /// For each prime, 1, p, p² … as far as they fit a word.
    private static let tables: [[UInt]] = (0..<16).map { lane in
        let prime = UInt(Denominator.primes[lane])
        var powers: [UInt] = [1]
        while let last = powers.last {
            let (next, overflow) = last.multipliedReportingOverflow(by: prime)
            if overflow { break }
            powers.append(next)
        }
        return powers
    }

    /// An upper bound of log₂ Π p^exponent, linear in the exponents.
    static func bits(_ exponents: SIMD16<UInt32>) -> Int { Int((exponents &* logarithms).wrappedSum()) }

    /// Calls the body with each lane whose exponent is not 0.
    @inline(__always) static func forEachLane(of exponents: SIMD16<UInt32>, _ body: (Int, Int) -> Void) {
        withUnsafeBytes(of: exponents) { bytes in
            for lane in 0..<16 {
                let exponent = bytes.loadUnaligned(fromByteOffset: 4 * lane, as: UInt32.self)
                if exponent != 0 { body(lane, Int(exponent)) }
            }
        }
    }

    /// Words whose product is Π p^exponent, as few as go easily; none for 1.
    @inline(__always) static func forEachWord(of exponents: SIMD16<UInt32>, _ body: (UInt) -> Void) {
        if exponents == .zero { return }
        var word: UInt = 1
        forEachLane(of: exponents) { lane, exponent in
            let powers = tables[lane]
            var left = exponent
            while left >= powers.count {
                body(powers[powers.count - 1])
                left -= powers.count - 1
            }
            let (product, overflow) = word.multipliedReportingOverflow(by: powers[left])
            if overflow { body(word) }
            word = overflow ? powers[left] : product
        }
        if word != 1 { body(word) }
    }

    static func words(_ number: BigUInt) -> [UInt] { Array(number.words) }
}
