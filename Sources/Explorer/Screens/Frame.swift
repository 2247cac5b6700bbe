import Recurrence
import TerminalUI

extension ExplorerState {
    /// The smallest screen on which everything has its place.
    public static let smallest = Size(width: 60, height: 16)

    /// The whole screen, as a function of the state and the size alone.
    public func frame() -> Grid {
        var grid = Grid(size)
        guard size.width >= Self.smallest.width, size.height >= Self.smallest.height else {
            drawTooSmall(&grid)
            return grid
        }
        let (body, footer) = grid.bounds.split(bottom: 1)
        switch screen {
        case .home: grid.within(body) { drawHome(&$0) }
        case .step: grid.within(body) { drawStep(&$0) }
        case .gradients: grid.within(body) { drawGradients(&$0) }
        case .exercise: grid.within(body) { drawExercise(&$0) }
        }
        grid.within(footer) { drawFooter(&$0) }
        drawOverlay(&grid)
        return glyphs.isASCII ? grid.inASCII : grid
    }

    private func drawTooSmall(_ grid: inout Grid) {
        let needed = "\(Self.smallest.width)x\(Self.smallest.height)"
        grid.text("needs \(needed)", x: 0, y: 0, style: .warning)
        grid.text("here  \(size.width)x\(size.height)", x: 0, y: 1)
        grid.text("q quits", x: 0, y: 2, style: .dim)
        grid.setCursor(x: 0, y: 0)
    }

    private func drawFooter(_ grid: inout Grid) {
        if let message {
            grid.text(glyphs.text(" " + message.text), x: 0, y: 0, style: message.isError ? .error : .hint)
        } else {
            grid.text(StyledText(" ") + keys.footer(width: grid.width - 1, glyphs: glyphs), x: 0, y: 0)
        }
    }

    /// The first two rows of every screen with a scene: what it is, and the line of moments.
    func drawHeading(_ grid: inout Grid) {
        guard let session else { return }
        let network = session.network
        let dot = glyphs.isASCII ? "-" : "·"
        let steps = network.architecture.shape == .seq2seq
            ? "T \(network.lengths.inputs) \(dot) T' \(network.lengths.outputs)" : "T \(network.outputSteps.upperBound)"
        var right = StyledText("\(network.architecture.shape.rawValue) \(dot) \(steps) \(dot) \(session.scene.arithmetic.rawValue)", .dim)
        if session.timeline.hasLoss {
            let isComputed = playhead.position >= session.timeline.lossIndex
            let text = isComputed ? NumberText(session, glyphs: glyphs, isExact: isExact).loss() : String(glyphs.notYet)
            right.append("   loss ", .label)
            right.append(text, isComputed ? .value : .future)
        }
        let edited = history.isUnsaved ? " *" : ""
        let room = max(8, grid.width - right.width - 4)
        grid.text(Text.fit((session.scene.title.isEmpty ? "untitled" : session.scene.title) + edited, width: room), x: 1, y: 0, style: .title)
        grid.text(right, right: grid.width - 1, y: 0)
        grid.text(timelineStrip(session).line(width: grid.width - 2, glyphs: glyphs), x: 1, y: 1)
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
