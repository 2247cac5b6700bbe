import Exercises
import Recurrence
import TerminalUI

extension ExerciseForm {
    /// The problem and its network above, the form below.
    func draw(_ grid: inout Grid, _ explorer: Explorer) {
        ExercisePicture(work: work, glyphs: explorer.glyphs).draw(&grid)
    }
}

/// An exercise as it is drawn.
private struct ExercisePicture {
    let work: ExerciseWork
    let glyphs: Glyphs

    func draw(_ grid: inout Grid) {
        let origin =
            if case .seed(let seed, let level) = work.exercise.origin { "seed \(seed) · level \(level)" } else { "" }
        grid.text(StyledText(glyphs.text(origin), .dim), right: grid.width - 1, y: 0)
        let name = StyledText("\(work.exercise.kind)  ", .title) + StyledText(glyphs.text(work.exercise.title), .dim)
        grid.text(name, x: 1, y: 0, width: max(8, grid.width - Text.width(origin) - 4))
        grid.horizontalLine(y: 1, glyphs: glyphs)
        let body = grid.bounds.inset(top: 2)
        if work.showsSolution {
            drawLines(&grid, work.text.solution.map { ($0, Style.plain) }, in: body, scroll: work.scroll)
            return
        }
        // The form scrolls with its cursor; the problem's numbers should stand there all the time.
        let form = max(5, min(work.lines.count + 1, body.height * 2 / 5))
        // In a large window what is said of the answers stands beside them.
        let isBeside = grid.width >= 110 && grid.height >= 30
        let (problem, rest) = body.split(bottom: form + (isBeside ? 0 : messageRows) + 1)
        drawProblem(&grid, problem)
        grid.horizontalLine(y: rest.y, glyphs: glyphs)
        let (answers, remarks) =
            isBeside
            ? rest.inset(top: 1).split(right: grid.width * 2 / 5) : rest.inset(top: 1).split(bottom: messageRows)
        drawForm(&grid, answers)
        drawLines(&grid, isBeside ? remarkLines : Array(remarkLines.prefix(1)), in: remarks, scroll: 0)
    }

    // MARK: The problem

    private func drawProblem(_ grid: inout Grid, _ area: Rect) {
        var text = area
        if let session = work.session, area.width >= 76, area.height >= 4 {
            var labels = GraphLabels(session.trace, vocabulary: session.scene.vocabulary)
            labels.letters = work.text.graph.letters
            labels.lossSteps = work.text.graph.lossSteps ?? labels.lossSteps
            let graph = UnfoldedGraph(
                network: session.network, timeline: session.timeline, position: session.timeline.places,
                labels: labels)
            let (left, right) = area.split(right: min(38, area.width * 2 / 5))
            text = left
            grid.within(right.inset(left: 1)) { graph.draw(&$0, glyphs: glyphs) }
        }
        drawLines(&grid, problemLines(width: text.width - 3), in: text, scroll: work.scroll)
    }

    private func problemLines(width: Int) -> [(String, Style)] {
        var lines: [(String, Style)] = []
        for part in work.text.statement {
            switch part {
            case .paragraph(let words): lines.append((words.text, .plain))
            case .formula(let formula): lines.append(("    " + formula.text, .heading))
            case .given(let name, let value):
                let given = "  \(name.text) = \(value.text)"
                // What is given stands side by side: the whole problem should be seen at once.
                if let last = lines.last, last.1 == .value, Text.width(last.0) + Text.width(given) < width {
                    lines[lines.count - 1].0 += " " + given
                } else {
                    lines.append((given, .value))
                }
            }
        }
        for (index, hint) in work.text.hints.prefix(work.hints).enumerated() {
            lines.append(("hint \(index + 1): \(hint)", .hint))
        }
        return lines
    }

    /// Wrapped lines from `scroll` on, with marks where more lies above or below.
    private func drawLines(_ grid: inout Grid, _ lines: [(String, Style)], in area: Rect, scroll: Int) {
        let width = max(1, area.width - 3)
        let wrapped = lines.flatMap { line, style in
            Text.wrap(glyphs.formula(line), width: width).map { StyledText($0, style) }
        }
        let first = max(0, min(scroll, wrapped.count - area.height))
        for (row, line) in wrapped.dropFirst(first).prefix(area.height).enumerated() {
            grid.text(line, x: area.x + 1, y: area.y + row, width: width)
        }
        let x = area.right - 2
        if first > 0 { grid.text(String(glyphs.moreUp), x: x, y: area.y, style: .hint) }
        if first + area.height < wrapped.count {
            grid.text(String(glyphs.moreDown), x: x, y: area.bottom - 1, style: .hint)
        }
    }

