import Recurrence
import Scenes

/// One direction of a recurrent layer in a scene's letters: `W_f`, `U_f` as outputs × inputs, `b_f`, `c_h`, `V_f`.
struct CellArrays {
    var kind: RecurrentKind
    var inputWidth: Int
    var hidden: Int
    var reset: ResetGate = .after
    var matrices: [String: DenseMatrix] = [:]
    var vectors: [String: [Double]] = [:]
    /// Initial states by `h` and `c`.
    var states: [String: [Double]] = [:]
    /// The names of the arrays that these came from, and what each is in a scene's letters, in the order of its blocks.
    var sources: [String] = []
    var meanings: [String: String] = [:]
    /// Whether there is a bias, and whether there are peepholes.
    var hasBias: Bool { !vectors.keys.filter { $0.hasPrefix("b") }.isEmpty }
    var hasPeepholes: Bool { vectors["V_f"] != nil }

    /// Reads the arrays that a pattern names; `find` gives them by those names.
    init(_ pattern: CellPattern, find: (String) -> Tensor?) throws(WeightsError) {
        kind = pattern.kind
        reset = pattern.reset
        func required(_ name: String) throws(WeightsError) -> Tensor {
            guard let tensor = find(name) else { throw .missingTensor(name) }
            return tensor
        }
        let first = try required(pattern.recurrent.names[0])
        guard first.shape.count == 2 else {
            throw Self.shape(first, "[\(pattern.isTransposed ? "H, gates · H" : "gates · H, H")]")
        }
        hidden = pattern.isTransposed ? first.shape[0] : first.shape[1]
        guard (1...SceneLimits.hidden).contains(hidden) else {
            throw .tooLarge("hidden units", hidden, limit: SceneLimits.hidden)
        }
        let input = try required(pattern.input.names[0])
        guard input.shape.count == 2 else { throw Self.shape(input, "two sizes") }
        inputWidth = pattern.isTransposed ? input.shape[0] : input.shape[1]
        guard (1...SceneLimits.width).contains(inputWidth) else {
            throw .tooLarge("inputs", inputWidth, limit: SceneLimits.width)
        }
        try add(pattern.input, letter: "W", columns: inputWidth, pattern, find: required)
        try add(pattern.recurrent, letter: "U", columns: hidden, pattern, find: required)
        for bias in pattern.biases { try add(bias, pattern, find: find) }
        completeBiases(pattern)
        try addPeepholes(pattern, find: find)
        for (name, vector) in vectors where !vector.allSatisfy(\.isFinite) { throw .notFinite(tensor: name) }
    }

    static func shape(_ tensor: Tensor, _ expected: String) -> WeightsError {
        .tensor(name: tensor.name, "its shape is \(tensor.shape); it should be \(expected)")
    }

    // MARK: Matrices

    private mutating func add(
        _ arrays: CellPattern.Arrays, letter: String, columns: Int, _ pattern: CellPattern,
        find: (String) throws(WeightsError) -> Tensor
    ) throws(WeightsError) {
        let count = pattern.gates.count
        for (index, name) in arrays.names.enumerated() {
            let tensor = try find(name)
            let rows = if case .stacked = arrays { count * hidden } else { hidden }
            let shape = pattern.isTransposed ? [columns, rows] : [rows, columns]
            guard tensor.shape == shape else { throw Self.shape(tensor, "\(shape)") }
            let matrix = try DenseMatrix(tensor, isTransposed: pattern.isTransposed)
            let blocks = if case .stacked = arrays { Array(0..<count) } else { [index] }
            for (block, gate) in blocks.enumerated() {
                let rows = matrix[block * hidden..<(block + 1) * hidden]
                let gate = pattern.gates[gate]
                matrices[letter + gate.suffix] = gate.isNegated ? rows.negated : rows
            }
            note(tensor, "\(letter)\(Self.letters(blocks.map { pattern.gates[$0] }))")
        }
    }

    private mutating func note(_ tensor: Tensor, _ meaning: String) {
        sources.append(tensor.name)
        meanings[tensor.name] = meaning
    }

    /// ` of i, f, c, o`
    private static func letters(_ gates: [CellPattern.Gate]) -> String {
        let letters = gates.map { $0.suffix.dropFirst() }.filter { !$0.isEmpty }
        return letters.isEmpty ? "" : " of \(letters.joined(separator: ", "))"
    }

