import ExactMath
import Recurrence

/// The `model` of a scene: names where an `Architecture` has cells, and tokens where it has their number.
public struct SceneModel: Sendable, Equatable {
    public var shape: Shape = .manyToMany
    public var stack: [SceneLayer] = []
    public var readout: Readout?
    public var embedding: SceneEmbedding?
    public var decoder: SceneDecoder?
    /// What the next step of `one-to-many` or of a decoder reads.
    public var feedback: Feedback = .output
    public var loss: Loss = .none
    /// What L is of the losses of the steps.
    public var reduction: Reduction = .sum
    /// Width of one input vector; with an embedding, its size.
    public var inputWidth: Int = 0

    public init(
        shape: Shape = .manyToMany, stack: [SceneLayer], readout: Readout? = nil, embedding: SceneEmbedding? = nil,
        decoder: SceneDecoder? = nil, feedback: Feedback = .output, loss: Loss = .none, reduction: Reduction = .sum,
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

    /// The network's architecture.
    public var architecture: Architecture {
        Architecture(
            shape: shape, stack: stack.map(\.layer), readout: readout,
            embedding: embedding.map { Embedding(vocabulary: $0.vocabulary.count, size: $0.size, tied: $0.tied) },
            decoder: decoder.map { Decoder(layer: $0.layer.layer, start: $0.start, attention: $0.attention) },
            feedback: feedback, loss: loss, reduction: reduction, inputWidth: inputWidth)
    }

    /// Width of what a readout reads: the decoder's state, or the top layer's output.
    public var topWidth: Int { decoder?.layer.hidden ?? stack.last?.outputWidth ?? 0 }

    /// Width O of y.
    public var outputWidth: Int {
        if let embedding, embedding.tied { return embedding.vocabulary.count }
        return readout?.size ?? topWidth
    }

    /// Whether outputs or targets come back as inputs.
    public var feedsBack: Bool { shape == .seq2seq || (shape == .oneToMany && feedback != .none) }
}

/// A layer of a scene's stack, or a decoder's cell.
public struct SceneLayer: Sendable {
    public var type: any Cell.Type
    public var options: CellOptions
    public var hidden: Int
    public var bias: Bool
    public var initialState: InitialState
    public var bidirectional: Bool
    public var residual: Bool

    public init(
        _ type: any Cell.Type, options: CellOptions = CellOptions(), hidden: Int, bias: Bool? = nil,
        initialState: InitialState = .zero, bidirectional: Bool = false, residual: Bool = false
    ) {
        self.type = type
        self.options = options
        self.hidden = hidden
        self.bias = bias ?? type.hasBiasByDefault
        self.initialState = initialState
        self.bidirectional = bidirectional
        self.residual = residual
    }

    /// The cell by its name among `Cells.all`; a name that is no cell's is a misuse.
    public init(
        cell: String, options: CellOptions = CellOptions(), hidden: Int, bias: Bool? = nil,
        initialState: InitialState = .zero, bidirectional: Bool = false, residual: Bool = false
    ) {
        guard let type = Cells.named(cell) else { preconditionFailure("no cell is called \(cell)") }
        self.init(
            type, options: options, hidden: hidden, bias: bias, initialState: initialState,
            bidirectional: bidirectional, residual: residual)
    }

    /// The cell's name in scene files.
    public var cell: String { type.name }

    public var outputWidth: Int { bidirectional ? 2 * hidden : hidden }

    /// The layer with its cell.
    public var layer: Layer {
        Layer(
            cell: type.init(options), hidden: hidden, bias: bias, initialState: initialState,
            bidirectional: bidirectional, residual: residual)
    }
}

extension SceneLayer: Equatable {
    public static func == (a: SceneLayer, b: SceneLayer) -> Bool {
        ObjectIdentifier(a.type) == ObjectIdentifier(b.type) && a.options == b.options && a.hidden == b.hidden
            && a.bias == b.bias && a.initialState == b.initialState && a.bidirectional == b.bidirectional
            && a.residual == b.residual
    }
}

/// A scene's embedding, with its tokens.
public struct SceneEmbedding: Sendable, Equatable {
    public var vocabulary: [String]
    public var size: Int
    public var tied: Bool

    public init(vocabulary: [String], size: Int, tied: Bool = false) {
        self.vocabulary = vocabulary
        self.size = size
        self.tied = tied
    }
}

/// A scene's decoder.
public struct SceneDecoder: Sendable, Equatable {
    public var layer: SceneLayer
    public var start: DecoderStart
    public var attention: Int?

    public init(layer: SceneLayer, start: DecoderStart = .encoder, attention: Int? = nil) {
        self.layer = layer
        self.start = start
        self.attention = attention
    }
}
