import Recurrence
import TerminalUI

extension SceneLook {
    /// What carrying sensitivities forward gives beside carrying δ back, and the bill.
    func forwardModeLines(part: Int) -> [String] {
        guard let mode = session.forwardMode(part: part) else { return [noForwardMode(part: part)] }
        let name = parameterName(mode.parameter)
        let backward = Array(session.trace.gradient(mode.parameter))
        let worst = zip(mode.gradient, backward).map { abs($0 - $1) }.worst
        func listed(_ entries: [Double]) -> String {
            entries.prefix(4).map(numbers.text).joined(separator: "  ") + (entries.count > 4 ? " …" : "")
        }
        return [
            "∂L/∂\(name) forward:  \(listed(mode.gradient))",
            "∂L/∂\(name) backward: \(listed(backward))   largest difference \(numbers.short(worst))",
            "forward keeps \(mode.widthName)·|\(name)| = \(mode.kept) numbers whatever T, about \(mode.multiplications) multiplications a step",
            "backward keeps T·\(mode.widthName) = \(mode.keptBackward) numbers, about \(mode.multiplicationsBackward) multiplications a step",
        ]
        .map { glyphs.text($0) }
    }

    /// Why nothing is carried forward.
    private func noForwardMode(part: Int) -> String {
        guard let way = session.otherWay(of: part), let state = session.network.parts[part].states.first else {
            return "This part has no recurrent matrix, or one too large to carry its sensitivities."
        }
        let name = naming.name(state)
        return glyphs.text(
            "Nothing is carried forward here: the J_t of this part's own step is not the whole way from \(name)_{t−1} to \(name)_t, because \(way)."
        )
    }

    /// ∂state_t[unit]/∂U, one line an entry of U, as far as it is carried.
    func sensitivitiesInWords(part: Int, unit: Int) -> [(name: String, numbers: String)] {
        guard let mode = session.forwardMode(part: part) else { return [] }
        let state = session.network.parts[part].states[0]
        let chosen = min(unit, mode.width - 1)
        let known = mode.steps.indices.filter { session.isComputed(state, at: mode.steps[$0], playhead) }
        guard !known.isEmpty else { return [] }
        return (0..<mode.parameter.count).map { entry in
            let (row, column) = (entry / mode.parameter.columns + 1, entry % mode.parameter.columns + 1)
            let entries = known.map { step in
                "t \(mode.steps[step]) \(numbers.short(mode.sensitivities[step][chosen][entry]))"
            }
            return (
                "∂\(naming.name(state))_t[\(chosen + 1)]/∂\(parameterName(mode.parameter))[\(row),\(column)]",
                entries.joined(separator: ", ")
            )
        }
    }

    /// ∂state_t[unit]/∂U for every entry of U, time across.
    func drawForwardMode(_ grid: inout Grid, part: Int, unit: Int) {
        guard let mode = session.forwardMode(part: part) else {
            grid.paragraph(
                forwardModeLines(part: part)[0], in: grid.bounds.inset(left: 1, top: 3, right: 1), style: .hint)
            grid.setCursor(x: 1, y: 3)
            return
        }
        let name = parameterName(mode.parameter)
        let state = naming.name(session.network.parts[part].states[0])
        let chosen = min(unit, mode.width - 1)
        grid.text(
            glyphs.text(
                "∂\(state)_t[\(chosen + 1)]/∂\(name), carried forward: S_t = J_t S_{t−1} + what \(name) does at t"),
            x: 1,
            y: 3, style: .heading, width: grid.width - 2)
        let lines = forwardModeLines(part: part)
        let values = (0..<mode.parameter.count).map { entry in
            mode.steps.indices.map { step -> Double? in
                let isKnown = session.isComputed(session.network.parts[part].states[0], at: mode.steps[step], playhead)
                return isKnown ? mode.sensitivities[step][chosen][entry] : nil
            }
        }
        let labels = (0..<mode.parameter.count).map { entry in
            "\(name)[\(entry / mode.parameter.columns + 1),\(entry % mode.parameter.columns + 1)]"
        }
        let column = max(0, mode.steps.firstIndex(of: presentStep) ?? 0)
        grid.within(grid.bounds.inset(left: 1, top: 4, bottom: lines.count)) {
            HeatMap(
                rowLabels: labels, columnLabels: mode.steps.map { "\($0)" }, values: values,
                scale: HeatScale(.signed, fitting: values.joined().compactMap { $0 }), focus: (0, column),
                isFocused: true
            ).draw(&$0, glyphs: glyphs)
        }
        let isDone = session.isBackwardDone(playhead)
        for (row, line) in lines.enumerated() where isDone || row > 1 {
            grid.text(
                line, x: 1, y: grid.height - lines.count + row, style: row < 2 ? .value : .dim, width: grid.width - 2)
        }
    }
}
