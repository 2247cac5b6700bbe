extension Grid {
    /// The screen as text with ANSI colour sequences (SGR), for a terminal, `less -R` or a pipe. Every row ends reset.
    public func ansiText(_ theme: Theme) -> String {
        var text = ""
        for y in 0..<screen.height {
            var last = Attributes()
            let row = row(y)
            let end = row.lastIndex { $0.scalar != " " || theme.attributes($0.style).isVisibleOnBlank }.map { $0 + 1 }
            for cell in row[..<(end ?? row.startIndex)] {
                let look = theme.attributes(cell.style)
                if look != last {
                    text += look.sgr
                    last = look
                }
                text.unicodeScalars.append(cell.scalar)
            }
            text += last == Attributes() ? "\n" : "\u{1B}[0m\n"
        }
        return text
    }
}

extension Attributes {
    /// Whether a blank with this look differs from an empty cell.
    var isVisibleOnBlank: Bool { background != nil || underline || reverse }

    /// The sequence that sets exactly this look.
    var sgr: String {
        var codes = ["0"]
        if bold { codes.append("1") }
        if faint { codes.append("2") }
        if underline { codes.append("4") }
        if reverse { codes.append("7") }
        if let foreground { codes.append(Attributes.code(foreground, base: 30)) }
        if let background { codes.append(Attributes.code(background, base: 40)) }
        return "\u{1B}[" + codes.joined(separator: ";") + "m"
    }

    private static func code(_ color: UInt8, base: Int) -> String {
        switch color {
        case 0..<8: String(base + Int(color))
        case 8..<16: String(base + 60 + Int(color) - 8)
        default: "\(base + 8);5;\(color)"
        }
    }
}
