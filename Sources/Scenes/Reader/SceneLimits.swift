/// The largest scene that is read.
public enum SceneLimits {
    /// Width H of a hidden state.
    public static let hidden = 1_024
    /// Steps T of a sequence.
    public static let steps = 100_000
    /// Values and gradients of all nodes at all steps.
    public static let traceNumbers = 50_000_000
    /// Megabytes of a training: sequences of an epoch, traces that run, gradients.
    public static let trainingMegabytes = 2_000
    /// Megabytes of the fractions of a trace.
    public static let fractionMegabytes = 800
    /// Layers of a stack, with those inside its feed-forward cells.
    public static let layers = 256
    /// Width of an input, an output or an embedding, and tokens of a vocabulary.
    public static let width = 65_536
    /// Numbers in all parameters.
    public static let parameters = 50_000_000
    /// Characters of a title.
    public static let title = 200
    /// Characters of the notes alone, ends of lines among them.
    public static let notes = 100_000
    /// Characters of a text to be learned.
    public static let text = 100_000
    /// Characters of a token.
    public static let token = 64
    /// Epochs of a training, and sequences of an epoch.
    public static let epochs = 1_000_000_000
    /// Updates of a training: one a chunk, and a sequence has no more chunks than steps.
    public static let updates = epochs * steps
}
