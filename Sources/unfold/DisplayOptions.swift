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

    @Option(help: "dark or light, what lies behind the text; COLORFGBG decides otherwise.")
    var background: Background?

    private var environment: [String: String] { ProcessInfo.processInfo.environment }

    /// The glyphs asked for, or those of the locale's character set.
    var chosenGlyphs: Glyphs { glyphs ?? .forCharacterSet(Terminal.characterSet) }

    func theme(colors: Int) -> Theme {
        Theme(
            tier: color.tier(colors: colors, environment: environment),
            background: background ?? .detect(environment: environment))
    }
}

/// The theme of files, which no terminal limits.
enum ThemeChoice {
    static let standard = Theme(tier: .full)
}
