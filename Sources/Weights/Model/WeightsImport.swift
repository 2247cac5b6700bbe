import ExactMath
import Recurrence
import Scenes
import Wording

/// Makes a scene of a file of weights.
///
/// What is taken, from where, and what is left unused is said in a sentence each. What changes the numbers and no scene has
/// is refused by name.
public struct WeightsImport {
    /// The dialect that the file is in; nil for what names and shapes say.
    public var from: String?
    /// `rnn` or `linear`, for layers with one block of rows; nil for rnn.
    public var cell: String?
    /// Of an rnn; nil for what the file says, else the tool's default.
    public var activation: Activation?
    /// The path of the module in the file; nil where there is only one.
    public var prefix: String?
    /// The paths of the modules that become the stack, bottom first.
    public var stack: [String]?
    /// The names of matrices; `none` for no such part.
    public var embedding: String?
    /// The same of the readout's matrix.
    public var readout: String?

    /// By default the file alone says what is taken.
    public init(
        from: String? = nil, cell: String? = nil, activation: Activation? = nil, prefix: String? = nil,
        stack: [String]? = nil, embedding: String? = nil, readout: String? = nil
    ) {
        self.from = from
        self.cell = cell
        self.activation = activation
        self.prefix = prefix
        self.stack = stack
        self.embedding = embedding
        self.readout = readout
    }

    /// What `from` takes, in words.
    public static var dialects: String { Dialect.names.joined(separator: ", ") }

    /// A title for the scene of a file: the file's name as far as it is plain text.
    public static func title(forFile path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return String(
            String.UnicodeScalarView(name.unicodeScalars.filter(SafeText.isPrintable).prefix(SceneLimits.title)))
    }

    /// A scene, and sentences about what in the file it was made of and what was left out.
    public struct Result {
        /// The scene with the file's numbers; its own notes are these, as far as they have room.
        public var scene: Scene
        /// What was taken and from where, then what was left unused, a sentence each.
        public var notes: [String]
    }

    /// The network with the input given, or with one step of zeros; without targets it has no loss.
    ///
    /// Throws a `WeightsError` about the file, or a `SceneError` about the input.
    public func scene(from file: TensorFile, input: ImportInput? = nil, title: String = "") throws -> Result {
        let hints = ModelHints(file.metadata)
        var model = try Recognition.model(of: file, from: from)
        var selection = try ModuleSelection(model, stack: stack, prefix: prefix, isOrdered: hints.shape != nil)
        try InitialStates.take(from: &model, file: file, into: &selection)
        let parts = try ModelParts(model, selection, self, wantsEmbedding: input.map(\.hasTokens) ?? true)
        if input?.hasTokens == true, parts.embedding == nil {
            throw WeightsError.option(
                "--input",
                "it has tokens, but the file has no matrix with rows of \(selection.inputWidth) numbers for them")
        }
        try checkOptions(selection)
        try checkNothingIsLost(model, selection, parts, readsVectors: input.map { !$0.hasTokens } ?? false)

        var builder = SceneBuilder(hints: hints, dialect: model.dialect)
        for (index, layer) in selection.layers.enumerated() { try builder.add(layer, at: index, self) }
        builder.isLastOnly = model.structure?.onlyLast ?? false
        try builder.add(parts)
        var scene = builder.scene(inputWidth: selection.inputWidth, title: title)
        try input?.fill(&scene)
        try checkNoStepIsSkipped(model, &scene, isGiven: input != nil)
        builder.settleFeedback(&scene)
        let notes =
            Self.notes(model, selection, parts, wanted: from) + builder.notes + model.notes
            + unusedNotes(model, selection, parts)
            + (model.structure == nil && hints.shape == nil ? [Self.arraysAlone] : [])
        scene.notes = Self.text(notes)
        return Result(scene: scene, notes: notes)
    }

    /// Notes as a scene has them.
    static func text(_ notes: [String]) -> String? {
        notes.isEmpty ? nil : String(notes.joined(separator: "\n").prefix(SceneLimits.notes)) + "\n"
    }

