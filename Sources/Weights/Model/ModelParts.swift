import Recurrence
import Scenes

/// The embedding and the readout around a stack, found by the options, by what the file says, by name or by shape.
struct ModelParts {
    struct Part {
        var matrix: FoundMatrix
        /// How it was found, in words.
        var reason: String
    }

    private(set) var embedding: Part?
    private(set) var readout: Part?

    private let model: FoundModel
    private let selection: ModuleSelection
    private let options: WeightsImport

    static let embeddingNames = [
        "embedding", "embeddings", "embed", "emb", "word_embedding", "word_embeddings", "token_embedding",
        "char_embedding", "wte", "encoder",
    ]
    static let readoutNames = [
        "readout", "fc", "out", "output", "linear", "head", "decoder", "dense", "proj", "projection", "classifier",
        "lm_head", "h2o", "hidden2tag", "hidden_to_out",
    ]

    init(
        _ model: FoundModel, _ selection: ModuleSelection, _ options: WeightsImport, wantsEmbedding: Bool
    ) throws(WeightsError) {
        self.model = model
        self.selection = selection
        self.options = options
        readout = try findReadout()
        if wantsEmbedding { embedding = try findEmbedding() }
    }

    // MARK: Readout

    private func findReadout() throws(WeightsError) -> Part? {
        if options.readout == "none" { return nil }
        let width = selection.outputWidth
        if let name = options.readout, options.embedding == name {
            let found = model.matrices.filter { $0.isCalled(name) && $0.role != .linear && $0.width == width }
            if var matrix = found.first, found.count == 1 {
                matrix.isTransposed = false
                return Part(matrix: matrix, reason: "the embedding's own matrix, as asked for")
            }
        }
        if let name = options.readout {
            let found = model.matrices.filter { $0.isCalled(name) && $0.role != .embedding }
            guard let matrix = found.first, found.count == 1 else {
                throw unknown("--readout", name, found.count, .linear)
            }
            guard matrix.inputs == width else {
                throw .option(
                    "--readout \(WeightsError.plain(name))",
                    "it reads \(matrix.inputs) numbers, but the stack gives \(width)")
            }
            return Part(matrix: matrix, reason: "as asked for")
        }
        if let path = model.structure?.readout, let matrix = model.matrices.first(where: { $0.path == path }) {
            if matrix.inputs == width { return Part(matrix: matrix, reason: "as the file says") }
        }
        if selection.isNarrowed, hasObstacles { return nil }
        let fitting = around.filter {
            $0.inputs == width && $0.role != .embedding && ($0.role == .linear || !isEmbedding($0))
        }
        guard fitting.count > 1 else { return fitting.first.map(described) }
        if let tied = fitting.first(where: { $0.role == .linear }), fitting.filter({ $0.role == .linear }).count == 1,
            fitting.filter({ $0.role == .either }).allSatisfy({ $0.tokens == tied.outputs })
        {
            return described(tied)
        }
        if selection.isNarrowed { return beside(fitting) }
        throw .severalMatrices("--readout", fitting.map(\.name), "read the \(width) numbers that the stack gives")
    }

    /// The one that stands beside the chosen module, if one does.
    private func beside(_ matrices: [FoundMatrix]) -> Part? {
        let path = ModulePath.split(selection.modules[0].path).path
        let near = matrices.filter { ModulePath.split($0.path).path == path }
        return near.count == 1 ? near.first.map(described) : nil
    }

    /// Whether nothing in the file could be a readout.
    var hasNone: Bool {
        options.readout == nil && !selection.isNarrowed
            && !model.matrices.contains { $0.role != .embedding && $0.path != embedding?.matrix.path }
    }

    private func described(_ matrix: FoundMatrix) -> Part {
        let leaf = ModulePath.split(matrix.path).leaf
        let isKnown = Self.readoutNames.contains(leaf) || matrix.alias.map(Self.readoutNames.contains) == true
        return Part(
            matrix: matrix, reason: isKnown ? "by its name" : "by its shape, since it reads what the stack gives")
    }

    /// Whether a matrix without a bias is taken for the embedding: by its name, or since it alone fits there.
    private func isEmbedding(_ matrix: FoundMatrix) -> Bool {
        if model.structure?.embedding == matrix.path { return true }
        if let name = options.embedding, matrix.isCalled(name) { return true }
        let leaf = ModulePath.split(matrix.path).leaf
        if Self.readoutNames.contains(leaf), leaf != "decoder" || matrix.inputs == selection.outputWidth {
            return false
        }
        return matrix.width == selection.inputWidth
    }

