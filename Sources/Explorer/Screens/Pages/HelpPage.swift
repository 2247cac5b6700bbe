import TerminalUI

/// The keys of the screen on which the help was asked for: filtered by what is typed, done by Enter; and the signs that stand on it.
struct HelpPage: Screen {
    private let bindings: [ExplorerKey]
    private let sections: [String]
    /// With what has a word and no key.
    private let all: [ExplorerKey]
    private let signs: [(sign: String, meaning: String)]
    private var editor = LineEditor()
    /// The chosen entry, among those that the filter leaves.
    private var selection = 0

    init(_ explorer: Explorer) {
        let table = explorer.keys
        all = table.bindings
        let ordered = table.sections
        bindings = ordered.flatMap(\.bindings)
        sections = ordered.flatMap { section in section.bindings.map { _ in section.title } }
        let shown = Set((explorer.glyphs.isASCII ? "" : explorer.frame().plainText).unicodeScalars)
        signs = Self.glossary.filter { $0.sign.unicodeScalars.allSatisfy(shown.contains) }
    }

    private static let glossary: [(sign: String, meaning: String)] = [
        ("●", "computed"), ("◉", "the present moment"), ("○", "not computed yet"),
        ("▶", "carries a value that is there"),
        ("▷", "carries a value to come"), ("◀", "the gradient has come back here"), ("━", "passed"), ("┄", "to come"),
        ("█", "a bar, or the greatest of a strip"), ("▆", "a number of a strip: the higher, the larger"),
        ("▾", "more lies below"), ("▴", "more lies above"), ("‹", "more lies to the left"),
        ("›", "more lies to the right"),
        ("⊙", "times, entry by entry"), ("ᵀ", "transposed"), ("∂", "∂v stands for ∂L/∂v"), ("‖", "‖v‖: the norm of v"),
        ("ρ", "spectral radius: the largest eigenvalue's modulus"),
        ("σ", "sigmoid; in figures the largest singular value"),
        ("λ", "growth a step, (1/n) log ‖product of Jacobians‖"), ("⊕", "the layer's own input is added"),
        ("*", "changed, not written"),
    ]

    var shared: SharedKeys { [] }
    var isOverlay: Bool { true }

    /// What the filter leaves: entries whose keys or words begin so, or whose help has it.
    private func entries(_ glyphs: Glyphs) -> [Int] {
        let wanted = editor.text.lowercased()
        guard !wanted.isEmpty else { return Array(bindings.indices) }
        let isKey: (Int) -> Bool = { self.bindings[$0].keys.contains { $0.name(glyphs) == self.editor.text } }
        let byKey = bindings.indices.filter(isKey)
        let byWord = bindings.indices.filter { index in
            let binding = bindings[index]
            return !isKey(index)
                && (binding.words.contains { $0.hasPrefix(wanted) } || binding.help.lowercased().contains(wanted))
        }
        return byKey + byWord
    }

    /// How many lines can be chosen: the entries, and without a filter the signs.
    private func count(_ glyphs: Glyphs) -> Int { entries(glyphs).count + (editor.isEmpty ? signs.count : 0) }

    func keys(_ explorer: Explorer) -> [ScreenKey<HelpPage>] {
        func moving(_ keys: [Key], _ help: String, _ delta: Int) -> ScreenKey<HelpPage> {
            ScreenKey(keys, help: help, section: "Reading", takesCount: true) { page, explorer, press in
                let count = page.count(explorer.glyphs)
                page.selection = max(0, min(count - 1, page.selection + delta * press.times))
            }
        }
        return [
            ScreenKey([.enter], footer: "does it", help: "do what the entry says", section: "Reading") {
                page, explorer, _ in page.act(&explorer)
            },
            moving([.down], "an entry on", 1), moving([.up], "an entry back", -1),
            moving([.pageDown], "ten on", 10), moving([.pageUp], "ten back", -10),
            moving([.home], "the first entry", -10_000), moving([.end], "the last entry", 10_000),
            ScreenKey([.escape], footer: "closes", help: "close the help", section: "Reading") { _, explorer, _ in
                explorer.close()
            },
            ScreenKey(
                [], others: .line, footer: "filters", help: "types a word or a key: only entries with it are listed",
                section: "Reading"
            ) { page, _, press in
                _ = page.editor.feed(press.key)
                page.selection = 0
            },
            ScreenKey([], others: .anyOther, help: "does nothing here", section: "Reading") { _, _, _ in },
        ]
    }

