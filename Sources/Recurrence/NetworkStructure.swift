/// What fixes a network apart from its weights and the lengths of its sequences, over what stands for a layer and for an embedding.
///
/// They are cells and a number of tokens in an `Architecture`, the names of cells and the tokens themselves in the model of a scene.
public struct NetworkStructure<SomeLayer, SomeEmbedding> {
    /// Which steps have an input and which an output; `seq2seq` needs a `decoder`.
    public var shape: Shape
    /// Layers, bottom first; the encoder in `seq2seq`.
    public var stack: [SomeLayer]
    /// Nil where y is the top layer's output itself, or is computed by a tied embedding.
    public var readout: Readout?
    /// Present where inputs are tokens; nil where they are vectors.
    public var embedding: SomeEmbedding?
    /// Present exactly when `shape` is `seq2seq`.
    public var decoder: DecoderStructure<SomeLayer>?
    /// What later steps of `one-to-many` and of a decoder read; no other shape asks.
    public var feedback: Feedback
    /// What an output step costs; with `none` there is nothing to differentiate.
    public var loss: Loss
    /// Whether L is the sum of its steps' losses or their mean.
    public var reduction: Reduction
    /// Width of one input vector; with an embedding, its size.
    public var inputWidth: Int

    /// Keeps the pieces as they are: `Network` is where those that do not fit together are a trap, and the reader of a file where they are refused.
    ///
    /// `feedback` is `output` if nothing is said, also for `seq2seq`, where a scene's file that says nothing means `target`.
    public init(
        shape: Shape = .manyToMany, stack: [SomeLayer], readout: Readout? = nil, embedding: SomeEmbedding? = nil,
        decoder: DecoderStructure<SomeLayer>? = nil, feedback: Feedback = .output, loss: Loss = .none,
        reduction: Reduction = .sum, inputWidth: Int
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

extension NetworkStructure: Sendable where SomeLayer: Sendable, SomeEmbedding: Sendable {}
extension NetworkStructure: Equatable where SomeLayer: Equatable, SomeEmbedding: Equatable {}

/// The second network of a seq2seq model, over what stands for a layer.
public struct DecoderStructure<SomeLayer> {
    /// Never bidirectional, never residual.
    public var layer: SomeLayer
    /// Where s_0 comes from.
    public var start: DecoderStart
    /// Width A of Bahdanau attention, if there is one.
    public var attention: Int?

    /// By default a decoder that starts from the encoder and has no attention.
    public init(layer: SomeLayer, start: DecoderStart = .encoder, attention: Int? = nil) {
        self.layer = layer
        self.start = start
        self.attention = attention
    }
}

extension DecoderStructure: Sendable where SomeLayer: Sendable {}
extension DecoderStructure: Equatable where SomeLayer: Equatable {}
