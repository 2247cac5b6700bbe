/// Weights that PyTorch computes from others before every run: weight norm, orthogonal and spectral norms, pruning masks, and
/// the raw weights of weight drop.
///
/// Sources: torch.nn.utils.weight_norm and prune, torch.nn.utils.parametrizations; AWD-LSTM's WeightDrop.
enum Parametrization {
    static func compute(in table: inout ArrayTable) throws(WeightsError) {
        for entry in table.entries {
            let (path, leaf) = (String(entry.name.dropLast(min(entry.leaf.count + 1, entry.name.count))), entry.leaf)
            guard path.contains("parametrizations") || ["_g", "_orig", "_raw"].contains(where: leaf.hasSuffix) else {
                continue
            }
            try computeModern(entry, path, leaf, &table)
            try computeOld(entry, path, leaf, &table)
        }
    }

    /// `PATH.parametrizations.NAME.original…`, the names since PyTorch 1.9.
    private static func computeModern(
        _ entry: ArrayTable.Entry, _ path: String, _ leaf: String, _ table: inout ArrayTable
    ) throws(WeightsError) {
        let parts = path.split(separator: ".").map(String.init)
        guard parts.count >= 2, parts[parts.count - 2] == "parametrizations" else { return }
        let name = ModulePath.join(parts.dropLast(2).joined(separator: "."), parts[parts.count - 1])
        switch leaf {
        case "original0":
            guard let direction = table["\(path).original1"] else { return }
            try setNorm(entry, direction, as: name, &table)
        case "original":
            let rest = table.entries.filter { $0.name.hasPrefix(path + ".") && $0.name != entry.name }
            try setParametrized(entry, rest, path, as: name, &table)
        default: return
        }
    }

    private static func setParametrized(
        _ entry: ArrayTable.Entry, _ rest: [ArrayTable.Entry], _ path: String, as name: String,
        _ table: inout ArrayTable
    ) throws(WeightsError) {
        func part(_ leaf: String) -> ArrayTable.Entry? { table["\(path).0.\(leaf)"] }
        let quoted = WeightsError.quoted(name)
        if let u = part("_u"), let v = part("_v"), rest.count == 2 {
            let tensor = try spectral(entry.tensor, u.tensor, v.tensor, as: name)
            table.replace([entry, u, v], by: tensor, note: "\(quoted) is computed: spectral norm of \(entry.name)")
        } else if rest.isEmpty && Orthogonal.isHouseholder(entry.tensor) || rest.count == 1 && part("base") != nil {
            let base = part("base")
            let (tensor, map) = try Orthogonal.weight(entry.tensor, base: base?.tensor, as: name)
            table.replace(
                [entry] + (base.map { [$0] } ?? []), by: tensor,
                note:
                    "\(quoted) is computed: orthogonal by \(map)\(base == nil ? "" : ", torch's choice for its shape, since the file does not say orthogonal_map; where another was chosen, save after remove_parametrizations")"
            )
        } else {
            throw .tensor(
                name: entry.tensor.name,
                "it is parametrized in a way that is not known here; write the computed weight with "
                    + "torch.nn.utils.parametrize.remove_parametrizations before saving")
        }
    }

    /// The names of the first functions: `weight_g` and `weight_v`, `weight_orig` and `weight_mask`, `weight_raw`.
    private static func computeOld(
        _ entry: ArrayTable.Entry, _ path: String, _ leaf: String, _ table: inout ArrayTable
    ) throws(WeightsError) {
        func part(_ stem: Substring, _ suffix: String) -> ArrayTable.Entry? {
            table[ModulePath.join(path, stem + suffix)]
        }
        if leaf.hasSuffix("_g"), let direction = part(leaf.dropLast(2), "_v") {
            try setNorm(entry, direction, as: ModulePath.join(path, String(leaf.dropLast(2))), &table)
        } else if leaf.hasSuffix("_orig") {
            let stem = leaf.dropLast(5)
            let name = ModulePath.join(path, String(stem))
            let quoted = WeightsError.quoted(name)
            if let mask = part(stem, "_mask"), mask.tensor.shape == entry.tensor.shape {
                let values = zip(try entry.tensor.finiteValues(), try mask.tensor.finiteValues()).map { $0 * $1 }
                table.replace(
                    [entry, mask], by: Tensor(name: name, shape: entry.tensor.shape, computed: values),
                    note: "\(quoted) is computed: \(entry.name) under its pruning mask")
            } else if let u = part(stem, "_u"), let v = part(stem, "_v") {
                let (left, right) = isTurned(entry.tensor, u.tensor, table) ? (v, u) : (u, v)
                let tensor = try spectral(entry.tensor, left.tensor, right.tensor, as: name)
                table.replace([entry, u, v], by: tensor, note: "\(quoted) is computed: spectral norm of \(entry.name)")
            }
        } else if leaf.hasPrefix("weight_"), leaf.hasSuffix("_raw") {
            let name = ModulePath.join(path, String(leaf.dropLast(4)))
            table.replace(
                [entry], by: entry.tensor.renamed(name),
                note:
                    "\(WeightsError.quoted(name)) is \(WeightsError.quoted(entry.name)), the weight before weight drop")
        }
    }

