/// All moments of a run in one row: what has been computed, the present, what is to come.
public struct TimelineStrip: Hashable, Sendable {
    /// Moments of one kind, such as the forward pass or the update.
    public struct Section: Hashable, Sendable {
        /// Stands before the section's moments.
        public var name: String
        /// The number of moments in it, computed or not.
        public var count: Int

        /// A negative number of moments counts as 0.
        public init(_ name: String, count: Int) {
            self.name = name
            self.count = max(0, count)
        }
    }

    /// In the order in which they are computed.
    public var sections: [Section]
    /// How many moments are computed, over all sections; the last of them is the present one. 0: nothing yet.
    public var computed: Int

    /// A negative number of computed moments counts as 0.
    public init(_ sections: [Section], computed: Int) {
        self.sections = sections
        self.computed = max(0, computed)
    }

    /// The row in at most `width` cells: joined dots, then bare dots, then dots around the present and figures elsewhere, then the present
    /// alone in figures.
    public func line(width: Int, glyphs: Glyphs) -> StyledText {
        let most = max(width, 0)
        if sections.reduce(0, { $0 + $1.count }) <= most {
            for isJoined in [true, false] {
                let line = assemble(glyphs) { dots($0, from: $1, range: 0..<$0.count, isJoined: isJoined, glyphs) }
                if line.width <= most { return line }
            }
        }
        let figures = assemble(glyphs) { section, first in figure(section, first, glyphs) }
        guard let (present, first) = presentSection else {
            return figures.width <= most ? figures : short(width: most, glyphs)
        }
        let room = most - figures.width + figure(present, first, glyphs).width - 2
        guard room >= 3 else { return figures.width <= most ? figures : short(width: most, glyphs) }
        return assemble(glyphs) { section, start in
            guard start == first, section == present else { return figure(section, start, glyphs) }
            return window(section, start, width: room, glyphs)
        }
    }

    private func assemble(_ glyphs: Glyphs, _ body: (Section, Int) -> StyledText) -> StyledText {
        var line = StyledText()
        var first = 0
        for (index, section) in sections.enumerated() {
            if index > 0 { line.append(" \(glyphs.section) ", .rule) }
            let isPresent = computed > first && computed <= first + section.count
            line.append(glyphs.text(section.name) + " ", isPresent ? .present : .label)
            line.append(body(section, first))
            first += section.count
        }
        return line
    }

    private func dots(_ section: Section, from first: Int, range: Range<Int>, isJoined: Bool, _ glyphs: Glyphs)
        -> StyledText
    {
        var line = StyledText()
        for index in range {
            let moment = first + index + 1
            if isJoined && index > range.lowerBound {
                let isDone = moment <= computed
                line.append(String(isDone ? glyphs.heavyHorizontal : glyphs.horizontal), isDone ? .past : .future)
            }
            if moment == computed {
                line.append(String(glyphs.present), .present)
            } else {
                line.append(
                    String(moment < computed ? glyphs.done : glyphs.notYet), moment < computed ? .past : .future)
            }
        }
        return line
    }

    /// Dots around the present, `width` of them, with marks where there are more.
    private func window(_ section: Section, _ first: Int, width: Int, _ glyphs: Glyphs) -> StyledText {
        let count = min(width, section.count)
        let start = max(0, min(computed - first - 1 - count / 2, section.count - count))
        let range = start..<start + count
        let before = StyledText(start > 0 ? String(glyphs.moreLeft) : "", .dim)
        let after = StyledText(range.upperBound < section.count ? String(glyphs.moreRight) : "", .dim)
        return before + dots(section, from: first, range: range, isJoined: false, glyphs) + after
    }

    /// How many of how many; a section of one moment stays its dot.
    private func figure(_ section: Section, _ first: Int, _ glyphs: Glyphs) -> StyledText {
        if section.count == 1 { return dots(section, from: first, range: 0..<1, isJoined: false, glyphs) }
        let done = max(0, min(section.count, computed - first))
        return StyledText("\(done)/\(section.count)", done == section.count ? .past : done > 0 ? .present : .future)
    }

    private var presentSection: (Section, first: Int)? {
        var first = 0
        for section in sections {
            if computed > first && computed <= first + section.count { return (section, first) }
            first += section.count
        }
        return nil
    }

    private func short(width: Int, _ glyphs: Glyphs) -> StyledText {
        let (section, first) = presentSection ?? (sections.first ?? Section("", count: 0), 0)
        let text = glyphs.text(section.name) + " " + figure(section, first, glyphs).string
        return StyledText(Text.fit(text, width: width), .present)
    }
}
