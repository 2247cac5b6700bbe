import Formula
import Wording

extension WorkedDerivation {
    /// What a derivation is written as: lines for a terminal, lists in Markdown, a LaTeX document.
    public enum Format: String, Sendable, CaseIterable { case text, markdown, latex }

    /// The whole derivation; `width` breaks lines of plain text where mathematics may be broken.
    public func text(_ format: Format, style: WritingStyle, width: Int? = nil) -> String {
        switch format {
        case .text: plain(style, width)
        case .markdown: markdown(style)
        case .latex: latex
        }
    }

    // MARK: Plain text

    private func plain(_ style: WritingStyle, _ width: Int?) -> String {
        var text = title.isEmpty ? "" : SafeText.of(title) + "\n"
        for section in sections {
            text += "\n\(section.title)\n"
            for line in section.lines {
                for (depth, equation) in line.equations(
                    style, omission: { "\(style == .ascii ? "..." : "…") (\($0) more)" })
                {
                    text += Self.broken(equation, indent: 2 + 2 * depth, width: width)
                }
            }
        }
        return text
    }

    /// A line, broken at spaces; no-break spaces hold together what belongs together.
    private static func broken(_ line: String, indent: Int, width: Int?) -> String {
        let margin = String(repeating: " ", count: indent)
        guard let width, indent + line.count > width else {
            return margin + line.replacing("\u{A0}", with: " ") + "\n"
        }
        var rows = [margin]
        for word in line.split(separator: " ", omittingEmptySubsequences: false) {
            let isFirst = rows[rows.count - 1].allSatisfy { $0 == " " }
            if !isFirst, rows[rows.count - 1].count + 1 + word.count > width {
                rows.append(margin + "    " + word)
            } else {
                rows[rows.count - 1] += (isFirst ? "" : " ") + word
            }
        }
        return rows.map { $0.replacing("\u{A0}", with: " ") + "\n" }.joined()
    }

    // MARK: Markdown

    private func markdown(_ style: WritingStyle) -> String {
        var text = title.isEmpty ? "" : "# \(Self.escaped(SafeText.of(title)))\n"
        for section in sections {
            text += "\n## \(section.title)\n\n"
            for line in section.lines {
                for (depth, equation) in line.equations(style, omission: { "… (\($0) more)" }) {
                    let plain = equation.replacing("\u{A0}", with: " ")
                    text += String(repeating: "  ", count: depth) + "- `\(plain)`\n"
                }
            }
        }
        return text
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { $0 += "\\`*_{}[]<>#|".contains($1) ? "\\\($1)" : "\($1)" }
    }
}

extension WorkedDerivation.Line {
    /// The equations of the line with their depth: in symbols, and below it each entry with the numbers in. What has one entry stands in one
    /// line.
    func equations(_ style: WritingStyle, omission: (Int) -> String) -> [(depth: Int, text: String)] {
        let equals = " \(style.equals) "
        guard let symbols else { return [(0, remark)] }
        let words = halves.map { "direct: \($0.direct); carried: \($0.carried)" } ?? remark
        let tail = words.isEmpty ? "" : "   (\(words))"
        if entries.count == 1, omitted == 0 || entries[0].left == symbols.left {
            var parts = [symbols.left, symbols.right]
            for part in [entries[0].numbers, entries[0].result] where part != parts.last { parts.append(part) }
            let line = [(0, parts.joined(separator: equals) + tail)]
            return omitted > 0 ? line + [(1, omission(omitted))] : line
        }
        var lines = [(0, symbols.left + equals + symbols.right + tail)]
        for entry in entries {
            let sides =
                entry.numbers == entry.result ? [entry.left, entry.result] : [entry.left, entry.numbers, entry.result]
            lines.append((1, sides.joined(separator: equals)))
        }
        if omitted > 0 { lines.append((1, omission(omitted))) }
        return lines
    }
}
