/// Which dialect a file's names and shapes are.
enum Recognition {
    /// The model as the dialect sees it that explains most of the file, or as the one that is asked for.
    static func model(of file: TensorFile, from wanted: String?) throws(WeightsError) -> FoundModel {
        let stated = wanted == nil ? StatedDialect.of(file) : nil
        let dialects = (wanted ?? stated).map(Dialect.named) ?? Dialect.all
        if let wanted, dialects.isEmpty, wanted != Dialect.onnx.name {
            throw .option(
                "--from \(WeightsError.plain(wanted))", "the dialects are \(Dialect.names.joined(separator: ", "))")
        }
        if let graph = file.graph {
            guard wanted == nil || wanted == Dialect.onnx.name else {
                throw .option(
                    "--from \(wanted ?? "")", "the file is an ONNX model, whose graph says what its arrays are")
            }
            return try ONNXModel.read(graph, file: file)
        }
        guard wanted != Dialect.onnx.name else { throw .option("--from onnx", "the file has no graph") }
        let table = try ArrayTable(file)
        if let model = OpenVINOModel.read(table, file: file) { return model }
        if let model = PositionalArrays.read(table, dialect: wanted), !model.modules.isEmpty { return model }

        var models = dialects.map { $0.read(table) }.filter { !$0.modules.isEmpty }
        // Paddle's doubles say that its square matrices are transposed, too.
        if wanted == nil, isPaddle(table, models) { models.removeAll { $0.dialect.name != Dialect.paddle.name } }
        guard var best = models.first else { throw noModule(table, wanted) }
        for model in models.dropFirst() where isBetter(model, than: best) { best = model }
        if best.dialect.name == Dialect.keras.name { try KerasModel(file).complete(&best) }
        if let said = try TorchModel(file) { said.complete(&best) }
        best.rest.removeAll { $0.name == StatedDialect.file }
        if wanted == nil, let note = try ambiguity(best) { best.notes.append(note) }
        return best
    }

    private static func isBetter(_ model: FoundModel, than other: FoundModel) -> Bool {
        func score(_ model: FoundModel) -> (Int, Int) {
            (model.modules.filter { $0.problem == nil }.count, -model.rest.filter { $0.obstacle != nil }.count)
        }
        return score(model) > score(other)
    }

    private static func isPaddle(_ table: ArrayTable, _ models: [FoundModel]) -> Bool {
        guard let paddle = models.first(where: { $0.dialect.name == Dialect.paddle.name }) else { return false }
        let paths = Set(paddle.modules.map(\.path))
        return table.entries.contains { Dialect.isPaddleDouble($0.name, of: paths) || Dialect.isOfBiRNN($0.name) }
    }

    /// Cells have the same names in PyTorch, tinygrad and Paddle, and a square Linear does not tell its direction; where a cell is
    /// called `cell`, as Paddle's `RNN` calls every one, it has to be said.
    private static func ambiguity(_ model: FoundModel) throws(WeightsError) -> String? {
        guard model.dialect.name == Dialect.torch.name,
            model.matrices.contains(where: { $0.role == .linear && $0.inputs == $0.outputs }),
            model.modules.allSatisfy({ $0.sources.allSatisfy { NumberedName($0) == nil } })
        else { return nil }
        if model.modules.contains(where: { ModulePath.split($0.path).leaf == "cell" }) {
            throw .option(
                "--from",
                "a square Linear beside a cell called cell is PyTorch's as it stands, and PaddlePaddle's transposed; "
                    + "say which with --from torch or --from paddle")
        }
        return "a square Linear beside cells could be PaddlePaddle's, transposed; --from paddle takes it so"
    }

    private static func noModule(_ table: ArrayTable, _ wanted: String?) -> WeightsError {
        let names = table.entries.prefix(4).map { WeightsError.quoted($0.tensor.name) }
        return .noKnownModule(from: wanted, names: names, more: table.entries.count - names.count)
    }
}