    /// Whether a matrix that is not used could have stood in the way of the numbers, as a Linear before or behind the stack: one
    /// that an embedding's name or its shape does not rule out.
    func couldBeLinear(_ matrix: FoundMatrix) -> Bool {
        guard matrix.role != .embedding, !Self.embeddingNames.contains(ModulePath.split(matrix.path).leaf) else {
            return false
        }
        return matrix.outputs == selection.inputWidth || matrix.inputs == selection.outputWidth
    }

    /// Whether a Linear could stand before or behind the readout that was asked for.
    func couldBeChained(_ matrix: FoundMatrix) -> Bool {
        guard let readout = readout?.matrix, matrix.role == .linear else { return false }
        return matrix.inputs == readout.outputs
            || matrix.inputs == selection.outputWidth && matrix.outputs == readout.inputs
    }

    /// The matrices of the model, or of the part of it that was chosen.
    private var around: [FoundMatrix] {
        guard let scope = selection.scope else { return model.matrices }
        return model.matrices.filter { ModulePath.isWithin($0.path, scope) }
    }

    // MARK: Embedding

    private func findEmbedding() throws(WeightsError) -> Part? {
        if options.embedding == "none" { return nil }
        let width = selection.inputWidth
        if let name = options.embedding {
            let found = model.matrices.filter { $0.isCalled(name) && $0.role != .linear }
            guard let matrix = found.first, found.count == 1 else {
                throw unknown("--embedding", name, found.count, .embedding)
            }
            guard matrix.width == width else {
                throw .option(
                    "--embedding \(WeightsError.plain(name))",
                    "its rows have \(matrix.width) numbers, but the stack reads \(width)")
            }
            return Part(matrix: matrix, reason: "as asked for")
        }
        if let path = model.structure?.embedding,
            let matrix = model.matrices.first(where: { $0.path == path && $0.width == width })
        {
            return Part(matrix: matrix, reason: "as the file says")
        }
        if model.structure?.order != nil, model.structure?.embedding == nil { return nil }
        let fitting = around.filter {
            $0.width == width && $0.role != .linear && $0.path != readout?.matrix.path
        }
        guard fitting.count > 1 else { return fitting.first.map(describedEmbedding) }
        let named = fitting.filter { Self.embeddingNames.contains(ModulePath.split($0.path).leaf) }
        if fitting.allSatisfy({ Self.isSame($0, fitting[0]) }) { return describedEmbedding(named.first ?? fitting[0]) }
        if selection.isNarrowed { return nil }
        throw .severalMatrices(
            "--embedding", fitting.map(\.name), "have rows of the \(width) numbers that the stack reads")
    }

    private func describedEmbedding(_ matrix: FoundMatrix) -> Part {
        let leaf = ModulePath.split(matrix.path).leaf
        let isKnown = matrix.role == .embedding || Self.embeddingNames.contains(leaf)
        return Part(
            matrix: matrix, reason: isKnown ? "by its name" : "by its shape, since its rows are what the stack reads")
    }

    private func unknown(_ option: String, _ name: String, _ count: Int, _ role: FoundMatrix.Role) -> WeightsError {
        let all = model.matrices.filter { $0.role == .either || $0.role == role }.map(\.name)
        let there = all.isEmpty ? "there is none" : "there are \(all.joined(separator: ", "))"
        return .option(
            "\(option) \(WeightsError.plain(name))",
            count == 0 ? "no such matrix; \(there)" : "\(count) matrices of this name; \(there)")
    }

    /// Whether two matrices are tied: the same numbers under two names.
    static func isSame(_ a: FoundMatrix, _ b: FoundMatrix) -> Bool {
        guard a.weight.shape == b.weight.shape, let left = try? a.weight.values(), let right = try? b.weight.values()
        else {
            return false
        }
        return left == right
    }

    // MARK: What is left

    private var hasObstacles: Bool { !obstacles.isEmpty }

    /// What stands in the file, is in no scene, and changes the numbers.
    var obstacles: [String] {
        let said = model.structure?.obstacles ?? []
        let unknown = model.rest.compactMap { rest -> String? in
            if let scope = selection.scope, !ModulePath.isWithin(ArrayTable.plain(rest.name), scope) { return nil }
            return rest.obstacle.map { "\(WeightsError.quoted(rest.name)) of shape \(rest.shape) is \($0)" }
        }
        return said + unknown
    }

    /// Matrices that are in no scene, and through which numbers could go.
    var unusedMatrices: [FoundMatrix] {
        around.filter { matrix in
            matrix.path != embedding?.matrix.path && matrix.path != readout?.matrix.path
        }
    }
}
