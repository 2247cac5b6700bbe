/// What an output step costs.
public enum Loss: String, Sendable, CaseIterable {
    /// L_t = ½‖y_t − target_t‖²
    case mse
    /// L_t = −Σ_k target_k log y_k, with y = softmax(a_y)
    case nll
    /// L_t = −Σ_k (target_k log y_k + (1 − target_k) log(1 − y_k)), with y = σ(a_y)
    case bce
    case none
}

extension Loss {
    /// The activation of the readout that the loss presupposes; it is then computed from a_y, so that no logarithm of a rounded
    /// y overflows, and ∂L_t/∂a_y = y − target. Nil where y itself is compared.
    public var logitActivation: ReadoutActivation? {
        switch self {
        case .nll: .softmax
        case .bce: .sigmoid
        case .mse, .none: nil
        }
    }
}

/// What L is of the losses of its steps.
public enum Reduction: String, Sendable, CaseIterable {
    /// L = Σ_t L_t
    case sum
    /// L = (1/n) Σ_t L_t, over the n steps that have a loss
    case mean
}
