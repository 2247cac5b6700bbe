import Foundation

enum Angle {
    /// The angle of a cosine, which rounding may have put just outside −1 … 1.
    static func degrees(cosine: Double) -> Double { acos(min(1, max(-1, cosine))) * 180 / .pi }
}
