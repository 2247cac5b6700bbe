/// Plain loops for matrices: what every kernel equals up to rounding.
extension Scalar {
    /// y = M x, or y += M x
    @inlinable public static func multiply(
        _ m: MatrixView<Self>, _ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, accumulate: Bool
    ) {
        for r in 0..<m.rows {
            let product = dot(m.base + r * m.stride, x, count: m.columns)
            y[r] = accumulate ? y[r] + product : product
        }
    }

    /// x += Mᵀ y
    @inlinable public static func multiplyTransposed(
        _ m: MatrixView<Self>, _ y: UnsafePointer<Self>, into x: UnsafeMutablePointer<Self>
    ) {
        for r in 0..<m.rows {
            let row = m.base + r * m.stride
            for c in 0..<m.columns { x[c] = x[c] + row[c] * y[r] }
        }
    }

    /// y_t = M x_t, or y_t += M x_t, for every step t
    @inlinable public static func multiplyAll(
        _ m: MatrixView<Self>, _ xs: Rows<Self>, into ys: MutableRows<Self>, accumulate: Bool
    ) {
        for t in 0..<xs.count { multiply(m, xs[t], into: ys[t], accumulate: accumulate) }
    }

    /// x_t += Mᵀ y_t for every step t
    @inlinable public static func multiplyTransposedAll(
        _ m: MatrixView<Self>, _ ys: Rows<Self>, into xs: MutableRows<Self>
    ) {
        for t in 0..<ys.count { multiplyTransposed(m, ys[t], into: xs[t]) }
    }

    /// M += Σ_t y_t x_tᵀ
    @inlinable public static func addOuterProducts(
        _ ys: Rows<Self>, _ xs: Rows<Self>, into m: MutableMatrixView<Self>
    ) {
        for t in 0..<ys.count {
            for r in 0..<m.rows {
                let row = m.base + r * m.stride
                for c in 0..<m.columns { row[c] = row[c] + ys[t][r] * xs[t][c] }
            }
        }
    }
}
