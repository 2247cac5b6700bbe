import Recurrence

/// The `model` of a scene: names where an `Architecture` has cells, and tokens where it has their number.
public typealias SceneModel = NetworkStructure<SceneLayer, SceneEmbedding>

/// A scene's decoder.
public typealias SceneDecoder = DecoderStructure<SceneLayer>

extension SceneModel {
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
    /// The kind of cell, to be made with `options`.
    public var type: any Cell.Type
    /// The values of the cell's own keys, such as `reset` of a GRU.
    public var options: CellOptions
    /// Width H of the hidden state, of one direction.
    public var hidden: Int
    /// Whether the equations have biases.
    public var bias: Bool
    /// Whether state 0 is zero, learned or given.
    public var initialState: InitialState
    /// Whether a second cell runs from the last step to the first, and both outputs are joined.
    public var bidirectional: Bool
    /// Whether the layer's own input is added to its output.
    public var residual: Bool

    /// A layer of a kind of cell.
    ///
    /// - Parameter bias: nil for what the cell has by default.
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

    /// Width of the layer's output: 2H where it is bidirectional.
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
    /// The tokens, each once; the one at place k is row k of E, from 0.
    public var vocabulary: [String]
    /// Width I of a row.
    public var size: Int
    /// Whether a_y = E h and y = softmax(a_y) stand in for a readout.
    public var tied: Bool

    /// An embedding that is no readout as well, unless that is said.
    public init(vocabulary: [String], size: Int, tied: Bool = false) {
        self.vocabulary = vocabulary
        self.size = size
        self.tied = tied
    }
}
