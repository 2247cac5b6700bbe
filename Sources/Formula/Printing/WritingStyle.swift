import Wording

/// What mathematics is written in.
public enum WritingStyle: String, Sendable, Hashable, CaseIterable {
    /// Unicode signs of one column each: ⊙ ᵀ σ ₃
    case unicode
    /// Signs of a keyboard: .* ' sigmoid 3
    case ascii
    case latex
    /// Words for a screen reader: letters, digits, `.` `,` `:` `;` `?` and −.
    case spoken

    var minus: String { self == .unicode || self == .spoken ? "−" : "-" }
    var plus: String { self == .spoken ? "plus" : "+" }
    var subtraction: String { self == .spoken ? "minus" : minus }
    var hadamard: String {
        switch self {
        case .unicode: "⊙"
        case .ascii: ".*"
        case .latex: "\\odot"
        case .spoken: "times, entry by entry,"
        }
    }
    /// Between two numbers; a matrix stands beside its vector without a sign.
    var dot: String {
        switch self {
        case .unicode: "·"
        case .ascii: "*"
        case .latex: " \\cdot "
        case .spoken: " times "
        }
    }
    /// A space at which no line is broken.
    var glue: String { self == .unicode || self == .ascii ? "\u{A0}" : " " }
    /// Between a matrix and its vector.
    var juxtaposition: String { self == .spoken ? " times " : self == .latex ? "\\, " : glue }
    /// What stands between the two sides of an equation.
    public var equals: String { self == .spoken ? "is" : "=" }

    func bracketed(_ text: String) -> String {
        self == .spoken ? "open bracket \(text) close bracket" : "(\(text))"
    }

    func transposed(_ base: String) -> String {
        switch self {
        case .unicode: base + "ᵀ"
        case .ascii: base + "'"
        case .latex: base + "^{\\top}"
        case .spoken: base + " transposed"
        }
    }

    /// A number's text, which comes with hyphens, in this style: `1e-7` stays a number that can be read.
    public func number(_ text: String) -> String {
        switch self {
        case .unicode, .spoken: return Self.spokenFraction(text.exchanging("-", for: "−"), isSpoken: self == .spoken)
        case .ascii: return text
        case .latex:
            if let slash = text.firstIndex(of: "/") {
                let sign = text.hasPrefix("-") ? "-" : ""
                let top = text[..<slash].drop { $0 == "-" }
                return "\(sign)\\tfrac{\(top)}{\(text[text.index(after: slash)...])}"
            }
            guard let e = text.firstIndex(of: "e") else { return text }
            return "\(text[..<e]) \\cdot 10^{\(text[text.index(after: e)...])}"
        }
    }

    private static func spokenFraction(_ text: String, isSpoken: Bool) -> String {
        isSpoken ? text.replacing("/", with: " over ").replacing("e−", with: " times 10 to the −") : text
    }
}
