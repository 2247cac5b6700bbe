import TerminalUI

/// A read text as it is drawn and said.
struct CharactersPicture {
    let reading: SymbolReading
    let title: String
    let epoch: Int
    /// Symbols read up to and with the one under the cursor.
    let place: Int
    let unit: Int
    let temperature: Double
    let sample: [Int]
    let glyphs: Glyphs

    private var numbers: Numbers { Numbers(glyphs) }

    // MARK: Symbols

    /// A symbol in cells: a line break has a sign, what cannot be shown another.
    private func cells(_ symbol: Int) -> String {
        let text = reading.symbols[symbol]
        if text == "\n" { return glyphs.isASCII ? "/" : "↵" }
        let shown = Text.fit(text, width: .max)
        return shown.isEmpty ? "?" : glyphs.text(shown) + (isOfWords ? " " : "")
    }

    /// Whether symbols are words, which need a blank between them.
    private var isOfWords: Bool { reading.symbols.contains { $0.unicodeScalars.count > 1 } }

    /// The symbol in a sentence.
    private func quoted(_ symbol: Int) -> String {
        switch reading.symbols[symbol] {
        case " ": "blank"
        case "\n": "line end"
        default: cells(symbol).filter { $0 != " " }
        }
    }

    private func value(_ index: Int) -> Double { reading.states[index][unit] }

    // MARK: Drawing

    func draw(_ grid: inout Grid) {
        let trained = epoch > 1 ? "after epoch \(epoch - 1)   " : ""
        let right = StyledText("\(trained)\(place) of \(reading.text.count) read", .dim)
        grid.text(Text.fit(glyphs.text(title), width: max(8, grid.width - right.width - 4)), x: 1, y: 0, style: .title)
        grid.text(right, right: grid.width - 1, y: 0)
        let scale = scale
        let head =
            StyledText(glyphs.text("\(reading.name(ofUnit: unit)) after each character   "), .heading)
            + StyledText(scale.legend(glyphs), .dim)
        grid.text(head, x: 1, y: 1, width: grid.width - 2)
        grid.horizontalLine(y: 2, glyphs: glyphs)
        let (body, lower) = grid.bounds.inset(left: 1, top: 3, right: 1).split(bottom: min(10, grid.height / 2))
        grid.within(body) { drawText(&$0, scale) }
        grid.horizontalLine(y: lower.y, glyphs: glyphs)
        let (left, rest) = lower.inset(top: 1).split(left: min(36, lower.width / 2))
        grid.within(left) { drawNext(&$0) }
        grid.verticalLine(x: rest.x, y: rest.y, length: rest.height, glyphs: glyphs)
        grid.within(rest.inset(left: 2)) { drawSample(&$0) }
    }

    private var scale: HeatScale { HeatScale(.signed, fitting: reading.states.map { $0[unit] }) }

    /// The text in pairs of rows: the characters, and below each what the unit is.
    private func drawText(_ grid: inout Grid, _ scale: HeatScale) {
        var rows: [[Int]] = [[]]
        var used = 0
        for index in reading.text.indices {
            let width = Text.width(cells(reading.text[index]))
            let isAfterBreak = index > 0 && reading.symbols[reading.text[index - 1]] == "\n"
            if used + width > grid.width || isAfterBreak {
                rows.append([])
                used = 0
            }
            rows[rows.count - 1].append(index)
            used += width
        }
        let here = rows.firstIndex { $0.contains(place - 1) } ?? 0
        let window = Window(count: rows.count, room: max(1, grid.height / 2), focus: here)
        for (line, row) in window.range.enumerated() {
            var x = 0
            for index in rows[row] {
                let text = cells(reading.text[index])
                let isHere = index == place - 1
                let isRead = index < place
                let style = isRead ? scale.style(value(index)) : .future
                grid.text(text, x: x, y: 2 * line, style: style.focused(isHere))
                if isRead {
                    grid[x, 2 * line + 1] = GridCell(scale.glyph(value(index), glyphs), scale.style(value(index)))
                }
                if isHere { grid.setCursor(x: x, y: 2 * line) }
                x += Text.width(text)
            }
        }
        if window.isCutBefore { grid[grid.width - 1, 0] = GridCell(glyphs.moreUp, .dim) }
        if window.isCutAfter, grid.height > 0 {
            grid[grid.width - 1, grid.height - 1] = GridCell(glyphs.moreDown, .dim)
        }
    }

    /// The likeliest next symbols, the likeliest first.
    private var likeliest: [(symbol: Int, probability: Double)] {
        reading.next[place - 1].enumerated().map { (symbol: $0.offset, probability: $0.element) }
            .sorted { ($1.probability, $0.symbol) < ($0.probability, $1.symbol) }
    }

    private func drawNext(_ grid: inout Grid) {
        grid.text(
            "after \(quoted(reading.text[place - 1])), next is", x: 0, y: 0, style: .heading, width: grid.width - 1)
        let wanted = place < reading.text.count ? reading.text[place] : nil
        for (line, one) in likeliest.prefix(max(0, grid.height - 1)).enumerated() {
            let y = 1 + line
            grid.text(quoted(one.symbol), x: 1, y: y, style: .label, width: 9)
            grid.text(numbers.column(one.probability, width: 7), x: 10, y: y, style: .value)
            let room = max(1, grid.width - 21)
            grid.text(glyphs.bar(one.probability, width: room), x: 18, y: y, style: .gateOpen)
            if one.symbol == wanted { grid.text(String(glyphs.filledLeft), x: 18 + room + 1, y: y, style: .success) }
        }
    }

    private func drawSample(_ grid: inout Grid) {
        grid.text(
            "it goes on, temperature \(numbers.short(temperature))", x: 0, y: 0, style: .heading, width: grid.width)
        var (x, y) = (0, 1)
        for symbol in sample {
            let text = cells(symbol)
            let width = Text.width(text)
            if x + width > grid.width { (x, y) = (0, y + 1) }
            guard y < grid.height else { break }
            grid.text(text, x: x, y: y, style: .value)
            x += width
            if reading.symbols[symbol] == "\n" { (x, y) = (0, y + 1) }
        }
    }

    // MARK: Words

    var sentence: String {
        let best = likeliest.first.map { "\(quoted($0.symbol)), \(numbers.short($0.probability))" } ?? ""
        return "\(quoted(reading.text[place - 1])), character \(place): likeliest next is \(best)."
    }

    var words: LinearText {
        var text = LinearText()
        text.heading("Characters of \(title)")
        text.fact("read", reading.text.prefix(place).suffix(40).map { quoted($0) }.joined(separator: " "))
        text.fact(
            reading.name(ofUnit: unit),
            (max(0, place - 12)..<place).map { "\(quoted(reading.text[$0])) \(numbers.short(value($0)))" }
                .joined(separator: ", "))
        text.fact(
            "next",
            likeliest.prefix(5).map { "\(quoted($0.symbol)) \(numbers.short($0.probability))" }.joined(separator: ", "))
        text.fact("temperature", numbers.short(temperature))
        text.fact("it goes on", sample.prefix(60).map { quoted($0) }.joined(separator: " "))
        return text
    }
}
