/// The whole-vector operations in which products are summed: over one common denominator, reduced when a number is looked at.
///
/// While all numbers are small the sums run in machine words. When they are not, each vector is brought over its common denominator
/// (`ScaledVector`), the sums are sums of integers, and their results stay in a row together. The numbers are those of the plain loops.
extension Rational {
    /// Σ a ⊙ b, in lowest terms
    public static func dot(_ a: UnsafePointer<Rational>, _ b: UnsafePointer<Rational>, count: Int) -> Rational {
        if let small = smallDot(a, 1, b, 1, count) { return small }
        return Rational(product(ScaledVector(a, count: count), ScaledVector(b, count: count)).fraction.terms)
    }

    private static func product(_ a: ScaledVector, _ b: ScaledVector) -> ScaledVector {
        .product(a.grid(rows: 1, columns: a.count), over: a.denominator, b)
    }

    /// Σ x
    public static func sum(_ x: UnsafePointer<Rational>, count: Int) -> Rational {
        let ones = [Rational](repeating: .one, count: count)
        return ones.withUnsafeBufferPointer { ones in ones.baseAddress.map { dot(x, $0, count: count) } ?? .zero }
    }

    // MARK: Matrices

    /// y = M x, or y += M x
    public static func multiply(
        _ m: MatrixView<Rational>, _ x: UnsafePointer<Rational>, into y: UnsafeMutablePointer<Rational>,
        accumulate: Bool
    ) {
        multiplyAll(
            m, Rows(base: x, stride: 0, count: 1), into: MutableRows(base: y, stride: 0, count: 1),
            accumulate: accumulate)
    }

    /// x = Mᵀ y, or x += Mᵀ y
    public static func multiplyTransposed(
        _ m: MatrixView<Rational>, _ y: UnsafePointer<Rational>, into x: UnsafeMutablePointer<Rational>,
        accumulate: Bool
    ) {
        multiplyTransposedAll(
            m, Rows(base: y, stride: 0, count: 1), into: MutableRows(base: x, stride: 0, count: 1),
            accumulate: accumulate)
    }

    /// y_t = M x_t, or y_t += M x_t, for every step t
    public static func multiplyAll(
        _ m: MatrixView<Rational>, _ xs: Rows<Rational>, into ys: MutableRows<Rational>, accumulate: Bool
    ) {
        multiplyAll(m, xs, into: ys, accumulate: accumulate, transposed: false)
    }

    /// x_t = Mᵀ y_t, or x_t += Mᵀ y_t, for every step t
    public static func multiplyTransposedAll(
        _ m: MatrixView<Rational>, _ ys: Rows<Rational>, into xs: MutableRows<Rational>, accumulate: Bool
    ) {
        multiplyAll(m, ys, into: xs, accumulate: accumulate, transposed: true)
    }

    private static func multiplyAll(
        _ m: MatrixView<Rational>, _ xs: Rows<Rational>, into ys: MutableRows<Rational>, accumulate: Bool,
        transposed: Bool
    ) {
        let (inputs, outputs) = transposed ? (m.rows, m.columns) : (m.columns, m.rows)
        var scaled: ScaledVector?
        for t in 0..<xs.count {
            if smallProduct(m, xs[t], into: ys[t], accumulate: accumulate, transposed: transposed) { continue }
            let matrix = scaled ?? ScaledVector(m)
            scaled = matrix
            let grid = matrix.grid(rows: m.rows, columns: m.columns)
            let product = ScaledVector.product(
                transposed ? grid.transposed : grid, over: matrix.denominator, ScaledVector(xs[t], count: inputs))
            write(product, to: ys[t], count: outputs, accumulate: accumulate)
        }
    }

    /// The product where all of its numbers and sums are small; otherwise false, and nothing is written.
    private static func smallProduct(
        _ m: MatrixView<Rational>, _ x: UnsafePointer<Rational>, into y: UnsafeMutablePointer<Rational>,
        accumulate: Bool, transposed: Bool
    ) -> Bool {
        let (inputs, outputs) = transposed ? (m.rows, m.columns) : (m.columns, m.rows)
        let (row, column) = transposed ? (1, m.stride) : (m.stride, 1)
        return withUnsafeTemporaryAllocation(of: Rational.self, capacity: outputs) { products in
            guard let base = products.baseAddress else { return outputs == 0 }
            for r in 0..<outputs {
                guard let product = smallDot(m.base + r * row, column, x, 1, inputs) else {
                    base.deinitialize(count: r)
                    return false
                }
                (base + r).initialize(to: product)
            }
            for r in 0..<outputs { y[r] = accumulate ? y[r] + base[r] : base[r] }
            base.deinitialize(count: outputs)
            return true
        }
    }

