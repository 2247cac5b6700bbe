import Foundation

/// Decimals as lessons show them.
enum Decimals4 {
    /// Four decimals without zeros at the end; a power of ten where four decimals would say too little.
    static func text(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
        if value == value.rounded(), value.magnitude < 1e9 { return "\(Int(value))" }
        if value.magnitude < 0.001 { return String(format: "%.3e", value) }
        var text = String(format: value.magnitude >= 1000 ? "%.1f" : "%.4f", value)
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }
}

extension Decimals4 {
    static func text(_ value: Double, places: Int) -> String { String(format: "%.\(places)f", value) }
}
