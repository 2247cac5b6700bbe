import ExactMath
import Recurrence
import Scenes
import Wording

/// What a Keras archive says beside its arrays: the users' names of layers, and in `config.json` their classes, order and
/// activations.
struct KerasModel {
    private let file: TensorFile

    init(_ file: TensorFile) { self.file = file }

    /// Puts names and structure into what the arrays alone told.
    func complete(_ model: inout FoundModel) throws(WeightsError) {
        let names = layerNames()
        for index in model.modules.indices { model.modules[index].alias = names[layer(model.modules[index].path)] }
        for index in model.matrices.indices { model.matrices[index].alias = names[layer(model.matrices[index].path)] }
        model.rest.removeAll {
            $0.name == "config.json" || $0.name.hasSuffix("vars/name") || $0.name.hasSuffix("vars.name")
        }
        guard let bytes = bytes(of: "config.json") else {
            for module in model.modules where module.layers.contains(where: { $0.kind == .gru && !$0.hasBias }) {
                model.notes.append(
                    "\(module.name): reset after the product, Keras' default, since a GRU without biases does not tell")
            }
            return
        }
        let layers: [Layer]
        do {
            let root = try DocumentReader.read(bytes).root
            layers = Self.layers(root)
        } catch {
            throw .malformed(
                .config, offset: 0,
                "line \(error.position.line), column \(error.position.column): \(error.fact.sentence)")
        }
        try apply(layers, to: &model)
    }

    /// The path of a layer around a cell: `layers.lstm` of `layers.lstm.cell`, `layers.bidirectional` of its directions.
    private func layer(_ path: String) -> String {
        var parts = path.split(separator: ".").map(String.init)
        let inner: Set<String> = [
            "cell", "forward_layer", "backward_layer", "layer", "lstm_cell", "gru_cell", "simple_rnn_cell",
        ]
        while let last = parts.last, parts.count > 1, inner.contains(last) { parts.removeLast() }
        return parts.joined(separator: ".")
    }

    /// Users' names by paths: the texts that the converting command kept.
    private func layerNames() -> [String: String] {
        var names: [String: String] = [:]
        for tensor in file.tensors {
            let plain = ArrayTable.plain(tensor.name)
            guard plain.hasSuffix(".vars.name"), let bytes = bytes(of: tensor.name),
                let name = String(validating: bytes, as: UTF8.self),
                name.unicodeScalars.allSatisfy(SafeText.isPrintable)
            else { continue }
            names[String(plain.dropLast(".vars.name".count))] = name
        }
        return names
    }

    private func bytes(of name: String) -> [UInt8]? {
        guard let tensor = file[name], tensor.type == .u8, tensor.shape.count == 1 else { return nil }
        return Array(tensor.file[tensor.range])
    }

    // MARK: config.json

    struct Layer {
        var kind: String
        var name: String
        var config: DocumentNode
        /// Of Bidirectional, TimeDistributed and RNN: what they wrap.
        var inner: DocumentNode?
        /// Where it does not read just the layer before it, of a functional model: what it reads, in words.
        var otherReading: String?

        /// What holds `return_sequences`: the layer, or the one that Bidirectional wraps.
        var sequenceConfig: DocumentNode { kind == "Bidirectional" ? inner?["config"] ?? config : config }

        /// The configurations of its cells, one for each direction that has its own.
        var cells: [DocumentNode] {
            [config, config["backward_layer"]?["config"]].compactMap(\.self).map { config in
                var config = config
                while let next = config["layer"] ?? config["cell"] { config = next["config"] ?? next }
                return config
            }
        }
    }

    private static func layers(_ root: DocumentNode) -> [Layer] {
        guard let list = root["config"]?["layers"], list.kind == .sequence else { return [] }
        var previous: String?
        return list.children.map { node in
            let config = node["config"] ?? node
            let name = (node["name"] ?? config["name"])?.text ?? ""
            let layer = Layer(
                kind: node["class_name"]?.text ?? "", name: config["name"]?.text ?? "", config: config,
                inner: config["layer"] ?? config["cell"],
                otherReading: node["inbound_nodes"].flatMap { otherReading(histories($0), than: previous) })
            previous = name
            return layer
        }
    }

