import Lessons
import TerminalUI

extension LessonPage {
    /// From so many columns on the text stands beside the scene.
    static let widthBeside = 120
    /// Columns of the text beside the scene.
    private static let textWidth = 46
    /// Rows that the scene keeps where the text is below it.
    private static let sceneRows = 14

    private struct Places {
        var scene: Rect
        var text: Rect
    }

    private func places(_ size: Size, lines: Int) -> Places {
        if size.width >= Self.widthBeside {
            let text = Rect(x: 0, y: 0, width: Self.textWidth, height: size.height)
            return Places(
                scene: Rect(x: Self.textWidth + 1, y: 0, width: size.width - Self.textWidth - 1, height: size.height),
                text: text)
        }
        let rows = min(lines + 1, max(6, size.height - Self.sceneRows))
        let text = Rect(x: 0, y: max(0, size.height - rows), width: size.width, height: min(rows, size.height))
        return Places(scene: Rect(x: 0, y: 0, width: size.width, height: text.y), text: text)
    }

    /// The text of the step in lines with their styles.
    func lines(width: Int, _ explorer: Explorer) -> [(text: String, style: Style)] {
        var lines: [(String, Style)] = []
        func add(_ text: String, _ style: Style = .plain, indent: Int = 0) {
            for (row, line) in Text.wrap(explorer.glyphs.text(text), width: max(10, width - indent)).enumerated() {
                lines.append((String(repeating: " ", count: row == 0 ? 0 : indent) + line, style))
            }
        }
        if isPresenting {
            if let first = run.step.prose.first { add(Self.firstSentence(first.text)) }
        } else {
            for prose in run.step.prose { add(prose.text, indent: prose.isItem ? 2 : 0) }
        }
        for formula in run.step.formulas {
            for line in formula.lines
            where line.notation == explorer.notation || formula.lines.count == 1 || explorer.notation == .unfold {
                add("\(line.notation.rawValue): \(line.text)", .value, indent: 2)
            }
        }
        guard let task = run.step.task else { return lines }
        if let wording = task.wording { add(wording.text, .heading) }
        switch task.kind {
        case .ask(let question), .predict(let question, _):
            if case .choice(let choices) = question.form {
                for choice in choices { add("\(choice.letter)  \(choice.text.text)", indent: 3) }
            }
        case .exercise(let exercise): add("An exercise, \(exercise.exercise.kind): c opens it.", .heading)
        case .act: break
        }
        if let reply {
            let style: Style = reply.kind == .right ? .success : reply.kind == .wrong ? .warning : .hint
            for line in reply.lines { add(line, style) }
        }
        // Room for the line that is typed over the text.
        if explorer.top is AnswerPrompt { lines.append(("", .plain)) }
        return lines
    }

    private static func firstSentence(_ text: String) -> String {
        let characters = Array(text)
        let end = characters.indices.first { index in
            ".?".contains(characters[index]) && (index + 1 == characters.count || characters[index + 1] == " ")
                && index > 12
        }
        return String(characters.prefix((end ?? characters.count) + 1))
    }

    private func rows(of text: String, _ width: Int, _ explorer: Explorer) -> Int {
        Text.wrap(explorer.glyphs.text(text), width: max(10, width)).count
    }

    /// The largest scroll that still shows a full page.
    func lastScroll(_ explorer: Explorer) -> Int {
        let size = Size(width: explorer.size.width, height: max(0, explorer.size.height - 1))
        let width = size.width >= Self.widthBeside ? Self.textWidth - 2 : size.width - 2
        let count = lines(width: width, explorer).count
        return max(0, count - (places(size, lines: count).text.height - 1))
    }

    func draw(_ grid: inout Grid, _ explorer: Explorer) {
        if isPlaying {
            inner.draw(&grid, explorer)
            return
        }
        let width = grid.width >= Self.widthBeside ? Self.textWidth - 2 : grid.width - 2
        let lines = lines(width: width, explorer)
        let places = places(grid.size, lines: lines.count)
        if explorer.session != nil, run.scene != nil {
            grid.within(places.scene) { inner.draw(&$0, explorer) }
        }
        if grid.width >= Self.widthBeside { grid.verticalLine(x: Self.textWidth, glyphs: explorer.glyphs) }
        grid.within(places.text) { grid in
            grid.fill(grid.bounds)
            drawHeading(&grid, explorer)
            let room = max(0, grid.height - 1)
            // The end, but what was said last from its beginning on.
            let end = max(0, lines.count - room)
            let said =
                lines.count - (reply.map { reply in reply.lines.reduce(0) { $0 + rows(of: $1, width, explorer) } } ?? 0)
            var first = scroll == .max ? min(end, said) : min(scroll, end)
            // Whoever types sees what is asked.
            if explorer.top is AnswerPrompt, let question = lines.firstIndex(where: { $0.style == .heading }) {
                first = min(end, question)
            }
            for (row, line) in lines.dropFirst(first).prefix(room).enumerated() {
                grid.text(line.text, x: 1, y: row + 1, style: line.style)
            }
            if first + room < lines.count {
                grid.text(StyledText("J more", .key), right: grid.width - 1, y: grid.height - 1)
            }
        }
    }

    /// A rule with the step, its title and one mark for every step.
    private func drawHeading(_ grid: inout Grid, _ explorer: Explorer) {
        let glyphs = explorer.glyphs
        grid.horizontalLine(y: 0, glyphs: glyphs)
        let marks = run.records.enumerated().map { index, record in
            index == run.index
                ? (glyphs.isASCII ? "@" : "◉")
                : record.isDone ? (glyphs.isASCII ? "*" : "●") : (glyphs.isASCII ? "." : "○")
        }.joined()
        let title = " \(run.index + 1)/\(run.lesson.steps.count) \(run.step.title) "
        let room = max(0, grid.width - marks.count - 4)
        grid.text(Text.fit(glyphs.text(title), width: room), x: 1, y: 0, style: .heading)
        grid.text(StyledText(" \(marks) ", .past), right: grid.width, y: 0)
    }

    func words(_ explorer: Explorer) -> LinearText {
        var text = LinearText()
        text.heading("Step \(run.index + 1) of \(run.lesson.steps.count): \(run.step.title)")
        for line in lines(width: 10_000, explorer) { text.text(line.text) }
        return text
    }
}
