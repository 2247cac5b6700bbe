import ExactMath

/// A vector in the arena at every step t: `width` entries from `origin + stride · t`; a parameter has stride 0.
struct View: Sendable, Equatable {
    var origin: Int
    var stride: Int
    var width: Int

    func address(_ t: Int) -> Int { origin + stride * t }
}

/// One instruction of the compiled network: reads rows of the arena at step t, and writes one row.
///
/// `Forward.swift` and `Backward.swift` say what each kind does.
struct Operation: Sendable {
    enum Kind: UInt8, Sendable {
        /// y (+)= M a
        case matrix
        /// y (+)= Mᵀ a
        case transposed
        /// y (+)= a
        case add
        /// y (+)= a ⊙ b
        case product
        /// y = a ⊙ b + c ⊙ d
        case productSum
        /// y = a ⊙ b + (1 − a) ⊙ c
        case blend
        /// y = g(a)
        case apply
        /// y = softmax(a)
        case softmax
        /// y = row token_t of M
        case lookup
        /// y_j = c · tanh(a + b_j); M holds tanh(a + b_j) row after row
        case scores
        /// y (+)= Σ_j a_j b_j
        case mix
    }

    var kind: Kind
    /// Whether y is added to; otherwise it is assigned.
    var accumulates = false
    var function = Activation.identity
    var y: View
    var a = View(origin: 0, stride: 0, width: 0)
    var b = View(origin: 0, stride: 0, width: 0)
    var c = View(origin: 0, stride: 0, width: 0)
    var d = View(origin: 0, stride: 0, width: 0)
    /// The matrix's place among the parameters (`scores`: the tanh node's row).
    var m = MatrixPlace()
    /// Whether `a` is a parameter (a bias, a diagonal), whose gradient is summed over all steps at once.
    var aIsParameter = false
    /// Whether the gradients of parameters hang on it.
    var readsParameters: Bool {
        switch kind {
        case .matrix, .transposed, .lookup, .scores: true
        case .add, .product: aIsParameter
        case .productSum, .blend, .apply, .softmax, .mix: false
        }
    }
    /// Operands whose gradients are assigned in a backward pass, where nothing else has written them yet.
    var assigns = Assigned()
    /// The steps at which it runs.
    var steps: ClosedRange<Int>

    struct Assigned: Sendable, Equatable {
        var a = false
        var b = false
        var c = false
        var d = false
        /// The parameter's gradient, summed over all steps.
        var parameter = false
    }

    struct MatrixPlace: Sendable, Equatable {
        var origin = 0
        var rows = 0
        var columns = 0
        var stride = 0
        /// Where a copy of the matrix stands in the workspace, and of its transpose: in what runs step by step.
        var copy: Int?
        var transposed: Int?
    }
}

extension Activation {
    /// A fixed order, for sorting operations.
    var order: Int {
        switch self {
        case .identity: 0
        case .sigmoid: 1
        case .relu: 2
        case .tanh: 3
        }
    }
}
