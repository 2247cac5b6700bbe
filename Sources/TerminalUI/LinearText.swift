import Wording

/// The content of a screen line by line, for screen readers, pipes and logs: no frames, no columns, one fact a line.
public struct LinearText: Hashable, Sendable {
    /// One thing to say, by its kind; only a `text` keeps line breaks.
    public enum Line: Hashable, Sendable {
        case heading(String)
        /// `name: value`.
        case fact(name: String, value: String)
        case item(String)
        case text(String)
        case blank
    }

    /// In reading order.
    public private(set) var lines: [Line] = []

    /// A text without lines.
    public init() {}

    /// Begins a part: a heading, with a blank line before it where there is none yet.
    public mutating func heading(_ text: String) {
        if !lines.isEmpty && lines.last != .blank { lines.append(.blank) }
        lines.append(.heading(text))
    }

    /// Adds a line `name: value`.
    public mutating func fact(_ name: String, _ value: String) { lines.append(.fact(name: name, value: value)) }
    /// Adds a line of a list, rendered behind a hyphen.
    public mutating func item(_ text: String) { lines.append(.item(text)) }
    /// Adds a sentence or a paragraph; its line breaks are kept.
    public mutating func text(_ text: String) { lines.append(.text(text)) }
    /// Adds an empty line, even after another one.
    public mutating func blank() { lines.append(.blank) }
    /// Adds the other text's lines as they are, with nothing between.
    public mutating func append(_ other: LinearText) { lines += other.lines }

    /// The lines in this tier's spelling, a line break after each. What is no printable character never gets through raw.
    public func render(_ glyphs: Glyphs) -> String {
        lines.map { line in
            switch line {
            case .heading(let text): clean(text, glyphs)
            case .fact(let name, let value): clean(name, glyphs) + ": " + clean(value, glyphs)
            case .item(let text): "- " + clean(text, glyphs)
            case .text(let text):
                text.split(separator: "\n", omittingEmptySubsequences: false)
                    .map { clean(String($0), glyphs) }.joined(separator: "\n")
            case .blank: ""
            }
        }
        .map { $0 + "\n" }
        .joined()
    }

    private func clean(_ text: String, _ glyphs: Glyphs) -> String {
        let printable = text.unicodeScalars.allSatisfy(SafeText.isPrintable) ? text : String(Text.cells(text)[...])
        return glyphs.text(printable)
    }
}
