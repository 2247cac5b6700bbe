import Testing

@testable import Weights

/// What a checkpoint of torch holds is told by the classes that its pickle names.
@Suite struct PickleTests {
    private static func checkpoint(_ classes: [String], of version: UInt8 = 2) -> [UInt8] {
        [0x80, version] + classes.flatMap { Array("c\($0)\n".utf8) } + [0x2E]
    }

    private static let tensors = ["collections\nOrderedDict", "torch._utils\n_rebuild_tensor_v2"]

    @Test func tensorsAloneAreACheckpoint() {
        #expect(Pickle.content(ofTorch: Self.checkpoint(Self.tensors)) == .torchCheckpoint)
    }

    @Test func otherObjectsNeedAnotherCommand() {
        let found = Pickle.content(ofTorch: Self.checkpoint(Self.tensors + ["argparse\nNamespace"]))
        #expect(found == .torchObjects)
        #expect(ForeignFormat.torchObjects.program?.contains("weights_only=False") == true)
        #expect(ForeignFormat.torchCheckpoint.program?.contains("weights_only=True") == true)
    }

    /// From protocol 4 on, names of classes stand elsewhere, and torch refuses such a file as one of tensors.
    @Test func laterProtocolsAreOtherObjects() {
        #expect(Pickle.content(ofTorch: Self.checkpoint(Self.tensors, of: 4)) == .torchObjects)
    }

    @Test func modulesNeedTheirCode() {
        #expect(Pickle.content(ofTorch: Self.checkpoint(["torch.nn.modules.rnn\nLSTM"])) == .torchModule)
    }

    /// Torch keeps signs on the diagonal, which a decay of weights makes smaller alike; a map of one's own keeps what it likes.
    @Test func theDiagonalTellsHouseholdersForm() {
        func isHouseholder(_ rows: [Double]) -> Bool {
            Orthogonal.isHouseholder(Tensor(name: "w", shape: [2, 2], computed: rows))
        }
        #expect(isHouseholder([1, 0.3, -0.2, -1]))
        #expect(isHouseholder([0.9, 0.3, -0.2, 0.9]))
        #expect(!isHouseholder([0.9, 0.3, -0.2, 0.8]))
        #expect(!isHouseholder([2, 0.3, -0.2, 2]))
    }

    @Test func namesOfKerasFilesTellAMatrixWithoutABias() {
        let found = ["layers.dense_1", "layers.embedding", "layers.other"].map { Dialect.kerasFile.role(of: $0) }
        #expect(found == [.linear, .embedding, .either])
    }
}
