/// What one part of a split asks for along the split axis.
public enum Extent: Hashable, Sendable {
    /// Exactly so many cells, as long as there are that many.
    case fixed(Int)
    /// At least `minimum` cells, and a share of what is left in proportion to `weight`.
    case flexible(minimum: Int = 0, weight: Int = 1)

    var minimum: Int {
        switch self {
        case .fixed(let cells): max(0, cells)
        case .flexible(let minimum, _): max(0, minimum)
        }
    }

    var weight: Int {
        switch self {
        case .fixed: 0
        case .flexible(_, let weight): max(0, weight)
        }
    }
}

extension Rect {
    /// Side by side, `gap` columns between two parts. Where the width does not suffice, the last parts get less, down to nothing.
    public func columns(_ extents: [Extent], gap: Int = 0) -> [Rect] {
        let widths = Extent.share(width, among: extents, gap: gap)
        var column = x
        return widths.map { width in
            let part = Rect(x: min(column, right), y: y, width: width, height: height)
            column += width + gap
            return part
        }
    }

    /// One above the other, `gap` rows between two parts. Where the height does not suffice, the last parts get less, down to nothing.
    public func rows(_ extents: [Extent], gap: Int = 0) -> [Rect] {
        let heights = Extent.share(height, among: extents, gap: gap)
        var row = y
        return heights.map { height in
            let part = Rect(x: x, y: min(row, bottom), width: width, height: height)
            row += height + gap
            return part
        }
    }

    /// The first `cells` rows, and the rest.
    public func split(top cells: Int) -> (top: Rect, rest: Rect) {
        let cut = min(max(0, cells), height)
        return (Rect(x: x, y: y, width: width, height: cut), inset(top: cut))
    }

    /// The last `cells` rows, and the rest.
    public func split(bottom cells: Int) -> (rest: Rect, bottom: Rect) {
        let cut = min(max(0, cells), height)
        return (inset(bottom: cut), Rect(x: x, y: bottom - cut, width: width, height: cut))
    }

    /// The first `cells` columns, and the rest.
    public func split(left cells: Int) -> (left: Rect, rest: Rect) {
        let cut = min(max(0, cells), width)
        return (Rect(x: x, y: y, width: cut, height: height), inset(left: cut))
    }

    /// The last `cells` columns, and the rest.
    public func split(right cells: Int) -> (rest: Rect, right: Rect) {
        let cut = min(max(0, cells), width)
        return (inset(right: cut), Rect(x: right - cut, y: y, width: cut, height: height))
    }
}

extension Extent {
    /// Gives every part its minimum from first to last, then what is left by weight; the sum never passes `total`.
    static func share(_ total: Int, among extents: [Extent], gap: Int) -> [Int] {
        var left = max(0, total - max(0, gap) * max(0, extents.count - 1))
        var sizes = extents.map { extent in
            let size = min(extent.minimum, left)
            left -= size
            return size
        }
        var weight = extents.reduce(0) { $0 + $1.weight }
        for (index, extent) in extents.enumerated() where extent.weight > 0 && left > 0 {
            let extra = left * extent.weight / weight
            sizes[index] += extra
            left -= extra
            weight -= extent.weight
        }
        return sizes
    }
}
