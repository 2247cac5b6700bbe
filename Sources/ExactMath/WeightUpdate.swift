import CKernels

/// An update of many weights at once, by the kernels: the loops stand in Sources/CKernels/updates.h.
public enum WeightUpdate: Sendable {
    /// w −= rate g
    case descent(rate: Double)
    /// m = momentum m + g, w −= rate m
    case momentum(rate: Double, momentum: Double)
    /// v = keep v + share g², w −= rate g / (√v + ε)
    case byRoot(rate: Double, keep: Double, share: Double, epsilon: Double)
    /// m = β₁ m + (1 − β₁) g, v = β₂ v + (1 − β₂) g², w −= rate (m / lack1) / (√(v / lack2) + ε)
    case adam(rate: Double, beta1: Double, beta2: Double, epsilon: Double, lack1: Double, lack2: Double)

    /// Where weights stand, and what an optimiser remembers of each of them; nil where it remembers nothing.
    public struct Place {
        let kernel: kernel_weights

        /// - Parameters:
        ///   - first: a momentum or a mean, one number a weight.
        ///   - second: a mean or a sum of squares, one number a weight.
        public init(
            _ weights: UnsafeMutablePointer<Double>, first: UnsafeMutablePointer<Double>?,
            second: UnsafeMutablePointer<Double>?
        ) {
            kernel = kernel_weights(w: weights, m: first, v: second)
        }
    }

    /// Writes to one place what the update makes of the weights of another, or of the same.
    public func move(_ from: Place, to: Place, gradients: [Double]) {
        let (from, to, count) = (from.kernel, to.kernel, gradients.count)
        let kernels = kernels().pointee
        switch self {
        case .descent(let rate): kernels.descend(from, to, gradients, rate, count)
        case .momentum(let rate, let momentum):
            kernels.descend_with_momentum(from, to, gradients, rate, momentum, count)
        case .byRoot(let rate, let keep, let share, let epsilon):
            kernels.descend_by_root(from, to, gradients, rate, keep, share, epsilon, count)
        case .adam(let rate, let beta1, let beta2, let epsilon, let lack1, let lack2):
            var rule = kernel_adam(
                rate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon, lack1: lack1, lack2: lack2)
            kernels.descend_by_adam(from, to, gradients, &rule, count)
        }
    }
}

extension Double {
    /// x *= factor
    public static func scale(_ x: UnsafeMutablePointer<Double>, by factor: Double, count: Int) {
        kernels().pointee.scale(x, factor, count)
    }

    /// x = the nearest number in [−bound, bound]; nan stays nan.
    public static func clamp(_ x: UnsafeMutablePointer<Double>, to bound: Double, count: Int) {
        kernels().pointee.clamp(x, bound, count)
    }
}
