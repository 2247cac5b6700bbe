import TerminalUI
import Wording

extension SceneLook {
    func drawWhy(_ grid: inout Grid) {
        for (y, line) in whyLines(width: grid.width - 2, rows: grid.height).enumerated() {
            grid.text(line, x: 1, y: y, width: grid.width - 2)
        }
    }

    /// What the bottom of the Step screen says, cut to rows; y shows what is cut.
    private func whyLines(width: Int, rows: Int) -> [StyledText] {
        var lines: [StyledText] = []
        for explanation in explanations(most: max(3, width * rows / 24)) {
            lines += wrapped(explanation.symbols, .heading, width) + wrapped(explanation.numbers, .value, width)
        }
        guard lines.count > rows, rows > 0 else { return lines }
        let more = StyledText(" … y shows all", .hint)
        let last = lines[rows - 1]
        let cut =
            last.width + more.width <= width
            ? last : StyledText(Text.fit(last.string, width: width - more.width), .value)
        return Array(lines.prefix(rows - 1)) + [cut + more]
    }

    /// Lines of at most `width` cells that do not break beside = and ⊙, so that a term keeps its number.
    func wrapped(_ text: String, _ style: Style, _ width: Int) -> [StyledText] {
        guard !text.isEmpty else { return [] }
        var glued = glyphs.text(text)
        for sign in [" = ", " ⊙ ", " .* ", "ᵀ ", "' d", "direct: ", "carried: "] {
            glued = glued.exchanging(sign, for: sign.exchanging(" ", for: "\u{A0}"))
        }
        return Text.wrap(glued, width: width).map { StyledText($0.exchanging("\u{A0}", for: " "), style) }
    }
}
