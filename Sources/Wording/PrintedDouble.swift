import Foundation

/// Doubles as C prints them, with a point for the decimals and a hyphen for a minus.
///
/// The same text as `String(format:)`, without the objects that this makes on its way: a frame writes hundreds of numbers.
enum PrintedDouble {
    enum Style: String {
        case fixed = "%.*f"
        case scientific = "%.*e"
        case shorter = "%.*g"
    }

    /// - Parameters:
    ///   - value: a finite number.
    ///   - digits: C's precision: the decimals, or for `shorter` the significant digits; at most 17.
    static func text(_ value: Double, _ style: Style, digits: Int) -> String {
        // The largest double has 309 digits before the point.
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 384) { buffer in
            let count = withVaList([Int32(clamping: digits), value]) { arguments in
                style.rawValue.withCString { vsnprintf(buffer.baseAddress, buffer.count, $0, arguments) }
            }
            return String(decoding: UnsafeRawBufferPointer(buffer).prefix(Int(count)), as: UTF8.self)
        }
    }
}
