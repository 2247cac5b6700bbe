import Foundation

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

    /// How bright a colour is to the eye, 0 to 1 (WCAG 2, relative luminance); its parts are from 0 to 1.
    public static func luminance(red: Double, green: Double, blue: Double) -> Double {
        func linear(_ part: Double) -> Double { part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4) }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// How far two colours of the palette are apart, 1 to 21 (WCAG 2, contrast ratio).
    public static func contrast(_ one: UInt8, _ other: UInt8) -> Double {
        func luminance(_ index: UInt8) -> Double {
            let color = rgb(index)
            func part(_ shift: UInt32) -> Double { Double(color >> shift & 0xFF) / 255 }
            return Self.luminance(red: part(16), green: part(8), blue: part(0))
        }
        let pair = [luminance(one), luminance(other)].sorted()
        return (pair[1] + 0.05) / (pair[0] + 0.05)
    }

    private static let levels: [UInt32] = [0, 95, 135, 175, 215, 255]
    private static let basic: [UInt32] = [
        0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
        0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
    ]
}
