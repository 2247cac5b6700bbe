/// A matrix in memory that somebody else owns: `rows` × `columns`, row-major, `stride` elements from row to row.
public struct MatrixView<Element> {
    /// Where entry (0, 0) lies.
    public var base: UnsafePointer<Element>
    /// The number of rows.
    public var rows: Int
    /// The number of columns.
    public var columns: Int
    /// Elements from an entry to the one below it.
    public var stride: Int

    /// A matrix that begins at `base`.
    @inlinable public init(base: UnsafePointer<Element>, rows: Int, columns: Int, stride: Int) {
        self.base = base
        self.rows = rows
        self.columns = columns
        self.stride = stride
    }
}

/// A matrix as in `MatrixView`, to be written.
public struct MutableMatrixView<Element> {
    /// Where entry (0, 0) lies.
    public var base: UnsafeMutablePointer<Element>
    /// The number of rows.
    public var rows: Int
    /// The number of columns.
    public var columns: Int
    /// Elements from an entry to the one below it.
    public var stride: Int

    /// A matrix that begins at `base`.
    @inlinable public init(base: UnsafeMutablePointer<Element>, rows: Int, columns: Int, stride: Int) {
        self.base = base
        self.rows = rows
        self.columns = columns
        self.stride = stride
    }
}

extension MatrixView {
    @inlinable init(_ view: MutableMatrixView<Element>) {
        self.init(base: UnsafePointer(view.base), rows: view.rows, columns: view.columns, stride: view.stride)
    }
}

/// A matrix in panels of 8 columns, panel after panel: the parts of the rows that a panel holds lie together, each a cache line. A
/// product with a row vector reads it from end to end.
public struct PackedMatrix<Element> {
    /// 8, as many doubles as a cache line holds.
    public static var panelColumns: Int { 8 }

    /// Where the first panel begins; `count(rows:columns:)` elements lie from here on.
    public var base: UnsafeMutablePointer<Element>
    /// The number of rows, the same in every panel.
    public var rows: Int
    /// The number of columns, without those that fill up the last panel.
    public var columns: Int

    /// A matrix in memory that `pack` has filled or is to fill.
    @inlinable public init(base: UnsafeMutablePointer<Element>, rows: Int, columns: Int) {
        self.base = base
        self.rows = rows
        self.columns = columns
    }

    /// Elements that a matrix takes up.
    public static func count(rows: Int, columns: Int) -> Int { rows * paddedWidth(columns) }

    @inlinable static func paddedWidth(_ columns: Int) -> Int { (columns + 7) & ~7 }

    /// The panel that begins with a column, as a matrix of its own.
    @inlinable func panel(from column: Int) -> MutableMatrixView<Element> {
        let width = min(Self.panelColumns, columns - column)
        return MutableMatrixView(
            base: base + column * rows, rows: rows, columns: width, stride: Self.paddedWidth(width))
    }

    @inlinable var panelStarts: StrideTo<Int> { stride(from: 0, to: columns, by: Self.panelColumns) }
}

/// Where a derivative goes: added to what is there, or put in its place.
public struct Sink<Element> {
    /// Where the derivative's first entry lies.
    public var base: UnsafeMutablePointer<Element>
    /// Whether it is added to what is there.
    public var accumulates: Bool

    /// A derivative that begins at `base`.
    @inlinable public init(_ base: UnsafeMutablePointer<Element>, accumulates: Bool) {
        self.base = base
        self.accumulates = accumulates
    }
}

extension Sink where Element: Scalar {
    /// a b
    @inlinable func put(_ a: Element, _ b: Element, at i: Int) {
        base[i] = accumulates ? base[i].plus(a, times: b) : a * b
    }
}

/// The same vector at `count` steps: one row a step, `stride` elements apart (0: one vector for all steps).
public struct Rows<Element> {
    /// Where the first step's row begins.
    public var base: UnsafePointer<Element>
    /// Elements from a step's row to the next one's.
    public var stride: Int
    /// The number of steps.
    public var count: Int

    /// Rows that begin at `base`.
    @inlinable public init(base: UnsafePointer<Element>, stride: Int, count: Int) {
        self.base = base
        self.stride = stride
        self.count = count
    }

    /// Where a step's row begins; steps count from 0, the first of the rows.
    @inlinable public subscript(step: Int) -> UnsafePointer<Element> { base + step * stride }
}

/// Rows as in `Rows`, to be written.
public struct MutableRows<Element> {
    /// Where the first step's row begins.
    public var base: UnsafeMutablePointer<Element>
    /// Elements from a step's row to the next one's.
    public var stride: Int
    /// The number of steps.
    public var count: Int

    /// Rows that begin at `base`.
    @inlinable public init(base: UnsafeMutablePointer<Element>, stride: Int, count: Int) {
        self.base = base
        self.stride = stride
        self.count = count
    }

    /// Where a step's row begins; steps count from 0, the first of the rows.
    @inlinable public subscript(step: Int) -> UnsafeMutablePointer<Element> { base + step * stride }
}
