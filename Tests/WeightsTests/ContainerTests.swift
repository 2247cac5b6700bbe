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

    /// What an ONNX file has number by number, as `onnx.helper.make_tensor` writes it, keeps its type.
    @Test func numbersOfAnONNXFileKeepTheirType() throws {
        func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] { [number << 3 | 2, UInt8(bytes.count)] + bytes }
        func tensor(_ name: String, _ type: UInt8, _ elements: [UInt8]) -> [UInt8] {
            field(5, [1 << 3, 1, 2 << 3, type] + elements + field(8, Array(name.utf8)))
        }
        let half: [UInt8] = field(5, [0x80, 0x70])  // 0x3800, the bits of ½ in 16, as a varint
        let brain: [UInt8] = field(5, [0x80, 0x7E])  // 0x3F00, those of bfloat16
        let graph =
            tensor("single", 1, field(4, [0, 0, 0, 0x3F])) + tensor("half", 10, half) + tensor("brain", 16, brain)
            + tensor("double", 11, field(10, [0, 0, 0, 0, 0, 0, 0xE0, 0x3F]))
        let file = try TensorFile([1 << 3, 8] + field(7, graph))
        #expect(
            file.tensors.map { "\($0.name) \($0.type.rawValue) \($0.shape)" } == [
                "single F32 [1]", "half F16 [1]", "brain BF16 [1]", "double F64 [1]",
            ])
        #expect(try file.tensors.map { try $0.values() } == [[0.5], [0.5], [0.5], [0.5]])
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
