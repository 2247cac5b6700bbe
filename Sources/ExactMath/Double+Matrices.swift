import CKernels

/// One kernel in place of the plain loops of `Scalar+Matrices.swift`: y_m (+)= Σ_k x_mk a_k over rows a_k.
///
/// All of them add their products in the same order, so a product taken step by step and one taken over all steps at once
/// have the same bits, as have M x and the transposed product of M's stored transpose. Reading `MatrixView`'s rows as a_k
/// (`multiplyTransposed`, `addOuterProducts`) is the fast direction; `multiply` transposes on the way.
extension Double {
    /// y = M x, or y += M x: one row of `multiplyAll`, with the same bits.
    @inlinable public static func multiply(
        _ m: MatrixView<Double>, _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, accumulate: Bool
    ) {
        kernels().pointee.matrix_product(x, 0, 1, m.base, m.stride, true, y, 0, 1, m.rows, m.columns, accumulate)
    }

    /// x = Mᵀ y, or x += Mᵀ y, along the rows as they lie in memory.
    @inlinable public static func multiplyTransposed(
        _ m: MatrixView<Double>, _ y: UnsafePointer<Double>, into x: UnsafeMutablePointer<Double>, accumulate: Bool
    ) {
        kernels().pointee.row_product(y, m.base, m.stride, x, m.columns, m.rows, accumulate)
    }

    /// The same with a packed matrix; `backwards` begins with the panels that the product before has read last.
    @inlinable public static func multiplyTransposed(
        _ m: PackedMatrix<Double>, _ y: UnsafePointer<Double>, into x: UnsafeMutablePointer<Double>, accumulate: Bool,
        backwards: Bool
    ) {
        kernels().pointee.packed_row_product(y, m.base, x, m.columns, m.rows, accumulate, backwards)
    }

    /// y_t = M x_t, or y_t += M x_t, for every step t, as one product of matrices.
    @inlinable public static func multiplyAll(
        _ m: MatrixView<Double>, _ xs: Rows<Double>, into ys: MutableRows<Double>, accumulate: Bool
    ) {
        kernels().pointee.matrix_product(
            xs.base, xs.stride, 1, m.base, m.stride, true, ys.base, ys.stride, xs.count, m.rows, m.columns, accumulate)
    }

    /// x_t = Mᵀ y_t, or x_t += Mᵀ y_t, for every step t, as one product of matrices.
    @inlinable public static func multiplyTransposedAll(
        _ m: MatrixView<Double>, _ ys: Rows<Double>, into xs: MutableRows<Double>, accumulate: Bool
    ) {
        kernels().pointee.matrix_product(
            ys.base, ys.stride, 1, m.base, m.stride, false, xs.base, xs.stride, ys.count, m.columns, m.rows,
            accumulate)
    }

    /// M = Σ_t y_t x_tᵀ, or M += Σ_t y_t x_tᵀ, as one product of matrices.
    @inlinable public static func addOuterProducts(
        _ ys: Rows<Double>, _ xs: Rows<Double>, into m: MutableMatrixView<Double>, accumulate: Bool
    ) {
        kernels().pointee.matrix_product(
            ys.base, 1, ys.stride, xs.base, xs.stride, false, m.base, m.stride, m.rows, m.columns, ys.count, accumulate)
    }

    /// y = mᵀ; y has m.columns rows and m.rows columns.
    @inlinable public static func transpose(_ m: MatrixView<Double>, into y: MutableMatrixView<Double>) {
        kernels().pointee.transpose(m.base, m.stride, m.rows, m.columns, y.base, y.stride)
    }
}
