/// Levels as background colours of the 256-colour palette, each with the text colour that reads best on it. The divergent ones run
/// from negative (orange) over neutral to positive (blue), which every kind of colour vision tells apart.
struct Palette: Sendable {
    let backgrounds: [UInt8]
    let texts: [UInt8]

    /// −4 … 4 on a dark screen: brighter is stronger.
    static let divergingDark = Palette(
        backgrounds: [230, 215, 172, 94, 236, 24, 32, 75, 159],
        texts: [16, 16, 16, 231, 231, 231, 16, 16, 16])

    /// −4 … 4 on a light screen: darker is stronger.
    static let divergingLight = Palette(
        backgrounds: [130, 172, 215, 223, 231, 153, 75, 26, 18],
        texts: [231, 16, 16, 16, 16, 16, 16, 231, 231])

    /// 0 … 7, viridis.
    static let sequential = Palette(
        backgrounds: [53, 55, 61, 31, 36, 78, 148, 226],
        texts: [231, 231, 231, 16, 16, 16, 16, 16])
}
