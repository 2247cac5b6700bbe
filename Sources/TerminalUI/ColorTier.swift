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

    /// From COLORFGBG (`15;0`: foreground; background), where a terminal sets it; dark otherwise.
    public static func detect(environment: [String: String]) -> Background {
        guard let last = environment["COLORFGBG"]?.split(separator: ";").last, let color = Int(last) else {
            return .dark
        }
        return color == 7 || (9...15).contains(color) ? .light : .dark
    }
}
