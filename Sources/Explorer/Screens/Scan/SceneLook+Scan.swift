import ExactMath
import Recurrence
import TerminalUI

extension SceneLook {
    /// The part whose recurrence is shown: the last one that has states.
    var scanPart: Int { session.network.parts.lastIndex { !$0.states.isEmpty } ?? 0 }
    var scanSteps: [Int] { session.network.parts[scanPart].runningSteps }
    var scanWidth: Int { session.network.parts[scanPart].states.reduce(0) { $0 + session.network[$1].width } }

    /// What can be shown of the scene.
    var scanViews: [ScanScreen.View] {
        var views: [ScanScreen.View] = []
        if session.scan(of: scanPart, isBackward: false) != nil { views.append(.forward) }
        if session.scan(of: scanPart, isBackward: true) != nil { views.append(.backward) }
        if dependence != nil { views.append(.dependence) }
        return views
    }

    /// Why there is no tree.
    var noScan: String {
        let state = session.network.parts[scanPart].states.first.map { naming.name($0) } ?? "h"
        if let way = session.otherWay(of: scanPart) {
            let text =
                "\(state)_{t−1} decides what step t reads beside it as well, because \(way): so the steps cannot be composed, and no tree stands for them."
            return glyphs.text(text)
        }
        if session.timeline.hasLoss || session.isLinearRecurrence(scanPart) {
            return "The state is too wide, or the sequence too long, for a tree at every key."
        }
        let reason =
            session.hasLinearCell(scanPart)
            ? "The next input hangs on \(state), because the likeliest class is fed back"
            : "\(state) is no linear function of the \(state) before it in this cell"
        return "\(reason), so its steps cannot be composed; with a loss its gradients could."
    }

    // MARK: What it costs

    /// The recurrence, its depth and its work.
    func scanLines(isBackward: Bool) -> [String] {
        guard let scan = session.scan(of: scanPart, isBackward: isBackward) else { return [] }
        let count = scan.steps.count
        let depth = scan.tree.depth
        let rule =
            isBackward
            ? "δ^t = direct^t + J_{t+1}ᵀ δ^{t+1}: linear for every cell, whatever its gates do"
            : "h_t = A_t h_{t−1} + b_t: \(session.network.parts[scanPart].layer?.cell is LinearCell ? "A = U and b_t = W x_t (+ b)" : "A_t = 1 − z_t, which x alone decides")"
        let composed = scan.tree.compositions.reduce(0, +)
        let exact = session.exactScan(of: scanPart, isBackward: isBackward)
        let difference = exact?.difference ?? scan.difference
        let agreement =
            exact != nil && difference == 0
            ? "exactly the run's own numbers" : "largest difference from the run \(numbers.short(difference))"
        return [
            glyphs.text(rule),
            glyphs.text(
                "depth ⌈log₂ \(count)⌉ = \(depth) levels, each side by side, instead of \(count) steps one after another"
            ),
            glyphs.text(
                "the bill: \(composed) compositions of \(scanWidth)×\(scanWidth) matrices instead of \(max(0, count - 1)) products with a vector; \(agreement)"
            ),
        ]
    }

    /// What the last level composes at the chosen step, and what that gives.
    func spanLines(isBackward: Bool, column: Int?, unit: Int) -> [String] {
        guard let scan = session.scan(of: scanPart, isBackward: isBackward) else { return [] }
        let chosen = min(column ?? scan.steps.count - 1, scan.steps.count - 1)
        let t = scan.steps[chosen]
        let name = isBackward ? "δ" : naming.name(session.network.parts[scanPart].states[0])
        let spans = scan.tree.levels.map { level -> String in
            let span = level[chosen]
            let (a, b) = (scan.steps[span.first - 1], scan.steps[span.last - 1])
            return a == b ? "\(a)" : "\(a)…\(b)"
        }
        let exact = session.exactScan(of: scanPart, isBackward: isBackward)
        let value = numberText.column(
            scan.tree.states(from: scan.start)[chosen][unit],
            exact.map { $0.tree.states(from: $0.start)[chosen][unit] },
            width: 14
        ).filter { $0 != " " }
        return [
            glyphs.text("t = \(t), level by level: steps \(spans.joined(separator: "  →  "))"),
            glyphs.text("\(glyphs.indexed(name, t)), unit \(unit + 1), is \(value)."),
        ]
    }

    /// Each level of the tree: which steps are composed, and the offset of one unit.
    func levelsInWords(isBackward: Bool, unit: Int) -> [(name: String, numbers: String)] {
        guard let scan = session.scan(of: scanPart, isBackward: isBackward) else { return [] }
        return scan.tree.levels.enumerated().map { number, level in
            let spans = level.map { span in
                let (a, b) = (scan.steps[span.first - 1], scan.steps[span.last - 1])
                return "\(a == b ? "t \(a)" : "t \(a) to \(b)") \(numbers.short(span.offset[unit]))"
            }
            return ("level \(number), unit \(unit + 1)", spans.joined(separator: ", "))
        }
    }

