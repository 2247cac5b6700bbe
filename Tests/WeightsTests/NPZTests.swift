import Foundation
import Scenes
import Weights
import Testing

@Suite struct NPZTests {
    @Test func aSavedStateDictionaryIsTheSameAsItsSafetensorsFile() throws {
        let npz = try TensorFile(Samples.bytes("npz/lstm_2l_bi.npz"))
        let safetensors = try TensorFile(Samples.bytes("lstm_2l_bi.safetensors"))
        #expect(npz.tensors.count == 16)
        for tensor in safetensors.tensors {
            let twin = try #require(npz[tensor.name])
            #expect(twin.shape == tensor.shape)
            #expect(try twin.values() == tensor.values())
        }
    }

    @Test func typesAndOrders() throws {
        let file = try TensorFile(Samples.bytes("npz/mixed.npz"))
        #expect(file.tensors.map(\.name) == ["f2", "f4", "f8", "i4"])
        #expect(file.tensors.map(\.type) == [.f16, .f32, .f64, .i32])
        #expect(file.tensors.map(\.shape) == [[2, 3], [2, 3, 4], [], [3]])
        #expect(try file["f2"]?.values() == [1, 2, 3, 4, 5, 6])
        // Stored with the first index fastest.
        #expect(try file["f4"]?.values() == (0..<24).map(Double.init))
        #expect(try file["f8"]?.values() == [0.1])
    }

    @Test func whatNumpyCanSaveAndWeightsAreNot() {
        #expect(
            throws: WeightsError.arrayType("a", "|O")
        ) {
            try TensorFile(Samples.bytes("npz/object.npz"))
        }
    }

    @Test func aFlippedBitIsSeenByTheChecksum() throws {
        var bytes = try Samples.bytes("npz/lstm_2l_bi.npz")
        bytes[200] ^= 1
        let error = #expect(throws: WeightsError.self) { try TensorFile(bytes) }
        #expect(
            error?.description
                == "zip archive, byte 64: the bytes of \"bias_hh_l0.npy\" do not have the checksum in the directory")
    }

    @Test(arguments: [
        ("array.npy", ForeignFormat.npy), ("checkpoint.pt", .torchCheckpoint),
        ("legacy.pt", .torchCheckpoint), ("pickle2.pkl", .pickle), ("pickle3.pkl", .pickle), ("pickle4.pkl", .pickle),
        ("pickle5.pkl", .pickle), ("weights.h5", .hdf5),
    ])
    func foreignFile(_ name: String, _ format: ForeignFormat) {
        #expect(throws: WeightsError.foreign(format)) { try TensorFile(Samples.bytes("foreign/" + name)) }
        #expect(WeightsError.foreign(format).description.contains("python3 -c 'import "))
    }

    /// Files that TensorFlow 2.21's converter and gguf's writer wrote.
    @Test(arguments: [("simple_rnn.tflite", ForeignFormat.tflite), ("one_tensor.gguf", .gguf)])
    func whatNothingConvertsIsRefusedWithTheReason(_ name: String, _ format: ForeignFormat) throws {
        let error = WeightsError.foreign(format)
        #expect(throws: error) { try TensorFile(Samples.bytes("foreign/" + name)) }
        let reason = try #require(format.refusal)
        #expect(error.sentence(about: name) == "this is \(format.name): \(reason)")
    }

    @Test func theLineThatConvertsNamesTheFile() {
        let error = WeightsError.foreign(.npy)
        #expect(
            error.sentence(about: "runs/a.npy")
                == """
                this is numpy arrays without names, one or, as Equinox writes them, several; the next line writes its arrays \
                to runs/a.npy.npz, which is read
                python3 -c 'import sys, numpy; f = sys.argv[1]; s = open(f, "rb"); \
                s.seek(s.read().index(b"\\x93NUMPY")); numpy.savez(f + ".npz", *[numpy.load(s) for _ in \
                iter(lambda: bool(s.peek(1)), False)])' runs/a.npy
                """)
        #expect(error.sentence(about: "a'; rm b").hasSuffix(#" 'a'\''; rm b'"#))
        #expect(error.sentence(about: "a\u{1B}[0m") == error.description)
    }
}
