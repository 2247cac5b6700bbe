import ExactMath
import Recurrence
import Scenes
import Wording

/// What a scene's model has and torch's names and shapes do not tell: kept as metadata of a safetensors file on export,
/// and believed on import where it makes sense.
struct ModelHints {
    private var metadata: [String: String]

    init(_ metadata: [String: String]) { self.metadata = metadata }

    /// The hints about a scene.
    init(_ model: SceneModel) {
        metadata = ["format": "pt", "unfold.shape": model.shape.rawValue, "unfold.feedback": model.feedback.rawValue]
        for (index, layer) in model.stack.enumerated() {
            metadata["unfold.stack.\(index).cell"] = layer.cell
            if layer.cell == ElmanCell.name {
                metadata["unfold.stack.\(index).activation"] = layer.options.activation.rawValue
            }
            if layer.initialState != .zero {
                metadata["unfold.stack.\(index).initial_state"] = layer.initialState.rawValue
            }
        }
        metadata["unfold.readout.activation"] = model.readout?.activation.rawValue
        if let embedding = model.embedding {
            let words = embedding.vocabulary.map(Safetensors.quoted).joined(separator: ",")
            metadata["unfold.embedding.vocabulary"] = "[\(words)]"
            if embedding.tied { metadata["unfold.embedding.tied"] = "true" }
        }
    }

    /// The metadata that carries the hints.
    var dictionary: [String: String] { metadata }

    var shape: Shape? { word("unfold.shape").flatMap { $0 == .seq2seq ? nil : $0 } }
    var feedback: Feedback? { word("unfold.feedback") }
    var readoutActivation: ReadoutActivation? { word("unfold.readout.activation") }
    var isTied: Bool { metadata["unfold.embedding.tied"] == "true" }

    func cell(_ layer: Int) -> String? { metadata["unfold.stack.\(layer).cell"] }
    func activation(_ layer: Int) -> Activation? { word("unfold.stack.\(layer).activation") }
    func initialState(_ layer: Int) -> InitialState? { word("unfold.stack.\(layer).initial_state") }

    private func word<Word: RawRepresentable>(_ key: String) -> Word? where Word.RawValue == String {
        metadata[key].flatMap(Word.init)
    }

    /// The tokens of an embedding with that many rows, if they are distinct and plain; the text is untrusted.
    func vocabulary(rows: Int) -> [String]? {
        guard let text = metadata["unfold.embedding.vocabulary"] else { return nil }
        let bytes = Array(text.utf8)
        var tokens: [String] = []
        do {
            var json = try StrictJSON(bytes, in: 0..<bytes.count)
            try json.array { (json) throws(WeightsError) in tokens.append(try json.string()) }
            try json.expectEnd()
        } catch { return nil }
        let arePlain = tokens.allSatisfy {
            $0.unicodeScalars.count <= SceneLimits.token && !$0.unicodeScalars.contains(where: Words.isControl)
        }
        return tokens.count == rows && Set(tokens).count == rows && arePlain ? tokens : nil
    }
}