    // MARK: The form

    private func drawForm(_ grid: inout Grid, _ area: Rect) {
        let lines = work.lines
        let focused = lines.firstIndex { $0.contains(work.place) } ?? 0
        let window = Window(count: lines.count, room: area.height, focus: focused)
        let nameWidth = min(18, (work.exercise.fields.map { Text.width($0.name) }.max() ?? 8) + 2)
        for (row, index) in window.range.enumerated() {
            let y = area.y + row
            guard let first = lines[index].first else { continue }
            let field = work.exercise.fields[first.field]
            if first.entry == 0 {
                grid.text(field.name, x: area.x + 1, y: y, style: .label, width: nameWidth)
            }
            let isWide = !field.kind.isNumeric
            let cellWidth = isWide ? max(10, area.width - nameWidth - 8) : cellWidth(field, area.width - nameWidth)
            for (column, place) in lines[index].enumerated() {
                drawCell(&grid, place, x: nameWidth + 2 + column * (cellWidth + 3), y: y, width: cellWidth)
            }
            if first.entry == 0 && !isWide {
                let used = nameWidth + 2 + lines[index].count * (cellWidth + 3)
                if area.width - used > 12 {
                    grid.text(
                        glyphs.text(field.meaning.text), x: used + 1, y: y, style: .dim, width: area.width - used - 3)
                }
            }
        }
        if window.isCutBefore { grid.text(String(glyphs.moreUp), x: area.right - 2, y: area.y, style: .hint) }
        if window.isCutAfter { grid.text(String(glyphs.moreDown), x: area.right - 2, y: area.bottom - 1, style: .hint) }
    }

    private func cellWidth(_ field: AnswerField, _ room: Int) -> Int {
        max(5, min(10, room / ExerciseWork.columns(field) - 4))
    }

    private func drawCell(_ grid: inout Grid, _ place: ExerciseWork.Place, x: Int, y: Int, width: Int) {
        let isFocused = place == work.place
        if isFocused, let editor = work.editor {
            editor.draw(&grid, x: x, y: y, width: width)
            return
        }
        let typed = work.cells[place.field][place.entry]
        let verdict = work.verdict(place)
        let text = Text.pad(Text.fit(typed.isEmpty ? "_" : typed, width: width), width: width)
        grid.text(StyledText(text, style(verdict, isEmpty: typed.isEmpty).focused(isFocused)), x: x, y: y)
        if let mark = glyph(verdict) {
            grid.text(String(mark), x: x + width, y: y, style: style(verdict, isEmpty: false))
        }
        if isFocused { grid.setCursor(x: x, y: y) }
    }

    private func style(_ verdict: Verdict?, isEmpty: Bool) -> Style {
        switch verdict {
        case .right: .success
        case .wrong: .error
        case .carried: .warning
        case .missing, .unreadable: .warning
        case nil: isEmpty ? .future : .value
        }
    }

    private func glyph(_ verdict: Verdict?) -> Unicode.Scalar? {
        switch verdict {
        case .right: glyphs.check
        case .wrong: glyphs.ballot
        case .carried: "~"
        case .unreadable: "?"
        case .missing, nil: nil
        }
    }

    // MARK: Remarks

    private var messageRows: Int { work.marks == nil && !work.showsHint ? 1 : 3 }

    /// What marking says of the answer under the cursor, or what is to be written there; then of the others that are not right.
    private var remarkLines: [(String, Style)] {
        let field = work.exercise.fields[work.place.field]
        if work.showsHint, work.hints > 0 {
            return [("hint \(work.hints) of \(work.text.hints.count): \(work.text.hints[work.hints - 1])", .hint)]
        }
        guard let marks = work.marks else { return [("\(field.name): \(field.meaning.text), \(field.wanted)", .hint)] }
        func line(_ index: Int) -> (String, Style) {
            let answer = marks.answers[index]
            let style: Style =
                answer.verdict == .right ? .success : answer.verdict == .missing ? .hint : .warning
            return ("\(answer.name) \(answer.verdict.rawValue). \(answer.message)", style)
        }
        let others = marks.answers.indices.filter {
            $0 != work.place.field && marks.answers[$0].verdict != .right && marks.answers[$0].verdict != .missing
        }
        return [line(work.place.field)] + others.map { (line($0).0, .dim) }
    }
}