    /// g ⊙ v/‖v‖: a norm for each row, for each column, or one of the whole, as many as g has numbers.
    private static func setNorm(
        _ g: ArrayTable.Entry, _ v: ArrayTable.Entry, as name: String, _ table: inout ArrayTable
    ) throws(WeightsError) {
        let shape = v.tensor.shape
        guard shape.count == 2, let rows = shape.first, let columns = shape.last,
            [[rows, 1], [1, columns], [], [1], [1, 1]].contains(g.tensor.shape)
        else {
            throw .tensor(
                name: g.tensor.name,
                "its shape is \(g.tensor.shape), which is no magnitude of weight norm for \(WeightsError.quoted(v.tensor.name)) of shape \(shape)"
            )
        }
        let magnitudes = try g.tensor.finiteValues()
        let values = try v.tensor.finiteValues()
        /// Which norm an element belongs to.
        func group(_ index: Int) -> Int {
            magnitudes.count == 1 ? 0 : g.tensor.shape == [rows, 1] ? index / columns : index % columns
        }
        // By powers of two, which change no digit: squares of large and of small numbers leave the doubles.
        var largest = [Double](repeating: 0, count: magnitudes.count)
        for (index, value) in values.enumerated() { largest[group(index)] = max(largest[group(index)], abs(value)) }
        guard largest.allSatisfy({ $0 > 0 }) else {
            throw .tensor(name: v.tensor.name, "a direction of weight norm is zero, so it has no weight")
        }
        let scaled = values.enumerated().map {
            Double(sign: .plus, exponent: -largest[group($0)].exponent, significand: $1)
        }
        var squares = [Double](repeating: 0, count: magnitudes.count)
        for (index, value) in scaled.enumerated() { squares[group(index)] += value * value }
        let weight = scaled.enumerated().map { magnitudes[group($0)] * $1 / squares[group($0)].squareRoot() }
        table.replace(
            [g, v], by: Tensor(name: name, shape: shape, computed: weight),
            note: "\(WeightsError.quoted(name)) is computed: weight norm, \(g.name) times \(v.name) over its norm")
    }

    /// Whether u counts columns, as for PaddlePaddle's Linear, which is inputs × outputs; of a square one the file's doubles tell.
    private static func isTurned(_ weight: Tensor, _ u: Tensor, _ table: ArrayTable) -> Bool {
        guard weight.shape.count == 2, weight.shape[0] == weight.shape[1] else {
            return u.shape.first == weight.shape.last
        }
        return table.entries.contains { entry in
            [".0.cell.weight_hh", ".0.cell_fw.weight_hh"].contains(where: entry.name.hasSuffix)
        }
    }

    /// W/σ with σ = uᵀ W v, as torch computes it when it does not train.
    private static func spectral(_ weight: Tensor, _ u: Tensor, _ v: Tensor, as name: String) throws(WeightsError)
        -> Tensor
    {
        guard weight.shape.count == 2, u.shape == [weight.shape[0]], v.shape == [weight.shape[1]] else {
            throw .tensor(name: weight.name, "its spectral norm's vectors do not have its shape \(weight.shape)")
        }
        let matrix = try DenseMatrix(weight, isTransposed: false)
        let left = DenseMatrix(rows: 1, columns: matrix.rows, values: try u.finiteValues())
        let right = DenseMatrix(rows: matrix.columns, columns: 1, values: try v.finiteValues())
        let sigma = (left * matrix * right).values[0]
        guard sigma != 0 else { throw .tensor(name: weight.name, "its spectral norm is zero") }
        return Tensor(name: name, shape: weight.shape, computed: matrix.values.map { $0 / sigma })
    }
}
