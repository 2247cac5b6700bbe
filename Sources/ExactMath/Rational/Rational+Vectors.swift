/// The whole-vector operations in which products are summed: over one common denominator, reduced once an entry.
///
/// While all numbers are small the sums run in machine words. When they are not, each vector is brought over its common denominator
/// once (`ScaledVector`) and the sums are sums of integers. The results are those of the plain loops, which are in lowest terms too.
extension Rational {
    /// Σ a ⊙ b
    public static func dot(_ a: UnsafePointer<Rational>, _ b: UnsafePointer<Rational>, count: Int) -> Rational {
        if let small = smallDot(a, 1, b, 1, count) { return small }
        return ScaledVector(b, stride: 1, count: count).dot(a, stride: 1, count: count)
    }

    /// y = M x, or y += M x
    public static func multiply(
        _ m: MatrixView<Rational>, _ x: UnsafePointer<Rational>, into y: UnsafeMutablePointer<Rational>,
        accumulate: Bool
    ) {
        var scaled: ScaledVector?
        for r in 0..<m.rows {
            let product = dot(m.base + r * m.stride, stride: 1, x, &scaled, count: m.columns)
            y[r] = accumulate ? y[r] + product : product
        }
    }

    /// x = Mᵀ y, or x += Mᵀ y
    public static func multiplyTransposed(
        _ m: MatrixView<Rational>, _ y: UnsafePointer<Rational>, into x: UnsafeMutablePointer<Rational>,
        accumulate: Bool
    ) {
        var scaled: ScaledVector?
        for c in 0..<m.columns {
            let product = dot(m.base + c, stride: m.stride, y, &scaled, count: m.rows)
            x[c] = accumulate ? x[c] + product : product
        }
    }

    /// M = Σ_t y_t x_tᵀ, or M += Σ_t y_t x_tᵀ
    public static func addOuterProducts(
        _ ys: Rows<Rational>, _ xs: Rows<Rational>, into m: MutableMatrixView<Rational>, accumulate: Bool
    ) {
        var scaled: ScaledOuterProducts?
        for r in 0..<m.rows {
            for c in 0..<m.columns {
                let entry = m.base + (r * m.stride + c)
                if scaled == nil, let small = smallDot(ys.base + r, ys.stride, xs.base + c, xs.stride, ys.count) {
                    entry.pointee = accumulate ? entry.pointee + small : small
                    continue
                }
                let products = scaled ?? ScaledOuterProducts(ys, rows: m.rows, xs, columns: m.columns)
                scaled = products
                let sum = products.entry(r, c)
                entry.pointee = accumulate ? entry.pointee + sum : sum
            }
        }
    }

    /// Σ_i a_i b_i, where b is scaled at the first row that needs it and stays so for the others.
    private static func dot(
        _ a: UnsafePointer<Rational>, stride: Int, _ b: UnsafePointer<Rational>, _ scaled: inout ScaledVector?,
        count: Int
    ) -> Rational {
        if scaled == nil, let small = smallDot(a, stride, b, 1, count) { return small }
        let right = scaled ?? ScaledVector(b, stride: 1, count: count)
        scaled = right
        return right.dot(a, stride: stride, count: count)
    }

    private static func smallDot(
        _ a: UnsafePointer<Rational>, _ aStride: Int, _ b: UnsafePointer<Rational>, _ bStride: Int, _ count: Int
    ) -> Rational? {
        var sum = SmallSum()
        for i in 0..<count where !sum.add(a[i * aStride], b[i * bStride]) { return nil }
        return sum.value
    }
}
