import ExactMath
import Recurrence

/// A scene made of a task: its recipe, with what is asked otherwise.
public struct TaskScene: Sendable {
    /// What is to be learned; its recipe says what is not asked otherwise.
    public var task: any SequenceTask
    /// What `characters` reads in place of its own text.
    public var text: String?
    /// nil for the recipe's.
    public var cell: (any Cell.Type)?
    /// Width H of the hidden state; nil for the recipe's.
    public var hidden: Int?
    /// Length of a sequence, in what the task's `lengthMeans` counts; nil for the recipe's.
    public var length: Int?
    /// Epochs of the training; nil for the recipe's.
    public var epochs: Int?
    /// Sequences of an epoch; nil for the recipe's.
    public var batch: Int?
    /// That of the first weights, of the sequence and of the training.
    public var seed: UInt64 = 1

    /// The task by its recipe, with nothing asked otherwise yet.
    public init(_ task: any SequenceTask, text: String? = nil) {
        self.task = task
        self.text = text
    }

    /// The scene to be trained: by Adam, with a clip by norm.
    public var scene: Scene {
        let recipe = task.recipe
        guard let type = cell ?? Cells.named(recipe.cell), let size = task.outputWidth(for: recipe.loss) else {
            preconditionFailure("a recipe names a cell that there is, and a loss that measures its task")
        }
        let layer = SceneLayer(type, hidden: hidden ?? recipe.hidden)
        let isTranslation = recipe.shape == .seq2seq
        let model = SceneModel(
            shape: recipe.shape, stack: [layer], readout: Readout(size: size, activation: recipe.activation),
            decoder: isTranslation
                ? SceneDecoder(layer: layer, attention: recipe.attention > 0 ? recipe.attention : nil) : nil,
            feedback: isTranslation ? .target : .output, loss: recipe.loss, reduction: recipe.reduction,
            inputWidth: task.inputWidth)
        let length = length ?? recipe.length
        return Scene(
            title: "\(task.name), \(type.name), H \(layer.hidden)",
            notes: "\(task.summary.prefix(1).uppercased() + task.summary.dropFirst())\n\nSource: \(task.source).\n",
            model: model,
            sequence: SceneSequence(source: .task(SceneTask(name: task.name, length: length, seed: seed, text: text))),
            initialization: Initialization(scheme: recipe.scheme, seed: seed, forgetBias: recipe.forgetBias),
            training: Training(
                optimizer: .adam(
                    beta1: Training.defaultBetas.0, beta2: Training.defaultBetas.1, epsilon: Training.defaultEpsilon),
                rate: Number(recipe.rate), epochs: epochs ?? recipe.epochs, batch: batch ?? recipe.batch, seed: seed,
                clip: Clipping(by: .norm, at: recipe.clip)))
    }
}
