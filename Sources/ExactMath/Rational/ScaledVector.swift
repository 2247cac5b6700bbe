/// A vector of fractions as whole numbers over one common denominator: x_i = n_i / d.
///
/// Sums and products of such vectors are sums and products of integers, and nothing is reduced before the last sum is there.
struct ScaledVector {
    let integers: LimbVector
    /// Where the vector begins among the integers.
    let first: Int
    let count: Int
    let denominator: Denominator

    init(_ integers: LimbVector, from first: Int = 0, count: Int? = nil, over denominator: Denominator) {
        self.integers = integers
        self.first = first
        self.count = count ?? integers.count
        self.denominator = denominator
    }

    /// The `count` fractions from `base` on.
    init(_ base: UnsafePointer<Rational>, count: Int) {
        self.init(MatrixView(base: base, rows: 1, columns: count, stride: count))
    }

    /// The entries of a matrix, row after row.
    init(_ m: MatrixView<Rational>) {
        let count = m.rows * m.columns
        if m.rows == 1 || m.stride == m.columns, let row = Self.row(m.base, count: count) {
            self = row
            return
        }
        let (columns, stride, base) = (max(m.columns, 1), m.stride, m.base)
        func entry(_ i: Int) -> UnsafePointer<Rational> {
            m.rows == 1 ? base + i : base + (i / columns * stride + i % columns)
        }
        var extent = Extent()
        for i in 0..<count { extent.include(entry(i).pointee) }
        let width = extent.width
        let word = extent.denominator.word
        let integers = LimbVector(count: count, width: width) { target in
            for i in 0..<count {
                entry(i).pointee.store(into: target + i * width, width, times: extent.denominator, word: word)
            }
        }
        self.init(integers, over: extent.denominator)
    }

    /// Fractions that are successive entries of one row; nil where they are not.
    private static func row(_ base: UnsafePointer<Rational>, count: Int) -> ScaledVector? {
        guard count > 0, case .row(let row, let first) = base[0].storage else { return nil }
        for i in 1..<max(count, 1) {
            guard case .row(let other, let place) = base[i].storage, other === row, place == first + i else {
                return nil
            }
        }
        return ScaledVector(row.integers, from: first, count: count, over: row.denominator)
    }

    /// What fractions need as integers: the least common denominator, and how long the numerators are.
    private struct Extent {
        private(set) var denominator = Denominator.one
        /// The largest number of bits of a numerator less those of its denominator.
        private var excess = 0
        private var lastWord: Int64 = 1
        private var lastRow: ScaledRow?

        mutating func include(_ number: Rational) {
            switch number.storage {
            case .lowest(.small(_, let word)):
                excess = max(excess, UInt.bitWidth)
                if word == lastWord { return }
                lastWord = word
                denominator = denominator.leastCommonMultiple(Denominator(UInt64(word)))
            case .lowest(.big(let long)):
                excess = max(excess, UInt.bitWidth * long.magnitude.count - long.denominator.smoothBits)
                include(long.denominator)
            case .row(let row, _):
                if row === lastRow { return }
                lastRow = row
                excess = max(excess, LimbVector.bits * (row.integers.width + 1) - row.denominator.smoothBits)
                include(row.denominator)
            }
        }

        private mutating func include(_ other: Denominator) {
            if other != denominator { denominator = denominator.leastCommonMultiple(other) }
        }

        /// Limbs of each number times the denominator, with one to spare.
        var width: Int { max(excess + denominator.bits, 0) / LimbVector.bits + 2 }
    }

    /// The same numbers over a multiple of the denominator.
    func over(_ multiple: Denominator) -> ScaledVector {
        if multiple == denominator { return self }
        let factor = LimbVector(multiple.quotient(by: denominator).limbs)
        return ScaledVector(integers.multiplied(by: factor, from: first, count: count), over: multiple)
    }

    /// a + b, or a − b, over the least common denominator.
    static func sum(_ a: ScaledVector, _ b: ScaledVector, isDifference: Bool = false) -> ScaledVector {
        let common = a.denominator == b.denominator ? a.denominator : a.denominator.leastCommonMultiple(b.denominator)
        let (a, b) = (a.over(common), b.over(common))
        return ScaledVector(
            LimbVector.sum(
                a.integers, from: a.first, b.integers, from: b.first, count: a.count, isDifference: isDifference),
            over: common)
    }

