import Recurrence
import TerminalUI

/// How the Step screen divides its rows.
struct StepLayout {
    let graph: Rect
    let panel: Rect
    let why: Rect

    /// - Parameter nodes: how many rows the panel would like.
    init(_ size: Size, nodes: Int, graphHeight: Int) {
        let whyRows = size.height >= 34 ? 6 : size.height >= 28 ? 4 : size.height >= 20 ? 3 : 2
        // Title, moments, three rules and the panel's heading stand around them.
        let free = max(0, size.height - 6 - whyRows)
        let panelRows = min(nodes, max(free - graphHeight, min(free - 3, max(4, free / 2))))
        let graphRows = max(0, min(graphHeight, free - panelRows))
        graph = Rect(x: 0, y: 3, width: size.width, height: graphRows)
        panel = Rect(x: 0, y: 4 + graphRows, width: size.width, height: free - graphRows + 1)
        why = Rect(x: 0, y: size.height - whyRows, width: size.width, height: whyRows)
    }
}

extension ExplorerState {
    /// The size of the screen without its footer.
    var bodySize: Size { Size(width: size.width, height: size.height - 1) }

    func graph(_ session: Session) -> UnfoldedGraph {
        UnfoldedGraph(
            network: session.network, timeline: session.timeline, position: playhead.position,
            isUnderWay: playhead.subStep != nil, focus: graphFocus(session),
            labels: GraphLabels(session.trace, vocabulary: session.scene.vocabulary))
    }

    /// The layer in the panel, where a moment plays several layers at once.
    private func graphFocus(_ session: Session) -> UnfoldedGraph.Focus? {
        let panes = session.panes
        guard panes.count > 1, panes.indices.contains(focus.pane), panes[focus.pane].kind == .layer else { return nil }
        let title = panes[focus.pane].title
        guard let part = session.network.parts.firstIndex(where: { $0.name == title }) else { return nil }
        switch session.timeline[playhead.position] {
        case .forward(.step(let t)), .backward(.step(let t)): return UnfoldedGraph.Focus(part: part, step: t)
        default: return nil
        }
    }

    func stepLayout(_ session: Session) -> StepLayout {
        let panes = session.panes
        let nodes = panes.indices.contains(focus.pane) ? panes[focus.pane].nodes : []
        let reduced = session.visibleNodes(focus, isCompact: true).count
        let height = graph(session).preferredHeight(width: size.width)
        let all = StepLayout(bodySize, nodes: nodes.count, graphHeight: height)
        if all.panel.height - 1 >= nodes.count { return all }
        return StepLayout(bodySize, nodes: reduced, graphHeight: height)
    }

    /// Whether the panel leaves out the pre-activations, because not all rows fit.
    var isCompact: Bool {
        guard let session, session.panes.indices.contains(focus.pane) else { return false }
        return stepLayout(session).panel.height - 1 < session.panes[focus.pane].nodes.count
    }

    /// The graph, the gates and states of the present step, and why.
    func drawStep(_ grid: inout Grid) {
        guard let session else { return }
        let layout = stepLayout(session)
        drawHeading(&grid)
        grid.horizontalLine(y: 2, glyphs: glyphs)
        grid.within(layout.graph) { graph(session).draw(&$0, glyphs: glyphs) }
        grid.horizontalLine(y: layout.graph.bottom, glyphs: glyphs)
        grid.within(layout.panel) { drawPanel(&$0, session) }
        grid.horizontalLine(y: layout.why.y - 1, glyphs: glyphs)
        grid.within(layout.why) { drawWhy(&$0, session) }
    }

    /// The step that the present moment looks at.
    func presentStep(_ session: Session) -> Int {
        switch session.timeline[playhead.position] {
        case .forward(let place), .backward(let place): place.step
        case .start: 1
        case .loss: session.network.outputSteps.upperBound
        case .clip, .update: 1
        }
    }

    /// The step at which a node is shown: the present one, or where it exists the nearest.
    func shownStep(_ node: NodeID, _ session: Session) -> Int {
        let steps = session.network[node].steps
        if let done = playhead.subStep {
            let all = session.subSteps(at: playhead.position)
            if all.indices.contains(done - 1), case .term(node, let step, _) = all[done - 1] { return step }
        }
        return min(max(presentStep(session), steps.lowerBound), steps.upperBound)
    }

