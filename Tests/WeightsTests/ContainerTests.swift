import ExactMath
import Foundation
import Scenes
import Testing
import Weights

/// Containers beside safetensors and npz, whole and damaged.
@Suite struct ContainerTests {
    @Test func aDeflatedArchiveIsRead() throws {
        let file = try TensorFile(Samples.bytes("foreign/compressed.npz"))
        let stored = try TensorFile(
            TensorFile.npz(file.tensors.map { try NamedArray(name: $0.name, shape: $0.shape, values: $0.values()) }))
        #expect(file.tensors.map(\.name) == stored.tensors.map(\.name))
        #expect(file.tensors.count > 0)
    }

    @Test func mostSignificantByteFirst() throws {
        let file = try TensorFile(Samples.bytes("npz/bigendian.npz"))
        #expect(try file["a"]?.values().allSatisfy { $0 == $0.rounded() && abs($0) < 100 } == true)
    }

    static let samples = [
        "foreign/compressed.npz", "tools/onnx/lstm_peephole.onnx", "tools/onnx/script_lstm.onnx",
        "tools/onnx/lstm_torch_order_in_if.onnx",
        "tools/flax/linen_tagger.msgpack", "tools/keras/char_lm.keras.npz", "tools/torch/orthogonal_tall.safetensors",
        "tools/paddle/square.npz", "tools/equinox/tagger.eqx.npz", "tools/torch/relu_traced.pt.npz",
        "tools/openvino/stacked.xml.npz",
    ]

    /// Damaged files end in a scene or in one sentence; a trap would end the test run. `UNFOLD_FUZZ=10000` does more.
    @Test(arguments: samples)
    func aDamagedFileEndsInASentence(_ name: String) throws {
        let count = ProcessInfo.processInfo.environment["UNFOLD_FUZZ"].flatMap { Int($0) } ?? 300
        let original = try Samples.bytes(name)
        var random = SeededGenerator(seed: 11)
        var refused = 0
        for _ in 0..<count {
            let damaged = FuzzTests.mutate(original, using: &random)
            do {
                let file = try TensorFile(damaged)
                _ = WeightsListing(file).lines
                let result = try WeightsImport().scene(from: file)
                _ = try Scene(text: result.scene.yaml, file: "s")
            } catch {
                refused += 1
                #expect(!"\(error)".isEmpty && !"\(error)".contains("\n\n"))
            }
        }
        #expect(refused > 0)
    }
}
