import TerminalUI

/// Small matrices side by side, with the row and the column in use marked.
struct MatrixTable {
    struct Matrix {
        let name: String
        let rows: Int
        let columns: Int
        /// An entry by its row and column; nil where the number is not computed yet. A large matrix is only looked at where it is seen.
        let entry: (Int, Int) -> Double?
        var row: Int?
        var column: Int?

        init(
            _ name: String, rows: Int, columns: Int, row: Int? = nil, column: Int? = nil,
            entry: @escaping (Int, Int) -> Double?
        ) {
            self.name = name
            self.rows = rows
            self.columns = columns
            self.entry = entry
            self.row = row
            self.column = column
        }

        /// A vector as a column.
        init(_ name: String, column entries: [Double?], row: Int? = nil) {
            self.init(name, rows: entries.count, columns: min(1, entries.count), row: row) { row, _ in entries[row] }
        }
    }

    let matrices: [Matrix]
    let numbers: Numbers

    private var glyphs: Glyphs { numbers.glyphs }
    /// So many rows of a matrix are seen at most.
    private static let most = 10

    /// Bands of matrices, as many side by side as fit into the width.
    func lines(width: Int) -> [StyledText] {
        var bands: [[[StyledText]]] = [[]]
        var used = 0
        for matrix in matrices {
            let block = lines(of: matrix, width: width)
            let blockWidth = block.map(\.width).max() ?? 0
            if used > 0, used + 2 + blockWidth > width {
                bands.append([])
                used = 0
            }
            used += (used > 0 ? 2 : 0) + blockWidth
            bands[bands.count - 1].append(block)
        }
        return bands.flatMap { Self.sideBySide($0) }
    }

    private static func sideBySide(_ blocks: [[StyledText]]) -> [StyledText] {
        let widths = blocks.map { $0.map(\.width).max() ?? 0 }
        return (0..<(blocks.map(\.count).max() ?? 0)).map { row in
            var line = StyledText()
            for (index, block) in blocks.enumerated() {
                if index > 0 { line.append("  ") }
                let part = row < block.count ? block[row] : StyledText()
                line.append(part)
                line.append(Text.blanks(widths[index] - part.width))
            }
            return line
        }
    }

    /// The name over the columns, and the rows around the one in use.
    private func lines(of matrix: Matrix, width: Int) -> [StyledText] {
        let down = Window(count: matrix.rows, room: Self.most, focus: matrix.row)
        // Of a large matrix only what can be in sight is spelled: a column takes two places at least.
        let near = Window(count: matrix.columns, room: max(1, (width - 3) / 2), focus: matrix.column)
        let texts = down.range.map { row in
            near.range.map { matrix.entry(row, $0).map { numbers.short($0) } ?? String(glyphs.notYet) }
        }
        let cell = texts.joined().map { Text.width($0) }.max() ?? 1
        let across = Window(count: matrix.columns, room: max(1, (width - 3) / (cell + 1)), focus: matrix.column)
        let isCut = across.isCutBefore || across.isCutAfter
        var heading = StyledText("  \(matrix.name)", .label)
        if isCut { heading.append(" columns \(across.range.lowerBound + 1) to \(across.range.upperBound)", .hint) }
        if let column = matrix.column, matrix.row == nil, across.range.contains(column), matrix.columns > 1 {
            heading.append(" column \(column + 1)", .present)
        }
        var lines = [heading]
        for (row, texts) in zip(down.range, texts) {
            let isRow = row == matrix.row
            var line = StyledText(isRow && matrix.rows > 1 ? "\(glyphs.filledRight) " : "  ", .present)
            for column in across.range {
                let isInUse =
                    isRow && (matrix.column.map { $0 == column } ?? true)
                    || matrix.row == nil && matrix.column == column
                let style: Style = matrix.entry(row, column) == nil ? .future : isInUse ? .present : .value
                line.append(
                    Text.pad(texts[column - near.range.lowerBound], width: cell, alignment: .right) + " ", style)
            }
            lines.append(line)
        }
        if down.range.count < matrix.rows {
            lines.append(StyledText("  \(matrix.rows - down.range.count) rows more", .hint))
        }
        return lines
    }
}
