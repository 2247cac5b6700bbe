import ExactMath
import Recurrence
import Scenes
import Wording

/// A file that says what the arrays of a file of weights are, for names that no dialect knows.
///
///     unfold-map: 1
///     parts:
///       embedding: {E: enc_emb, vocabulary: [a, b]}
///       stack.0: {cell: gru, reset: after, W: w_ih, U: w_hh, b: [b_ih, b_hh], order: [r, z, n], z: keep}
///       decoder: {cell: gru, …, embedding: dec_emb}
///       readout: {W: fc_w, b: fc_b, activation: softmax}
///
/// `order` names the blocks of rows in the tool's letters, `z: keep` says that z multiplies the old state, `transpose: true`
/// that first indices count inputs, `peephole` names V_i, V_f, V_o. Two biases add up, but for a GRU with `reset: after` the
/// second one of the new state is c_h. A decoder's `embedding` is folded into its W, since a decoder reads one-hot classes.
public struct WeightsMap {
    private let file: String
    private let parts: [(key: DocumentNode, value: DocumentNode)]

    /// Reads a map's bytes; `file` is the name that errors give.
    public init(_ bytes: [UInt8], file: String) throws {
        self.file = file
        do {
            let document = try DocumentReader.read(bytes)
            let fields = try Fields(document.root, of: "the map", known: ["unfold-map", "parts"])
            let version = try fields.required("unfold-map")
            guard version.isScalar, version.text == "1" else {
                throw MapError(
                    file: file, position: version.position,
                    words: "unfold-map is \(version.summary); this program reads format version 1")
            }
            let parts = try fields.required("parts")
            guard parts.kind == .mapping else {
                throw Misfit(.wrongKind(of: "parts", found: parts.summary, expected: "a mapping of parts"), at: parts)
            }
            self.parts = parts.pairs
        } catch let error as Misfit {
            throw SceneError(file: file, position: error.position, fact: error.fact)
        }
    }

    /// The network that the map makes of the file's arrays.
    ///
    /// Throws a `MapError` or `SceneError` about the map, a `WeightsError` about the file, a `SceneError` about the input.
    public func scene(from tensors: TensorFile, input: ImportInput? = nil, title: String = "") throws
        -> WeightsImport.Result
    {
        do {
            var reader = MapReader(tensors, file: file)
            try reader.read(parts)
            return try reader.result(input: input, title: title, end: parts.first?.key.position ?? .start)
        } catch let error as Misfit {
            throw SceneError(file: file, position: error.position, fact: error.fact)
        }
    }
}
