import Recurrence
import TerminalUI

/// The open scene as screens look at it: its numbers, how far it is played, what is looked at, and how it is written.
struct SceneLook {
    let explorer: Explorer
    let session: Session
    let naming: Naming

    /// Nil where no scene is open.
    init?(_ explorer: Explorer) {
        guard let session = explorer.session else { return nil }
        self.explorer = explorer
        self.session = session
        naming = Naming(session.lettering(explorer.notation), glyphs: explorer.glyphs)
    }

    var playhead: Playhead { explorer.playhead }
    var focus: Focus { explorer.focus }
    var lists: ListFocus { explorer.lists }
    var glyphs: Glyphs { explorer.glyphs }
    var isExact: Bool { explorer.isExact }
    var moment: Moment { session.timeline[playhead.position] }
    var numbers: Numbers { Numbers(glyphs) }
    var numberText: NumberText { NumberText(session, glyphs: glyphs, isExact: isExact) }

    /// Why the number under the cursor is what it is; see `Explanations`.
    ///
    /// - Parameter most: so many summands are written out; a longer sum is shortened with a mark.
    func explanations(most: Int = 64) -> [Explanation] { why.all(most: most) }

    /// Why a node's entry at a step is what it is.
    func explained(_ node: NodeID, at t: Int, unit: Int) -> Explanation { why.value(of: node, at: t, unit: unit) }

    /// `a₂ = W x₂ + U h₁ + b`
    func symbols(of node: NodeID, at t: Int) -> String { why.symbols(of: node, at: t) }

    func explainedGradient(_ parameter: ParameterID, entry: Int) -> Explanation {
        why.gradient(of: parameter, entry: entry)
    }

    private var why: Explanations {
        Explanations(session, at: playhead, focus: focus, lists: lists, writing: explorer.writing)
    }
}

extension SceneLook {
    /// The first two rows of every screen with a scene: what it is, and the line of moments.
    func drawHeading(_ grid: inout Grid) {
        let right = summary(isLong: grid.width >= 76)
        let edited = explorer.history.isUnsaved ? " *" : ""
        let title = session.scene.title.isEmpty ? "untitled" : session.scene.title
        let room = max(8, grid.width - right.width - 4 - edited.count)
        grid.text(StyledText(Text.fit(title, width: room), .title) + StyledText(edited, .edited), x: 1, y: 0)
        grid.text(right, right: grid.width - 1, y: 0)
        // The first epoch of an untrained scene needs no name.
        let epoch = session.epoch > 1 ? StyledText("epoch \(session.epoch)  ", .label) : StyledText()
        let strip = timelineStrip.line(width: grid.width - 2 - epoch.width, glyphs: glyphs)
        grid.text(epoch + strip, x: 1, y: 1)
    }

    /// Shape, length, arithmetic, loss.
    private func summary(isLong: Bool) -> StyledText {
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
        if let playing = explorer.playing {
            line = StyledText("playing \(Numbers(glyphs).short(playing.perSecond))/s   ", .present) + line
        }
        if let score = explorer.predictions {
            line = StyledText("right \(score.right) of \(score.asked)   ", .present) + line
        }
        guard session.timeline.hasLoss else { return line }
        let isComputed = playhead.position >= session.timeline.lossIndex
        let text =
            isComputed
            ? numberText.column(
                session.trace.loss, session.exact?.loss, width: 9
            ).filter { $0 != " " } : String(glyphs.notYet)
        line.append("   loss ", .label)
        line.append(text, isComputed ? .value : .future)
        return line
    }

    private var timelineStrip: TimelineStrip {
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
