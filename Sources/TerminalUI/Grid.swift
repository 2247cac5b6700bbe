/// One character of width 1 and what it means.
public struct GridCell: Hashable, Sendable {
    /// Fills exactly one cell of a terminal.
    public let scalar: Unicode.Scalar
    /// What the character means; `restyle` changes it and leaves the character.
    public var style: Style

    /// A scalar that does not fill exactly one cell becomes `Text.replacement`.
    public init(_ scalar: Unicode.Scalar, _ style: Style = .plain) {
        self.scalar = CharacterWidth.isOne(scalar) ? scalar : Text.replacement
        self.style = style
    }

    /// What a new grid is full of, and what a read outside the window gives.
    public static let blank = GridCell(" ")
}

/// A screen of cells. Drawing clips at every size, and inside `within` every coordinate counts from the window's corner.
public struct Grid: Sendable {
    /// The size of the whole screen, whatever the window.
    public let screen: Size
    private var cells: [GridCell]
    private var window: Rect
    private var clip: Rect
    /// The screen row that is sent whole whenever it differs, so that a reader hears all of it; nil for none.
    public private(set) var wholeRow: Int?
    /// A place on the screen that one can go to; what its number means is the screen's affair.
    public struct Spot: Hashable, Sendable {
        /// The column on the screen, from 0.
        public let x: Int
        /// The row on the screen, from 0.
        public let y: Int
        public let id: Int
    }

    /// The places that were marked while drawing, in screen coordinates.
    public private(set) var spots: [Spot] = []
    /// Where the hardware cursor sits, in screen coordinates; nil hides it.
    public private(set) var cursor: Point?

    /// A screen of blanks, all of it in the window; negative sides count as 0.
    public init(width: Int, height: Int) {
        screen = Size(width: width, height: height)
        cells = Array(repeating: .blank, count: screen.width * screen.height)
        window = Rect(screen)
        clip = window
    }

    /// A screen of blanks of this size.
    public init(_ size: Size) { self.init(width: size.width, height: size.height) }

    /// The window's width: the screen's, or inside `within` the rectangle's.
    public var width: Int { window.width }
    /// The window's height: the screen's, or inside `within` the rectangle's.
    public var height: Int { window.height }
    /// The sides of the window, wherever on the screen it lies.
    public var size: Size { window.size }
    /// The window as a rectangle at 0, 0.
    public var bounds: Rect { Rect(window.size) }

    /// Outside the window a read is blank and a write does nothing.
    public subscript(x: Int, y: Int) -> GridCell {
        get { index(x, y).map { cells[$0] } ?? .blank }
        set { if let index = index(x, y) { cells[index] = newValue } }
    }

    /// The cells of one screen row, whatever the window.
    public func row(_ y: Int) -> ArraySlice<GridCell> {
        y >= 0 && y < screen.height ? cells[y * screen.width..<(y + 1) * screen.width] : []
    }

    /// Draws in a part of the window: coordinates count from `rect`'s corner, and nothing outside it is touched.
    public mutating func within<Result>(_ rect: Rect, _ draw: (inout Grid) throws -> Result) rethrows -> Result {
        let outer = (window, clip)
        window = Rect(x: window.x + rect.x, y: window.y + rect.y, width: rect.width, height: rect.height)
        clip = window.intersection(clip)
        defer { (window, clip) = outer }
        return try draw(&self)
    }

    /// Puts the hardware cursor on a cell of the window; outside of it the cursor stays where it was.
    public mutating func setCursor(x: Int, y: Int) {
        if index(x, y) != nil { cursor = Point(x: window.x + x, y: window.y + y) }
    }

    /// Marks a cell of the window as a place that one can go to.
    public mutating func mark(x: Int, y: Int, id: Int) {
        if index(x, y) != nil { spots.append(Spot(x: window.x + x, y: window.y + y, id: id)) }
    }

    /// Writes one character at a place of the screen, whatever the window.
    public mutating func putOnScreen(_ scalar: Unicode.Scalar, x: Int, y: Int, style: Style) {
        guard x >= 0, x < screen.width, y >= 0, y < screen.height else { return }
        cells[y * screen.width + x] = GridCell(scalar, style)
    }

    /// Lets a row of the window be sent whole whenever something in it differs.
    public mutating func sendWhole(row: Int) { wholeRow = window.y + row }

    private func index(_ x: Int, _ y: Int) -> Int? {
        let (column, columnOverflow) = window.x.addingReportingOverflow(x)
        let (row, rowOverflow) = window.y.addingReportingOverflow(y)
        guard !columnOverflow, !rowOverflow, clip.contains(x: column, y: row) else { return nil }
        return row * screen.width + column
    }
}

extension Grid: Equatable {
    /// Equal screens: size, cells and cursor.
    public static func == (left: Grid, right: Grid) -> Bool {
        left.screen == right.screen && left.cursor == right.cursor && left.cells == right.cells
    }
}
