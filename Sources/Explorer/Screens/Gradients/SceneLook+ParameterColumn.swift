import Recurrence
import TerminalUI

/// Parameters' names as short as they stay apart: `W_f`, or `stack.0.W_f` where several layers have one.
struct ParameterNames {
    let names: [String]

    init(_ session: Session) {
        let parameters = session.trainedParameters
        let isOneLayer = Set(parameters.map(\.name)).count == parameters.count
        names = parameters.map { isOneLayer ? $0.name : $0.path }
    }

    var width: Int { max(11, names.map { Text.width($0) }.max() ?? 0) }
}

extension SceneLook {
    /// The right side of the Gradients screen: every parameter's norm before and after clipping, and all together.
    func drawClipping(_ grid: inout Grid) {
        grid.text("Parameter gradients", x: 0, y: 0, style: .heading)
        guard session.isBackwardDone(playhead) else {
            let text = "Sums over time: whole when the backward pass has come to the first step."
            grid.paragraph(text, in: Rect(x: 0, y: 1, width: grid.width, height: 4), style: .hint)
            return
        }
        let numbers = numbers
        let isClipDone = session.isClipDone(playhead) && session.clipped != nil
        let clipping = session.scene.training?.clip
        let at = clipping.map { numbers.short($0.at.approximation, digits: 6) } ?? ""
        let rule = clipping.map { "clip by \($0.by.rawValue) at \(at)" } ?? "this scene does not clip"
        grid.text(rule, x: 0, y: 1, style: clipping == nil ? .dim : .clipped, width: grid.width)
        let names = ParameterNames(session).names
        let nameWidth = max(8, grid.width - 20)
        let bars = glyphs.isASCII ? "|.|" : "‖·‖"
        grid.text(StyledText("raw \(bars)", .label), right: nameWidth + 10, y: 2)
        if clipping != nil { grid.text(StyledText("clipped", .label), right: nameWidth + 20, y: 2) }
        let room = max(0, grid.height - 6)
        let isCut = names.count > room
        // A list that is cut says so in a row of its own, above the totals.
        let list = Rect(x: 0, y: 3, width: grid.width, height: isCut ? max(0, room - 1) : room)
        let window = Window(count: names.count, room: list.height, focus: lists.parameter)
        for (row, index) in window.range.enumerated() {
            let y = list.y + row
            let isHere = index == min(lists.parameter, names.count - 1)
            grid.text(names[index], x: 0, y: y, style: isHere ? .focus : .label, width: nameWidth)
            if isHere { grid.setCursor(x: 0, y: y) }
            let norms = session.norms.parameters[index]
            grid.text(StyledText(numbers.column(norms.raw, width: 9), .value), right: nameWidth + 10, y: y)
            guard clipping != nil else { continue }
            drawClipped(&grid, norms, isClipDone: isClipDone, right: nameWidth + 20, y: y)
        }
        if isCut {
            let above = window.isCutBefore ? "\(glyphs.moreUp) \(window.range.lowerBound) more" : ""
            let below = window.isCutAfter ? "\(glyphs.moreDown) \(window.count - window.range.upperBound) more" : ""
            let cuts = [above, below].filter { !$0.isEmpty }.joined(separator: "  ")
            grid.text(cuts, x: 0, y: list.bottom, style: .hint, width: grid.width)
        }
        let totals = list.y + window.range.count + (isCut ? 1 : 0)
        drawTotals(&grid, isClipDone: isClipDone, y: min(grid.height - 3, totals), nameWidth)
    }

    private func drawClipped(
        _ grid: inout Grid, _ norms: ParameterNorms, isClipDone: Bool, right: Int, y: Int
    ) {
        guard isClipDone else {
            grid.text(StyledText(String(glyphs.notYet), .future), right: right, y: y)
            return
        }
        let text = numbers.column(norms.clipped, width: 9)
        grid.text(StyledText(text, norms.isChanged ? .clipped : .value), right: right, y: y)
    }

    private func drawTotals(_ grid: inout Grid, isClipDone: Bool, y: Int, _ nameWidth: Int) {
        let numbers = numbers
        grid.text(glyphs.isASCII ? "all |g|" : "all ‖g‖", x: 0, y: y, style: .heading, width: nameWidth)
        let norms = session.norms
        let norm = numbers.column(norms.total, width: 9)
        grid.text(StyledText(norm, .value), right: nameWidth + 10, y: y)
        guard let clipped = session.clipped, let comparison = norms.clip else { return }
        guard isClipDone else {
            grid.text(StyledText(String(glyphs.notYet), .future), right: nameWidth + 20, y: y)
            return
        }
        let style: Style = comparison.norm < norms.total ? .clipped : .value
        grid.text(StyledText(numbers.column(comparison.norm, width: 9), style), right: nameWidth + 20, y: y)
        guard let degrees = comparison.degrees else { return }
        let angle = "angle \(numbers.short(degrees))\(glyphs.isASCII ? " degrees" : "°") raw to clipped"
        grid.text(angle, x: 0, y: y + 1, style: .value, width: grid.width)
        if let scale = clipped.scale {
            let relation = norms.total < clipped.clipping.at.approximation ? "is below" : "equals"
            let effect =
                scale < 1 ? "scale \(numbers.text(scale)) = threshold / norm" : "scale 1: the norm \(relation) it"
            grid.text(effect, x: 0, y: y + 2, style: .value, width: grid.width)
        }
    }
}
