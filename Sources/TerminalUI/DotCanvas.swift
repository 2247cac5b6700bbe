/// Dots finer than cells: 2×4 in a cell of braille, 2×2 of quadrant blocks; in ASCII a cell is one dot.
struct DotCanvas {
    let glyphs: Glyphs
    let size: Size
    private var dots: [UInt8]
    /// Which series drew last in a cell.
    private var owners: [Int]

    init(size: Size, glyphs: Glyphs) {
        self.glyphs = glyphs
        self.size = size
        dots = Array(repeating: 0, count: size.width * size.height)
        owners = Array(repeating: -1, count: dots.count)
    }

    private var perCell: (x: Int, y: Int) {
        switch glyphs {
        case .braille: (2, 4)
        case .unicode: (2, 2)
        case .ascii: (1, 1)
        }
    }

    var width: Int { size.width * perCell.x }
    var height: Int { size.height * perCell.y }

    /// Sets the dot at a column from the left and a row from the top; outside it does nothing.
    mutating func set(_ x: Int, _ y: Int, owner: Int) {
        guard x >= 0, x < width, y >= 0, y < height else { return }
        let (across, down) = perCell
        let index = y / down * size.width + x / across
        let bit: UInt8 =
            switch glyphs {
            case .braille: [[1, 8], [2, 16], [4, 32], [64, 128]][y % 4][x % 2]
            case .unicode: [[1, 2], [4, 8]][y % 2][x % 2]
            case .ascii: 1
            }
        dots[index] |= bit
        owners[index] = owner
    }

    /// Sets the dots between two positions that `isDrawn` accepts, counting them on from `count`.
    mutating func line(
        from: (x: Double, y: Double), to: (x: Double, y: Double), owner: Int, count: inout Int, isDrawn: (Int) -> Bool
    ) {
        let steps = max(1, Int(max(abs(to.x - from.x), abs(to.y - from.y)).rounded(.up)))
        for step in 0...steps {
            let share = Double(step) / Double(steps)
            let x = from.x + (to.x - from.x) * share
            let y = from.y + (to.y - from.y) * share
            if isDrawn(count) { set(Int(x.rounded()), Int(y.rounded()), owner: owner) }
            if step < steps { count += 1 }
        }
    }

    /// The cell's character, with `mark` where only whole cells can be drawn, and the series it belongs to; nil where nothing is.
    func cell(_ x: Int, _ y: Int, mark: (Int) -> Unicode.Scalar) -> (scalar: Unicode.Scalar, owner: Int)? {
        let index = y * size.width + x
        let pattern = dots[index]
        guard pattern != 0 else { return nil }
        switch glyphs {
        case .braille: return (Unicode.Scalar(0x2800 + UInt32(pattern)) ?? " ", owners[index])
        case .unicode: return (DotCanvas.quadrants[Int(pattern)], owners[index])
        case .ascii: return (mark(owners[index]), owners[index])
        }
    }

    /// By bits: upper left 1, upper right 2, lower left 4, lower right 8.
    private static let quadrants = Array(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█".unicodeScalars)
}
