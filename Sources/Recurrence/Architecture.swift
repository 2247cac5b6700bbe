/// Everything that fixes a network apart from its weights and the lengths of its sequences.
public typealias Architecture = NetworkStructure<Layer, Embedding>

/// Which steps have an input and which have an output (Karpathy's five pictures).
public enum Shape: String, Sendable, CaseIterable {
    case oneToOne = "one-to-one"
    case oneToMany = "one-to-many"
    case manyToOne = "many-to-one"
    case manyToMany = "many-to-many"
    case seq2seq
}

/// One layer of a stack, or a decoder's cell.
public struct Layer: Sendable {
    /// The cell whose equations each direction writes, with weights of its own.
    public var cell: any Cell
    /// Width H of the hidden state.
    public var hidden: Int
    /// Whether the cell's affine maps have biases.
    public var bias: Bool
    /// Where the states before the first step come from; a decoder that starts from the encoder does not ask.
    public var initialState: InitialState
    /// Whether a second cell runs from T to 1, its states beside those of the first: [h→ ; h←].
    public var bidirectional: Bool
    /// Whether the layer's own input is added to its output.
    public var residual: Bool

    /// By default one direction that starts from zeros, with biases, whatever `Cell.hasBiasByDefault` says.
    public init(
        cell: any Cell, hidden: Int, bias: Bool = true, initialState: InitialState = .zero, bidirectional: Bool = false,
        residual: Bool = false
    ) {
        self.cell = cell
        self.hidden = hidden
        self.bias = bias
        self.initialState = initialState
        self.bidirectional = bidirectional
        self.residual = residual
    }

    /// Width of the layer's output: 2H where it is bidirectional.
    public var outputWidth: Int { bidirectional ? 2 * hidden : hidden }
}

/// Where a layer's states before its first step come from.
public enum InitialState: String, Sendable, CaseIterable {
    /// State 0 is the zero vector.
    case zero
    /// h0 (and c0) are parameters with gradients.
    case learned
    /// h0 (and c0) are constants; their gradients are shown, but no norm counts them and no update moves them.
    case given
}

/// a_y = W_y h + b_y, y = g(a_y).
public struct Readout: Sendable, Equatable {
    /// Width O of y.
    public var size: Int
    /// The function g; `nll` presupposes softmax, and `bce` sigmoid.
    public var activation: ReadoutActivation
    /// Whether there is a b_y.
    public var bias: Bool

    /// By default y = W_y h + b_y.
    public init(size: Int, activation: ReadoutActivation = .identity, bias: Bool = true) {
        self.size = size
        self.activation = activation
        self.bias = bias
    }
}

/// The function g of a readout: softmax over all of a_y, the others entry by entry.
public enum ReadoutActivation: String, Sendable, CaseIterable {
    case identity, sigmoid, tanh, softmax
}

/// E (V × I): token k becomes row k.
public struct Embedding: Sendable {
    /// Number of tokens V.
    public var vocabulary: Int
    /// Width I of a row.
    public var size: Int
    /// Whether a_y = E h and y = softmax(a_y) stand in for a readout.
    public var tied: Bool

    /// By default a table that only inputs read.
    public init(vocabulary: Int, size: Int, tied: Bool = false) {
        self.vocabulary = vocabulary
        self.size = size
        self.tied = tied
    }
}

/// The second network of a seq2seq model.
public typealias Decoder = DecoderStructure<Layer>

/// Where s_0, a decoder's state before its first step, comes from.
public enum DecoderStart: String, Sendable, CaseIterable {
    /// s_0 is the last encoder layer's final state.
    case encoder
    /// s_0 is zero, or the decoder's own learned or given state.
    case zero
}

/// What the next step of `one-to-many` or of a decoder reads.
public enum Feedback: String, Sendable, CaseIterable {
    /// The output before, with gradients through it.
    case output
    /// The likeliest class of the output before, one-hot; no gradient flows through the choice.
    case argmax
    /// The target before (teacher forcing).
    case target
    /// Zeros; `one-to-many` only.
    case none
}
