extension Grid {
    /// The screen as an SVG picture in a monospaced font, with the theme's colours, every glyph pinned to its column.
    public func svg(_ theme: Theme) -> String {
        let (cellWidth, cellHeight, baseline) = (9, 18, 14)
        let (width, height) = (screen.width * cellWidth, screen.height * cellHeight)
        let paper = theme.background == .dark ? "#121212" : "#ffffff"
        let ink = theme.background == .dark ? "#d0d0d0" : "#121212"
        var svg = """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)">
            <rect width="100%" height="100%" fill="\(paper)"/>
            <g font-family="monospace" font-size="15" fill="\(ink)">

            """
        for y in 0..<screen.height {
            for run in runs(y, theme) {
                let (x, length) = (run.column * cellWidth, run.text.count * cellWidth)
                let foreground = run.look.foreground.map(Grid.hex) ?? ink
                let background = run.look.background.map(Grid.hex) ?? paper
                let (front, back) = run.look.reverse ? (background, foreground) : (foreground, background)
                if back != paper {
                    svg +=
                        "<rect x=\"\(x)\" y=\"\(y * cellHeight)\" width=\"\(length)\" height=\"\(cellHeight)\" fill=\"\(back)\"/>\n"
                }
                if run.text.allSatisfy({ $0 == " " }) && !run.look.underline { continue }
                // A place for every glyph: no viewer's font moves one out of its column.
                let places = run.text.indices.map { "\((run.column + $0) * cellWidth)" }.joined(separator: " ")
                svg += "<text x=\"\(places)\" y=\"\(y * cellHeight + baseline)\" xml:space=\"preserve\""
                if front != ink { svg += " fill=\"\(front)\"" }
                if run.look.bold { svg += " font-weight=\"bold\"" }
                if run.look.faint { svg += " opacity=\"0.6\"" }
                if run.look.underline { svg += " text-decoration=\"underline\"" }
                svg += ">\(Grid.escape(run.text))</text>\n"
            }
        }
        return svg + "</g>\n</svg>\n"
    }

    /// Neighbouring cells of one look.
    private func runs(_ y: Int, _ theme: Theme) -> [(column: Int, text: [Unicode.Scalar], look: Attributes)] {
        var runs: [(column: Int, text: [Unicode.Scalar], look: Attributes)] = []
        for (column, cell) in row(y).enumerated() {
            let look = theme.attributes(cell.style)
            if let last = runs.last, last.look == look {
                runs[runs.count - 1].text.append(cell.scalar)
            } else {
                runs.append((column, [cell.scalar], look))
            }
        }
        return runs
    }

    private static func hex(_ index: UInt8) -> String {
        let digits = String(PaletteColor.rgb(index), radix: 16)
        return "#" + String(repeating: "0", count: 6 - digits.count) + digits
    }

    private static func escape(_ text: [Unicode.Scalar]) -> String {
        var escaped = ""
        for scalar in text {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
