import Recurrence

/// Everything that is needed to reproduce what is on the screen: a model, a sequence, a loss, weights.
public struct Scene: Sendable, Equatable {
    /// One line for lists and headings; may be empty.
    public var title: String
    /// Paragraphs for whoever opens the scene; nil where there are none.
    public var notes: String?
    /// What every number of the trace is computed in.
    public var arithmetic: Arithmetic
    /// The network, and the loss that its outputs are judged by.
    public var model: SceneModel
    /// What the network reads, and what its outputs should have been.
    public var sequence: SceneSequence
    /// Fills what `values` leaves out; nil where every parameter stands in `values`.
    public var initialization: Initialization?
    /// The parameters that are given number by number, by path.
    public var values: [String: ParameterValue]
    /// How the parameters move; nil for a training by every default.
    public var training: Training?

    /// A scene of these parts; that they fit each other is checked where a file is read, not here.
    public init(
        title: String = "", notes: String? = nil, arithmetic: Arithmetic = .double, model: SceneModel,
        sequence: SceneSequence, initialization: Initialization? = nil, values: [String: ParameterValue] = [:],
        training: Training? = nil
    ) {
        self.title = title
        self.notes = notes
        self.arithmetic = arithmetic
        self.model = model
        self.sequence = sequence
        self.initialization = initialization
        self.values = values
        self.training = training
    }

    /// The embedding's tokens; empty without one.
    public var vocabulary: [String] { model.embedding?.vocabulary ?? [] }
}

/// What a scene's numbers are.
public enum Arithmetic: String, Sendable, CaseIterable {
    /// Double-precision floating point.
    case double
    /// Exact fractions; only where every operation is +, − or ×.
    case rational
}

/// A parameter's numbers, row by row.
public struct ParameterValue: Sendable, Equatable {
    /// Rows; of a vector, its entries.
    public var rows: Int
    /// Columns; 1 for a vector.
    public var columns: Int
    /// Whether it is written as one row of numbers; then `columns` is 1.
    public var isVector: Bool
    /// rows × columns numbers.
    public var numbers: [Number]

    /// A parameter's numbers, row by row; it is a misuse if they are not rows × columns.
    public init(rows: Int, columns: Int, isVector: Bool, numbers: [Number]) {
        precondition(rows * columns == numbers.count, "a parameter has rows × columns numbers")
        self.rows = rows
        self.columns = columns
        self.isVector = isVector
        self.numbers = numbers
    }
}

/// The `sequence` of a scene.
public struct SceneSequence: Sendable, Equatable {
    /// Where the inputs come from.
    public var source: Source
    /// One entry an output step, nil where there is no loss; empty where no step has a target.
    public var targets: [SceneTarget?]
    /// Number of output steps of `one-to-many` and `seq2seq` without targets.
    public var length: Int?
    /// y_0 of a decoder; nil for zeros.
    public var start: SceneTarget?

    /// A sequence; without targets it has no loss, unless a task brings its own.
    public init(source: Source, targets: [SceneTarget?] = [], length: Int? = nil, start: SceneTarget? = nil) {
        self.source = source
        self.targets = targets
        self.length = length
        self.start = start
    }

    /// What the steps read: vectors, tokens, or what a task makes.
    public enum Source: Sendable, Equatable {
        /// Input vectors one after another, `inputWidth` numbers each.
        case inputs([Number])
        /// Rows of the embedding, 0-based.
        case tokens([Int])
        /// A generated sequence, inputs and targets.
        case task(SceneTask)
    }
}

/// What an output should have been.
public enum SceneTarget: Sendable, Equatable {
    case vector([Number])
    /// A class or a token, 0-based.
    case index(Int)
}

/// A sequence that is generated: the same for the same name, length and seed on every machine.
public struct SceneTask: Sendable, Equatable {
    /// The task's name in scene files.
    public var name: String
    /// The task's length, in what its `lengthMeans` counts.
    public var length: Int
    /// That of the generator: another one makes another sequence.
    public var seed: UInt64
    /// What `characters` reads in place of its own text.
    public var text: String?

    /// A sequence to be generated; the name is only looked up when `task` is asked for.
    public init(name: String, length: Int, seed: UInt64 = 1, text: String? = nil) {
        self.name = name
        self.length = length
        self.seed = seed
        self.text = text
    }

    /// The task itself; a name that is no task's is a misuse.
    public var task: any SequenceTask {
        guard let task = Tasks.named(name, text: text) else { preconditionFailure("no task is called \(name)") }
        return task
    }
}
