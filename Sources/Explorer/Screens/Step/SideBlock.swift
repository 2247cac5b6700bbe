import TerminalUI

/// A titled piece of a screen that stands where there is room for it, and is left out where there is none.
struct SideBlock {
    let title: StyledText
    /// Below this width it is left out.
    let leastWidth: Int
    /// Its lines in so many columns and rows at most.
    let lines: (Size) -> [StyledText]

    init(_ title: String, leastWidth: Int, lines: @escaping (Size) -> [StyledText]) {
        self.title = StyledText(title, .heading)
        self.leastWidth = leastWidth
        self.lines = lines
    }

    /// The fewest rows in which a block says something: its title and two lines.
    static let leastHeight = 3
}

/// Regions of a screen that blocks fill from top to bottom, the first region first.
struct SideRegions {
    private(set) var free: [Rect]

    /// - Parameter regions: columns of them where they are wide enough for several.
    init(_ regions: [Rect]) {
        free = regions.flatMap { region in
            let count = max(1, min(3, region.width / 56))
            return region.columns(Array(repeating: .flexible(), count: count), gap: 2)
        }
    }

    /// Draws the blocks in their order, each in the first region that has room for it.
    mutating func fill(_ grid: inout Grid, _ blocks: [SideBlock], glyphs: Glyphs) {
        for block in blocks {
            for index in free.indices where free[index].width >= block.leastWidth {
                guard free[index].height >= SideBlock.leastHeight else { continue }
                let region = free[index]
                let lines = block.lines(Size(width: region.width, height: region.height - 1))
                let shown = lines.prefix(region.height - 1)
                // A block of which hardly anything is seen waits for a region with more room.
                guard !lines.isEmpty, shown.count == lines.count || shown.count >= 4 else { continue }
                grid.text(glyphs.text(block.title), x: region.x, y: region.y, width: region.width)
                for (row, line) in shown.enumerated() {
                    grid.text(line, x: region.x, y: region.y + 1 + row, width: region.width)
                }
                if shown.count < lines.count {
                    let more = "\(glyphs.moreDown) \(lines.count - shown.count + 1) more"
                    grid.fill(Rect(x: region.x, y: region.bottom - 1, width: region.width, height: 1))
                    grid.text(more, x: region.x, y: region.bottom - 1, style: .hint, width: region.width)
                }
                free[index] = region.inset(top: min(region.height, shown.count + 2))
                break
            }
        }
    }
}
