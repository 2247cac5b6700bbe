import ExactMath

/// The loss of one output step.
public struct StepLoss<S: Scalar>: Sendable, Equatable {
    public let step: Int
    public let value: S
}

extension Loss {
    /// L_t of one step.
    ///
    /// - mse: ½‖y − target‖², with y in the pieces given.
    /// - nll: −Σ_k target_k log y_k, from the logits: Σ_k target_k (logΣexp(a) − a_k).
    func value<S: Scalar>(_ output: LossOutput<S>, target: Target<S>) -> S {
        switch self {
        case .none: return .zero
        case .mse:
            var sum = S.zero
            for piece in output.y {
                for i in 0..<piece.width {
                    let error = piece.values[i] - target.entry(piece.at + i)
                    sum = sum + error * error
                }
            }
            return sum * S(Rational(1, 2))
        case .nll:
            let normaliser = logSumExp(output.logits, count: output.classes)
            if case .index(let k) = target { return normaliser - output.logits[k] }
            var sum = S.zero
            for k in 0..<output.classes where target.entry(k) != .zero {
                sum = sum + target.entry(k) * (normaliser - output.logits[k])
            }
            return sum
        }
    }

    /// Adds ∂L_t/∂y (mse: y − target) or ∂L_t/∂a_y (nll: y Σ_k target_k − target) to the gradients.
    func addGradient<S: Scalar>(_ output: LossOutput<S>, target: Target<S>) {
        switch self {
        case .none: break
        case .mse:
            for piece in output.y {
                for i in 0..<piece.width {
                    piece.gradients[i] = piece.gradients[i] + piece.values[i] - target.entry(piece.at + i)
                }
            }
        case .nll:
            guard let y = output.y.first?.values else { return }
            var mass = S.zero
            for k in 0..<output.classes { mass = mass + target.entry(k) }
            for k in 0..<output.classes {
                output.logitGradients[k] = output.logitGradients[k] + y[k] * mass - target.entry(k)
            }
        }
    }
}

/// Where a loss finds y, a_y and their gradients at one step.
struct LossOutput<S: Scalar> {
    struct Piece {
        let values: UnsafePointer<S>
        let gradients: UnsafeMutablePointer<S>
        let width: Int
        let at: Int
    }

    let y: [Piece]
    let logits: UnsafePointer<S>
    let logitGradients: UnsafeMutablePointer<S>
    let classes: Int
}

extension Target {
    /// Entry k; a class is one-hot.
    func entry(_ k: Int) -> S {
        switch self {
        case .vector(let values): values[k]
        case .index(let index): index == k ? .one : .zero
        }
    }
}