    /// A tensor of a functional model: its layer, which call of it, which of its outputs.
    private struct History: Equatable {
        var layer: String
        var call: Int
        var output: Int
    }

    /// The tensors that calls of a layer read: `keras_history` of Keras 3, `["name", 0, 0, {}]` of Keras 2.
    private static func histories(_ node: DocumentNode, depth: Int = 0) -> [History] {
        guard depth < 16 else { return [] }
        if node.kind == .mapping {
            return node.pairs.flatMap { histories($0.value, depth: depth + 1) }
        }
        guard node.kind == .sequence else { return [] }
        let items = Array(node.children)
        if items.count >= 3, items[0].kind == .quoted, let call = Int(items[1].text), let output = Int(items[2].text) {
            return [History(layer: items[0].text, call: call, output: output)]
        }
        return items.flatMap { histories($0, depth: depth + 1) }
    }

    private static func otherReading(_ histories: [History], than previous: String?) -> String? {
        guard !histories.isEmpty, histories != [History(layer: previous ?? "", call: 0, output: 0)] else { return nil }
        let names = histories.map { history in
            WeightsError.quoted(history.layer) + (history.output == 0 ? "" : ", output \(history.output)")
                + (history.call == 0 ? "" : ", call \(history.call + 1)")
        }
        return names.joined(separator: " and ")
    }

    /// Classes of layers that change no number when a model runs.
    private static let idle: Set<String> = [
        "InputLayer", "Dropout", "SpatialDropout1D", "GaussianNoise", "GaussianDropout", "ActivityRegularization",
    ]
    private static let recurrent: Set<String> = ["LSTM", "GRU", "SimpleRNN", "RNN", "Bidirectional"]

    private func apply(_ layers: [Layer], to model: inout FoundModel) throws(WeightsError) {
        var structure = FoundStructure(order: [])
        var counts: [String: Int] = [:]
        var lastRecurrent: Layer?
        for layer in layers {
            let group = Self.group(layer.kind, &counts)
            if let reading = layer.otherReading {
                structure.obstacles.append(
                    "\(layer.kind) \(WeightsError.quoted(layer.name)) reads \(reading), not just the layer before it")
            }
            if Self.idle.contains(layer.kind) { continue }
            if Self.recurrent.contains(layer.kind) {
                lastRecurrent = layer
                if let index = model.modules.firstIndex(where: {
                    Self.belongs($0.path, $0.alias, to: layer, group)
                }) {
                    structure.order?.append(model.modules[index].path)
                    try apply(layer, to: &model.modules[index], &structure)
                } else {
                    structure.obstacles.append(
                        "\(layer.kind) \(WeightsError.quoted(layer.name)): none of the arrays is known to be its own")
                }
                if layer.sequenceConfig["return_sequences"]?.text == "false" { structure.onlyLast = true }
            } else {
                applyOther(layer, group, &model, &structure)
            }
        }
        if structure.onlyLast, lastRecurrent?.kind == "Bidirectional" {
            structure.obstacles.append(
                "the Bidirectional layer hands on only its last states, of which the backward one is that of the first step"
            )
        }
        if structure.order?.isEmpty == true { structure.order = nil }
        model.structure = structure
    }

    /// Whether arrays are a layer's: by the group of its class, by the name beside them, or, in the layout of Keras 2, by the name in
    /// their path.
    private static func belongs(_ path: String, _ alias: String?, to layer: Layer, _ group: String) -> Bool {
        if ModulePath.isWithin(path, group) { return true }
        guard !layer.name.isEmpty else { return false }
        return alias == layer.name
            || ModulePath.isWithin(path, "model_weights." + ArrayTable.plain(layer.name))
    }

    /// What Keras calls the group of a layer in its file: the class in snake case, numbered from the second one.
    private static func group(_ kind: String, _ counts: inout [String: Int]) -> String {
        var name = ""
        var previous: Character?
        let characters = Array(kind)
        for (index, character) in characters.enumerated() {
            let next = index + 1 < characters.count ? characters[index + 1] : nil
            if character.isUppercase, let previous,
                previous.isLowercase || previous.isNumber || next?.isLowercase == true
            {
                name += "_"
            }
            name += character.lowercased()
            previous = character
        }
        let number = counts[name, default: 0]
        counts[name] = number + 1
        return "layers." + (number == 0 ? name : "\(name)_\(number)")
    }

