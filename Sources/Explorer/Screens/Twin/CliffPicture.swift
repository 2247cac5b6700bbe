import Recurrence
import TerminalUI
import Wording

/// The loss over w and b as a map of characters, and the two descents on it.
struct CliffPicture {
    let updates: Int
    /// Whether only the foot of the cliff is shown.
    let isNear: Bool
    let glyphs: Glyphs
    private let clipped: [Cliff.Place]
    private let unclipped: [Cliff.Place]

    private var numbers: Numbers { Numbers(glyphs) }

    init(updates: Int, isNear: Bool, glyphs: Glyphs) {
        self.updates = updates
        self.isNear = isNear
        self.glyphs = glyphs
        clipped = Cliff.descent(isClipped: true, updates: updates)
        unclipped = Cliff.descent(isClipped: false, updates: updates)
    }

    func draw(_ grid: inout Grid) {
        grid.text("The cliff", x: 1, y: 0, style: .title)
        grid.text(
            StyledText("update ", .label) + StyledText("\(updates)", .present), right: grid.width - 1, y: 0)
        grid.text(
            glyphs.text("x_t = w σ(x_{t−1}) + b, x₀ = ½, L = (σ(x₅₀) − 0.7)²; rate 0.5, clip at 0.1"), x: 1,
            y: 1, style: .label, width: grid.width - 2)
        grid.horizontalLine(y: 2, glyphs: glyphs)
        let foot = sentences
        let (body, bottom) = grid.bounds.inset(top: 3).split(bottom: foot.count + 2)
        drawMap(&grid, body.inset(left: 1, right: 1))
        grid.horizontalLine(y: bottom.y, glyphs: glyphs)
        let legend =
            StyledText("c", Style.series(2).selected) + StyledText(" clipped  ", .label)
            + StyledText("u", Style.series(1).selected) + StyledText(" not clipped  ", .label)
            + StyledText("S", .present) + StyledText(" both  ", .label)
            + StyledText(Self.scale.legend(glyphs) + glyphs.text(" √L"), .dim)
        grid.text(legend, x: 1, y: bottom.y + 1, width: grid.width - 2)
        for (row, line) in foot.enumerated() {
            grid.text(glyphs.text(line), x: 1, y: bottom.y + 2 + row, style: .value, width: grid.width - 2)
        }
        grid.setCursor(x: 1, y: 0)
    }

    /// Of √L = |σ(x₅₀) − 0.7|, which tells the valley, the plain and the cliff apart.
    private static let scale = HeatScale(.magnitude, limit: 0.7)

    /// What a map shows.
    private struct Frame: Hashable {
        let w: ClosedRange<Double>
        let b: ClosedRange<Double>
        let columns: Int
        let rows: Int
    }

    private static let maps = Memo<Frame, [[Double]]>(most: 8)

    private func map(_ frame: Frame) -> [[Double]] {
        Self.maps(frame) {
            func share(_ place: Int, _ count: Int) -> Double { Double(place) / Double(max(1, count - 1)) }
            return (0..<frame.rows).map { y in
                let b = frame.b.upperBound - share(y, frame.rows) * (frame.b.upperBound - frame.b.lowerBound)
                return (0..<frame.columns).map { x in
                    let w = frame.w.lowerBound + share(x, frame.columns) * (frame.w.upperBound - frame.w.lowerBound)
                    return Cliff.loss(at: Cliff.Point(w: w, b: b)).squareRoot()
                }
            }
        }
    }

    private func drawMap(_ grid: inout Grid, _ area: Rect) {
        let labelWidth = 5
        let map = Rect(
            x: area.x + labelWidth, y: area.y, width: area.width - labelWidth, height: area.height - 1)
        guard map.width > 1, map.height > 1 else { return }
        let (w, b) = isNear ? (4.1...4.7, -2.4 ... -1.7) : (Cliff.weights, Cliff.biases)
        let values = self.map(Frame(w: w, b: b, columns: map.width, rows: map.height))
        for y in 0..<map.height {
            for x in 0..<map.width {
                let value = values[y][x]
                grid[map.x + x, map.y + y] = GridCell(Self.scale.glyph(value, glyphs), Self.scale.style(value))
            }
            if y % 4 == 0 || y == map.height - 1 {
                let share = Double(y) / Double(map.height - 1)
                let bias = b.upperBound - share * (b.upperBound - b.lowerBound)
                grid.text(StyledText(numbers.short(bias, digits: 2), .label), right: map.x - 1, y: map.y + y)
            }
        }
        for value in stride(from: w.lowerBound, through: w.upperBound + 1e-9, by: isNear ? 0.1 : 1) {
            let x = Int((value - w.lowerBound) / (w.upperBound - w.lowerBound) * Double(map.width - 1))
            let label = numbers.short(value, digits: 2)
            let start = max(0, min(x, map.width - Text.width(label)))
            grid.text(label, x: map.x + start, y: map.bottom, style: .label)
        }
        grid.text("b", x: area.x, y: area.y + 1, style: .heading)
        grid.text("w", x: area.x, y: map.bottom, style: .heading)
        func cell(_ point: Cliff.Point) -> (x: Int, y: Int)? {
            let across = (point.w - w.lowerBound) / (w.upperBound - w.lowerBound)
            let down = (b.upperBound - point.b) / (b.upperBound - b.lowerBound)
            guard (0...1).contains(across), (0...1).contains(down) else { return nil }
            return (
                map.x + Int((across * Double(map.width - 1)).rounded()),
                map.y + Int((down * Double(map.height - 1)).rounded())
            )
        }
        for (path, mark, style) in [
            (unclipped, Unicode.Scalar("u"), Style.series(1)), (clipped, "c", Style.series(2)),
        ] {
            for place in path {
                guard let (x, y) = cell(place.point) else { continue }
                grid[x, y] = GridCell(mark, style.selected)
            }
        }
        if let (x, y) = cell(Cliff.start) { grid[x, y] = GridCell("S", .present) }
    }

    private func place(_ place: Cliff.Place) -> String {
        "w \(numbers.short(place.point.w, digits: 5)), b \(numbers.short(place.point.b, digits: 4)), "
            + "L \(numbers.short(place.loss)), gradient \(numbers.short(place.gradientNorm))"
    }

    /// Where each of them stands, and what has happened.
    private var sentences: [String] {
        var lines = ["clipped:     \(place(clipped[updates]))", "not clipped: \(place(unclipped[updates]))"]
        lines.append(jump)
        return lines
    }

    /// The update that throws the unclipped one.
    private var jump: String {
        let thrown = unclipped.indices.dropLast().first {
            unclipped[$0].gradientNorm > 10 * (unclipped[..<$0].map(\.gradientNorm).max() ?? .infinity)
        }
        guard let thrown else {
            return "the valley falls gently, its gradient is small: → goes on to the cliff"
        }
        let far = unclipped[thrown + 1].point
        return "update \(thrown + 1), gradient \(numbers.short(unclipped[thrown].gradientNorm)), throws the one not "
            + "clipped to (\(numbers.short(far.w, digits: 5)), \(numbers.short(far.b, digits: 4)))"
    }

    var sentence: String {
        "update \(updates): loss \(numbers.short(clipped[updates].loss)) clipped, "
            + "\(numbers.short(unclipped[updates].loss)) not clipped."
    }

    var words: LinearText {
        var text = LinearText()
        text.heading("The cliff, after \(updates) updates")
        text.fact("clipped", place(clipped[updates]))
        text.fact("not clipped", place(unclipped[updates]))
        text.text(jump)
        return text
    }
}
