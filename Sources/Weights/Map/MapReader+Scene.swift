import ExactMath
import Recurrence
import Scenes
import Wording

/// What the parts make together.
extension MapReader {
    mutating func result(input: ImportInput?, title: String, end: TextLocation) throws -> WeightsImport.Result {
        func fault(_ words: String) -> MapError { MapError(file: file, position: end, words: words) }
        guard !layers.isEmpty else { throw fault("the map has no layer, needs stack.0 at least") }
        var width: Int?
        for index in 0..<layers.count {
            guard let ways = layers[index], let forward = ways["forward"] else {
                throw fault(
                    "the layers are \(layers.keys.sorted().map { "stack.\($0)" }.joined(separator: ", ")); they should count from stack.0, each with its forward direction"
                )
            }
            let directions = [forward.arrays] + (ways["backward"].map { [$0.arrays] } ?? [])
            try placed { () throws(WeightsError) in try FoundLayer.checkTwins(directions) }
            if let backward = ways["backward"],
                backward.isLinear != forward.isLinear || backward.activation != forward.activation
            {
                throw fault(
                    "stack.\(index).backward has another cell or activation than stack.\(index).forward; a scene's layer has one for both"
                )
            }
            if let width, width != forward.arrays.inputWidth {
                throw fault(
                    "stack.\(index) reads \(forward.arrays.inputWidth) numbers, but the layer below gives \(width)")
            }
            let layer = FoundLayer(directions: directions, activation: forward.activation, isLinear: forward.isLinear)
            try builder.add(layer, at: index, WeightsImport())
            width = layer.outputWidth
        }
        let inputWidth = layers[0]?["forward"]?.arrays.inputWidth ?? 0
        if let embedding {
            guard embedding.matrix.columns == inputWidth else {
                throw fault(
                    "the embedding's rows have \(embedding.matrix.columns) numbers, but stack.0 reads \(inputWidth)")
            }
            try placed { () throws(WeightsError) in
                try builder.setEmbedding(embedding.matrix, vocabulary: embedding.vocabulary, isTied: embedding.tied)
            }
        }
        let top = decoder?.arrays.hidden ?? width ?? 0
        if let readout {
            guard readout.matrix.columns == top else {
                throw error(
                    "the readout reads \(readout.matrix.columns) numbers, but what is below it gives \(top)",
                    at: readout.node)
            }
            try placed { () throws(WeightsError) in
                try builder.setReadout(readout.matrix, bias: readout.bias, readout.activation)
            }
        }
        if let decoder {
            let outputs = readout?.matrix.rows ?? top
            guard decoder.arrays.inputWidth == outputs else {
                throw fault("the decoder reads \(decoder.arrays.inputWidth) numbers, but its outputs have \(outputs)")
            }
            guard decoder.arrays.hidden == width else {
                throw fault(
                    "the decoder has \(decoder.arrays.hidden) units, but it starts at the encoder's state of \(width ?? 0)"
                )
            }
            try placed { () throws(WeightsError) in
                try builder.setDecoder(decoder.arrays, activation: decoder.activation)
            }
        }
        var scene = builder.scene(inputWidth: inputWidth, title: title)
        try input?.fill(&scene)
        try foldEncoderEmbedding(&scene)
        builder.settleFeedback(&scene)
        let unused = tensors.tensors.map(\.name).filter { !used.contains($0) }
        let list =
            unused.prefix(8).map { WeightsError.quoted($0) }.joined(separator: ", ")
            + (unused.count > 8 ? " and \(unused.count - 8) more" : "")
        let all =
            ["read as the map \(WeightsError.quoted(file)) says"] + notes + builder.notes
            + (unused.isEmpty ? [] : ["not used: \(list)"])
        scene.notes = WeightsImport.text(all)
        return WeightsImport.Result(scene: scene, notes: all)
    }

    /// Where a decoder's classes are as many as the encoder's tokens, a scene would feed them through the encoder's embedding;
    /// that is folded into its W then, and tokens are one-hot inputs.
    mutating func foldEncoderEmbedding(_ scene: inout Scene) throws(MapError) {
        guard decoder != nil, let embedding, embedding.matrix.rows == scene.model.outputWidth,
            case .tokens(let tokens) = scene.sequence.source
        else { return }
        let size = embedding.matrix.rows
        for part in ["stack.0", "stack.0.forward", "stack.0.backward"] {
            for suffix in ["", "_i", "_f", "_c", "_o", "_r", "_z", "_h"] {
                guard let w = scene.values["\(part).W\(suffix)"] else { continue }
                let matrix = DenseMatrix(rows: w.rows, columns: w.columns, values: w.numbers.map(\.double))
                let product = matrix * embedding.matrix.transposed
                guard product.values.allSatisfy(\.isFinite) else {
                    throw MapError(
                        file: file, position: .start,
                        words: "the embedding folded into \(part).W\(suffix) is not finite, needs smaller numbers")
                }
                scene.values["\(part).W\(suffix)"] = product.parameter
            }
        }
        scene.values["embedding.E"] = nil
        scene.model.embedding = nil
        scene.model.inputWidth = size
        scene.sequence.source = .inputs(tokens.flatMap { token in (0..<size).map { Number($0 == token ? 1 : 0) } })
        notes.append(
            "embedding: folded into the W of stack.0, since the decoder has a vocabulary of its own that is as large")
    }
}
