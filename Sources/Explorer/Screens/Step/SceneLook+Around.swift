import Recurrence
import TerminalUI

extension SceneLook {
    /// The steps before and after the present one: the numbers of the chosen unit, on the way back their gradients first, then the other units.
    var aroundBlocks: [SideBlock] {
        guard session.panes.indices.contains(focus.pane), session.network.outputSteps.upperBound > 1 || spansSteps
        else {
            return []
        }
        let pane = session.panes[focus.pane]
        let widest = pane.nodes.map { session.network[$0].width }.max() ?? 1
        let chosen = min(focus.unit, widest - 1)
        let units = [chosen] + (0..<min(widest, 6)).filter { $0 != chosen }
        return units.flatMap { unit -> [SideBlock] in
            let values = around(pane, unit, showsGradients: false)
            guard session.timeline.hasLoss, playhead.position >= session.timeline.lossIndex else { return [values] }
            return [around(pane, unit, showsGradients: true), values]
        }
    }

    private var spansSteps: Bool { session.panes[focus.pane].nodes.contains { session.network[$0].steps.count > 1 } }

    private func around(_ pane: Pane, _ unit: Int, showsGradients: Bool) -> SideBlock {
        let title = showsGradients ? "∂L/∂·, unit \(unit + 1)" : "the steps around, unit \(unit + 1)"
        return SideBlock(glyphs.text(title), leastWidth: 34) { aroundLines($0, pane, unit, showsGradients) }
    }

    private func aroundLines(_ size: Size, _ pane: Pane, _ unit: Int, _ showsGradients: Bool) -> [StyledText] {
        let network = session.network
        let nodes = pane.nodes.filter { unit < network[$0].width }
        let last = nodes.map { network[$0].steps.upperBound }.max() ?? 1
        let present = session.presentStep(of: pane, playhead)
        let labelWidth = min(12, nodes.map { Text.width(nodeLabel($0)) }.max() ?? 0)
        let cell = 10
        let window = Window(count: last, room: max(1, (size.width - labelWidth) / cell), focus: present - 1)
        var heading = StyledText(Text.blanks(labelWidth))
        for t in window.range.map({ $0 + 1 }) {
            let isHere = t == present
            let isCut = t == window.range.lowerBound + 1 && window.isCutBefore
            let cutAfter = t == window.range.upperBound && window.isCutAfter
            let text = (isCut ? "\(glyphs.moreLeft) " : "") + "t = \(t)" + (cutAfter ? " \(glyphs.moreRight)" : "")
            heading.append(Text.pad(text, width: cell, alignment: .right), isHere ? .present : .label)
        }
        let rows = nodes.map { node -> StyledText in
            var line = StyledText(Text.pad(nodeLabel(node), width: labelWidth), .label)
            for t in window.range.map({ $0 + 1 }) {
                line.append(entry(node, t, unit, showsGradients, width: cell))
            }
            return line
        }
        return [heading] + rows
    }

    private func nodeLabel(_ node: NodeID) -> String { glyphs.text(naming.name(node)) }

    /// A number of a node at a step: blank where the node has no such step, a sign of its own where it is not computed yet.
    private func entry(_ node: NodeID, _ t: Int, _ unit: Int, _ showsGradient: Bool, width: Int) -> StyledText {
        guard session.network[node].steps.contains(t) else { return StyledText(Text.blanks(width)) }
        let isKnown =
            showsGradient
            ? session.isGradientComputed(node, at: t, playhead) : session.isComputed(node, at: t, playhead)
        guard isKnown else {
            return StyledText(Text.pad(String(glyphs.notYet), width: width, alignment: .right), .future)
        }
        let index = session.network.row(node, at: t).lowerBound + unit
        let text =
            showsGradient
            ? numberText.gradientColumn(at: index, width: width - 1)
            : numberText.valueColumn(at: index, width: width - 1)
        let style: Style = showsGradient ? .gradient(session.trace.gradients[index]) : .value
        return StyledText(" " + text, style)
    }

    /// What the author says of the scene, where nothing is computed yet.
    var notesBlock: [SideBlock] {
        guard moment == .start, let notes = session.scene.notes else { return [] }
        let glyphs = glyphs
        return [
            SideBlock("notes (i)", leastWidth: 30) { size in
                Text.wrap(glyphs.text(Text.reflowed(notes)), width: size.width).map { StyledText($0) }
            }
        ]
    }
}
