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
