import Recurrence
import TerminalUI

/// Every entry of the chosen parameter's gradient.
struct EntriesPage: Page {
    var scroll = 0

    func title(_ explorer: Explorer) -> String { "Entries" }

    func lines(_ explorer: Explorer, width: Int) -> [StyledText] { SceneLook(explorer)?.entries(width: width) ?? [] }

    func words(_ explorer: Explorer) -> LinearText {
        var text = LinearText()
        for line in lines(explorer, width: 78) { text.text(line.string) }
        return text
    }
}

extension SceneLook {
    /// Every entry of the chosen parameter's gradient, before and after clipping.
    fileprivate func entries(width: Int) -> [StyledText] {
        let parameters = session.trainedParameters
        guard !parameters.isEmpty else { return [] }
        guard session.isBackwardDone(playhead) else {
            return Text.wrap(
                "The parameters' gradients are whole when the backward pass has come to the first step.", width: width
            )
            .map { StyledText($0, .hint) }
        }
        let parameter = parameters[min(lists.parameter, parameters.count - 1)]
        let isClipDone = session.isClipDone(playhead) && session.clipped != nil
        let nameWidth = min(width / 2, Text.width(parameter.entryName(parameter.count - 1)) + 1)
        func line(_ name: String, _ raw: String, _ clipped: String, _ style: Style) -> StyledText {
            StyledText(Text.pad(name, width: nameWidth), .label)
                + StyledText(Text.pad(raw, width: 12, alignment: .right), style == .heading ? style : .value)
                + StyledText(Text.pad(clipped, width: 12, alignment: .right), style)
        }
        let numbers = numbers
        let notYet = String(glyphs.notYet)
        let heading = line(glyphs.text("∂L/∂"), "raw", session.clipped == nil ? "" : "clipped", .heading)
        let most = 1_024
        let rest =
            parameter.count > most ? [StyledText("\(parameter.count - most) more; unfold trace lists all", .hint)] : []
        return [heading]
            + (0..<min(most, parameter.count)).map { entry in
                let raw = session.trace.gradients[parameter.offset + entry]
                let after = session.clippedEntries[parameter.offset + entry]
                let clipped = session.clipped == nil ? "" : isClipDone ? numbers.text(after) : notYet
                let style: Style = isClipDone && after != raw ? .clipped : .value
                return line(parameter.entryName(entry), numbers.text(raw), clipped, style)
            } + rest
    }
}
