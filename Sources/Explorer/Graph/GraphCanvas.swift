import TerminalUI

/// The cells of a picture while lines are laid: lines that meet in one cell join when they belong together and cross when they do not.
struct GraphCanvas {
    struct Sides: OptionSet {
        let rawValue: UInt8
        static let up = Sides(rawValue: 1)
        static let down = Sides(rawValue: 2)
        static let left = Sides(rawValue: 4)
        static let right = Sides(rawValue: 8)
    }

    /// Lines of one net join.
    enum Net: Int { case time, column, over }

    enum Direction { case up, down, left, right }

    private struct Cell {
        var sides: Sides = []
        var flow = GraphFlow.future
        var net = Net.time
        var scalar: Unicode.Scalar?
        var style = Style.plain
    }

    let width: Int
    /// The rows that are drawn, counted from the bottom of the whole picture.
    let rows: Range<Int>
    let glyphs: Glyphs
    private var cells: [Cell]

    init(width: Int, rows: Range<Int>, glyphs: Glyphs) {
        self.width = width
        self.rows = rows
        self.glyphs = glyphs
        cells = Array(repeating: Cell(), count: width * rows.count)
    }

    private func index(_ x: Int, _ row: Int) -> Int? {
        guard x >= 0, x < width, rows.contains(row) else { return nil }
        return (rows.upperBound - 1 - row) * width + x
    }

    // MARK: Lines

    mutating func line(_ x: Int, _ row: Int, _ sides: Sides, _ flow: GraphFlow, _ net: Net) {
        guard let index = index(x, row), cells[index].scalar == nil else { return }
        if cells[index].net != net || cells[index].sides.isEmpty {
            cells[index].sides = sides
            cells[index].flow = flow
            cells[index].net = net
        } else {
            cells[index].sides.formUnion(sides)
            cells[index].flow = max(cells[index].flow, flow)
        }
    }

    /// A line over whole cells from one column to another, both among them.
    mutating func across(_ from: Int, _ to: Int, _ row: Int, _ flow: GraphFlow, _ net: Net) {
        guard from <= to, rows.contains(row) else { return }
        for x in max(0, from)...max(0, min(to, width - 1)) where x <= to { line(x, row, [.left, .right], flow, net) }
    }

    /// A line over whole cells from one row up to another, both among them.
    mutating func upward(_ x: Int, _ from: Int, _ to: Int, _ flow: GraphFlow, _ net: Net) {
        let low = max(from, rows.lowerBound)
        let high = min(to, rows.upperBound - 1)
        guard low <= high else { return }
        for row in low...high { line(x, row, [.up, .down], flow, net) }
    }

    /// An arrow's head, for the way the value goes; the gradient's points back.
    mutating func head(_ x: Int, _ row: Int, _ direction: Direction, _ flow: GraphFlow) {
        guard let index = index(x, row) else { return }
        cells[index].scalar = arrow(direction, flow)
        cells[index].style = GraphCanvas.style(flow)
    }

    /// A whole time edge over the cells between two labels, its head at the end it points to.
    mutating func edge(_ from: Int, _ to: Int, _ row: Int, leftward: Bool, _ flow: GraphFlow) {
        guard from <= to else { return }
        across(from, to, row, flow, .time)
        let pointsLeft = leftward != (flow == .returned)
        head(pointsLeft ? from : to, row, leftward ? .left : .right, flow)
    }

    // MARK: Text

    mutating func text(_ string: String, _ x: Int, _ row: Int, _ style: Style) {
        for (offset, scalar) in Text.cells(string).enumerated() {
            guard let index = index(x + offset, row) else { continue }
            cells[index].scalar = scalar
            cells[index].style = style
        }
    }

    // MARK: Characters

    func draw(_ grid: inout Grid, x: Int, y: Int) {
        for (offset, cell) in cells.enumerated() {
            guard let scalar = cell.scalar ?? character(cell.sides, cell.flow) else { continue }
            let style = cell.scalar == nil ? GraphCanvas.style(cell.flow) : cell.style
            grid[x + offset % width, y + offset / width] = GridCell(scalar, style)
        }
    }

    static func style(_ flow: GraphFlow) -> Style {
        switch flow {
        case .future: .future
        case .computed: .past
        case .returned: .series(1)
        }
    }

    private func arrow(_ direction: Direction, _ flow: GraphFlow) -> Unicode.Scalar {
        switch (direction, flow) {
        case (.up, .future): glyphs.hollowUp
        case (.down, .future): glyphs.hollowDown
        case (.left, .future): glyphs.hollowLeft
        case (.right, .future): glyphs.hollowRight
        case (.up, .computed), (.down, .returned): glyphs.filledUp
        case (.down, .computed), (.up, .returned): glyphs.filledDown
        case (.left, .computed), (.right, .returned): glyphs.filledLeft
        case (.right, .computed), (.left, .returned): glyphs.filledRight
        }
    }

    private func character(_ sides: Sides, _ flow: GraphFlow) -> Unicode.Scalar? {
        if sides.isEmpty { return nil }
        let isFuture = flow == .future
        if sides == [.left, .right] { return isFuture ? glyphs.dashedHorizontal : glyphs.heavyHorizontal }
        if sides == [.up, .down] {
            return isFuture ? glyphs.dashedVertical : glyphs.isASCII ? glyphs.vertical : "┃"
        }
        if glyphs.isASCII { return "+" }
        return (isFuture ? GraphCanvas.light : GraphCanvas.heavy)[Int(sides.rawValue)]
    }

    /// By sides: up 1, down 2, left 4, right 8.
    private static let heavy = Array(" ╹╻┃╸┛┓┫╺┗┏┣━┻┳╋".unicodeScalars)
    private static let light = Array(" ╵╷┆╴┘┐┤╶└┌├┄┴┬┼".unicodeScalars)
}
