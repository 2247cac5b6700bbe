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

    /// x = Mᵀ y, or x += Mᵀ y
    @inlinable public static func multiplyTransposed(
        _ m: MatrixView<Self>, _ y: UnsafePointer<Self>, into x: UnsafeMutablePointer<Self>, accumulate: Bool
    ) {
        if !accumulate { fill(x, with: zero, count: m.columns) }
        for r in 0..<m.rows {
            let row = m.base + r * m.stride
            for c in 0..<m.columns { x[c] = x[c].plus(row[c], times: y[r]) }
        }
    }

    /// The same with a packed matrix; `backwards` begins with the last panel.
    @inlinable public static func multiplyTransposed(
        _ m: PackedMatrix<Self>, _ y: UnsafePointer<Self>, into x: UnsafeMutablePointer<Self>, accumulate: Bool,
        backwards: Bool
    ) {
        for c in m.panelStarts {
            multiplyTransposed(MatrixView(m.panel(from: c)), y, into: x + c, accumulate: accumulate)
        }
    }

    /// Packs a matrix, or its transpose.
    @inlinable public static func pack(_ m: MatrixView<Self>, transposed: Bool, into packed: PackedMatrix<Self>) {
        for c in packed.panelStarts {
            let panel = packed.panel(from: c)
            if transposed {
                let rows = MatrixView(
                    base: m.base + c * m.stride, rows: panel.columns, columns: m.columns, stride: m.stride)
                transpose(rows, into: panel)
            } else {
                for r in 0..<m.rows {
                    copy(m.base + r * m.stride + c, into: panel.base + r * panel.stride, count: panel.columns)
                }
            }
        }
    }

    /// y_t = M x_t, or y_t += M x_t, for every step t
    @inlinable public static func multiplyAll(
        _ m: MatrixView<Self>, _ xs: Rows<Self>, into ys: MutableRows<Self>, accumulate: Bool
    ) {
        for t in 0..<xs.count { multiply(m, xs[t], into: ys[t], accumulate: accumulate) }
    }

    /// x_t = Mᵀ y_t, or x_t += Mᵀ y_t, for every step t
    @inlinable public static func multiplyTransposedAll(
        _ m: MatrixView<Self>, _ ys: Rows<Self>, into xs: MutableRows<Self>, accumulate: Bool
    ) {
        for t in 0..<ys.count { multiplyTransposed(m, ys[t], into: xs[t], accumulate: accumulate) }
    }

    /// y = mᵀ; y has m.columns rows and m.rows columns.
    @inlinable public static func transpose(_ m: MatrixView<Self>, into y: MutableMatrixView<Self>) {
        for r in 0..<m.rows {
            for c in 0..<m.columns { y.base[c * y.stride + r] = m.base[r * m.stride + c] }
        }
    }

    /// M = Σ_t y_t x_tᵀ, or M += Σ_t y_t x_tᵀ
    @inlinable public static func addOuterProducts(
        _ ys: Rows<Self>, _ xs: Rows<Self>, into m: MutableMatrixView<Self>, accumulate: Bool
    ) {
        if !accumulate { for r in 0..<m.rows { fill(m.base + r * m.stride, with: zero, count: m.columns) } }
        for t in 0..<ys.count {
            for r in 0..<m.rows {
                let row = m.base + r * m.stride
                for c in 0..<m.columns { row[c] = row[c].plus(ys[t][r], times: xs[t][c]) }
            }
        }
    }
}
