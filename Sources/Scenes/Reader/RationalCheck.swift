import ExactMath
import Recurrence

/// Refuses in `arithmetic: rational` what fractions cannot compute: everything but +, − and ×.
enum RationalCheck {
    static func check(_ reader: ModelReader) throws(Misfit) {
        let model = reader.model
        for (i, (layer, fields)) in zip(model.stack, reader.layers).enumerated() {
            try check(layer, fields, part: "stack.\(i)")
        }
        if let decoder = model.decoder, let fields = reader.decoder {
            try check(decoder.layer, fields, part: "decoder")
            if decoder.attention != nil {
                throw Misfit(
                    .notRational(part: "decoder", what: "attention"), at: fields.key("attention") ?? fields.node)
            }
        }
        if let readout = model.readout, let fields = reader.readout, readout.activation != .identity {
            throw Misfit(
                .notRational(part: "readout", what: "activation \(readout.activation.rawValue)"),
                at: fields["activation"] ?? fields.node)
        }
        if let fields = reader.embedding, model.embedding?.tied == true {
            throw Misfit(
                .notRational(part: "embedding", what: "softmax (tied: true)"), at: fields["tied"] ?? fields.node)
        }
        if model.feedsBack, model.feedback == .argmax {
            throw Misfit(
                .notRational(part: "model", what: "feedback argmax"),
                at: reader.fields["feedback"] ?? reader.fields.node)
        }
        if let node = reader.lossNode, model.loss.logitActivation != nil {
            throw Misfit(.notRational(part: "loss", what: model.loss.rawValue), at: node)
        }
    }

    private static func check(_ layer: SceneLayer, _ fields: Fields, part: String) throws(Misfit) {
        guard !layer.layer.cell.isRational else { return }
        guard layer.type.options.contains(.activation) else {
            throw Misfit(.notRational(part: part, what: "cell \(layer.cell)"), at: fields["cell"] ?? fields.node)
        }
        throw Misfit(
            .notRational(part: part, what: "activation \(layer.options.activation.rawValue)"),
            at: fields["activation"] ?? fields["cell"] ?? fields.node)
    }
}
