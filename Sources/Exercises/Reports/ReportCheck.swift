import Foundation
import Wording

/// What a report of `check` can have in it: whatever else stands in one would reach a terminal, a spreadsheet or a page unseen.
enum ReportCheck {
    /// The first place of a character that no report has; reports write them out.
    static func unprintable(_ text: String) -> (at: TextLocation, found: String)? {
        // Text of printable ASCII needs no second look.
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) || $0 == 0x0A }) { return nil }
        var place = TextLocation.start
        for scalar in text.unicodeScalars {
            if scalar == "\n" {
                place = TextLocation(line: place.line + 1, column: 1)
            } else if SafeText.isPrintable(scalar) {
                place.column += 1
            } else {
                return (place, SafeText.codePoint(scalar.value))
            }
        }
        return nil
    }

    /// Whether a text is JSON with a list of sheets in it.
    static func isJSON(_ text: String) -> Bool {
        let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        return object?["sheets"] is [[String: Any]]
    }

    /// The first line that is no row of a table of so many columns, or in which a spreadsheet would find a formula; from 1.
    static func badRow(_ text: String, columns: Int) -> Int? {
        guard text.utf8.last == UInt8(ascii: "\n") else { return text.utf8.count { $0 == UInt8(ascii: "\n") } + 1 }
        let lines = text.utf8.dropLast().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return lines.firstIndex { line in
            guard let cells = cells(line) else { return true }
            return cells.count != columns || cells.contains(where: isFormula)
        }.map { $0 + 1 }
    }

    /// The cells of a row; nil where a quote is not closed or stands within a cell.
    private static func cells(_ line: Substring.UTF8View) -> [String]? {
        let (quote, comma) = (UInt8(ascii: "\""), UInt8(ascii: ","))
        var cells: [String] = []
        var rest = line
        while true {
            var cell: [UInt8] = []
            if rest.first == quote {
                rest.removeFirst()
                while true {
                    guard let byte = rest.popFirst() else { return nil }
                    if byte == quote {
                        guard rest.first == quote else { break }
                        rest.removeFirst()
                    }
                    cell.append(byte)
                }
            } else {
                while let byte = rest.first, byte != comma {
                    if byte == quote { return nil }
                    cell.append(byte)
                    rest.removeFirst()
                }
            }
            cells.append(String(decoding: cell, as: UTF8.self))
            guard let byte = rest.popFirst() else { return cells }
            if byte != comma { return nil }
        }
    }

    /// Whether a spreadsheet takes the cell for a formula.
    static func isFormula(_ cell: String) -> Bool {
        guard let first = cell.first, "=+-@\t".contains(first) else { return false }
        return Double(cell) == nil
    }
}
