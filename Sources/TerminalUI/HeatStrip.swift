extension HeatScale {
    /// A long vector in one row of at most `width` cells. Where it has more entries than that, a cell shows the entry of greatest magnitude of
    /// several neighbours; `entriesPerCell` says of how many.
    public func strip(_ values: [Double], width: Int, glyphs: Glyphs) -> (line: StyledText, entriesPerCell: Int) {
        guard width > 0, !values.isEmpty else { return (StyledText(), 1) }
        let perCell = (values.count + width - 1) / width
        var runs: [StyledText.Run] = []
        for start in stride(from: 0, to: values.count, by: perCell) {
            let strongest = values[start..<min(start + perCell, values.count)].reduce(0.0) { strongest, value in
                strongest.isNaN || value.isNaN ? .nan : abs(value) > abs(strongest) ? value : strongest
            }
            runs.append(.init(String(glyph(strongest, glyphs)), style(strongest)))
        }
        return (StyledText(runs), perCell)
    }
}