    /// Token 0 of an embedding whose tool masks it must not stand in the sequence.
    private func checkNoStepIsSkipped(_ model: FoundModel, _ scene: inout Scene, isGiven: Bool) throws(WeightsError) {
        guard model.structure?.skipsZero == true, case .tokens(let tokens) = scene.sequence.source, tokens.contains(0)
        else { return }
        if !isGiven, scene.vocabulary.count > 1 {
            scene.sequence.source = .tokens([1])
        } else {
            throw .lost(["the sequence has token 0, whose steps Keras skips (mask_zero: true)"], nil)
        }
    }

    private func checkOptions(_ selection: ModuleSelection) throws(WeightsError) {
        let plain = selection.layers.filter { $0.kind == .rnn }
        if let cell, plain.isEmpty, let found = selection.layers.first?.kind {
            throw .option(
                "--cell \(cell)",
                "the matrices have \(found.suffixes.count)·H rows, which makes the cell \(found.rawValue)")
        }
        if let activation, plain.isEmpty || cell == LinearCell.name {
            throw .option("--activation \(activation.rawValue)", "there is no rnn layer to have it")
        }
    }

    // MARK: What would be lost

    private func checkNothingIsLost(
        _ model: FoundModel, _ selection: ModuleSelection, _ parts: ModelParts, readsVectors: Bool
    ) throws(WeightsError) {
        guard !selection.isNarrowed else { return }
        var lost = parts.obstacles
        if model.structure?.order == nil {
            lost += parts.unusedMatrices.compactMap { matrix in
                let isOther =
                    if matrix.role != .linear, readsVectors && matrix.width == selection.inputWidth || embedding != nil
                    {
                        !parts.couldBeLinear(matrix)
                    } else {
                        matrix.role != .embedding && readout != nil && !parts.couldBeChained(matrix)
                    }
                return isOther
                    ? nil
                    : "\(matrix.name), a matrix of \(matrix.weight.shape), is neither the embedding nor the readout"
            }
        }
        if stack == nil {
            let chosen = Set(selection.modules.map(\.path))
            lost += model.modules
                .filter { module in
                    !chosen.contains(module.path)
                        && selection.scope.map { ModulePath.isWithin(module.path, $0) } != false
                }
                .map { "\($0.name) is another recurrent module" }
        }
        guard lost.isEmpty else { throw .lost(lost, selection.modules.first?.title) }
    }

    // MARK: Sentences

    private static func notes(
        _ model: FoundModel, _ selection: ModuleSelection, _ parts: ModelParts, wanted: String?
    ) -> [String] {
        let example = selection.modules.first?.layers.first?.directions[0].sources.dropFirst().first ?? ""
        let why = wanted == nil ? "by names such as \(WeightsError.quoted(example))" : "as --from says"
        var notes = ["read as weights of \(model.dialect.title), \(why)"]
        if let note = selection.note { notes.append(note) }
        var index = 0
        for module in selection.modules {
            for layer in module.layers {
                var seen: Set<String> = []
                let sources = layer.directions.flatMap(\.sources).filter { seen.insert($0).inserted }
                let names = sources.map { WeightsError.quoted($0) }
                let ways = layer.directions.count == 2 ? ", both directions" : ""
                let sign = layer.kind == .gru ? "; z keeps there and renews here, so its weights change sign" : ""
                notes.append(
                    "stack.\(index): \(layer.kind.rawValue)\(ways), \(layer.inputWidth) → \(layer.hidden), from \(list(names))\(sign)"
                )
                index += 1
            }
        }
        return notes
    }

    private static func list(_ names: [String], limit: Int = 8) -> String {
        names.prefix(limit).joined(separator: ", ") + (names.count > limit ? " and \(names.count - limit) more" : "")
    }

    /// What no file of names and arrays can tell.
    private static let arraysAlone =
        "the file holds arrays alone: what the program does without any, such as a residual, a mask or reading backwards, "
        + "is not seen"

    private func unusedNotes(_ model: FoundModel, _ selection: ModuleSelection, _ parts: ModelParts) -> [String] {
        let chosen = Set(selection.modules.map(\.path))
        let modules = model.modules.filter { !chosen.contains($0.path) }.map(\.name)
        let matrices = parts.unusedMatrices.flatMap(\.sources).map { WeightsError.quoted($0) }
        let rest = model.rest.map { WeightsError.quoted($0.name) }
        let all = modules + matrices + rest
        return all.isEmpty ? [] : ["not used: \(Self.list(all))"]
    }
}
