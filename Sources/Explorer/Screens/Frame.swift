import Recurrence
import TerminalUI

extension ExplorerState {
    /// The smallest screen on which everything has its place.
    public static let smallest = Size(width: 60, height: 16)

    var isTooSmall: Bool { size.width < Self.smallest.width || size.height < Self.smallest.height }

    /// The whole screen, as a function of the state and the size alone.
    public func frame() -> Grid {
        var grid = Grid(size)
        if isTooSmall {
            drawTooSmall(&grid)
            return glyphs.isASCII ? grid.inASCII : grid
        }
        let (body, footer) = grid.bounds.split(bottom: 1)
        switch screen {
        case .home: grid.within(body) { drawHome(&$0) }
        case .step: grid.within(body) { drawStep(&$0) }
        case .gradients: grid.within(body) { drawGradients(&$0) }
        case .exercise: grid.within(body) { drawExercise(&$0) }
        }
        grid.within(footer) { grid in
            _ = grid.text(StyledText(" ") + keys.footer(width: grid.width - 1, glyphs: glyphs), x: 0, y: 0)
        }
        drawOverlay(&grid)
        drawMessage(&grid)
        return glyphs.isASCII ? grid.inASCII : grid
    }

    private func drawTooSmall(_ grid: inout Grid) {
        var lines = [
            ("needs \(Self.smallest.width)x\(Self.smallest.height)", Style.warning),
            ("here \(size.width)x\(size.height)", .plain), ("q quits", .dim),
        ]
        if case .confirm = overlay { lines = [("not written", .warning), ("y leaves", .plain), ("n stays", .dim)] }
        for (y, line) in lines.prefix(grid.height).enumerated() {
            for (row, part) in Text.wrap(line.0, width: grid.width).prefix(1).enumerated() {
                grid.text(part, x: 0, y: y + row, style: line.1)
            }
        }
        grid.setCursor(x: 0, y: 0)
    }

    /// News over the footer, in as many rows as they need.
    private func drawMessage(_ grid: inout Grid) {
        guard let message else { return }
        let lines = Text.wrap(glyphs.text(message.text), width: grid.width - 2).prefix(4)
        let top = grid.height - lines.count
        grid.fill(Rect(x: 0, y: top, width: grid.width, height: lines.count))
        for (row, line) in lines.enumerated() {
            grid.text(line, x: 1, y: top + row, style: message.isError ? .error : .hint)
        }
    }

    /// The first two rows of every screen with a scene: what it is, and the line of moments.
    func drawHeading(_ grid: inout Grid) {
        guard let session else { return }
        let right = summary(session, isLong: grid.width >= 76)
        let edited = history.isUnsaved ? " *" : ""
        let title = session.scene.title.isEmpty ? "untitled" : session.scene.title
        let room = max(8, grid.width - right.width - 4 - edited.count)
        grid.text(StyledText(Text.fit(title, width: room), .title) + StyledText(edited, .edited), x: 1, y: 0)
        grid.text(right, right: grid.width - 1, y: 0)
        grid.text(timelineStrip(session).line(width: grid.width - 2, glyphs: glyphs), x: 1, y: 1)
    }

    /// Shape, length, arithmetic, loss.
    private func summary(_ session: Session, isLong: Bool) -> StyledText {
        let network = session.network
        let dot = glyphs.isASCII ? "-" : "·"
        let steps =
            network.architecture.shape == .seq2seq
            ? "T \(network.lengths.inputs) \(dot) T' \(network.lengths.outputs)"
            : "T \(network.outputSteps.upperBound)"
        let words =
            isLong
            ? [network.architecture.shape.rawValue, steps, session.scene.arithmetic.rawValue] : [steps]
        var line = StyledText(words.joined(separator: " \(dot) "), .dim)
        if let playing {
            line = StyledText("playing \(Numbers(glyphs).short(playing.perSecond))/s   ", .present) + line
        }
        guard session.timeline.hasLoss else { return line }
        let isComputed = playhead.position >= session.timeline.lossIndex
        let text =
            isComputed
            ? NumberText(session, glyphs: glyphs, isExact: isExact).column(
                session.trace.loss, session.exact?.loss, width: 9
            ).filter { $0 != " " } : String(glyphs.notYet)
        line.append("   loss ", .label)
        line.append(text, isComputed ? .value : .future)
        return line
    }

    private func timelineStrip(_ session: Session) -> TimelineStrip {
        let timeline = session.timeline
        var sections = [TimelineStrip.Section("forward", count: timeline.places)]
        if timeline.hasLoss {
            sections.append(.init("loss", count: 1))
            sections.append(.init("backward", count: timeline.places))
            if timeline.hasClip { sections.append(.init("clip", count: 1)) }
            sections.append(.init("update", count: 1))
        }
        return TimelineStrip(sections, computed: playhead.position)
    }
}
