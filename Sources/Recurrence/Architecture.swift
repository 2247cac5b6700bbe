import ExactMath

/// Everything that fixes a network apart from its weights and the lengths of its sequences.
public struct Architecture: Sendable {
    public var shape: Shape
    /// Layers, bottom first; the encoder in `seq2seq`.
    public var stack: [Layer]
    public var readout: Readout?
    public var embedding: Embedding?
    /// Present exactly when `shape` is `seq2seq`.
    public var decoder: Decoder?
    public var feedback: Feedback
    public var loss: Loss
    public var reduction: Reduction
    /// Width of one input vector; with an embedding, its size.
    public var inputWidth: Int

    public init(
        shape: Shape = .manyToMany, stack: [Layer], readout: Readout? = nil, embedding: Embedding? = nil,
        decoder: Decoder? = nil, feedback: Feedback = .output, loss: Loss = .none, reduction: Reduction = .sum,
        inputWidth: Int
    ) {
        self.shape = shape
        self.stack = stack
        self.readout = readout
        self.embedding = embedding
        self.decoder = decoder
        self.feedback = feedback
        self.loss = loss
        self.reduction = reduction
        self.inputWidth = inputWidth
    }
}

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
    public var cell: any Cell
    /// Width H of the hidden state.
    public var hidden: Int
    public var bias: Bool
    public var initialState: InitialState
    public var bidirectional: Bool
    /// Whether the layer's own input is added to its output.
    public var residual: Bool

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
    public var size: Int
    public var activation: ReadoutActivation
    public var bias: Bool

    public init(size: Int, activation: ReadoutActivation = .identity, bias: Bool = true) {
        self.size = size
        self.activation = activation
        self.bias = bias
    }
}

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

    public init(vocabulary: Int, size: Int, tied: Bool = false) {
        self.vocabulary = vocabulary
        self.size = size
        self.tied = tied
    }
}

/// The second network of a seq2seq model.
public struct Decoder: Sendable {
    /// Never bidirectional, never residual.
    public var layer: Layer
    public var start: DecoderStart
    /// Width A of Bahdanau attention, if there is one.
    public var attention: Int?

    public init(layer: Layer, start: DecoderStart = .encoder, attention: Int? = nil) {
        self.layer = layer
        self.start = start
        self.attention = attention
    }
}

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
