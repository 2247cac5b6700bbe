/// How a style looks on a terminal: colours by palette index, nil for the terminal's own.
public struct Attributes: Hashable, Sendable {
    /// The colour of the text, a palette index; nil is the terminal's own.
    public var foreground: UInt8?
    /// The colour behind the text, a palette index; nil is the terminal's own.
    public var background: UInt8?
    /// Heavier letters: titles, keys, the present moment.
    public var bold: Bool
    /// Paler letters, where there is no grey to choose.
    public var faint: Bool
    /// A line below the letters: the selection, and what was edited.
    public var underline: Bool
    /// Both colours exchanged: the focus.
    public var reverse: Bool

    /// The terminal's own look unless said otherwise.
    public init(
        foreground: UInt8? = nil, background: UInt8? = nil, bold: Bool = false, faint: Bool = false,
        underline: Bool = false, reverse: Bool = false
    ) {
        self.foreground = foreground
        self.background = background
        self.bold = bold
        self.faint = faint
        self.underline = underline
        self.reverse = reverse
    }
}

/// Maps meanings to looks for one colour tier and one background.
public struct Theme: Hashable, Sendable {
    /// How many colours there are to choose from.
    public var tier: ColorTier
    /// What the colours have to be read against.
    public var background: Background

    /// A theme for a dark background unless said otherwise.
    public init(tier: ColorTier, background: Background = .dark) {
        self.tier = tier
        self.background = background
    }

    /// Without colours: bold, faint, underlined and reversed text say what they can.
    public static let colorless = Theme(tier: .none)

    /// The meaning's look, then the marks: selected is underlined, faint is paler, and the focus is reversed.
    public func attributes(_ style: Style) -> Attributes {
        var look =
            switch tier {
            case .none: colorless(style.meaning)
            case .full: full(style.meaning)
            case .eight, .sixteen: few(style.meaning)
            }
        if style.marks.contains(.selected) { look.underline = true }
        if style.marks.contains(.faint) {
            look.bold = false
            // On a coloured cell its own text colour is the one that can be read.
            if tier != .full { look.faint = true } else if look.background == nil { look.foreground = dim }
        }
        if style.marks.contains(.focus) {
            if look.background != nil { look.bold = true }
            look.reverse.toggle()
        }
        return look
    }

    private var isDark: Bool { background == .dark }
    private var dim: UInt8 { isDark ? 246 : 242 }

    private func colorless(_ meaning: Style.Meaning) -> Attributes {
        switch meaning {
        case .title, .heading, .key, .present, .clipped, .warning, .error, .success: Attributes(bold: true)
        case .edited: Attributes(bold: true, underline: true)
        case .dim, .rule, .hint, .future: Attributes(faint: true)
        default: Attributes()
        }
    }

    private func full(_ meaning: Style.Meaning) -> Attributes {
        switch meaning {
        case .plain, .value, .label, .past: Attributes()
        case .title, .heading: Attributes(bold: true)
        case .dim, .hint, .future, .gateClosed: Attributes(foreground: dim)
        case .rule: Attributes(foreground: 243)
        case .key: Attributes(foreground: isDark ? 117 : 25, bold: true)
        case .present: Attributes(foreground: isDark ? 222 : 94, bold: true)
        case .gateOpen: Attributes(foreground: isDark ? 78 : 29)
        case .positive: Attributes(foreground: isDark ? 117 : 25)
        case .negative: Attributes(foreground: isDark ? 215 : 130)
        case .gradientPositive: Attributes(foreground: isDark ? 75 : 26)
        case .gradientNegative: Attributes(foreground: isDark ? 172 : 94)
        case .clipped: Attributes(foreground: isDark ? 226 : 90, bold: true)
        case .edited: Attributes(foreground: isDark ? 226 : 90, underline: true)
        case .success: Attributes(foreground: isDark ? 78 : 29, bold: true)
        case .warning: Attributes(foreground: isDark ? 222 : 94, bold: true)
        case .error: Attributes(foreground: isDark ? 210 : 124, bold: true)
        case .series(let index): Attributes(foreground: (isDark ? Theme.seriesDark : Theme.seriesLight)[Int(index) % 6])
        case .diverging(let step): level(isDark ? .divergingDark : .divergingLight, Int(step) + 4)
        case .sequential(let step): level(.sequential, Int(step))
        }
    }

    /// Distinct in brightness as well as in hue.
    private static let seriesDark: [UInt8] = [117, 215, 78, 226, 177, 231]
    private static let seriesLight: [UInt8] = [25, 130, 29, 90, 94, 16]

    private func level(_ palette: Palette, _ index: Int) -> Attributes {
        let index = max(0, min(palette.backgrounds.count - 1, index))
        return Attributes(foreground: palette.texts[index], background: palette.backgrounds[index])
    }

    /// Black 0, red 1, green 2, yellow 3, blue 4, magenta 5, cyan 6, white 7; with sixteen, 8 more for the bright ones.
    private func few(_ meaning: Style.Meaning) -> Attributes {
        let bright: UInt8 = tier == .sixteen && isDark ? 8 : 0
        let blue: UInt8 = isDark ? 6 + bright : 4
        let orange: UInt8 = isDark ? 3 + bright : 1
        // On white neither green nor grey, nor yellow or cyan, can be read.
        let green: UInt8 = isDark ? 2 + bright : 4
        return switch meaning {
        case .title, .heading: Attributes(bold: true)
        case .dim, .rule, .hint, .future:
            tier == .sixteen && isDark ? Attributes(foreground: 7) : Attributes(faint: true)
        case .key: Attributes(foreground: blue, bold: true)
        case .present, .warning: Attributes(foreground: orange, bold: true)
        case .gateOpen: Attributes(foreground: green)
        case .positive, .gradientPositive: Attributes(foreground: blue)
        case .negative, .gradientNegative: Attributes(foreground: orange)
        case .clipped: Attributes(foreground: 5 + bright, bold: true)
        case .edited: Attributes(foreground: 5 + bright, underline: true)
        case .success: Attributes(foreground: green, bold: true)
        case .error: Attributes(foreground: 1 + bright, bold: true)
        case .series(let index):
            Attributes(foreground: [blue, orange, isDark ? green : nil, 5 + bright, 1 + bright, nil][Int(index) % 6])
        case .diverging(let step): fewDiverging(Int(step))
        case .sequential(let step): fewSequential(Int(step))
        default: Attributes()
        }
    }

    private func fewDiverging(_ step: Int) -> Attributes {
        switch step {
        case ..<(-2): Attributes(foreground: 0, background: 3)
        case -2 ... -1: Attributes(foreground: isDark ? 3 : 1)
        case 0: Attributes()
        case 1...2: Attributes(foreground: isDark ? 6 : 4)
        default: Attributes(foreground: 7, background: 4, bold: true)
        }
    }

    private func fewSequential(_ step: Int) -> Attributes {
        switch step {
        case ..<2: Attributes(foreground: 7, background: 4)
        case 2..<4: Attributes(foreground: 0, background: 6)
        case 4..<6: Attributes(foreground: 0, background: 2)
        default: Attributes(foreground: 0, background: 3)
        }
    }
}
