extension KeyTable {
    /// One line of `key words` pairs in at most `width` cells: in their order those that fit, and the last of all (the way to
    /// the help) always. What cannot act now is faint.
    public func footer(width: Int, glyphs: Glyphs) -> StyledText {
        let parts = footerParts(width: width, glyphs: glyphs)
        guard let last = parts.last else { return StyledText() }
        return parts.dropLast().reduce(StyledText()) { $0 + $1.text + StyledText("  ") } + last.text
    }

    /// The first key of the pair at a column of the footer; nil between two and behind the last.
    public func footerKey(at x: Int, width: Int, glyphs: Glyphs) -> Key? {
        var start = 0
        for part in footerParts(width: width, glyphs: glyphs) {
            if (start..<start + part.text.width).contains(x) { return part.key }
            start += part.text.width + 2
        }
        return nil
    }

    private func footerParts(width: Int, glyphs: Glyphs) -> [(key: Key?, text: StyledText)] {
        let parts = pressable.compactMap { binding -> (key: Key?, text: StyledText)? in
            guard let words = binding.footer else { return nil }
            let isFaint = binding.disabled != nil
            let text = StyledText([
                .init(binding.name(glyphs), isFaint ? .key.faint : .key),
                .init(" " + glyphs.text(words), isFaint ? .label.faint : .label),
            ])
            return (binding.keys.first, text)
        }
        guard let last = parts.last else { return [] }
        var room = width - last.text.width
        var fitting: [(key: Key?, text: StyledText)] = []
        for part in parts.dropLast() where room >= part.text.width + 2 {
            fitting.append(part)
            room -= part.text.width + 2
        }
        return fitting + [last]
    }

    /// The help's sections in the order in which they first appear, each with its bindings.
    public var sections: [(title: String, bindings: [KeyBinding<Action>])] {
        var titles: [String] = []
        for binding in pressable where !titles.contains(binding.section) { titles.append(binding.section) }
        return titles.map { title in (title, pressable.filter { $0.section == title }) }
    }

    /// Without what has words but no key.
    private var pressable: [KeyBinding<Action>] { bindings.filter { !$0.keys.isEmpty || $0.others != nil } }

    /// The help as lines of at most `width` cells: keys, what they do, and why one cannot act now.
    public func help(width: Int, glyphs: Glyphs) -> [StyledText] {
        let keyWidth = min(width / 3, pressable.map { Text.width($0.names(glyphs)) }.max() ?? 0)
        let room = width - keyWidth - 2
        guard room > 0 else { return [] }
        var lines: [StyledText] = []
        for (title, bindings) in sections {
            if !lines.isEmpty { lines.append(StyledText()) }
            if !title.isEmpty { lines.append(StyledText(Text.fit(glyphs.text(title), width: width), .heading)) }
            for binding in bindings {
                let names = Text.wrap(binding.names(glyphs), width: keyWidth)
                let words = Text.wrap(glyphs.text(binding.help), width: room).map { StyledText($0) }
                let reason = Text.wrap(glyphs.text(binding.disabled ?? ""), width: room).map { StyledText($0, .dim) }
                let right = words + (binding.disabled == nil ? [] : reason)
                for row in 0..<max(names.count, right.count) {
                    let key = Text.pad(row < names.count ? names[row] : "", width: keyWidth)
                    lines.append(StyledText(key + "  ", .key) + (row < right.count ? right[row] : StyledText()))
                }
            }
        }
        return lines
    }

    /// The help as plain text for a manual.
    public func manual(glyphs: Glyphs) -> String {
        sections.map { title, bindings in
            (title.isEmpty ? [] : [glyphs.text(title)])
                + bindings.map { "  \($0.names(glyphs))  \(glyphs.text($0.help))" }
        }
        .map { $0.joined(separator: "\n") + "\n" }
        .joined(separator: "\n")
    }
}