    /// As a matrix of rows of so many columns, one after another.
    func grid(rows: Int, columns: Int, stride: Int? = nil) -> LimbVector.Grid {
        LimbVector.Grid(
            entries: integers, first: first, rows: rows, columns: columns, rowStride: stride ?? columns,
            columnStride: 1)
    }

    /// M x, where M stands over `denominator`.
    static func product(_ m: LimbVector.Grid, over denominator: Denominator, _ x: ScaledVector) -> ScaledVector {
        ScaledVector(.product(m, x.integers, from: x.first), over: denominator * x.denominator)
    }

    /// Writes the fractions: in lowest terms where they are words, otherwise as a row.
    func write(to target: UnsafeMutablePointer<Rational>) {
        write(rows: 1, columns: count, stride: count, to: target)
    }

    /// The same to a matrix in memory.
    func write(rows: Int, columns: Int, stride: Int, to target: UnsafeMutablePointer<Rational>) {
        let denominatorWord = integers.width == 1 ? denominator.word : nil
        if let word = denominatorWord ?? (integers.limbs.allSatisfy { $0 == 0 } ? 1 : nil) {
            for r in 0..<rows {
                for c in 0..<columns {
                    let number = integers.limbs[(first + r * columns + c) * integers.width]
                    target[r * stride + c] = Rational(reducing: number < 0, UInt64(number.magnitude), UInt64(word))
                }
            }
            return
        }
        let row = ScaledRow(integers, over: denominator)
        for r in 0..<rows {
            for c in 0..<columns { target[r * stride + c] = Rational(row, first + r * columns + c) }
        }
    }

    /// The first entry, as `write` writes it.
    var fraction: Rational {
        var result = Rational.zero
        write(rows: 1, columns: 1, stride: 1, to: &result)
        return result
    }
}

extension Rational {
    /// Writes numerator · (multiple / denominator), a whole number, into limbs that are enough for it.
    ///
    /// - Parameter word: the multiple, where it is one.
    fileprivate func store(
        into target: UnsafeMutablePointer<Int>, _ width: Int, times multiple: Denominator, word: Int64?
    ) {
        switch storage {
        case .lowest(.small(let numerator, let denominator)):
            if let word {
                let product = Int128(numerator) * Int128(word / denominator)
                var rest = product
                for l in 0..<width {
                    target[l] = Int(truncatingIfNeeded: rest) & (l == width - 1 ? -1 : LimbVector.mask)
                    rest >>= 56
                }
                return
            }
            let factor = denominator == 1 ? multiple : multiple.quotient(by: Denominator(UInt64(denominator)))
            withUnsafePointer(to: UInt(numerator.magnitude)) {
                Self.store($0, 1, isNegative: numerator < 0, times: factor, into: target, width)
            }
        case .lowest(.big(let long)):
            let factor = long.denominator == multiple ? .one : multiple.quotient(by: long.denominator)
            long.magnitude.withUnsafeBufferPointer { words in
                guard let base = words.baseAddress else { return }
                Self.store(base, words.count, isNegative: long.isNegative, times: factor, into: target, width)
            }
        case .row(let row, let i):
            if row.denominator == multiple {
                row.integers.read {
                    LimbVector.widen($0 + i * row.integers.width, row.integers.width, into: target, width)
                }
                return
            }
            let scaled = row.integers.multiplied(
                by: LimbVector(multiple.quotient(by: row.denominator).limbs), from: i, count: 1)
            scaled.read { LimbVector.widen($0, scaled.width, into: target, width) }
        }
    }

    private static func store(
        _ words: UnsafePointer<UInt>, _ count: Int, isNegative: Bool, times factor: Denominator,
        into target: UnsafeMutablePointer<Int>, _ width: Int
    ) {
        let capacity = count + factor.bits / UInt.bitWidth + 2
        withUnsafeTemporaryAllocation(of: UInt.self, capacity: capacity) { buffer in
            guard let scaled = buffer.baseAddress else { return }
            scaled.initialize(repeating: 0, count: capacity)
            scaled.update(from: words, count: count)
            let length = factor.isOne ? count : factor.scale(scaled, count)
            LimbVector.set(target, width, to: scaled, length, isNegative: isNegative)
        }
    }
}
