extension Grid {
    /// The screen's rows as text, trailing blanks left out, a line break after each.
    public var plainText: String {
        var text = String.UnicodeScalarView()
        for y in 0..<screen.height {
            let row = row(y)
            let end = row.lastIndex { $0.scalar != " " && $0.scalar != "\u{2800}" && $0.scalar != "\u{A0}" }.map {
                $0 + 1
            }
            text.append(contentsOf: row[..<(end ?? row.startIndex)].lazy.map(\.scalar))
            text.append("\n")
        }
        return String(text)
    }
}
