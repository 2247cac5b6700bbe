/// Columns and rows of a terminal or a part of it; never negative.
public struct Size: Hashable, Sendable {
    /// The number of columns.
    public let width: Int
    /// The number of rows.
    public let height: Int

    /// Negative sides count as 0.
    public init(width: Int, height: Int) {
        self.width = max(0, width)
        self.height = max(0, height)
    }

    /// Whether there is no cell.
    public var isEmpty: Bool { width == 0 || height == 0 }
}

/// A column and a row, from 0 at the top left.
public struct Point: Hashable, Sendable {
    /// The column, from 0 at the left.
    public var x: Int
    /// The row, from 0 at the top.
    public var y: Int

    /// The cell at a column and a row; either may lie outside the screen.
    public init(x: Int, y: Int) {
        self.x = x
        self.y = y
    }
}

/// A rectangle of cells; its sides are never negative.
public struct Rect: Hashable, Sendable {
    /// The leftmost column.
    public let x: Int
    /// The topmost row.
    public let y: Int
    /// The number of columns.
    public let width: Int
    /// The number of rows.
    public let height: Int

    /// The rectangle from its top left cell on; negative sides count as 0.
    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = max(0, width)
        self.height = max(0, height)
    }

    /// The rectangle of this size at 0, 0.
    public init(_ size: Size) { self.init(x: 0, y: 0, width: size.width, height: size.height) }

    /// The sides without the place.
    public var size: Size { Size(width: width, height: height) }
    /// Whether there is no cell.
    public var isEmpty: Bool { width == 0 || height == 0 }
    /// One past the last column.
    public var right: Int { x + width }
    /// One past the last row.
    public var bottom: Int { y + height }

    /// Whether a cell lies inside; column `right` and row `bottom` do not.
    public func contains(x column: Int, y row: Int) -> Bool {
        column >= x && column < right && row >= y && row < bottom
    }

    /// The cells that both have; empty at this rectangle's corner when there are none.
    public func intersection(_ other: Rect) -> Rect {
        let left = max(x, other.x)
        let top = max(y, other.y)
        let width = min(right, other.right) - left
        let height = min(bottom, other.bottom) - top
        guard width > 0, height > 0 else { return Rect(x: x, y: y, width: 0, height: 0) }
        return Rect(x: left, y: top, width: width, height: height)
    }

    /// The rectangle without `left`, `top`, `right`, `bottom` cells at its sides; empty when they take it all.
    public func inset(left: Int = 0, top: Int = 0, right: Int = 0, bottom: Int = 0) -> Rect {
        Rect(
            x: x + min(left, width), y: y + min(top, height),
            width: width - left - right, height: height - top - bottom)
    }

    /// The rectangle without `margin` cells at every side; empty when they take it all.
    public func inset(by margin: Int) -> Rect { inset(left: margin, top: margin, right: margin, bottom: margin) }
}
