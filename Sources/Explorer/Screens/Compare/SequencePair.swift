import Recurrence
import Scenes
import TerminalUI

/// One cell on two sequences that differ in x₁ alone: how far apart its states are over time.
struct SequencePair {
    let explorer: Explorer
    private let session: Session
    private let other: Session
    private let change: FirstInputChange
    /// Of every state of the last recurrent layer: ‖state_t − state′_t‖ over its steps, as far as it is played.
    private let distances: [(name: String, points: [(t: Int, distance: Double)])]

    private var glyphs: Glyphs { explorer.glyphs }
    private var numbers: Numbers { Numbers(glyphs) }

    init?(_ session: Session, _ other: Session, _ change: FirstInputChange, _ explorer: Explorer) {
        guard let part = session.network.parts.last(where: { !$0.states.isEmpty }) else { return nil }
        self.explorer = explorer
        self.session = session
        self.other = other
        self.change = change
        let naming = Naming(session.lettering(explorer.notation), glyphs: explorer.glyphs)
        distances = part.states.map { state -> (name: String, points: [(t: Int, distance: Double)]) in
            let points = part.runningSteps.compactMap { t -> (t: Int, distance: Double)? in
                guard session.isComputed(state, at: t, explorer.playhead) else { return nil }
                let (a, b) = (session.trace.value(state, at: t), other.trace.value(state, at: t))
                return (t, euclideanNorm(zip(a, b).map { $0 - $1 }))
            }
            return (name: naming.name(state), points: points)
        }
    }

    /// What differs, and what comes of it.
    private var lines: [String] {
        var lines = [
            "the two sequences are the same but for x₁: " + change.words(session.scene, other.scene, name: "it")
        ]
        for (name, points) in distances { lines.append(line(name, points)) }
        if let outputLine { lines.append(outputLine) }
        return lines
    }

    /// `‖h_t − h′_t‖: 0.1 at t = 1, 0.002 at t = 12: ×0.02, merging`
    private func line(_ name: String, _ points: [(t: Int, distance: Double)]) -> String {
        guard let start = points.first, let end = points.last else {
            return "‖\(name)_t − \(name)′_t‖: → plays both"
        }
        let spelled = "‖\(name)_t − \(name)′_t‖: \(numbers.short(start.distance)) at t = \(start.t)"
        guard end.t != start.t else { return spelled }
        let latest = "\(spelled), \(numbers.short(end.distance)) at t = \(end.t)"
        guard end.distance.isFinite else { return "\(latest): no longer finite" }
        guard start.distance > 0, start.distance.isFinite else { return latest }
        let ratio = end.distance / start.distance
        let word = ratio < 0.5 ? "merging" : ratio > 2 ? "diverging" : "staying as far apart"
        return "\(latest): ×\(numbers.short(ratio)), \(word)"
    }

    /// The last answers of both.
    private var outputLine: String? {
        let t = session.network.outputSteps.upperBound
        guard let output = session.network.output.first?.node, session.isComputed(output, at: t, explorer.playhead)
        else { return nil }
        let (a, b) = (session.trace.output(at: t), other.trace.output(at: t))
        let name = "y\(glyphs.subscripted(t))"
        let shown = zip(a, b).prefix(3).map { "\(numbers.short($0)) and \(numbers.short($1))" }
        return "\(name): \(shown.joined(separator: ", "))"
    }

    func draw(_ grid: inout Grid) {
        guard let look = SceneLook(explorer) else { return }
        look.drawHeading(&grid)
        grid.horizontalLine(y: 2, glyphs: glyphs)
        grid.setCursor(x: 1, y: 0)
        let foot = lines.flatMap { Text.wrap(glyphs.text($0), width: grid.width - 2) }
        let (body, bottom) = grid.bounds.inset(top: 3).split(bottom: foot.count + 1)
        let series = distances.enumerated().map { index, one in
            Plot.Series(
                glyphs.text("‖\(one.name)_t − \(one.name)′_t‖"), mark: one.name.unicodeScalars.first ?? "s",
                style: .series(index), stroke: index == 0 ? .solid : .dashed,
                points: one.points.map { (Double($0.t), $0.distance) })
        }
        let steps = session.network.parts.last { !$0.states.isEmpty }?.steps
        let range = Double(steps?.first ?? 1)...Double(max(steps?.last ?? 2, 2))
        grid.within(body.inset(left: 1, right: 1)) { grid in
            if series.allSatisfy({ $0.points.isEmpty }) {
                grid.paragraph(
                    glyphs.text("Nothing is computed yet: → plays both sequences, the first inputs apart."),
                    in: grid.bounds.inset(top: 1), style: .hint)
            } else {
                Plot(series, xName: "t", yScale: .logarithmic, xRange: range).draw(&grid, glyphs: glyphs)
            }
        }
        grid.horizontalLine(y: bottom.y, glyphs: glyphs)
        for (row, line) in foot.enumerated() {
            grid.text(line, x: 1, y: bottom.y + 1 + row, style: row == 0 ? .label : .value, width: grid.width - 2)
        }
    }

    var sentence: String {
        guard let first = distances.first, let last = first.points.last else { return "Nothing is computed yet." }
        return "the \(first.name) of both are \(numbers.text(last.distance)) apart at t \(last.t)."
    }

    var words: LinearText {
        var text = LinearText()
        text.heading("Two sequences through \(session.scene.title)")
        for line in lines { text.text(line) }
        for (name, points) in distances where !points.isEmpty {
            text.fact(
                "distance of \(name)", points.map { "t \($0.t) \(numbers.short($0.distance))" }.joined(separator: ", "))
        }
        return text
    }
}
