import Testing
import TerminalUI

@Suite struct ThemeTests {
    @Test func whoDecidesAboutColour() {
        let none: [String: String] = [:]
        #expect(ColorChoice.auto.tier(colors: 256, environment: none) == .full)
        #expect(ColorChoice.auto.tier(colors: 88, environment: none) == .sixteen)
        #expect(ColorChoice.auto.tier(colors: 8, environment: none) == .eight)
        #expect(ColorChoice.auto.tier(colors: -1, environment: none) == .none)
        #expect(ColorChoice.auto.tier(colors: 256, environment: ["NO_COLOR": "1"]) == .none)
        #expect(ColorChoice.auto.tier(colors: 256, environment: ["NO_COLOR": ""]) == .full)
        #expect(ColorChoice.always.tier(colors: 256, environment: ["NO_COLOR": "1"]) == .full)
        #expect(ColorChoice.always.tier(colors: -1, environment: none) == .eight)
        #expect(ColorChoice.never.tier(colors: 256, environment: none) == .none)
    }

    @Test func theBackgroundFromTheEnvironment() {
        #expect(Background.detect(environment: [:]) == .dark)
        #expect(Background.detect(environment: ["COLORFGBG": "0;15"]) == .light)
        #expect(Background.detect(environment: ["COLORFGBG": "15;default;0"]) == .dark)
    }

    @Test func everyMeaningStaysWithinItsTier() {
        let meanings: [Style] =
            [
                .plain, .title, .dim, .rule, .key, .present, .gateOpen, .gateClosed, .positive, .negative, .clipped,
                .edited, .error,
            ]
            + [.gradientPositive, .gradientNegative, .warning, .success] + (0..<9).map(Style.series)
            + (-9...9).map(Style.diverging) + (-1...9).map(Style.sequential)
        for tier in ColorTier.allCases {
            for background in [Background.dark, .light] {
                let theme = Theme(tier: tier, background: background)
                for style in meanings.flatMap({ [$0, $0.focused, $0.selected, $0.faint] }) {
                    let look = theme.attributes(style)
                    for color in [look.foreground, look.background].compactMap({ $0 }) {
                        #expect(Int(color) < tier.rawValue, "\(style) in \(tier)")
                    }
                    #expect(look.foreground == nil || look.foreground != look.background)
                }
                #expect(theme.attributes(.plain) == Attributes())
                #expect(theme.attributes(.focus) == Attributes(reverse: true))
                #expect(theme.attributes(.plain.selected).underline)
            }
        }
    }

    @Test func signsDifferInEveryColouredTier() {
        for tier in [ColorTier.full, .sixteen, .eight] {
            for background in [Background.dark, .light] {
                let theme = Theme(tier: tier, background: background)
                #expect(theme.attributes(.positive) != theme.attributes(.negative))
                #expect(theme.attributes(.gradient(1)) != theme.attributes(.gradient(-1)))
                #expect(theme.attributes(.diverging(2)) != theme.attributes(.diverging(-2)))
            }
        }
    }
}
