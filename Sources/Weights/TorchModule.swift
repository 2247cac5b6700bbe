import Scenes

/// A recurrent module that a file's names and shapes describe: torch's RNN, GRU or LSTM.
struct TorchModule {
    /// Its path in the file, without the last dot.
    var prefix: String
    var layers: [Layer]

    struct Layer {
        var cell: TorchCell
        var inputWidth: Int
        var hidden: Int
        var hasBias: Bool
        /// Forward, and backward where the module is bidirectional.
        var directions: [Direction]

        var outputWidth: Int { directions.count * hidden }
    }

    /// The arrays of one direction of one layer.
    struct Direction {
        var weightIH: Tensor
        var weightHH: Tensor
        var biasIH: Tensor?
        var biasHH: Tensor?
        var states: [String: Tensor]
    }

    var inputWidth: Int { layers[0].inputWidth }
    var outputWidth: Int { layers[layers.count - 1].outputWidth }

    /// Collects the module at a path and checks that its arrays are all there and fit together.
    init(at prefix: String, in index: TorchIndex) throws(WeightsError) {
        var arrays: [String: Tensor] = [:]
        var layerCount = 0
        var isBidirectional = false
        for (name, tensor) in index[prefix] {
            if name.role == .projection { throw .projection(tensor: tensor.name) }
            arrays[tensor.name] = tensor
            layerCount = max(layerCount, name.layer + 1)
            isBidirectional = isBidirectional || name.isReverse
        }
        guard layerCount <= SceneLimits.layers else { throw .tooLarge("layers", layerCount, limit: SceneLimits.layers) }
        self.prefix = prefix
        layers = []
        for number in 0..<layerCount {
            var directions: [Direction] = []
            for isReverse in isBidirectional ? [false, true] : [false] {
                directions.append(try Self.direction(at: prefix, layer: number, isReverse: isReverse, of: arrays))
            }
            let layer = try Self.layer(directions)
            if let below = layers.last, below.outputWidth != layer.inputWidth {
                throw .tensor(
                    name: directions[0].weightIH.name,
                    "it reads \(layer.inputWidth) numbers, but the layer below gives \(below.outputWidth)")
            }
            layers.append(layer)
        }
    }

    private static func direction(
        at prefix: String, layer: Int, isReverse: Bool, of arrays: [String: Tensor]
    ) throws(WeightsError) -> Direction {
        func find(_ role: TorchName.Role) -> Tensor? {
            arrays[TorchName(prefix: prefix, role: role, layer: layer, isReverse: isReverse).text]
        }
        guard let weightIH = find(.weightIH), let weightHH = find(.weightHH) else {
            let missing: TorchName.Role = find(.weightIH) == nil ? .weightIH : .weightHH
            throw .missingTensor(TorchName(prefix: prefix, role: missing, layer: layer, isReverse: isReverse).text)
        }
        var states: [String: Tensor] = [:]
        states["h"] = find(.h0)
        states["c"] = find(.c0)
        return Direction(
            weightIH: weightIH, weightHH: weightHH, biasIH: find(.biasIH), biasHH: find(.biasHH), states: states)
    }

    /// Checks the shapes of a layer's arrays against the forward direction's `weight_hh`.
    private static func layer(_ directions: [Direction]) throws(WeightsError) -> Layer {
        let first = directions[0]
        guard first.weightHH.shape.count == 2,
            let cell = TorchCell(rows: first.weightHH.shape[0], hidden: first.weightHH.shape[1])
        else {
            throw .tensor(
                name: first.weightHH.name,
                "its shape is \(first.weightHH.shape); rows should be 1 (rnn), 3 (gru) or 4 (lstm) times its columns")
        }
        let hidden = first.weightHH.shape[1]
        guard hidden <= SceneLimits.hidden else { throw .tooLarge("hidden units", hidden, limit: SceneLimits.hidden) }
        let rows = cell.gates.count * hidden
        guard first.weightIH.shape.count == 2, first.weightIH.shape[1] > 0 else {
            throw .tensor(
                name: first.weightIH.name, "its shape is \(first.weightIH.shape); it should be [\(rows), inputs]")
        }
        let inputWidth = first.weightIH.shape[1]
        let hasBias = first.biasIH != nil || first.biasHH != nil
        for direction in directions {
            try check(direction.weightIH, shape: [rows, inputWidth])
            try check(direction.weightHH, shape: [rows, hidden])
            for bias in [direction.biasIH, direction.biasHH].compactMap(\.self) { try check(bias, shape: [rows]) }
            for state in direction.states.values { try check(state, shape: [hidden]) }
            guard hasBias == (direction.biasIH != nil || direction.biasHH != nil) else {
                throw .tensor(
                    name: direction.weightIH.name, "one direction of its layer has biases, the other has none")
            }
        }
        return Layer(cell: cell, inputWidth: inputWidth, hidden: hidden, hasBias: hasBias, directions: directions)
    }

    private static func check(_ tensor: Tensor, shape: [Int]) throws(WeightsError) {
        guard tensor.shape == shape else {
            throw .tensor(name: tensor.name, "its shape is \(tensor.shape); it should be \(shape)")
        }
    }
}
