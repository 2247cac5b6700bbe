import ExactMath

/// The numbers that a network reads and is measured against.
public struct SequenceData<S: Scalar>: Sendable {
    /// The input vectors one after another, `inputWidth` numbers each; empty when there are tokens.
    public var inputs: [S]
    /// Width I of an input vector; not asked for where there are tokens.
    public var inputWidth: Int
    /// Rows of the embedding, 0-based, instead of `inputs`.
    public var tokens: [Int]
    /// One entry an output step; nil where there is no loss. Empty where no step has a target.
    public var targets: TargetSequence<S>
    /// Number of output steps of `one-to-many` and `seq2seq` where there are no targets.
    public var length: Int?
    /// y_0 of a decoder; nil for zeros.
    public var start: Target<S>?

    /// By default nothing is read, nothing is asked, and a decoder starts from zeros.
    public init(
        inputs: [S] = [], inputWidth: Int, tokens: [Int] = [], targets: TargetSequence<S> = [], length: Int? = nil,
        start: Target<S>? = nil
    ) {
        self.inputs = inputs
        self.inputWidth = inputWidth
        self.tokens = tokens
        self.targets = targets
        self.length = length
        self.start = start
    }

    /// Number of input steps.
    public var inputSteps: Int { tokens.isEmpty ? (inputWidth == 0 ? 0 : inputs.count / inputWidth) : tokens.count }
}

/// What an output should have been.
public enum Target<S: Scalar>: Sendable, Equatable {
    case vector([S])
    /// A class or a token, 0-based; fed back it is one-hot.
    case index(Int)
}
