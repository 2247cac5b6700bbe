extension Glyphs {
    /// A bar of `width` cells for a share 0…1: eighth blocks, in ASCII `#` and a last `+` for a half. A value outside ends in an arrow
    /// head; NaN reads `nan`.
    public func bar(_ value: Double, width: Int) -> String {
        guard width > 0 else { return "" }
        guard !value.isNaN else { return Text.pad("nan", width: width) }
        if value < 0 { return Text.pad(String(filledLeft), width: width) }
        if value > 1 { return String(repeating: String(fullBlock), count: width - 1) + String(filledRight) }
        return Text.pad(rising(cells: value * Double(width)), width: width)
    }

    /// A bar of `width` cells that grows from a centre line, left for negative and right for positive, `limit` filling a side.
    /// A value beyond the limit ends in an arrow head; NaN reads `nan`.
    public func signedBar(_ value: Double, limit: Double = 1, width: Int) -> String {
        guard width > 0 else { return "" }
        guard !value.isNaN else { return Text.pad("nan", width: width, alignment: .center) }
        let side = (width - 1) / 2
        let padding = Text.blanks(width - 1 - 2 * side)
        let share = limit > 0 ? value / limit : 0
        let length = min(1, abs(share)) * Double(side)
        let isBeyond = abs(share) > 1 && side > 0
        let bar = isBeyond ? String(repeating: String(fullBlock), count: side - 1) : ""
        let negative: String
        let positive: String
        if value < 0 {
            negative =
                isBeyond ? String(filledLeft) + bar : Text.pad(falling(cells: length), width: side, alignment: .right)
            positive = Text.blanks(side)
        } else {
            negative = Text.blanks(side)
            positive = isBeyond ? bar + String(filledRight) : Text.pad(rising(cells: length), width: side)
        }
        return negative + String(vertical) + positive + padding
    }

    var fullBlock: Unicode.Scalar { pick("█", "#") }

    /// From the left edge on, in eighths.
    private func rising(cells: Double) -> String {
        let whole: Int
        let last: String
        if isASCII {
            let halves = Int((cells * 2).rounded())
            (whole, last) = (halves / 2, halves % 2 == 1 ? "+" : "")
        } else {
            let eighths = Int((cells * 8).rounded())
            let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
            (whole, last) = (eighths / 8, parts[eighths % 8])
        }
        return String(repeating: String(fullBlock), count: whole) + last
    }

    /// From the right edge on, in halves: no font has finer blocks on that side.
    private func falling(cells: Double) -> String {
        let halves = Int((cells * 2).rounded())
        let last = halves % 2 == 1 ? String(pick("▐", "+")) : ""
        let isSmall = halves == 0 && cells >= 1.0 / 16
        return (isSmall ? String(pick("▕", "+")) : last) + String(repeating: String(fullBlock), count: halves / 2)
    }

    /// One cell that is filled from below to a share 0…1, in eighths.
    public func column(_ share: Double) -> Unicode.Scalar {
        guard share.isFinite else { return "!" }
        if isASCII { return Array("_.:-=+*#".unicodeScalars)[max(0, min(7, Int(share * 8)))] }
        let blocks = Array(" ▁▂▃▄▅▆▇█".unicodeScalars)
        return blocks[max(0, min(8, Int((max(0, min(1, share)) * 8).rounded())))]
    }
}
