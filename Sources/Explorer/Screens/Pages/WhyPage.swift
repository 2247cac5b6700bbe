import TerminalUI

/// Everything about the number under the cursor: the equations at full length, one term a line.
struct WhyPage: Page {
    var scroll = 0

    func title(_ explorer: Explorer) -> String { "Why" }

    func lines(_ explorer: Explorer, width: Int) -> [StyledText] {
        guard let look = SceneLook(explorer) else { return [] }
        var lines: [StyledText] = []
        let all = look.explanations()
        for explanation in all {
            if !lines.isEmpty { lines.append(StyledText()) }
            lines += look.wrapped(explanation.symbols, .heading, width)
            if explanation.details.isEmpty {
                lines += look.wrapped(explanation.numbers, .value, width)
            } else {
                lines += explanation.details.flatMap { look.wrapped($0, .value, width) }
            }
        }
        if all.contains(where: { !$0.details.isEmpty }) {
            lines += [StyledText(), StyledText(explorer.glyphs.text("∂v stands for ∂L/∂v."), .hint)]
        }
        return lines
    }

    func words(_ explorer: Explorer) -> LinearText {
        var text = LinearText()
        for explanation in SceneLook(explorer)?.explanations() ?? [] {
            text.text(explanation.symbols)
            if !explanation.numbers.isEmpty { text.text(explanation.numbers) }
        }
        return text
    }
}
