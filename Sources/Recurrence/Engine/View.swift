/// A vector in the arena at every step t: `width` entries from `origin + stride · t`; a parameter has stride 0.
struct View: Sendable, Equatable {
    var origin: Int
    var stride: Int
    var width: Int

    static let none = View(origin: 0, stride: 0, width: 0)

    @inline(__always)
    func address(_ t: Int) -> Int { origin + stride * t }

    /// Which of the sequences that run at once a step belongs to, from 0.
    @inline(__always)
    func sequence(at t: Int, of count: Int) -> Int { count == 1 ? 0 : (t - 1) % count }

    /// Whether the rows of successive steps follow each other without a gap.
    var isContiguous: Bool { stride == width }

    /// The memory of `count` rows, as one vector for all steps.
    func block(_ count: Int) -> View { View(origin: origin, stride: 0, width: stride * count) }

    /// Both together where the other follows at every step; nil where it does not.
    func followed(by other: View) -> View? {
        guard stride == other.stride, other.origin == origin + width else { return nil }
        return View(origin: origin, stride: stride, width: width + other.width)
    }
}

/// The place of a matrix among the parameters, or of rows that are read as one.
struct MatrixPlace: Sendable, Equatable {
    var origin = 0
    var rows = 0
    var columns = 0
    var stride = 0
    /// Where a copy of the matrix stands in the workspace, and of its transpose: in what runs step by step.
    var copy: Int?
    var transposed: Int?

    /// Where a row begins, counted from 0.
    @inline(__always)
    func address(ofRow row: Int) -> Int { origin + row * stride }

    /// Where it stands, what lies between its rows included.
    var range: Range<Int> { origin..<origin + rows * stride }
}
