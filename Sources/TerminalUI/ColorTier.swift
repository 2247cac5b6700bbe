/// How many colours a terminal has.
public enum ColorTier: Int, Hashable, Sendable, CaseIterable {
    case none = 0
    case eight = 8
    case sixteen = 16
    case full = 256

    /// The tier for terminfo's `colors`.
    public init(colors: Int) {
        self = colors >= 256 ? .full : colors >= 16 ? .sixteen : colors >= 8 ? .eight : .none
    }
}

/// `--color`: what the person asked for.
public enum ColorChoice: String, Hashable, Sendable, CaseIterable {
    case auto, always, never

    /// The tier to draw with. `never` and, with `auto`, a NO_COLOR that is present and not empty mean none; `always` means at least eight.
    public func tier(colors: Int, environment: [String: String]) -> ColorTier {
        let tier = ColorTier(colors: colors)
        switch self {
        case .never: return .none
        case .always: return tier == .none ? .eight : tier
        case .auto: return environment["NO_COLOR"].map { !$0.isEmpty } ?? false ? .none : tier
        }
    }
}

/// What lies behind the text.
public enum Background: String, Hashable, Sendable, CaseIterable {
    case dark, light

    /// From COLORFGBG (`15;0`: foreground; background), where a terminal sets it and says a colour.
    public static func told(by environment: [String: String]) -> Background? {
        guard let last = environment["COLORFGBG"]?.split(separator: ";").last, let color = Int(last) else { return nil }
        return color == 7 || (9...15).contains(color) ? .light : .dark
    }

    /// From a colour as terminals name it, `rgb:ffff/ffff/dddd` with one to four hexadecimal digits: light where black is easier to read on it
    /// than white; nil for another text.
    public init?(color text: some StringProtocol) {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, parts[0] == "rgb" || parts[0] == "rgba" else { return nil }
        let numbers = parts[1].split(separator: "/", omittingEmptySubsequences: false)
        guard numbers.count == 3 || numbers.count == 4 else { return nil }
        var levels: [Double] = []
        for digits in numbers.prefix(3) {
            guard (1...4).contains(digits.utf8.count), let value = UInt16(digits, radix: 16) else { return nil }
            levels.append(Double(value) / Double((1 << (4 * digits.utf8.count)) - 1))
        }
        let luminance = PaletteColor.luminance(red: levels[0], green: levels[1], blue: levels[2])
        // Equal contrasts against black and white: (L + 0.05)² = 0.05 · 1.05.
        self = luminance > 0.179 ? .light : .dark
    }
}
