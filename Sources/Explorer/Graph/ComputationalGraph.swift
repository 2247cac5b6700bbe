import Recurrence
import TerminalUI

/// The lectures' computational graph of one recurrent layer: one function f at every step, the shared weights as one node with an arrow into
/// each of them, and every L_t into one L.
struct ComputationalGraph {
    /// How far each thing has come at a step.
    struct Flows {
        let state: (Int) -> GraphFlow
        let output: (Int) -> GraphFlow
        let loss: (Int) -> GraphFlow
    }

    let steps: ClosedRange<Int>
    /// The step in sight.
    let present: Int
    /// `h`, `x`
    let stateName: String
    let inputName: String
    /// `W U b`
    let weights: String
    /// `W_y b_y`; nil where y is the state.
    let readout: String?
    let outputs: ClosedRange<Int>
    let hasLoss: (Int) -> Bool
    let hasInput: (Int) -> Bool
    let flows: Flows

    /// Why a network has no such picture, in one sentence.
    static func obstacle(_ network: Network) -> String? {
        let states = network.parts.filter { !$0.states.isEmpty }
        guard states.count == 1, states[0].order > 0, network.architecture.decoder == nil else {
            return "this picture is for one layer that runs one way; the scene has more"
        }
        return nil
    }

    /// Rows from the bottom: x, its arrow, the states, the weights' arrows, the weights, an arrow, then y, L_t and L.
    private var outputRow: Int { readout == nil ? 6 : 8 }
    var height: Int { steps.contains(where: hasLoss) ? outputRow + 5 : outputRow + 1 }

    func draw(_ grid: inout Grid, glyphs: Glyphs) {
        let rows = max(0, height - grid.height)..<height
        guard !rows.isEmpty, grid.width >= 24 else { return }
        var canvas = GraphCanvas(width: grid.width, rows: rows, glyphs: glyphs)
        let left = max(weights.count, (readout ?? "").count, 4) + 3
        let digits = String(steps.upperBound).count
        let least = 9 + 2 * digits
        let room = max(1, (grid.width - left - 8) / least)
        let window = Window(count: steps.count, room: room, focus: present - steps.lowerBound)
        let pitch = min(20, max(least, (grid.width - left - 8) / max(1, window.range.count)))
        let shown = window.range.map { $0 + steps.lowerBound }
        func function(_ t: Int) -> Int { left + 4 + (t - (shown.first ?? 1)) * pitch }
        func state(_ t: Int) -> Int { function(t) + pitch / 2 }
        paintStart(&canvas, glyphs, hidden: window.range.lowerBound, left: left, first: shown.first ?? 1)
        for t in shown {
            paintStep(&canvas, glyphs, t, function(t), state(t), next: t == shown.last ? nil : function(t + 1))
        }
        paintWeights(&canvas, shown.map { ($0, function($0)) }, row: 4, name: weights, flows.state)
        if let readout {
            let places = shown.filter { outputs.contains($0) }.map { ($0, state($0) + 1) }
            paintWeights(&canvas, places, row: 6, name: readout, flows.output, isUpward: true)
        }
        paintLosses(&canvas, shown.filter { outputs.contains($0) && hasLoss($0) }.map { ($0, state($0)) })
        if window.isCutAfter, let last = shown.last {
            canvas.text(" \(glyphs.moreRight)\(steps.upperBound - last)", state(last) + digits + 1, 2, .dim)
        }
        canvas.draw(&grid, x: 0, y: max(0, (grid.height - height) / 2))
    }

    private func paintStart(_ canvas: inout GraphCanvas, _ glyphs: Glyphs, hidden: Int, left: Int, first: Int) {
        let start = hidden > 0 ? "\(glyphs.moreLeft)\(hidden)" : glyphs.indexed(stateName, steps.lowerBound - 1)
        canvas.text(start, left - Text.width(start), 2, .past)
        canvas.edge(left + 1, left + 2, 2, leftward: false, flows.state(first))
    }

    /// x into f, f into the state, the state up and on to the next f.
    private func paintStep(
        _ canvas: inout GraphCanvas, _ glyphs: Glyphs, _ t: Int, _ f: Int, _ h: Int, next: Int?
    ) {
        let flow = flows.state(t)
        let isPresent = t == present
        canvas.text("f", f, 2, isPresent ? .present : flow == .future ? .future : .label)
        canvas.edge(f + 2, h - 2, 2, leftward: false, flow)
        canvas.text(glyphs.indexed(stateName, t), h, 2, isPresent ? .present : flow == .future ? .future : .past)
        if isPresent {
            canvas.text("[", h - 1, 2, .present)
            canvas.text("]", h + Text.width(glyphs.indexed(stateName, t)), 2, .present)
        }
        if hasInput(t) {
            canvas.text(glyphs.indexed(inputName, t), f, 0, flow == .future ? .future : .past)
            canvas.head(f, 1, .up, flow)
        }
        if let next {
            canvas.edge(
                h + Text.width(glyphs.indexed(stateName, t)) + 1, next - 2, 2, leftward: false, flows.state(t + 1))
        }
        guard outputs.contains(t) else { return }
        let upper = flows.output(t)
        canvas.upward(h, 3, outputRow - 2, upper, .column)
        canvas.head(h, outputRow - 1, .up, upper)
        canvas.text(glyphs.indexed("y", t), h, outputRow, upper == .future ? .future : .past)
    }

    /// One node, and a line with an arrow into every step.
    private func paintWeights(
        _ canvas: inout GraphCanvas, _ places: [(t: Int, x: Int)], row: Int, name: String,
        _ flow: (Int) -> GraphFlow, isUpward: Bool = false
    ) {
        guard let last = places.last else { return }
        canvas.text(name, 1, row, .heading)
        canvas.across(name.count + 2, last.x - 1, row, places.map { flow($0.t) }.max() ?? .future, .over)
        for place in places {
            canvas.line(
                place.x, row,
                place.t == last.t ? [.left, isUpward ? .up : .down] : [.left, .right, isUpward ? .up : .down],
                flow(place.t), .over)
            canvas.head(place.x, isUpward ? row + 1 : row - 1, isUpward ? .up : .down, flow(place.t))
        }
    }

    private func paintLosses(_ canvas: inout GraphCanvas, _ places: [(t: Int, x: Int)]) {
        guard let first = places.first, let last = places.last else { return }
        let top = outputRow + 4
        for place in places {
            let flow = flows.loss(place.t)
            canvas.head(place.x, outputRow + 1, .up, flow)
            canvas.text(canvas.glyphs.indexed("L", place.t), place.x, outputRow + 2, flow == .future ? .future : .past)
            canvas.head(place.x, outputRow + 3, .up, flow)
        }
        let flow = flows.loss(last.t)
        canvas.across(first.x + 1, last.x + 1, top, flow, .over)
        for place in places {
            canvas.line(place.x, top, place.t == first.t ? [.down, .right] : [.left, .right, .down], flow, .over)
        }
        canvas.head(last.x + 2, top, .right, flow)
        canvas.text("L", last.x + 4, top, flow == .future ? .future : .heading)
    }
}
