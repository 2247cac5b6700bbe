import Recurrence
import TerminalUI

extension SceneLook {
    /// The graph, the gates and states of the present step, and why.
    ///
    /// - Parameter showsWeights: whether the graph is the lectures' computational graph, with the weights as a node.
    func drawStep(_ grid: inout Grid, showsWeights: Bool = false) {
        let lectures = showsWeights ? computationalGraph : nil
        let rows = lectures == nil ? panelRows : (liked: 3, needed: 3)
        let layout = StepLayout(
            grid.size, rows: rows, graphHeight: lectures?.height ?? graphHeight(width: grid.width))
        drawHeading(&grid)
        grid.horizontalLine(y: 2, glyphs: glyphs)
        grid.within(layout.graph) { grid in
            if let lectures { lectures.draw(&grid, glyphs: glyphs) } else { graph.draw(&grid, glyphs: glyphs) }
        }
        grid.horizontalLine(y: layout.panel.y, glyphs: glyphs)
        grid.within(layout.panel) { drawPanel(&$0) }
        grid.horizontalLine(y: layout.why.y - 1, glyphs: glyphs)
        grid.within(layout.why) { drawWhy(&$0) }
    }

    /// The rows of the picture at the moment at which it is highest.
    private func graphHeight(width: Int) -> Int {
        session.graphHeightMemo(width) {
            [0, session.timeline.places, session.timeline.count - 1].map {
                graph(at: $0, focus: nil).preferredHeight(width: width)
            }
            .max() ?? 0
        }
    }

    var graph: UnfoldedGraph { graph(at: playhead.position, focus: graphFocus) }

    private func graph(at position: Int, focus: UnfoldedGraph.Focus?) -> UnfoldedGraph {
        var labels = GraphLabels(session.trace, vocabulary: session.scene.vocabulary)
        labels.letters = graphLetters
        return UnfoldedGraph(
            network: session.network, timeline: session.timeline, position: position,
            isUnderWay: playhead.subStep != nil, focus: focus, labels: labels)
    }

    /// The notation's letters for states and outputs, where each is one letter wide as the graph has it.
    private var graphLetters: [String: String] {
        var letters: [String: String] = [:]
        for name in ["h", "y"] {
            guard let index = session.network.nodes.indices.first(where: { session.network.nodes[$0].name == name })
            else { continue }
            let letter = naming.name(session.network.nodeID(index))
            if letter != name, Text.width(letter) == 1 { letters[name] = letter }
        }
        return letters
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

    /// How many rows the panel would like, and how many it needs: pre-activations are left out where not all rows fit. Both hold for the
    /// whole timeline, so that the graph above never moves.
    var panelRows: (liked: Int, needed: Int) {
        let most = session.panes.map { session.mostRows(of: $0) }.max() ?? 0
        let spared = session.panes.map { pane in pane.nodes.count { session.isPreactivation($0) } }.max() ?? 0
        return (max(most, min(6, session.trainedParameters.count)), most - spared)
    }
}
