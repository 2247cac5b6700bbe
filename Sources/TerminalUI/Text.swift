import Foundation

/// Text as cells: what a string becomes when every cell holds one character of width 1.
public enum Text {
    /// Stands for every character that no single cell can hold.
    public static let replacement: Unicode.Scalar = "\u{FFFD}"
    /// Marks that something was cut off.
    public static let ellipsis: Unicode.Scalar = "…"

    /// The string's cells. A combining mark joins its base (é) or takes a cell of its own (`c~`); tab and line break become a
    /// blank; controls, format characters, wide characters and what is not assigned become `replacement`.
    public static func cells(_ string: some StringProtocol) -> [Unicode.Scalar] {
        var cells: [Unicode.Scalar] = []
        cells.reserveCapacity(string.utf8.count)
        for scalar in string.unicodeScalars {
            if CharacterWidth.isOne(scalar) {
                cells.append(scalar)
            } else if scalar == "\n" || scalar == "\t" {
                cells.append(" ")
            } else if scalar == "\r" {
                continue
            } else if let base = cells.last, let joined = compose(base, scalar) {
                cells[cells.count - 1] = joined
            } else {
                cells.append(CharacterWidth.spacing(of: scalar) ?? replacement)
            }
        }
        return cells
    }

    /// The number of cells that the string takes.
    public static func width(_ string: some StringProtocol) -> Int {
        isPlain(string) ? string.utf8.count : cells(string).count
    }

    /// Whether every character is printable ASCII, a cell each.
    private static func isPlain(_ string: some StringProtocol) -> Bool {
        string.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }

    /// The string in at most `width` cells; what is cut off is marked by `…`.
    public static func fit(_ string: some StringProtocol, width: Int) -> String {
        fitted(string, width).text
    }

    /// The string in at most `width` cells, and how many it takes.
    private static func fitted(_ string: some StringProtocol, _ width: Int) -> (text: String, width: Int) {
        let count = string.utf8.count
        if count <= width, isPlain(string) { return (String(string), count) }
        let all = cells(string)
        let kept = all.count <= width ? all : cut(all, width: width)
        return (String(kept[...]), kept.count)
    }

    /// The string in exactly `width` cells: cut with a mark, or padded on the side that `alignment` leaves free.
    public static func pad(_ string: some StringProtocol, width: Int, alignment: Alignment = .left) -> String {
        let (fitted, used) = fitted(string, width)
        let free = max(0, width - used)
        let before =
            switch alignment {
            case .left: 0
            case .center: free / 2
            case .right: free
            }
        return blanks(before) + fitted + blanks(free - before)
    }

    /// The string's lines of at most `width` cells, broken at blanks, and inside a word only when the word is too long. Line breaks
    /// in the string are kept.
    public static func wrap(_ string: some StringProtocol, width: Int) -> [String] {
        guard width > 0 else { return [] }
        return string.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
            wrapParagraph($0, width: width)
        }
    }

    /// Paragraphs as one line each: a line break inside a paragraph becomes a blank, but before a line that is indented or an item.
    public static func reflowed(_ string: some StringProtocol) -> String {
        var lines: [String] = []
        for line in string.split(separator: "\n", omittingEmptySubsequences: false) {
            let beginsAnew = line.isEmpty || line.first == " " || line.hasPrefix("- ") || line.hasPrefix("* ")
            if let last = lines.last, !last.isEmpty, !beginsAnew {
                lines[lines.count - 1] = last + " " + line
            } else {
                lines.append(String(line))
            }
        }
        return lines.joined(separator: "\n")
    }

    /// So many blanks; none for a negative number.
    public static func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

    static func cut(_ cells: [Unicode.Scalar], width: Int) -> [Unicode.Scalar] {
        width <= 0 ? [] : Array(cells.prefix(width - 1)) + [ellipsis]
    }

    private static func compose(_ base: Unicode.Scalar, _ mark: Unicode.Scalar) -> Unicode.Scalar? {
        switch mark.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: break
        default: return nil
        }
        let joined = (String(base) + String(mark)).precomposedStringWithCanonicalMapping.unicodeScalars
        guard joined.count == 1, let scalar = joined.first, CharacterWidth.isOne(scalar) else { return nil }
        return scalar
    }

    private static func wrapParagraph(_ paragraph: some StringProtocol, width: Int) -> [String] {
        var lines: [String] = []
        var line: [Unicode.Scalar]?
        for word in cells(paragraph).split(separator: " ", omittingEmptySubsequences: false) {
            var next: [Unicode.Scalar]
            if let line, line.count + 1 + word.count <= width {
                next = line + [" "] + word
            } else {
                if let line { lines.append(String(line[...])) }
                next = Array(word)
            }
            while next.count > width {
                lines.append(String(next[..<width]))
                next = Array(next[width...])
            }
            line = next
        }
        lines.append(String((line ?? [])[...]))
        return lines
    }
}

/// On which side a text stands in a width that it does not fill.
public enum Alignment: Hashable, Sendable { case left, center, right }

extension String {
    init(_ cells: ArraySlice<Unicode.Scalar>) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: cells)
        self = String(view)
    }
}