    func drawScan(_ grid: inout Grid, isBackward: Bool, column: Int?, unit: Int) {
        guard let scan = session.scan(of: scanPart, isBackward: isBackward) else { return }
        let lines = scanLines(isBackward: isBackward).enumerated().flatMap { index, line in
            wrapped(line, index == 0 ? .heading : .value, grid.width - 2)
        }
        for (row, line) in lines.enumerated() { grid.text(line, x: 1, y: 3 + row, width: grid.width - 2) }
        let below = spanLines(isBackward: isBackward, column: column, unit: unit)
        let chosen = min(column ?? scan.steps.count - 1, scan.steps.count - 1)
        let body = grid.bounds.inset(left: 1, top: 3 + lines.count + 1, right: 1, bottom: below.count + 1)
        let cell = 12
        let labelWidth = 9
        let window = Window(count: scan.steps.count, room: max(1, (body.width - labelWidth) / cell), focus: chosen)
        for (place, step) in window.range.enumerated() {
            let isHere = step == chosen
            let mark = step == window.range.lowerBound && window.isCutBefore ? "\(glyphs.moreLeft) " : ""
            grid.text(
                StyledText("\(mark)t = \(scan.steps[step])", isHere ? .present : .label),
                right: body.x + labelWidth + (place + 1) * cell, y: body.y)
        }
        // Two rows a level: which steps are composed, and the offset of one unit.
        let rows = Window(count: scan.tree.levels.count, room: max(1, (body.height - 1) / 2), focus: scan.tree.depth)
        for (place, level) in rows.range.enumerated() {
            let y = body.y + 1 + 2 * place
            grid.text("level \(level)", x: body.x, y: y, style: .label, width: labelWidth)
            for (number, step) in window.range.enumerated() {
                let span = scan.tree.levels[level][step]
                let isHere = step == chosen
                // What this level has newly composed.
                let isNew = level > 0 && span.first != scan.tree.levels[level - 1][step].first
                let (a, b) = (scan.steps[span.first - 1], scan.steps[span.last - 1])
                let right = body.x + labelWidth + (number + 1) * cell
                let name = a == b ? "\(a)" : glyphs.text("\(a)…\(b)")
                grid.text(StyledText(name, isHere ? .present : isNew ? .heading : .dim), right: right, y: y)
                let value = numbers.column(span.offset[unit], width: cell - 2)
                grid.text(StyledText(value, isNew || level == 0 ? .value : .dim), right: right, y: y + 1)
            }
        }
        if rows.isCutBefore { grid.text(String(glyphs.moreUp), x: 0, y: body.y + 1, style: .hint) }
        for (row, line) in below.enumerated() {
            let y = grid.height - below.count + row
            grid.text(line, x: 1, y: y, style: row == 0 ? .dim : .value, width: grid.width - 2)
        }
        grid.setCursor(x: 1, y: grid.height - 1)
    }

    // MARK: The triangle from the front

    /// ∂y_k/∂x_t = W_y U^{k−t} W of a linear network, k down and t across; nil where the network is none.
    var dependence: [[[[Double]]]]? {
        let network = session.network
        let part = network.parts[scanPart]
        guard network.parts.count(where: { !$0.states.isEmpty }) == 1, part.layer?.cell is LinearCell, part.order > 0,
            network.architecture.shape == .manyToMany || network.architecture.shape == .manyToOne,
            let w = network.parameter("\(part.name).W"), let u = network.parameter("\(part.name).U"),
            network.architecture.readout.map({ $0.activation == .identity }) ?? true, w.columns > 0,
            part.steps.count * part.steps.count * w.rows * w.rows <= 4_000_000
        else { return nil }
        func matrix(_ parameter: Parameter) -> [[Double]] {
            let entries = Array(session.trace.value(parameter))
            return (0..<parameter.rows).map { Array(entries[$0 * parameter.columns..<($0 + 1) * parameter.columns]) }
        }
        func times(_ a: [[Double]], _ b: [[Double]]) -> [[Double]] {
            a.map { row in
                (b.first ?? []).indices.map { column in row.indices.reduce(0) { $0 + row[$1] * b[$1][column] } }
            }
        }
        let readout = network.parameter("readout.W_y").map(matrix)
        var power = matrix(w)
        var byDistance: [[[Double]]] = []
        for _ in part.steps {
            byDistance.append(readout.map { times($0, power) } ?? power)
            power = times(matrix(u), power)
        }
        return network.outputSteps.map { k in part.steps.map { t in t <= k ? byDistance[k - t] : [] } }
    }

    private var dependenceTitle: String {
        session.network.parameter("readout.W_y") == nil ? "∂y_k/∂x_t = U^{k−t} W" : "∂y_k/∂x_t = W_y U^{k−t} W"
    }

    func drawDependence(_ grid: inout Grid, input: Int) {
        guard let dependence else { return }
        let width = dependence.first?.first?.first?.count ?? 1
        let column = min(input, max(0, width - 1))
        grid.text(
            glyphs.text(
                "\(dependenceTitle): y_k[1] down, x_t[\(column + 1)] across; lower triangular, one number a distance k − t"
            ),
            x: 1, y: 3, style: .heading, width: grid.width - 2)
        let values = dependence.map { row in row.map { block -> Double? in block.isEmpty ? nil : block[0][column] } }
        let outputs = Array(session.network.outputSteps)
        let inputs = Array(session.network.parts[scanPart].steps)
        grid.within(grid.bounds.inset(left: 1, top: 4, bottom: 1)) {
            HeatMap(
                rowLabels: outputs.map { "k \($0)" }, columnLabels: inputs.map { "\($0)" }, values: values,
                scale: HeatScale(.signed, fitting: values.joined().compactMap { $0 }),
                focus: (outputs.count - 1, 0), isFocused: true
            ).draw(&$0, glyphs: glyphs)
        }
        grid.text(
            glyphs.text("the whole of y is this matrix times the whole of x: no step waits for another"), x: 1,
            y: grid.height - 1, style: .hint, width: grid.width - 2)
    }

    func dependenceInWords(input: Int) -> LinearText {
        var text = LinearText()
        guard let dependence else { return text }
        text.text("\(dependenceTitle), one number for every distance.")
        for (distance, block) in (dependence.last ?? []).reversed().enumerated() where !block.isEmpty {
            text.fact("distance \(distance)", block[0].map(numbers.text).joined(separator: ", "))
        }
        return text
    }
}