    // MARK: Vectors

    private mutating func add(
        _ bias: CellPattern.Bias, _ pattern: CellPattern, find: (String) -> Tensor?
    ) throws(WeightsError) {
        switch bias {
        case .outer(let arrays): try add(arrays, isRecurrent: false, pattern, find: find)
        case .recurrent(let arrays): try add(arrays, isRecurrent: true, pattern, find: find)
        case .inner(let name):
            guard let tensor = find(name) else { return }
            guard tensor.isVector(of: hidden) else { throw Self.shape(tensor, "[\(hidden)]") }
            vectors["c_h"] = try tensor.finiteValues()
            note(tensor, "c_h")
        case .rows(let name):
            guard let tensor = find(name) else { return }
            let width = pattern.gates.count * hidden
            note(tensor, "b\(Self.letters(pattern.gates))")
            if tensor.shape == [2, width] {
                let values = try tensor.finiteValues()
                add(Array(values[..<width]), isRecurrent: false, pattern)
                add(Array(values[width...]), isRecurrent: true, pattern)
            } else if tensor.isVector(of: width) {
                if kind == .gru { reset = .before }
                add(try tensor.finiteValues(), isRecurrent: false, pattern)
            } else {
                throw Self.shape(tensor, kind == .gru ? "[2, \(width)] or [\(width)]" : "[\(width)]")
            }
        }
    }

    private mutating func add(
        _ arrays: CellPattern.Arrays, isRecurrent: Bool, _ pattern: CellPattern, find: (String) -> Tensor?
    ) throws(WeightsError) {
        for (index, name) in arrays.names.enumerated() {
            guard let tensor = find(name) else { continue }
            let isStacked = if case .stacked = arrays { true } else { false }
            let count = isStacked ? pattern.gates.count * hidden : hidden
            guard tensor.isVector(of: count) else { throw Self.shape(tensor, "[\(count)]") }
            add(
                try tensor.finiteValues(), isRecurrent: isRecurrent, pattern,
                gates: isStacked ? pattern.gates : [pattern.gates[index]])
            let inner = isRecurrent && kind == .gru && reset == .after ? ", of h c_h" : ""
            note(tensor, "b\(Self.letters(isStacked ? pattern.gates : [pattern.gates[index]]))\(inner)")
        }
    }

    /// Adds numbers to the biases of gates, those of a GRU's new state inside the reset apart.
    private mutating func add(
        _ values: [Double], isRecurrent: Bool, _ pattern: CellPattern, gates: [CellPattern.Gate]? = nil
    ) {
        for (block, gate) in (gates ?? pattern.gates).enumerated() {
            let block = values[block * hidden..<(block + 1) * hidden].map { gate.isNegated ? -$0 : $0 }
            let isInner = isRecurrent && kind == .gru && gate.suffix == "_h" && reset == .after
            let name = (isInner ? "c" : "b") + gate.suffix
            vectors[name] = vectors[name].map { zip($0, block).map(+) } ?? block
        }
    }

    /// A scene has all biases of a layer or none; those that a tool leaves out are zero.
    private mutating func completeBiases(_ pattern: CellPattern) {
        guard !vectors.isEmpty else { return }
        let inner = kind == .gru && reset == .after ? ["c_h"] : []
        for name in pattern.gates.map({ "b" + $0.suffix }) + inner where vectors[name] == nil {
            vectors[name] = [Double](repeating: 0, count: hidden)
        }
    }

    private mutating func addPeepholes(_ pattern: CellPattern, find: (String) -> Tensor?) throws(WeightsError) {
        for (name, letter) in zip(pattern.peepholes, ["V_i", "V_f", "V_o"]) {
            guard let tensor = find(name) else { continue }
            guard tensor.isVector(of: hidden) else { throw Self.shape(tensor, "[\(hidden)]") }
            vectors[letter] = try tensor.finiteValues()
            note(tensor, letter)
        }
        let found = ["V_i", "V_f", "V_o"].filter { vectors[$0] != nil }
        if !found.isEmpty, found.count < 3 { throw .missingTensor(pattern.peepholes.first ?? "a peephole") }
    }
}
