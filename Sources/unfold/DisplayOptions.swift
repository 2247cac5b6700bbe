import ArgumentParser
import Curses
import Foundation
import TerminalUI

extension Glyphs: ExpressibleByArgument {}
extension ColorChoice: ExpressibleByArgument {}
extension Background: ExpressibleByArgument {}

/// How the screen is drawn.
struct DisplayOptions: ParsableArguments {
    @Option(help: "braille, unicode or ascii; the locale decides otherwise.")
    var glyphs: Glyphs?

    @Option(help: "auto, always or never; auto honours NO_COLOR.")
    var color = ColorChoice.auto

    @Option(help: "dark or light, what lies behind the text; otherwise COLORFGBG or the terminal decides.")
    var background: Background?

    @Flag(help: "Press the keys of the bottom row with the mouse, too.")
    var mouse = false

    private var environment: [String: String] { ProcessInfo.processInfo.environment }

    /// The glyphs asked for, or those of the locale's character set.
    var chosenGlyphs: Glyphs { glyphs ?? .forCharacterSet(Terminal.characterSet) }

    /// What is known of the background without asking the terminal.
    var knownBackground: Background? { background ?? .told(by: environment) }

    func tier(colors: Int) -> ColorTier { color.tier(colors: colors, environment: environment) }
}

/// The theme of files, which no terminal limits.
enum ThemeChoice {
    static let standard = Theme(tier: .full)
}
