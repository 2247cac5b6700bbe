import ExactMath
import Foundation
import Scenes
import Weights
import Testing

/// Damaged files must end in an error or a file, never in a trap: a trap ends the test run.
@Suite struct FuzzTests {
    static let files = [
        "gru.safetensors", "lstm_2l_bi.safetensors", "lstm_f16_prefixed.safetensors", "hostile/meta_ok.safetensors",
        "npz/lstm_2l_bi.npz", "npz/mixed.npz", "tools/onnx/lstm_peephole.onnx", "tools/onnx/gru_both.onnx",
        "tools/onnx/lstm_in_if.onnx", "tools/flax/linen_tagger.msgpack", "tools/flax/linen_grucell.msgpack",
        "tools/flax/linen_both.msgpack",
    ]

    @Test(arguments: files)
    func mutatedFile(_ name: String) throws {
        let original = try Samples.bytes(name)
        var random = SeededGenerator(seed: 7)
        var refused = 0
        for _ in 0..<4_000 {
            let damaged = Self.mutate(original, using: &random)
            do {
                let file = try TensorFile(damaged)
                for tensor in file.tensors { _ = try? tensor.values() }
                _ = try? WeightsImport().scene(from: file)
                #expect(WeightsListing(file).lines.count >= file.tensors.count)
            } catch {
                refused += 1
                #expect(!error.description.isEmpty)
            }
        }
        #expect(refused > 200)
    }

    /// The checksum hides an array's description from damage to the file, so this damages the array first.
    @Test func mutatedArray() throws {
        let original = [UInt8](try Samples.bytes("npz/mixed.npz"))
        let magic: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]
        let start = try #require(original.indices.first { original[$0...].starts(with: magic) })
        let array = Array(original[start..<start + 140])
        #expect(try TensorFile(Samples.npz(array)).tensors.map(\.shape) == [[2, 3]])
        var random = SeededGenerator(seed: 5)
        var read = 0
        for _ in 0..<4_000 {
            guard let file = try? TensorFile(Samples.npz(Self.mutate(array, using: &random))) else { continue }
            for tensor in file.tensors { _ = try? tensor.values() }
            read += 1
        }
        #expect(read > 0)
    }

    /// Hints in the metadata are as untrusted as the rest: whatever they say, the scene must be one that reads back.
    @Test func wildHints() throws {
        var random = SeededGenerator(seed: 3)
        let words =
            ["one-to-one", "one-to-many", "many-to-one", "seq2seq", "target", "none", "output", "softmax", "tanh"]
            + ["true", "given", "learned", "linear", "relu", "gru", "[\"a\",\"b\"]", "[\"a\",\"a\"]", "[", ""]
        let keys =
            ["shape", "feedback", "readout.activation", "embedding.tied", "embedding.vocabulary"]
            + ["stack.0.cell", "stack.0.activation", "stack.0.initial_state"]
        for _ in 0..<300 {
            var arrays = ImportTests.module("", rows: 2, hidden: 2, input: 2, leaves: ["bias_ih_l0"])
            for (name, shape) in [
                ("readout.weight", [2, 2]), ("embedding.weight", [2, 2]), ("h0_l0", [2]),
                ("weight_ih_l0_reverse", [2, 2]),
            ] where Int.random(in: 0..<3, using: &random) > 0 {
                let names = name.hasSuffix("reverse") ? [name, "weight_hh_l0_reverse", "bias_ih_l0_reverse"] : [name]
                for name in names {
                    let shape = name.hasPrefix("bias") ? [2] : shape
                    let values = [Double](repeating: 0.25, count: shape.reduce(1, *))
                    arrays.append(NamedArray(name: name, shape: shape, values: values))
                }
            }
            var metadata: [String: String] = [:]
            for key in keys { metadata["unfold." + key] = words.randomElement(using: &random) }
            let file = try TensorFile(TensorFile.safetensors(arrays, metadata: metadata))
            let inputs = [nil, "[[1, 2]]", "[[1, 2], [3, 4]]", #"{"inputs": [[1, 2]], "targets": [[1, 2]]}"#]
            let input = try inputs.randomElement(using: &random)?.map { try ImportInput(Array($0.utf8), file: "i") }
            let result: WeightsImport.Result
            do {
                result = try WeightsImport().scene(from: file, input: input)
            } catch {
                // Bidirectional layers have outputs of width 4: for a target that is too much, and a readout of 2 is left over.
                let isLost = if case .lost = error as? WeightsError { true } else { false }
                #expect(input != nil || isLost)
                continue
            }
            #expect(try Scene(text: result.scene.yaml, file: "s") == result.scene, "\(metadata)")
        }
    }

    static func mutate(_ original: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
        var bytes = original
        for _ in 0...Int.random(in: 0..<3, using: &random) {
            guard !bytes.isEmpty else { break }
            // Most of what can go wrong stands at the ends: headers in front, directories behind.
            let window = min(bytes.count, 400)
            let near = Int.random(in: 0..<window, using: &random)
            let place = Bool.random(using: &random) ? near : bytes.count - 1 - near
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 2: bytes.remove(at: place)
            case 3: bytes.insert(Array("\"{}[]:,0-9e.\\u".utf8).randomElement(using: &random) ?? 0, at: place)
            case 4: bytes.removeLast(place / 2)
            default:
                let end = min(bytes.count, place + 9)
                bytes.replaceSubrange(place..<end, with: [UInt8](repeating: 0xFF, count: end - place))
            }
        }
        return bytes
    }
}
