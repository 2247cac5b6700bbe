import Scenes

extension DialectReader {
    /// Matrices outside the modules, each with the bias beside it.
    mutating func matrices() -> [FoundMatrix] {
        var matrices: [FoundMatrix] = []
        for entry in table.entries where !taken.contains(entry.name) {
            let tensor = entry.tensor
            guard tensor.shape.count == 2, tensor.shape.allSatisfy({ $0 > 0 }), tensor.type.isRead,
                tensor.count <= SceneLimits.parameters, !entry.isBookkeeping
            else { continue }
            func path(_ leaf: String) -> String? {
                entry.name == leaf
                    ? "" : entry.name.hasSuffix("." + leaf) ? String(entry.name.dropLast(leaf.count + 1)) : nil
            }
            if let path = path(dialect.weight) {
                let bias = table[ModulePath.join(path, dialect.bias)]
                let outputs = dialect.isTransposed ? tensor.shape[1] : tensor.shape[0]
                if let bias, bias.tensor.isVector(of: outputs), !taken.contains(bias.name) {
                    taken.formUnion([entry.name, bias.name])
                    matrices.append(
                        FoundMatrix(
                            path: path, weight: tensor, bias: bias.tensor, isTransposed: dialect.isTransposed,
                            role: .linear))
                    continue
                }
                guard bias == nil else { continue }
                taken.insert(entry.name)
                matrices.append(
                    FoundMatrix(
                        path: path, weight: tensor, isTransposed: dialect.isTransposed, role: dialect.role(of: path)))
            } else if let path = path(dialect.embedding) {
                taken.insert(entry.name)
                matrices.append(FoundMatrix(path: path, weight: tensor, isTransposed: false, role: .embedding))
            }
        }
        return matrices
    }

    func rest(_ model: FoundModel) -> [FoundModel.Rest] {
        table.entries.filter { !taken.contains($0.name) }.map { entry in
            let tensor = entry.tensor
            let isIdle =
                entry.isBookkeeping || !tensor.type.isRead || tensor.count == 0
                || tensor.shape.isEmpty && Self.isRecord(entry)
            return FoundModel.Rest(
                name: entry.sources.first ?? entry.name, shape: tensor.shape,
                obstacle: isIdle ? nil : Self.guess(entry, table))
        }
    }

    /// Whether a single number records a training by its name, and is no factor of the model.
    private static func isRecord(_ entry: ArrayTable.Entry) -> Bool {
        let words = [
            "loss", "step", "epoch", "iter", "lr", "rate", "best", "acc", "metric", "score", "count", "time",
            "momentum",
            "decay", "seed", "perplexity", "bleu", "version",
        ]
        return words.contains { entry.name.lowercased().contains($0) }
    }

    /// What an array outside all modules probably is.
    private static func guess(_ entry: ArrayTable.Entry, _ table: ArrayTable) -> String {
        let (path, leaf) = ModulePath.split(entry.name)
        let owner = ModulePath.split(path).leaf.lowercased()
        let isVector = entry.tensor.shape.count == 1
        let norms = [
            "scale", "gamma", "beta", "running_mean", "running_var", "mean", "var", "moving_mean", "moving_variance",
        ]
        if norms.contains(leaf) || isVector && (owner.contains("norm") || owner.hasPrefix("ln")) {
            return "a normalization, which no scene has"
        }
        if isVector, leaf == "weight" || leaf == "bias",
            table[ModulePath.join(path, "weight")]?.tensor.shape.count ?? 1 == 1
        {
            return "a normalization or another layer of vectors, which no scene has"
        }
        if entry.tensor.count == 1 { return "a single number, perhaps a factor, which no scene has" }
        if entry.tensor.shape.filter({ $0 != 1 }).count <= 1, entry.tensor.shape.count >= 2 {
            return "a vector, perhaps a learned initial state under a name that is not known, such as h0 and c0 are"
        }
        if entry.tensor.shape.count >= 3 { return "a convolution or another layer that no scene has" }
        return "of no layer that is known here"
    }
}
