/// The colours of the 256-colour palette as xterm shows them.
public enum PaletteColor {
    /// Red, green and blue as 0xRRGGBB.
    public static func rgb(_ index: UInt8) -> UInt32 {
        let value = Int(index)
        if value < 16 { return basic[value] }
        if value >= 232 { return UInt32(8 + 10 * (value - 232)) * 0x010101 }
        let cube = value - 16
        return levels[cube / 36] << 16 | levels[cube / 6 % 6] << 8 | levels[cube % 6]
    }

    private static let levels: [UInt32] = [0, 95, 135, 175, 215, 255]
    private static let basic: [UInt32] = [
        0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
        0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
    ]
}
