/// What only moves an array's numbers about.
extension Tensor {
    /// Dimension k of the result is dimension `order[k]`.
    func permuted(_ order: [Int]) throws(WeightsError) -> Tensor? {
        guard order.sorted() == Array(shape.indices) else { return nil }
        let values = try values()
        let strides = Self.strides(shape)
        let size = order.map { shape[$0] }
        let result = Self.indices(size).map { index in
            values[zip(order, index).reduce(0) { $0 + strides[$1.0] * $1.1 }]
        }
        return Tensor(name: name, shape: size, computed: result)
    }

    /// Arrays that differ in one dimension at most, one behind the other.
    static func concatenated(_ parts: [Tensor], axis: Int) throws(WeightsError) -> Tensor? {
        guard let first = parts.first else { return nil }
        let axis = axis < 0 ? axis + first.shape.count : axis
        guard first.shape.indices.contains(axis) else { return nil }
        let outer = first.shape[..<axis]
        let inner = first.shape[(axis + 1)...]
        let count = outer.reduce(1, *)
        var blocks: [(values: [Double], size: Int)] = []
        for part in parts {
            guard part.shape.count == first.shape.count, part.shape[..<axis] == outer,
                part.shape[(axis + 1)...] == inner
            else { return nil }
            blocks.append((try part.values(), part.shape[axis] * inner.reduce(1, *)))
        }
        var values: [Double] = []
        for index in 0..<count {
            for block in blocks { values += block.values[index * block.size..<(index + 1) * block.size] }
        }
        var shape = first.shape
        shape[axis] = parts.reduce(0) { $0 + $1.shape[axis] }
        return Tensor(name: first.name, shape: shape, computed: values)
    }

    /// From starts to ends along axes; negative ones count from the end, too large ones are cut.
    func sliced(_ starts: [Int], _ ends: [Int], _ axes: [Int]) throws(WeightsError) -> Tensor? {
        guard starts.count == ends.count, starts.count == axes.count else { return nil }
        var ranges = shape.map { 0..<$0 }
        for (axis, (start, end)) in zip(axes, zip(starts, ends)) {
            let axis = axis < 0 ? axis + shape.count : axis
            guard shape.indices.contains(axis) else { return nil }
            func clamp(_ place: Int) -> Int { max(0, min(shape[axis], place < 0 ? place + shape[axis] : place)) }
            let (from, to) = (clamp(start), clamp(end))
            ranges[axis] = from..<max(from, to)
        }
        let values = try values()
        let strides = Self.strides(shape)
        let size = ranges.map(\.count)
        let result = Self.indices(size).map { index in
            values[zip(zip(ranges, index), strides).reduce(0) { $0 + ($1.0.0.lowerBound + $1.0.1) * $1.1 }]
        }
        return Tensor(name: name, shape: size, computed: result)
    }

    /// One of several parts along an axis, of the sizes given or all alike.
    func split(_ sizes: [Int]?, parts: Int, axis: Int, index: Int) throws(WeightsError) -> Tensor? {
        let axis = axis < 0 ? axis + shape.count : axis
        guard shape.indices.contains(axis), parts > 0, index < parts else { return nil }
        let sizes = sizes ?? [Int](repeating: shape[axis] / parts, count: parts)
        guard sizes.count == parts, sizes.allSatisfy({ (0...shape[axis]).contains($0) }) else { return nil }
        let start = sizes[..<index].reduce(0, +)
        return try sliced([start], [start + sizes[index]], [axis])
    }

    private static func strides(_ shape: [Int]) -> [Int] {
        var strides = [Int](repeating: 1, count: shape.count)
        for axis in shape.indices.dropLast().reversed() { strides[axis] = strides[axis + 1] * shape[axis + 1] }
        return strides
    }

    /// All indices of a shape, the last running fastest.
    private static func indices(_ shape: [Int]) -> [[Int]] {
        shape.reduce([[]]) { indices, size in indices.flatMap { index in (0..<size).map { index + [$0] } } }
    }
}
