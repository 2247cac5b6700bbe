import Recurrence
import TerminalUI

extension SceneLook {
    /// The graph, the gates and states of the present step, and why.
    func drawStep(_ grid: inout Grid) {
        let graph = graph
        let layout = StepLayout(grid.size, rows: panelRows, graphHeight: graph.preferredHeight(width: grid.width))
        drawHeading(&grid)
        grid.horizontalLine(y: 2, glyphs: glyphs)
        grid.within(layout.graph) { graph.draw(&$0, glyphs: glyphs) }
        grid.horizontalLine(y: layout.panel.y, glyphs: glyphs)
        grid.within(layout.panel) { drawPanel(&$0) }
        grid.horizontalLine(y: layout.why.y - 1, glyphs: glyphs)
        grid.within(layout.why) { drawWhy(&$0) }
    }

    var graph: UnfoldedGraph {
        UnfoldedGraph(
            network: session.network, timeline: session.timeline, position: playhead.position,
            isUnderWay: playhead.subStep != nil, focus: graphFocus,
            labels: GraphLabels(session.trace, vocabulary: session.scene.vocabulary))
    }

    /// The layer in the panel, where a moment plays several layers at once.
    private var graphFocus: UnfoldedGraph.Focus? {
        guard session.panes.count > 1, session.panes.indices.contains(focus.pane) else { return nil }
        let part = session.panes[focus.pane].part
        guard case .layer = session.network.parts[part].kind else { return nil }
        switch moment {
        case .forward(.step(let t)), .backward(.step(let t)): return UnfoldedGraph.Focus(part: part, step: t)
        default: return nil
        }
    }

    /// How many rows the panel would like, and how many it needs: pre-activations are left out where not all rows fit.
    private var panelRows: (liked: Int, needed: Int) {
        switch moment {
        case .clip, .update: return (session.trainedParameters.count, session.trainedParameters.count)
        case .loss: return (session.trace.losses.count, min(4, session.trace.losses.count))
        case .start, .forward, .backward: break
        }
        guard session.panes.indices.contains(focus.pane) else { return (0, 0) }
        let rows = session.rows(of: session.panes[focus.pane], at: playhead)
        return (rows.count, rows.count { !session.isPreactivation($0.node) })
    }
}

extension Session {
    /// Whether a node is what a gate or an activation is computed from.
    func isPreactivation(_ node: NodeID) -> Bool { network[node].meaning.role == .preactivation }
}