    private func drawWhy(_ grid: inout Grid, _ session: Session) {
        for (y, line) in whyLines(session, width: grid.width - 2, rows: grid.height).enumerated() {
            grid.text(line, x: 1, y: y, width: grid.width - 2)
        }
    }

    /// What the bottom of the Step screen says, cut to rows.
    func whyLines(_ session: Session, width: Int, rows: Int) -> [StyledText] {
        var lines: [StyledText] = []
        for (index, explanation) in explanations(session).enumerated() {
            let symbols = Text.wrap(glyphs.text(explanation.symbols), width: width)
            let numbers = Text.wrap(glyphs.text(explanation.numbers), width: width)
            lines += symbols.map { StyledText($0, index == 0 ? .heading : .plain) }
            lines += numbers.map { StyledText($0, .value) }
        }
        guard lines.count > rows, rows > 0 else { return lines }
        return Array(lines.prefix(rows - 1)) + [lines[rows - 1] + StyledText(" …", .hint)]
    }

    /// The explanations of the number under the cursor: its value, and on the way back its gradient first.
    public func explanations(_ session: Session) -> [Explanation] {
        guard let naming, session.panes.indices.contains(focus.pane) else { return [] }
        let nodes = session.panes[focus.pane].nodes
        guard nodes.indices.contains(focus.node) else { return [] }
        let node = nodes[focus.node]
        let t = shownStep(node, session)
        let unit = min(focus.unit, session.network[node].width - 1)
        let number = "\(naming.name(node, at: t))"
        switch session.timeline[playhead.position] {
        case .clip, .update: return parameterExplanations(session)
        case .loss: return [lossExplanation(session)]
        default: break
        }
        guard session.isComputed(node, at: t, playhead) else {
            return [Explanation(symbols: "\(number) has not been computed yet", numbers: "→ plays the next moment")]
        }
        let value = WhyValue(session, naming: naming, isExact: isExact).explanation(of: node, at: t, unit: unit)
        guard let arrived = session.arrivedTerms(node, at: t, playhead) else { return [value] }
        let gradient = WhyGradient(session, naming: naming, isExact: isExact)
            .explanation(of: node, at: t, unit: unit, arrived: arrived)
        return [gradient, value]
    }

    private func lossExplanation(_ session: Session) -> Explanation {
        let text = NumberText(session, glyphs: glyphs, isExact: isExact)
        let losses = text.losses()
        let rule = session.network.architecture.loss == .nll
            ? "L_t = −Σ_k target_k log y_k" : "L_t = ½ Σ_k (y_k − target_k)²"
        let terms = losses.map { "L\(glyphs.subscripted($0.step)) \($0.text)" }.joined(separator: " + ")
        return Explanation(symbols: "loss: \(rule), L = Σ_t L_t", numbers: "\(terms) = \(text.loss())")
    }

    private func parameterExplanations(_ session: Session) -> [Explanation] {
        let numbers = Numbers(glyphs)
        var result: [Explanation] = []
        if let clipping = session.scene.training?.clip, let clipped = session.clipped {
            let norm = numbers.text(session.trace.gradientNorm)
            let at = numbers.short(clipping.at.approximation, digits: 6)
            let effect =
                switch clipping.by {
                case .norm:
                    "‖g‖ = \(norm), threshold \(at): every gradient is scaled by \(numbers.text(clipped.scale ?? 1))"
                case .parameterNorm: "each parameter's own norm is scaled down to \(at) where it is larger"
                case .value: "every entry is moved into [−\(at), \(at)]"
                }
            result.append(Explanation(symbols: "clip by \(clipping.by.rawValue)", numbers: effect))
        }
        if session.timeline[playhead.position] == .update {
            let rate = numbers.short(session.scene.training?.rate.double ?? 0.1, digits: 6)
            result.insert(
                Explanation(
                    symbols: "update: \(session.updateRule), rate \(rate)",
                    numbers: "after it, the same scene starts from the new weights; g shows the gradients"), at: 0)
        }
        return result
    }
}
