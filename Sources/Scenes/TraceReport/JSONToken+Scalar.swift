import ExactMath
import Wording

extension JSONToken {
    /// A double as a number; an exact number as a string, a fraction in lowest terms.
    static func number<S: Scalar>(_ value: S) -> String {
        if let double = value as? Double { return number(double) }
        return string(value.description)
    }
}
