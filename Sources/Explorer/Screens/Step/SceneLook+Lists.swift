import Recurrence
import TerminalUI

extension SceneLook {
    // MARK: The loss

    /// Every step's loss beside its output and its target.
    func drawLosses(_ grid: inout Grid) {
        let text = numberText
        let losses = session.trace.losses
        let exact = session.exact?.losses
        let chosen = losses.count - 1 - min(lists.lossFromEnd, max(0, losses.count - 1))
        let list = Rect(x: 0, y: 1, width: grid.width, height: grid.height - 1)
        let window = Window(count: losses.count, room: list.height, focus: chosen)
        let terms = window.range.map { LossTerm(session, text, at: losses[$0].step, most: .max) }
        let outputs = terms.map(\.output)
        let targets = terms.map(\.target)
        let wanted = targets.map { Text.width($0.joined(separator: ", ")) }.max() ?? 0
        let targetWidth = max(8, min(wanted, (grid.width - 22) / 2))
        let targetAt = grid.width - 1 - targetWidth
        let outputWidth = min(targetAt - 22, max(8, outputs.map { Text.width($0.joined(separator: ", ")) }.max() ?? 0))
        for (title, x) in [(" loss ", 0), (" y ", 19), (" target ", 21 + outputWidth)] {
            grid.text(title, x: x, y: 0, style: .heading)
        }
        for (row, index) in window.range.enumerated() {
            let isHere = index == chosen
            let y = row + 1
            grid.text(
                glyphs.text("L\(glyphs.subscripted(losses[index].step))"), x: 1, y: y, style: isHere ? .focus : .label,
                width: 7)
            let value = text.column(losses[index].value, exact?[index].value, width: 9)
            grid.text(StyledText(value, Style.value.focused(isHere)), right: 18, y: y)
            grid.text(commaList(outputs[row], width: outputWidth), x: 20, y: y, style: .value)
            grid.text(commaList(targets[row], width: targetWidth), x: 22 + outputWidth, y: y, style: .value)
            if isHere { grid.setCursor(x: 18 - Text.width(value.drop { $0 == " " }), y: y) }
        }
        grid.markCuts(window, list, glyphs: glyphs)
    }

    /// Numbers with commas; what does not fit is counted.
    private func commaList(_ numbers: [String], width: Int) -> String {
        let whole = numbers.joined(separator: ", ")
        guard Text.width(whole) > width else { return whole }
        var text = ""
        for (index, number) in numbers.enumerated() {
            let rest = glyphs.text(" … (\(numbers.count - index) more)")
            let next = index == 0 ? number : "\(text), \(number)"
            if Text.width(next) + Text.width(rest) > width { return Text.fit(text + rest, width: width) }
            text = next
        }
        return text
    }

    // MARK: Clip and update

    /// Every trained parameter, before and after the clip or the update: norms, and its entries as strips.
    func drawParameters(_ grid: inout Grid) {
        let isUpdate = moment == .update
        let parameters = session.trainedParameters
        let nameWidth = max(9, min(24, parameters.map { Text.width($0.path) }.max() ?? 0))
        let list = Rect(x: 0, y: 1, width: grid.width, height: grid.height - 1)
        let window = Window(count: parameters.count, room: list.height, focus: lists.parameter)
        let headings = isUpdate ? ["before", "gradient", "after"] : ["raw", "clipped", "factor"]
        let bars = glyphs.isASCII ? "|.|" : "‖·‖"
        grid.text(" norms \(bars) ", x: 0, y: 0, style: .heading)
        for (column, heading) in headings.enumerated() {
            grid.text(StyledText(" \(heading) ", .label), right: nameWidth + 2 + (column + 1) * 11, y: 0)
        }
        let stripAt = nameWidth + 2 + headings.count * 11 + 2
        let stripWidth = max(0, (grid.width - stripAt - 2) / 2)
        if stripWidth >= 4 {
            grid.text(" \(headings[0]) ", x: stripAt - 1, y: 0, style: .label, width: stripWidth + 1)
            grid.text(
                " \(headings[isUpdate ? 2 : 1]) ", x: stripAt + stripWidth, y: 0, style: .label, width: stripWidth + 1)
        }
        for (row, index) in window.range.enumerated() {
            let parameter = parameters[index]
            let isHere = index == min(lists.parameter, parameters.count - 1)
            let y = row + 1
            grid.text(parameter.path, x: 1, y: y, style: isHere ? .focus : .label, width: nameWidth)
            for (column, number) in norms(of: index, isUpdate: isUpdate).enumerated() {
                let style: Style = number.isChanged ? .clipped : .value
                let text = numbers.column(number.value, width: 10)
                grid.text(StyledText(text, style), right: nameWidth + 1 + (column + 1) * 11, y: y)
            }
            if isHere { grid.setCursor(x: 1, y: y) }
            guard stripWidth >= 4 else { continue }
            drawStrips(
                &grid, parameter, session.norms.parameters[index], isHere: isHere, isUpdate: isUpdate, x: stripAt, y: y,
                width: stripWidth)
        }
        grid.markCuts(window, list, glyphs: glyphs)
    }

    private func norms(of index: Int, isUpdate: Bool) -> [(value: Double, isChanged: Bool)] {
        let norms = session.norms.parameters[index]
        if isUpdate { return [(norms.before, false), (norms.clipped, false), (norms.after, false)] }
        let factor = norms.raw == 0 ? 1 : norms.clipped / norms.raw
        return [(norms.raw, false), (norms.clipped, norms.isChanged), (factor, norms.isChanged)]
    }

    /// The entries before and after, on one scale.
    private func drawStrips(
        _ grid: inout Grid, _ parameter: Parameter, _ norms: ParameterNorms, isHere: Bool, isUpdate: Bool, x: Int,
        y: Int, width: Int
    ) {
        let before = Array((isUpdate ? session.trace.values : session.trace.gradients)[parameter.range])
        let after = Array((isUpdate ? session.updated : session.clippedEntries)[parameter.range])
        let scale = isUpdate ? norms.entryScale : norms.gradientScale
        for (values, start) in [(before, x), (after, x + width + 1)] {
            let (line, perCell) = scale.coloredStrip(values, width: width, glyphs: glyphs)
            grid.text(line, x: start, y: y)
            if isHere {
                let cell = min(lists.entry, values.count - 1) / perCell
                grid.restyle(Rect(x: start + cell, y: y, width: 1, height: 1)) { $0.selected }
            }
        }
    }
}