    private func apply(
        _ layer: Layer, to module: inout FoundModule, _ structure: inout FoundStructure
    ) throws(WeightsError) {
        func refuse(_ words: String) {
            structure.obstacles.append("\(layer.kind) \(WeightsError.quoted(layer.name)): \(words)")
        }
        func isBackwards(_ config: DocumentNode?) -> Bool { config?["go_backwards"]?.text == "true" }
        if isBackwards(layer.config) || isBackwards(layer.inner?["config"]) { refuse("go_backwards: true") }
        if let merge = layer.config["merge_mode"]?.text, merge != "concat" {
            refuse("merge_mode: \(merge) and not concat")
        }
        let cells = layer.cells
        guard let first = cells.first else { return }
        func word(_ key: String, _ cell: DocumentNode) -> String? {
            cell[key].map { $0.isScalar ? $0.text : $0["class_name"]?.text ?? "a custom one" }
        }
        let kind = module.layers.first?.kind
        for gate in cells.compactMap({ word("recurrent_activation", $0) }) where gate != "sigmoid" {
            refuse("recurrent_activation: \(gate) and not sigmoid")
        }
        let activations = cells.compactMap { word("activation", $0) }
        if let activation = activations.first {
            switch (kind, activation) {
            case _ where activations.contains { $0 != activation }:
                refuse("activation: \(activations.joined(separator: " forward, ")) backward")
            case (.rnn, "linear"): module.layers[0].isLinear = true
            case (.rnn, "tanh"), (.rnn, "relu"), (.rnn, "sigmoid"):
                module.layers[0].activation = Activation(rawValue: activation)
            case (_, "tanh"): break
            default: refuse("activation: \(activation)")
            }
        }
        if kind == .gru, module.layers[0].directions.allSatisfy({ !$0.hasBias }) {
            let resets = cells.compactMap { $0["reset_after"]?.text }
            if resets.contains(where: { $0 != resets[0] }) { refuse("reset_after: not the same in both directions") }
            guard first["reset_after"]?.text == "false" else { return }
            for index in module.layers[0].directions.indices { module.layers[0].directions[index].reset = .before }
        }
    }

    private func applyOther(
        _ layer: Layer, _ group: String, _ model: inout FoundModel, _ structure: inout FoundStructure
    ) {
        let inner = layer.kind == "TimeDistributed" ? layer.inner : nil
        let kind = inner?["class_name"]?.text ?? layer.kind
        let config = inner?["config"] ?? layer.config
        let place = model.matrices.firstIndex { Self.belongs($0.path, $0.alias, to: layer, group) }
        func activation(_ text: String) -> ReadoutActivation? {
            text == "linear" ? .identity : ReadoutActivation(rawValue: text)
        }
        switch kind {
        case "Embedding":
            structure.embedding = place.map { model.matrices[$0].path }
            if config["mask_zero"]?.text == "true" {
                structure.skipsZero = true
                model.notes.append(
                    "mask_zero: Keras skips the steps with token 0, which a scene does not; a sequence with it is refused"
                )
            }
        case "Dense" where structure.order?.isEmpty == false && structure.readout == nil && place != nil:
            let text = config["activation"]?.text ?? "linear"
            guard let place, let activation = activation(text) else {
                structure.obstacles.append("Dense \(WeightsError.quoted(layer.name)): activation: \(text)")
                return
            }
            structure.readout = model.matrices[place].path
            model.matrices[place].activation = activation
        case "Activation", "Softmax":
            let text = kind == "Softmax" ? "softmax" : config["activation"]?.text ?? ""
            if let path = structure.readout, let index = model.matrices.firstIndex(where: { $0.path == path }),
                model.matrices[index].activation == .identity, let activation = activation(text)
            {
                model.matrices[index].activation = activation
            } else if text != "linear" {
                structure.obstacles.append(
                    "\(kind) \(WeightsError.quoted(layer.name)) after something else than a readout")
            }
        default: structure.obstacles.append("a layer of class \(WeightsError.quoted(kind)), which no scene has")
        }
    }
}

extension DocumentNode {
    /// The value of a key of a mapping.
    subscript(key: String) -> DocumentNode? {
        kind == .mapping ? pairs.first { $0.key.text == key }?.value : nil
    }
}
