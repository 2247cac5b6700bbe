import ExactMath
import Recurrence
import Scenes
import Wording

/// Layers: their matrices, the order of their gates, their biases.
extension MapReader {
    enum MapCell: String, CaseIterable { case rnn, linear, gru, lstm }
    enum UpdateGate: String, CaseIterable { case keep, renew }

    mutating func cell(
        _ node: DocumentNode, of place: String, isDecoder: Bool
    ) throws -> (arrays: CellArrays, isLinear: Bool, activation: Activation?) {
        let known =
            ["cell", "reset", "W", "U", "b", "order", "z", "transpose", "peephole", "activation", "h0", "c0"]
            + (isDecoder ? ["embedding"] : [])
        let fields = try Fields(node, of: place, known: known)
        let word: MapCell = try fields.required("cell").word(of: "cell")
        let kind: RecurrentKind = word == .lstm ? .lstm : word == .gru ? .gru : .rnn
        var pattern = CellPattern(
            kind: kind, gates: .single, input: .stacked("W"), recurrent: .stacked("U"),
            biases: [.outer(.stacked("b")), .recurrent(.stacked("b2"))])
        pattern.gates = try gates(kind, fields, place)
        pattern.isTransposed = try fields["transpose"].map { try $0.boolean(of: "transpose") } ?? false
        try only("reset", .gru, kind, fields)
        try only("z", .gru, kind, fields)
        try only("peephole", .lstm, kind, fields)
        try only("c0", .lstm, kind, fields)
        try only("activation", .rnn, kind, fields)
        pattern.reset = try fields["reset"].map { try $0.word(of: "reset") } ?? .before
        var found: [String: Tensor] = [
            "W": try tensor(try fields.required("W"), for: "W"), "U": try tensor(try fields.required("U"), for: "U"),
        ]
        try addBiases(fields, &pattern, &found)
        if let peephole = fields["peephole"] {
            let names = Array(try peephole.list(of: "peephole", expected: "the names of V_i, V_f and V_o"))
            guard names.count == 3 else {
                throw error("peephole has \(names.count) names, needs three: V_i, V_f and V_o", at: peephole)
            }
            pattern.peepholes = ["V_i", "V_f", "V_o"]
            for (letter, name) in zip(pattern.peepholes, names) { found[letter] = try tensor(name, for: letter) }
        }
        if isDecoder, let node = fields["embedding"] {
            let table = try matrix(node, for: "the decoder's embedding", isTransposed: false)
            try fold(table, into: &found, pattern, node)
        }
        var arrays = try placed { () throws(WeightsError) in try CellArrays(pattern) { found[$0] } }
        for state in ["h", "c"] {
            guard let node = fields[state + "0"] else { continue }
            let tensor = try tensor(node, for: state + "0")
            guard tensor.isVector(of: arrays.hidden) else {
                throw error(
                    "\(WeightsError.quoted(tensor.name)) has the shape \(tensor.shape), needs [\(arrays.hidden)] as \(state)0",
                    at: node)
            }
            arrays.states[state] = try placed { () throws(WeightsError) in try tensor.finiteValues() }
        }
        let activation: Activation? = try fields["activation"].map { try $0.word(of: "activation") }
        if word == .rnn, activation == nil { notes.append("\(place): activation tanh, since the map does not say it") }
        notes.append("\(place): \(word.rawValue), \(arrays.inputWidth) → \(arrays.hidden), as the map says")
        return (arrays, word == .linear, activation ?? (kind == .rnn ? .tanh : nil))
    }

    func only(_ key: String, _ kind: RecurrentKind, _ found: RecurrentKind, _ fields: Fields) throws {
        guard let node = fields.key(key), kind != found else { return }
        throw error("\(Words.quote(key)) is for the cell \(kind.rawValue), not for \(found.rawValue)", at: node)
    }

    /// The blocks of rows in a scene's letters.
    func gates(_ kind: RecurrentKind, _ fields: Fields, _ place: String) throws -> [CellPattern.Gate] {
        guard kind != .rnn else {
            if let node = fields.key("order") {
                throw error("'order' is for the cells gru and lstm, which have several blocks of rows", at: node)
            }
            return .single
        }
        let letters: [String: String] =
            kind == .lstm
            ? ["i": "_i", "f": "_f", "g": "_c", "c": "_c", "o": "_o"]
            : ["r": "_r", "z": "_z", "u": "_z", "n": "_h", "h": "_h"]
        let expected = kind == .lstm ? "i, f, g (or c) and o" : "r, z and n (or h)"
        let node = try fields.required("order")
        let keeps = try fields["z"].map { (try $0.word(of: "z") as UpdateGate) == .keep } ?? false
        let gates = try node.list(of: "order", expected: "a list of \(expected)").map { item in
            guard item.isScalar, let suffix = letters[item.text] else {
                throw error("order has \(item.summary), needs \(expected)", at: item)
            }
            return CellPattern.Gate(suffix: suffix, isNegated: suffix == "_z" && keeps)
        }
        guard Set(gates.map(\.suffix)) == Set(kind.suffixes), gates.count == kind.suffixes.count else {
            throw error("order has \(gates.count) letters, needs \(expected), each once", at: node)
        }
        return gates
    }

    mutating func addBiases(_ fields: Fields, _ pattern: inout CellPattern, _ found: inout [String: Tensor])
        throws
    {
        guard let node = fields["b"], !node.isNull else { return }
        guard node.kind == .sequence else {
            let tensor = try tensor(node, for: "b")
            found["b"] = tensor
            // Two rows in one array: Keras' GRU with reset_after.
            if tensor.shape.count == 2, tensor.shape[0] == 2 { pattern.biases = [.rows("b")] }
            return
        }
        let names = Array(node.children)
        guard (1...2).contains(names.count) else {
            throw error("b has \(names.count) names, needs one or two", at: node)
        }
        for (key, name) in zip(["b", "b2"], names) { found[key] = try tensor(name, for: "b") }
    }

    /// W Eᵀ: what a decoder's W does to the row of its embedding that a class stands for.
    mutating func fold(
        _ table: DenseMatrix, into found: inout [String: Tensor], _ pattern: CellPattern, _ node: DocumentNode
    ) throws {
        guard let w = found["W"], w.shape.count == 2 else { return }
        let matrix = try placed { () throws(WeightsError) in try DenseMatrix(w, isTransposed: pattern.isTransposed) }
        guard matrix.columns == table.columns else {
            throw error(
                "the embedding's rows have \(table.columns) numbers, but the decoder's W reads \(matrix.columns)",
                at: node)
        }
        let product = matrix * table.transposed
        let shaped = pattern.isTransposed ? product.transposed : product
        found["W"] = Tensor(name: w.name, shape: [shaped.rows, shaped.columns], computed: shaped.values)
        notes.append(
            "decoder: its embedding of \(table.rows) classes is folded into its W, since it reads classes as one-hot vectors"
        )
    }
}
