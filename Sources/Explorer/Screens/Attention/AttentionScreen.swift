import Recurrence
import TerminalUI

/// Where each decoder step looks: α_ij, row by row, with the scores and the context of the present step.
struct AttentionScreen: NamedScreen {
    static let name = "attention"
    static let key = Key.character("A")
    static let title = "Attention: where each decoder step looks"

    static func obstacle(_ explorer: Explorer) -> String? {
        explorer.session.map { $0.network.node("attention", "alpha") == nil } ?? false
            ? "this scene has no attention" : nil
    }

    /// The decoder step that is looked at; nil for the present one.
    private var row: Int?
    /// From 0.
    private var column = 0

    init(_ explorer: Explorer) {}

    var offers: [String] { [StepScreen.name] }

    func keys(_ explorer: Explorer) -> [ScreenKey<AttentionScreen>] {
        return [
            .looking([.up, .character("k")], "up", "the decoder step before") { $0.move(rows: -$2.times, $1) },
            .looking([.down, .character("j")], "down", "the next decoder step") { $0.move(rows: $2.times, $1) },
            .looking([.character("[")], "left", "an earlier place") { $0.move(columns: -$2.times, $1) },
            .looking([.character("]")], "right", "a later place") { $0.move(columns: $2.times, $1) },
        ]
    }

    private mutating func move(rows delta: Int, _ explorer: Explorer) {
        guard let look = SceneLook(explorer), let attention = look.attention else { return }
        let last = attention.steps.upperBound
        row = max(attention.steps.lowerBound, min(last, present(look, attention) + delta))
    }

    private mutating func move(columns delta: Int, _ explorer: Explorer) {
        guard let attention = SceneLook(explorer)?.attention else { return }
        column = max(0, min(attention.places - 1, column + delta))
    }

    private func present(_ look: SceneLook, _ attention: AttentionNodes) -> Int {
        if let row { return row }
        switch look.moment {
        case .forward(.decode(let i)), .backward(.decode(let i)): return i
        case .start, .forward: return attention.steps.lowerBound
        default: return attention.steps.upperBound
        }
    }

    func draw(_ grid: inout Grid, _ explorer: Explorer) {
        guard let look = SceneLook(explorer), let attention = look.attention else { return }
        look.drawHeading(&grid)
        grid.horizontalLine(y: 2, glyphs: look.glyphs)
        let i = present(look, attention)
        grid.text(
            look.glyphs.text("α_ij: decoder step i down, encoder step j across"), x: 1, y: 3, style: .heading,
            width: grid.width - 2)
        let lines = lines(look, attention, i, width: grid.width - 2)
        let body = grid.bounds.inset(left: 1, top: 4, bottom: lines.count + 1)
        let values = attention.steps.map { look.known(attention.alpha, at: $0) }
        grid.within(body) {
            HeatMap(
                rowLabels: attention.steps.map { "i \($0)" }, columnLabels: (1...attention.places).map { "\($0)" },
                values: values, scale: HeatScale(.magnitude, limit: 1),
                focus: (i - attention.steps.lowerBound, column), isFocused: true
            ).draw(&$0, glyphs: look.glyphs)
        }
        for (y, line) in lines.enumerated() {
            grid.text(
                line, x: 1, y: grid.height - lines.count + y, style: y == 0 ? .value : .dim, width: grid.width - 2)
        }
    }

    /// e, α and the context of one decoder step, as far as they are computed.
    private func lines(_ look: SceneLook, _ attention: AttentionNodes, _ i: Int, width: Int) -> [String] {
        let nodes = [("scores", attention.scores), ("weights", attention.alpha), ("context", attention.context)]
        let rows = nodes.map { word, node -> String in
            let known = look.known(node, at: i).compactMap { $0 }
            let numbers = known.isEmpty ? "not computed yet" : known.map(look.numbers.text).joined(separator: "  ")
            return Text.fit("\(Text.pad(word, width: 8)) \(look.naming.name(node, at: i))  \(numbers)", width: width)
        }
        return rows + (width > 40 ? [sentence(look, attention, i)] : [])
    }

    /// Where the step looks, from the numbers.
    private func sentence(_ look: SceneLook, _ attention: AttentionNodes, _ i: Int) -> String {
        let weights = look.known(attention.alpha, at: i).compactMap { $0 }
        guard let largest = weights.max(), let place = weights.firstIndex(of: largest) else { return "" }
        return "Step \(i) takes \(look.numbers.short(100 * largest)) % of its context from place \(place + 1)."
    }

    func words(_ explorer: Explorer) -> LinearText {
        var text = LinearText()
        guard let look = SceneLook(explorer), let attention = look.attention else { return text }
        text.heading("Attention of \(look.session.scene.title), at \(look.session.name(of: look.playhead))")
        for i in attention.steps {
            let weights = look.known(attention.alpha, at: i).compactMap { $0 }
            guard !weights.isEmpty else { continue }
            let scores = look.known(attention.scores, at: i).compactMap { $0 }
            text.fact("scores of step \(i)", scores.map(look.numbers.text).joined(separator: ", "))
            text.fact("weights of step \(i)", weights.map(look.numbers.text).joined(separator: ", "))
            let context = look.known(attention.context, at: i).compactMap { $0 }
            if !context.isEmpty {
                text.fact("context of step \(i)", context.map(look.numbers.text).joined(separator: ", "))
            }
            text.text(sentence(look, attention, i))
        }
        if attention.steps.allSatisfy({ look.known(attention.alpha, at: $0).allSatisfy { $0 == nil } }) {
            text.text("No weight is computed yet.")
        }
        return text
    }
}

/// The nodes of the attention.
struct AttentionNodes {
    let alpha: NodeID
    let scores: NodeID
    let context: NodeID
    /// The decoder's steps.
    let steps: ClosedRange<Int>
    /// Number of encoder steps.
    let places: Int
}

extension SceneLook {
    var attention: AttentionNodes? {
        let network = session.network
        guard let alpha = network.node("attention", "alpha"), let e = network.node("attention", "e"),
            let context = network.node("attention", "context")
        else { return nil }
        return AttentionNodes(
            alpha: alpha, scores: e, context: context, steps: network[alpha].steps, places: network[alpha].width)
    }

    /// The entries of a node at a step; nil where they are not computed yet.
    func known(_ node: NodeID, at t: Int) -> [Double?] {
        let isComputed = session.isComputed(node, at: t, playhead)
        return session.trace.value(node, at: t).map { isComputed ? $0 : nil }
    }
}