    private func act(_ explorer: inout Explorer) {
        let entries = entries(explorer.glyphs)
        guard entries.indices.contains(selection) else { return }
        let binding = bindings[entries[selection]]
        explorer.close()
        if let reason = binding.disabled {
            explorer.message = .init(reason)
        } else {
            binding.action(&explorer, KeyPress(binding.keys.first ?? .enter))
        }
    }

    // MARK: Drawing

    private struct Line {
        let text: StyledText
        /// The entry that it belongs to, among those that are listed.
        let entry: Int?
    }

    private func lines(_ glyphs: Glyphs, width: Int) -> [Line] {
        let entries = entries(glyphs)
        let keyWidth = min(width / 3, bindings.map { Text.width($0.names(glyphs)) }.max() ?? 0)
        let room = max(1, width - keyWidth - 2)
        var lines: [Line] = []
        for (place, index) in entries.enumerated() {
            let isNewSection = place == 0 || sections[index] != sections[entries[place - 1]]
            if isNewSection, editor.isEmpty {
                if !lines.isEmpty { lines.append(Line(text: StyledText(), entry: nil)) }
                lines.append(Line(text: StyledText(glyphs.text(sections[index]), .heading), entry: nil))
            }
            let binding = bindings[index]
            let names = Text.wrap(binding.names(glyphs), width: keyWidth)
            let help = Text.wrap(glyphs.text(binding.help), width: room).map { StyledText($0) }
            let reason = Text.wrap(glyphs.text(binding.disabled ?? ""), width: room).map { StyledText($0, .dim) }
            let right = help + (binding.disabled == nil ? [] : reason)
            for row in 0..<max(names.count, right.count) {
                let key = Text.pad(row < names.count ? names[row] : "", width: keyWidth)
                let style: Style = place == selection && row == 0 ? .focus : .key
                let text = StyledText(key, style) + StyledText("  ") + (row < right.count ? right[row] : StyledText())
                lines.append(Line(text: text, entry: place))
            }
        }
        if entries.isEmpty { lines.append(Line(text: StyledText("no key has this in it", .hint), entry: nil)) }
        guard editor.isEmpty, !signs.isEmpty else { return lines }
        lines += [Line(text: StyledText(), entry: nil), Line(text: StyledText("Signs", .heading), entry: nil)]
        lines += signs.enumerated().map { place, sign in
            let style: Style = entries.count + place == selection ? .focus : .key
            let name = StyledText(Text.pad(sign.sign, width: keyWidth), style) + StyledText("  ")
            return Line(text: name + StyledText(glyphs.text(sign.meaning)), entry: entries.count + place)
        }
        return lines
    }

    func draw(_ grid: inout Grid, _ explorer: Explorer) {
        let glyphs = explorer.glyphs
        let width = max(1, min(78, explorer.size.width - 4) - 4)
        let lines = lines(glyphs, width: width)
        let shown = max(1, min(lines.count, explorer.size.height - 4))
        let height = shown + 2
        let frame = Rect(
            x: (grid.width - min(grid.width, width + 4)) / 2, y: max(0, (explorer.size.height - height) / 2),
            width: min(grid.width, width + 4), height: height)
        grid.fill(frame)
        let title = editor.isEmpty ? "Keys" : "Keys with \(editor.text)"
        let inside = grid.box(frame, title: glyphs.text(title), glyphs: glyphs)
        let focus = lines.firstIndex { $0.entry == selection } ?? 0
        // The list stands still until the chosen entry would leave it.
        let first = max(0, min(lines.count - shown, focus - shown + 2))
        for (row, line) in lines.dropFirst(first).prefix(shown).enumerated() {
            grid.text(line.text, x: inside.x + 1, y: inside.y + row, width: inside.width - 2)
        }
        if first > 0 {
            grid.text(StyledText(" \(glyphs.moreUp) \(first) more ", .hint), right: frame.right - 2, y: frame.y)
        }
        let hidden = lines.count - shown - first
        let hint = hidden > 0 ? " \(glyphs.moreDown) \(hidden) more " : " Esc closes "
        grid.text(StyledText(hint, .hint), right: frame.right - 2, y: frame.bottom - 1)
        grid.setCursor(x: inside.x + 1, y: inside.y + max(0, focus - first))
    }

    // MARK: Words

    /// The words of the screen, and those that take more words.
    func words(_ explorer: Explorer) -> LinearText {
        var text = LinearText()
        for binding in all {
            guard let word = binding.words.first else { continue }
            text.fact(binding.takesCount ? "\(word) [N]" : word, binding.help)
        }
        for phrase in explorer.phrases { text.fact(phrase.usage, phrase.help) }
        return text
    }
}