    /// y = x, or y += x
    private static func write(
        _ x: ScaledVector, to y: UnsafeMutablePointer<Rational>, count: Int, accumulate: Bool
    ) {
        (accumulate ? .sum(ScaledVector(y, count: count), x) : x).write(to: y)
    }

    /// Packs a matrix, or its transpose, every panel over one common denominator.
    public static func pack(
        _ m: MatrixView<Rational>, transposed: Bool, into packed: PackedMatrix<Rational>
    ) {
        for c in packed.panelStarts {
            let panel = packed.panel(from: c)
            for r in 0..<panel.rows {
                for k in 0..<panel.stride {
                    let isInside = k < panel.columns
                    panel.base[r * panel.stride + k] =
                        !isInside ? .zero : transposed ? m.base[(c + k) * m.stride + r] : m.base[r * m.stride + c + k]
                }
            }
            let scaled = ScaledVector(MatrixView(panel, columns: panel.stride))
            let row = ScaledRow(scaled.integers, over: scaled.denominator)
            for i in 0..<panel.rows * panel.stride { panel.base[i] = Rational(row, i) }
        }
    }

    /// x = Mᵀ y, or x += Mᵀ y, with what `pack` has made
    public static func multiplyTransposed(
        _ m: PackedMatrix<Rational>, _ y: UnsafePointer<Rational>, into x: UnsafeMutablePointer<Rational>,
        accumulate: Bool, backwards: Bool
    ) {
        let vector = ScaledVector(y, count: m.rows)
        for c in m.panelStarts {
            let panel = m.panel(from: c)
            guard case .row(let row, 0) = panel.base[0].storage,
                row.integers.count == panel.rows * panel.stride
            else { preconditionFailure("a packed matrix is what `pack` has made") }
            let grid = LimbVector.Grid(
                entries: row.integers, first: 0, rows: panel.columns, columns: panel.rows, rowStride: 1,
                columnStride: panel.stride)
            let product = ScaledVector.product(grid, over: row.denominator, vector)
            write(product, to: x + c, count: panel.columns, accumulate: accumulate)
        }
    }

    /// M = Σ_t y_t x_tᵀ, or M += Σ_t y_t x_tᵀ
    public static func addOuterProducts(
        _ ys: Rows<Rational>, _ xs: Rows<Rational>, into m: MutableMatrixView<Rational>, accumulate: Bool
    ) {
        if smallOuterProducts(ys, xs, into: m, accumulate: accumulate) { return }
        var sum = OuterProductSum(ys, rows: m.rows, xs, columns: m.columns).value
        if accumulate { sum = .sum(ScaledVector(MatrixView(m, columns: m.columns)), sum) }
        sum.write(rows: m.rows, columns: m.columns, stride: m.stride, to: m.base)
    }

    /// The same where all numbers and sums are small; otherwise false, and nothing is written.
    private static func smallOuterProducts(
        _ ys: Rows<Rational>, _ xs: Rows<Rational>, into m: MutableMatrixView<Rational>, accumulate: Bool
    ) -> Bool {
        withUnsafeTemporaryAllocation(of: Rational.self, capacity: m.rows * m.columns) { sums in
            guard let base = sums.baseAddress else { return m.rows * m.columns == 0 }
            for i in 0..<m.rows * m.columns {
                let (r, c) = i.quotientAndRemainder(dividingBy: m.columns)
                guard let sum = smallDot(ys.base + r, ys.stride, xs.base + c, xs.stride, ys.count) else {
                    base.deinitialize(count: i)
                    return false
                }
                (base + i).initialize(to: sum)
            }
            for i in 0..<m.rows * m.columns {
                let entry = m.base + (i / m.columns * m.stride + i % m.columns)
                entry.pointee = accumulate ? entry.pointee + base[i] : base[i]
            }
            base.deinitialize(count: m.rows * m.columns)
            return true
        }
    }

    private static func smallDot(
        _ a: UnsafePointer<Rational>, _ aStride: Int, _ b: UnsafePointer<Rational>, _ bStride: Int, _ count: Int
    ) -> Rational? {
        var sum = SmallSum()
        for i in 0..<count where !sum.add(a[i * aStride], b[i * bStride]) { return nil }
        return sum.value
    }
}

extension MatrixView<Rational> {
    /// The memory of a matrix, with so many columns.
    fileprivate init(_ view: MutableMatrixView<Rational>, columns: Int) {
        self.init(base: UnsafePointer(view.base), rows: view.rows, columns: columns, stride: view.stride)
    }
}
