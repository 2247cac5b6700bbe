import Scenes
import Weights
import Testing

@Suite struct WritingTests {
    static let arrays = [
        NamedArray(
            name: "weight_ih_l0", shape: [2, 3],
            values: [1, -0.0, 0.1, .leastNonzeroMagnitude, .greatestFiniteMagnitude, -1 / 3]),
        NamedArray(name: "bias_ih_l0", shape: [2], values: [0.5, 7]),
        NamedArray(name: "nothing", shape: [0, 2], values: []),
        NamedArray(name: "scalar", shape: [], values: [3]),
    ]

    @Test func whatIsWrittenReadsBackBitForBit() throws {
        let metadata = ["format": "pt", "odd \"key\"\n": "\\ \u{1} é 😀"]
        let files = [TensorFile.safetensors(Self.arrays, metadata: metadata), TensorFile.npz(Self.arrays)]
        for (bytes, metadata) in zip(files, [metadata, [:]]) {
            let file = try TensorFile(bytes)
            #expect(file.metadata == metadata)
            #expect(file.tensors.map(\.name) == Self.arrays.map(\.name))
            #expect(file.tensors.map(\.shape) == Self.arrays.map(\.shape))
            let bits = try file.tensors.map { try $0.values().map(\.bitPattern) }
            #expect(bits == Self.arrays.map { $0.values.map(\.bitPattern) })
        }
    }

    @Test func aWrittenHeader() {
        let bytes = TensorFile.safetensors([NamedArray(name: "b", shape: [1], values: [1])])
        let header = #"{"b":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}  "#
        #expect(bytes == [56, 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8) + [0, 0, 0, 0, 0, 0, 0xF0, 0x3F])
    }
}
