import Foundation

/// Turns numbers into the few levels that a heat map can show.
public struct HeatScale: Hashable, Sendable {
    /// Whether the sign counts, and whether the steps are equal in the number or in its logarithm.
    public enum Kind: Hashable, Sendable {
        /// Signed, −limit … limit in equal steps.
        case signed
        /// Signed, in equal steps of the magnitude's logarithm from `floor` to the limit; what is smaller is level 0.
        case signedLogarithmic(floor: Double)
        /// 0 … limit in equal steps.
        case magnitude
        /// In equal steps of the logarithm from `floor` to the limit.
        case magnitudeLogarithmic(floor: Double)
    }

    /// How a number becomes a level.
    public var kind: Kind
    /// The magnitude of the strongest level, finite and positive.
    public var limit: Double

    /// `limit` that is not finite or not positive counts as 1.
    public init(_ kind: Kind, limit: Double) {
        self.kind = kind
        self.limit = limit.isFinite && limit > 0 ? limit : 1
    }

    /// The scale whose limit is the largest finite magnitude among the values.
    @inlinable
    public init(_ kind: Kind, fitting values: some Sequence<Double>) {
        self.init(kind, limit: Self.largest(values))
    }

    /// The largest finite magnitude among the values; 0 where there is none.
    @inlinable
    public static func largest(_ values: some Sequence<Double>) -> Double {
        var largest = 0.0
        for value in values where value.isFinite { largest = max(largest, abs(value)) }
        return largest
    }

    /// Whether positive and negative numbers have levels of their own; otherwise only the magnitude counts.
    public var isSigned: Bool {
        switch kind {
        case .signed, .signedLogarithmic: true
        case .magnitude, .magnitudeLogarithmic: false
        }
    }

    /// −4 … 4 on a signed scale, 0 … 7 on one of magnitudes; nil for NaN. What lies beyond the limit has the strongest level.
    public func level(_ value: Double) -> Int? {
        guard !value.isNaN else { return nil }
        let share = share(abs(value))
        if !isSigned { return min(7, Int(share * 8)) }
        let level = Int((share * 4).rounded())
        return value < 0 ? -level : level
    }

    /// The colour of a number's level; NaN looks like an error.
    public func style(_ value: Double) -> Style {
        guard let level = level(value) else { return .error }
        return isSigned ? .diverging(level) : .sequential(level)
    }

    /// One character that shows the level by itself. Signed: rising columns for positive, circles for negative, `·` for zero; ASCII `1`–`4`,
    /// `a`–`d`, `.`. Magnitudes: columns; ASCII `0`–`7`. NaN is `!`.
    public func glyph(_ value: Double, _ glyphs: Glyphs) -> Unicode.Scalar {
        guard let level = level(value) else { return "!" }
        if !isSigned { return Array((glyphs.isASCII ? "01234567" : "▁▂▃▄▅▆▇█").unicodeScalars)[level] }
        return Array((glyphs.isASCII ? "dcba.1234" : "●◉○◦·▂▄▆█").unicodeScalars)[level + 4]
    }

    /// What the characters mean, in one line.
    public func legend(_ glyphs: Glyphs) -> String {
        let limitText = Numbers(glyphs).short(limit)
        switch kind {
        case .signed:
            return glyphs.isASCII
                ? "a-d negative, . zero, 1-4 positive, to \(limitText)"
                : "◦○◉● negative  · 0  ▂▄▆█ positive  to \(limitText)"
        case .signedLogarithmic(let floor):
            let range = "log, \(Numbers(glyphs).short(floor)) to \(limitText)"
            return glyphs.isASCII
                ? "a-d negative, . less, 1-4 positive, \(range)" : "◦○◉● negative  · less  ▂▄▆█ positive  \(range)"
        case .magnitude: return glyphs.isASCII ? "0-7: 0 to \(limitText)" : "▁▂▃▄▅▆▇█ 0 to \(limitText)"
        case .magnitudeLogarithmic(let floor):
            return (glyphs.isASCII ? "0-7: " : "▁▂▃▄▅▆▇█ ") + "log, \(Numbers(glyphs).short(floor)) to \(limitText)"
        }
    }

    private func share(_ magnitude: Double) -> Double {
        switch kind {
        case .signed, .magnitude: return min(1, magnitude / limit)
        case .signedLogarithmic(let floor), .magnitudeLogarithmic(let floor):
            guard magnitude > floor, floor > 0, floor < limit else { return 0 }
            return min(1, log(magnitude / floor) / log(limit / floor))
        }
    }
}
