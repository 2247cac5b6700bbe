extension Plot {
    /// Points in rising x, thinned to the lowest, the highest and the last of every column where there are many more than columns.
    public static func thinned(_ points: [(x: Double, y: Double)], columns: Int) -> [(x: Double, y: Double)] {
        guard columns > 0, points.count > 4 * columns else { return points }
        let size = (points.count + columns - 1) / columns
        return stride(from: 0, to: points.count, by: size).flatMap { start in
            let part = start..<min(start + size, points.count)
            // What is not a number is kept: a plot marks it.
            let low = part.min { points[$0].y < points[$1].y } ?? start
            let high = part.max { points[$0].y < points[$1].y } ?? start
            let odd = part.first { points[$0].y.isNaN }
            return Set([low, high, part.upperBound - 1] + (odd.map { [$0] } ?? [])).sorted().map { points[$0] }
        }
    }
}
