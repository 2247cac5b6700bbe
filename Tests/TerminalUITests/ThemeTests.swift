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
        #expect(Background.told(by: [:]) == nil)
        #expect(Background.told(by: ["COLORFGBG": "default;default"]) == nil)
        #expect(Background.told(by: ["COLORFGBG": "0;15"]) == .light)
        #expect(Background.told(by: ["COLORFGBG": "15;default;0"]) == .dark)
    }

    @Test func theBackgroundFromTheTerminal() {
        func background(_ text: String) -> Background? { Background(color: text) }
        #expect(background("rgb:ffff/ffff/dddd") == .light)
        #expect(background("rgb:0000/2b2b/3636") == .dark)
        #expect(background("rgb:fd/f6/e3") == .light)
        #expect(background("rgba:0/0/0/f") == .dark)
        #expect(background("rgb:7/7/7") == .light)
        #expect(background("rgb:6/6/6") == .dark)
        for nonsense in ["", "?", "rgb:", "rgb:1/2", "rgb:1/2/3/4/5", "rgb:g/0/0", "rgb:12345/0/0", "rgb://", "white"] {
            #expect(background(nonsense) == nil, "\(nonsense)")
        }
    }

    private let meanings: [Style] =
        [
            .plain, .title, .heading, .dim, .rule, .hint, .future, .key, .label, .value, .present, .gateOpen,
            .gateClosed, .positive, .negative, .clipped, .edited, .error,
        ]
        + [.gradientPositive, .gradientNegative, .warning, .success] + (0..<9).map(Style.series)
        + (-9...9).map(Style.diverging) + (-1...9).map(Style.sequential)

    @Test(
        "Every pair of colours is far enough apart to be read: 4.5 to 1 (WCAG 2)",
        arguments: [ColorTier.full, .sixteen], [Background.dark, .light])
    func contrast(tier: ColorTier, background: Background) {
        let theme = Theme(tier: tier, background: background)
        let (black, white): (UInt8, UInt8) = (0, 15)
        for style in meanings.flatMap({ [$0, $0.focused, $0.selected, $0.faint] }) {
            let look = theme.attributes(style)
            let text = look.foreground ?? (background == .dark ? white : black)
            let behind = look.background ?? (background == .dark ? black : white)
            let contrast = PaletteColor.contrast(text, behind)
            #expect(contrast >= 4.5, "\(style.meaning): \(text) on \(behind)")
        }
    }

    @Test("On a light background with eight colours no text is yellow or cyan")
    func eightOnWhite() {
        let theme = Theme(tier: .eight, background: .light)
        for style in meanings where theme.attributes(style).background == nil {
            #expect(![2, 3, 6, 7].contains(theme.attributes(style).foreground), "\(style.meaning)")
        }
    }

    @Test func everyMeaningStaysWithinItsTier() {
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
