/// A matrix in memory that somebody else owns: `rows` × `columns`, row-major, `stride` elements from row to row.
public struct MatrixView<Element> {
    public var base: UnsafePointer<Element>
    public var rows: Int
    public var columns: Int
    public var stride: Int

    @inlinable public init(base: UnsafePointer<Element>, rows: Int, columns: Int, stride: Int) {
        self.base = base
        self.rows = rows
        self.columns = columns
        self.stride = stride
    }
}

/// A matrix as in `MatrixView`, to be written.
public struct MutableMatrixView<Element> {
    public var base: UnsafeMutablePointer<Element>
    public var rows: Int
    public var columns: Int
    public var stride: Int

    @inlinable public init(base: UnsafeMutablePointer<Element>, rows: Int, columns: Int, stride: Int) {
        self.base = base
        self.rows = rows
        self.columns = columns
        self.stride = stride
    }
}

/// Where a derivative goes: added to what is there, or put in its place.
public struct Sink<Element> {
    public var base: UnsafeMutablePointer<Element>
    public var accumulates: Bool

    @inlinable public init(_ base: UnsafeMutablePointer<Element>, accumulates: Bool) {
        self.base = base
        self.accumulates = accumulates
    }
}

extension Sink where Element: Scalar {
    @inlinable func put(_ value: Element, at i: Int) { base[i] = accumulates ? base[i] + value : value }
}

/// The same vector at `count` steps: one row a step, `stride` elements apart (0: one vector for all steps).
public struct Rows<Element> {
    public var base: UnsafePointer<Element>
    public var stride: Int
    public var count: Int

    @inlinable public init(base: UnsafePointer<Element>, stride: Int, count: Int) {
        self.base = base
        self.stride = stride
        self.count = count
    }

    @inlinable public subscript(step: Int) -> UnsafePointer<Element> { base + step * stride }
}

/// Rows as in `Rows`, to be written.
public struct MutableRows<Element> {
    public var base: UnsafeMutablePointer<Element>
    public var stride: Int
    public var count: Int

    @inlinable public init(base: UnsafeMutablePointer<Element>, stride: Int, count: Int) {
        self.base = base
        self.stride = stride
        self.count = count
    }

    @inlinable public subscript(step: Int) -> UnsafeMutablePointer<Element> { base + step * stride }
}
