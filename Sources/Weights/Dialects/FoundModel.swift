import ExactMath
import Recurrence

/// What a dialect sees in a file: recurrent modules, matrices that may be a readout or an embedding, and the rest.
struct FoundModel {
    var dialect: Dialect
    var modules: [FoundModule] = []
    var matrices: [FoundMatrix] = []
    /// Arrays that are neither, with what they are taken for.
    var rest: [Rest] = []
    /// The names in the file behind each array that has another name here, or was computed.
    var origins: [String: [String]] = [:]
    /// Sentences about what was computed or stands for something else.
    var notes: [String] = []
    /// What the tool says of itself: activations, order, what a readout ends in; nil where the file has only arrays.
    var structure: FoundStructure?

    /// A module at a path, however much of its way is given.
    func modules(at path: String) -> [FoundModule] {
        let wanted = ArrayTable.plain(path)
        let exact = modules.filter { $0.path == wanted || $0.title == wanted || $0.alias == wanted }
        if !exact.isEmpty { return exact }
        return modules.filter { ModulePath.isWithin($0.path, wanted) }
    }

    struct Rest {
        var name: String
        var shape: [Int]
        /// Why the numbers would change without it; nil for what no output hangs on.
        var obstacle: String?
    }
}

/// A recurrent module: a path and its layers, bottom first; or why its arrays do not fit together.
struct FoundModule {
    /// Its path among the arrays.
    var path: String
    /// The path without the names that only hold its cell.
    var title: String
    /// The user's own name, where the file has one beside the path.
    var alias: String?
    var layers: [FoundLayer] = []
    var problem: WeightsError?
    /// All its arrays' names.
    var sources: Set<String> = []

    var inputWidth: Int { layers.first?.inputWidth ?? 0 }
    var outputWidth: Int { layers.last?.outputWidth ?? 0 }
    /// What messages call it.
    var name: String { title.isEmpty ? "the file itself" : WeightsError.quoted(title) }
}

/// A layer: forward, and backward where it runs both ways.
struct FoundLayer {
    var directions: [CellArrays]
    /// The activation that the file gives; nil where it gives none.
    var activation: Activation?
    var isLinear = false
    /// Initial states that are constants, not parameters.
    var hasGivenStates = false

    var kind: RecurrentKind { directions[0].kind }
    var inputWidth: Int { directions[0].inputWidth }
    var hidden: Int { directions[0].hidden }
    var outputWidth: Int { directions.count * hidden }
    var hasBias: Bool { directions.contains(where: \.hasBias) }
}

/// A matrix outside the recurrent modules, as outputs × inputs, which for an embedding is tokens × width.
struct FoundMatrix {
    enum Role { case linear, embedding, either }

    /// Its module's path.
    var path: String
    /// The user's own name, where the file has one beside the path.
    var alias: String?
    var weight: Tensor
    var bias: Tensor?
    /// Whether its first index counts inputs.
    var isTransposed: Bool
    var role: Role
    var activation: ReadoutActivation?

    var outputs: Int { isTransposed ? weight.shape[1] : weight.shape[0] }
    var inputs: Int { isTransposed ? weight.shape[0] : weight.shape[1] }
    /// Of an embedding, which no tool transposes: tokens and numbers of each.
    var tokens: Int { weight.shape[0] }
    var width: Int { weight.shape[1] }
    var name: String { WeightsError.quoted(path.isEmpty ? weight.name : path) }
    var sources: [String] { [weight.name] + (bias.map { [$0.name] } ?? []) }

    func isCalled(_ name: String) -> Bool {
        let wanted = ArrayTable.plain(name)
        return wanted == path || wanted == alias || wanted == ArrayTable.plain(weight.name)
            || !path.isEmpty && ModulePath.split(path).leaf == wanted
    }
}

/// What a file says about the model beyond its arrays.
struct FoundStructure {
    /// The paths of the recurrent modules in their order; nil where the file does not say it.
    var order: [String]?
    /// The path of the readout, where the file says which.
    var readout: String?
    var embedding: String?
    /// Whether only the last step of the top layer is read.
    var onlyLast = false
    /// Whether the tool leaves out the steps with token 0.
    var skipsZero = false
    /// What the scene cannot have, by name.
    var obstacles: [String] = []
}
