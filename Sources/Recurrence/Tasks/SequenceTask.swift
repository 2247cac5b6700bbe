import ExactMath

/// A task that recurrent networks are measured by: it makes sequences and what the network should answer.
///
/// To add one, write one file in `Tasks/` with a type like these, and name it in `Tasks.all`.
public protocol SequenceTask: Sendable {
    /// The name in scene files.
    var name: String { get }
    /// What is asked, in one sentence.
    var summary: String { get }
    /// Where it comes from.
    var source: String { get }
    /// Width I of an input vector, the same for every length, shape and loss.
    var inputWidth: Int { get }
    /// Width of y under `mse` and `bce`, and number of classes under `nll`; nil where a loss cannot measure the task.
    func outputWidth(for loss: Loss) -> Int?
    /// The shapes that can be asked.
    var shapes: [Shape] { get }
    /// What `length` counts.
    var lengthMeans: String { get }
    /// The shortest that makes sense.
    var minimumLength: Int { get }
    /// The longest that it can make.
    var maximumLength: Int { get }
    /// The longest sequence of that length has so many input steps.
    func inputSteps(_ length: Int) -> Int
    /// Whether sequences of one `length` differ in their steps, so that they cannot be cut into chunks side by side.
    var stepsDiffer: Bool { get }

    /// One sequence: the same for the same length and generator, on every machine.
    func sequence(
        length: Int, shape: Shape, loss: Loss, using generator: inout SeededGenerator
    ) -> SequenceData<Double>

    /// What a network without a memory can do, the measure that counts first.
    func baselines(length: Int, loss: Loss) -> [Baseline]
    /// Sequences longer than those of training, the shortest first, each made when it is asked for: how many are answered rightly before
    /// the first mistake?
    func beyond(length: Int, shape: Shape, loss: Loss) -> AnySequence<SequenceData<Double>>

    /// A network that learns it, and how.
    var recipe: TaskRecipe { get }
}

extension SequenceTask {
    public var lengthMeans: String { "steps" }
    public var maximumLength: Int { .max }
    public func inputSteps(_ length: Int) -> Int { length }
    public var stepsDiffer: Bool { false }
    public func beyond(length: Int, shape: Shape, loss: Loss) -> AnySequence<SequenceData<Double>> { AnySequence([]) }
}

/// A network that learns a task, and how it is trained.
public struct TaskRecipe: Sendable {
    /// The shape that is asked, one of the task's `shapes`.
    public var shape: Shape = .manyToMany
    /// The loss that training lowers; baselines may be in another measure.
    public var loss: Loss
    /// Whether L is the sum of its steps' losses or their mean.
    public var reduction: Reduction = .sum
    /// The name of one of `Cells.all`, for the layer and for a decoder.
    public var cell = "lstm"
    /// Width H of the layer, and of a decoder.
    public var hidden: Int
    /// Width of the attention of a seq2seq network; 0 for none.
    public var attention = 0
    /// The readout's activation.
    public var activation: ReadoutActivation
    /// Length of the sequences, in what the task's `lengthMeans` says.
    public var length: Int
    /// How the weights begin.
    public var scheme: InitializationScheme = .uniform
    /// What the biases of gates that keep the state begin with; nil leaves them to the scheme.
    public var forgetBias: Double?
    /// The learning rate, for Adam.
    public var rate: Double
    /// Sequences of an epoch, which has one update.
    public var batch: Int
    /// Number of epochs in which the network learns the task.
    public var epochs: Int
    /// The threshold of a clip by norm.
    public var clip: Rational = 1

    /// By default an LSTM that answers at every step, with a clip by norm at 1.
    public init(
        shape: Shape = .manyToMany, loss: Loss, reduction: Reduction = .sum, cell: String = "lstm", hidden: Int,
        attention: Int = 0, activation: ReadoutActivation = .identity, length: Int,
        scheme: InitializationScheme = .uniform, forgetBias: Double? = nil, rate: Double, batch: Int, epochs: Int,
        clip: Rational = 1
    ) {
        self.shape = shape
        self.loss = loss
        self.reduction = reduction
        self.cell = cell
        self.hidden = hidden
        self.attention = attention
        self.activation = activation
        self.length = length
        self.scheme = scheme
        self.forgetBias = forgetBias
        self.rate = rate
        self.batch = batch
        self.epochs = epochs
        self.clip = clip
    }
}

/// Every task that there is.
public enum Tasks {
    /// In the order in which they are listed to a reader.
    public static let all: [any SequenceTask] = [
        FirstBit(), Adding(), Copying(), Parity(), Sine(), CountedLetters(), DelayedXor(), Reversal(), Dates(),
        Characters(),
    ]

    /// The task of that name; `text` is what `characters` reads in place of its own.
    public static func named(_ name: String, text: String? = nil) -> (any SequenceTask)? {
        if name == Characters().name, let text { return Characters(text) }
        return all.first { $0.name == name }
    }
}

/// Sequences of a task, new ones every epoch.
public struct TaskSequences: TrainingSet {
    /// What makes the sequences.
    public let task: any SequenceTask
    /// Length of the sequences, in what the task's `lengthMeans` says.
    public let length: Int
    /// The shape that is asked, one of the task's `shapes`.
    public let shape: Shape
    /// The loss that the targets are written for: a class, a bit or a number.
    public let loss: Loss
    /// Sequences of an epoch.
    public let batch: Int
    /// The seed that all epochs share; each draws from a generator of its own.
    public let seed: UInt64

    /// Makes no sequence yet: each epoch makes its own.
    public init(_ task: any SequenceTask, length: Int, shape: Shape, loss: Loss, batch: Int, seed: UInt64) {
        self.task = task
        self.length = length
        self.shape = shape
        self.loss = loss
        self.batch = batch
        self.seed = seed
    }

    public func sequences(ofEpoch epoch: Int) -> [SequenceData<Double>] {
        sequences(batch, named: "epoch \(epoch)")
    }

    /// Sequences of another stream than those of training.
    public func testSequences(_ count: Int) -> [SequenceData<Double>] { sequences(count, named: "test") }

    private func sequences(_ count: Int, named name: String) -> [SequenceData<Double>] {
        var generator = SeededGenerator(seed: seed, name: name)
        return (0..<count).map { _ in
            task.sequence(length: length, shape: shape, loss: loss, using: &generator)
        }
    }
}

extension SequenceData<Double> {
    /// Symbols as one-hot vectors, nil as a vector of zeros.
    init(symbols: [Int?], width: Int, targets: TargetSequence<Double>) {
        var inputs = [Double](repeating: 0, count: symbols.count * width)
        for (t, symbol) in symbols.enumerated() {
            if let symbol { inputs[t * width + symbol] = 1 }
        }
        self.init(inputs: inputs, inputWidth: width, targets: targets)
    }
}

extension Loss {
    /// A bit as a target: class 0 or 1, [0] or [1], or [−1] or [1].
    func target(bit: Bool) -> Target<Double> {
        switch self {
        case .nll: .index(bit ? 1 : 0)
        case .bce: .vector([bit ? 1 : 0])
        case .mse, .none: .vector([bit ? 1 : -1])
        }
    }

    /// The width of y for a bit.
    var bitWidth: Int { self == .nll ? 2 : 1 }
}
