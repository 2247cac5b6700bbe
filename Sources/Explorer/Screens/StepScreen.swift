import Recurrence
import TerminalUI

/// How the Step screen divides its rows: title, moments, a rule, the graph, the panel's heading, the panel, a rule, why.
struct StepLayout {
    let graph: Rect
    /// Its first row is the heading.
    let panel: Rect
    let why: Rect

    /// - Parameters:
    ///   - rows: how many rows the panel would like, and how many it needs.
    ///   - graphHeight: how many the graph would like.
    init(_ size: Size, rows: (liked: Int, needed: Int), graphHeight: Int) {
        let whyRows = size.height >= 34 ? 7 : size.height >= 28 ? 5 : size.height >= 20 ? 4 : 2
        let free = max(0, size.height - 5 - whyRows)
        // What the panel needs comes first, as long as the graph keeps five rows; then the graph up to nine.
        let least = min(rows.needed, 4, max(0, free - 1))
        let needed = min(rows.needed, free - min(graphHeight, 5))
        let panelRows = max(least, needed, min(rows.liked, free - min(graphHeight, 9)))
        let graphRows = max(0, min(graphHeight, free - panelRows))
        graph = Rect(x: 0, y: 3, width: size.width, height: graphRows)
        panel = Rect(x: 0, y: graph.bottom, width: size.width, height: free - graphRows + 1)
        why = Rect(x: 0, y: panel.bottom + 1, width: size.width, height: whyRows)
    }
}

extension ExplorerState {
    /// The size of the screen without its footer.
    var bodySize: Size { Size(width: size.width, height: size.height - 1) }

    /// The graph, the gates and states of the present step, and why.
    func drawStep(_ grid: inout Grid) {
        guard let session else { return }
        let graph = graph(session)
        let layout = StepLayout(
            bodySize, rows: panelRows(session), graphHeight: graph.preferredHeight(width: size.width))
        drawHeading(&grid)
        grid.horizontalLine(y: 2, glyphs: glyphs)
        grid.within(layout.graph) { graph.draw(&$0, glyphs: glyphs) }
        grid.horizontalLine(y: layout.panel.y, glyphs: glyphs)
        grid.within(layout.panel) { drawPanel(&$0, session) }
        grid.horizontalLine(y: layout.why.y - 1, glyphs: glyphs)
        grid.within(layout.why) { drawWhy(&$0, session) }
    }

    func graph(_ session: Session) -> UnfoldedGraph {
        UnfoldedGraph(
            network: session.network, timeline: session.timeline, position: playhead.position,
            isUnderWay: playhead.subStep != nil, focus: graphFocus(session),
            labels: GraphLabels(session.trace, vocabulary: session.scene.vocabulary))
    }

    /// The layer in the panel, where a moment plays several layers at once.
    private func graphFocus(_ session: Session) -> UnfoldedGraph.Focus? {
        guard session.panes.count > 1, session.panes.indices.contains(focus.pane) else { return nil }
        let part = session.panes[focus.pane].part
        guard case .layer = session.network.parts[part].kind else { return nil }
        switch session.timeline[playhead.position] {
        case .forward(.step(let t)), .backward(.step(let t)): return UnfoldedGraph.Focus(part: part, step: t)
        default: return nil
        }
    }

    /// How many rows the panel would like, and how many it needs: pre-activations are left out where not all rows fit.
    private func panelRows(_ session: Session) -> (liked: Int, needed: Int) {
        switch session.timeline[playhead.position] {
        case .clip, .update: return (session.trainedParameters.count, session.trainedParameters.count)
        case .loss: return (session.trace.losses.count, min(4, session.trace.losses.count))
        case .start, .forward, .backward: break
        }
        guard session.panes.indices.contains(focus.pane) else { return (0, 0) }
        let rows = session.rows(of: session.panes[focus.pane], at: playhead)
        return (rows.count, rows.count { !session.isPreactivation($0.node) })
    }

    // MARK: Why

    private func drawWhy(_ grid: inout Grid, _ session: Session) {
        for (y, line) in whyLines(session, width: grid.width - 2, rows: grid.height).enumerated() {
            grid.text(line, x: 1, y: y, width: grid.width - 2)
        }
    }

    /// What the bottom of the Step screen says, cut to rows; y shows what is cut.
    func whyLines(_ session: Session, width: Int, rows: Int) -> [StyledText] {
        var lines: [StyledText] = []
        for explanation in explanations(session, most: max(3, width * rows / 24)) {
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
    private func wrapped(_ text: String, _ style: Style, _ width: Int) -> [StyledText] {
        guard !text.isEmpty else { return [] }
        var glued = glyphs.text(text)
        for sign in [" = ", " ⊙ ", " .* ", "ᵀ ", "' d", "direct: ", "carried: "] {
            glued = glued.replacing(sign, with: sign.replacing(" ", with: "\u{A0}"))
        }
        return Text.wrap(glued, width: width).map { StyledText($0.replacing("\u{A0}", with: " "), style) }
    }

    /// Everything about the number under the cursor, and on the Gradients screen every entry of the chosen parameter.
    func whyPage(_ session: Session, width: Int) -> [StyledText] {
        if screen == .gradients { return entriesPage(session, width: width) }
        var lines: [StyledText] = []
        let all = explanations(session)
        for explanation in all {
            if !lines.isEmpty { lines.append(StyledText()) }
            lines += wrapped(explanation.symbols, .heading, width)
            if explanation.details.isEmpty {
                lines += wrapped(explanation.numbers, .value, width)
            } else {
                lines += explanation.details.flatMap { wrapped($0, .value, width) }
            }
        }
        if all.contains(where: { !$0.details.isEmpty }) {
            lines += [StyledText(), StyledText(glyphs.text("∂v stands for ∂L/∂v."), .hint)]
        }
        return lines
    }
}

extension Session {
    /// Whether a node is named like `a`, `a_f`: what a gate or an activation is computed from.
    func isPreactivation(_ node: NodeID) -> Bool {
        let name = network[node].name
        return name == "a" || name.hasPrefix("a_")
    }
}
