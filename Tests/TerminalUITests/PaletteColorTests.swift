import Foundation
import Testing
import TerminalUI

@Suite struct PaletteColorTests {
    @Test func cubeGreysAndBasics() {
        #expect(
            [9, 16, 94, 117, 231, 232, 255].map(PaletteColor.rgb) == [
                0xFF0000, 0, 0x875F00, 0x87D7FF, 0xFFFFFF, 0x080808, 0xEEEEEE,
            ])
    }

    /// WCAG's relative luminance contrast of every level's text on its background is at least 4.5.
    @Test func levelsCanBeRead() {
        func luminance(_ index: UInt8) -> Double {
            let rgb = PaletteColor.rgb(index)
            let parts = [rgb >> 16, rgb >> 8 & 255, rgb & 255].map { part in
                let share = Double(part) / 255
                return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
        }
        for background in [Background.dark, .light] {
            let theme = Theme(tier: .full, background: background)
            for style in (-4...4).map(Style.diverging) + (0...7).map(Style.sequential) {
                let look = theme.attributes(style)
                guard let front = look.foreground, let back = look.background else {
                    Issue.record("\(style) has no colours")
                    continue
                }
                let (low, high) = (min(luminance(front), luminance(back)), max(luminance(front), luminance(back)))
                #expect((high + 0.05) / (low + 0.05) >= 4.5, "\(style) \(background)")
            }
            let paper: Double = background == .dark ? 0 : 1
            for style: Style in [
                .dim, .key, .present, .gateOpen, .positive, .negative, .gradientPositive, .gradientNegative, .clipped,
                .error,
            ] {
                guard let front = theme.attributes(style).foreground else { continue }
                let (low, high) = (min(luminance(front), paper), max(luminance(front), paper))
                #expect((high + 0.05) / (low + 0.05) >= 4.5, "\(style) \(background)")
            }
        }
    }
}
