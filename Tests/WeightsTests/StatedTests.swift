import Foundation
import Testing

@testable import Weights

/// What a converting command writes beside the arrays, read and damaged.
@Suite struct StatedTests {
    /// An rnn and a readout, as a command writes them that found this about their modules.
    private func file(_ modules: String) throws -> TensorFile {
        let weights = [
            ("0.weight_ih_l0", [2, 1]), ("0.weight_hh_l0", [2, 2]), ("0.bias_ih_l0", [2]), ("0.bias_hh_l0", [2]),
            ("1.weight", [3, 2]), ("1.bias", [3]),
        ]
        let arrays = weights.map { name, shape in
            NamedArray(name: name, shape: shape, values: [Double](repeating: 0.5, count: shape.reduce(1, *)))
        }
        let text = Array(modules.utf8)
        let tensor = Tensor(name: TorchModel.file, type: .u8, shape: [text.count], range: 0..<text.count, file: text)
        let read = try TensorFile(TensorFile.npz(arrays))
        return TensorFile(tensors: read.tensors + [tensor])
    }

    private func said(_ modules: String) -> [String] {
        do {
            return try WeightsImport().scene(from: file(modules)).notes
        } catch { return ["\(error)"] }
    }

    @Test func aGraphSaysTheActivation() {
        let notes = said(#"{"modules": [], "operations": ["aten::rnn_relu", "aten::linear", "prim::If"]}"#)
        #expect(!notes.contains { $0.contains("activation") || $0.contains("arrays alone") })
        let open = said(#"{"modules": [], "operations": ["aten::rnn_relu", "aten::rnn_tanh", "aten::linear"]}"#)
        #expect(
            open == [
                "the network's numbers would not be those of its tool: a recurrent layer that runs more than once. --prefix 0 takes the recurrent layers alone"
            ])
    }

    @Test func whatStandsInAGraphAndInNoSceneIsRefused() {
        let notes = said(
            #"{"modules": [], "operations": ["aten.rnn_tanh.input", "aten.add_.Tensor", "aten.linear.default"]}"#)
        #expect(
            notes == [
                #"the network's numbers would not be those of its tool: an operation "add", which no scene has in its place. --prefix 0 takes the recurrent layers alone"#
            ])
        let twice = said(#"{"modules": [], "operations": ["aten::rnn_tanh", "aten::linear", "aten::linear"]}"#)
        #expect(
            twice == [
                "the network's numbers would not be those of its tool: the graph multiplies by a matrix that is another layer's, too. --prefix 0 takes the recurrent layers alone"
            ])
    }

    @Test func modulesWithoutArraysAreSeen() {
        let modules = { (kind: String, source: String) in
            #"{"modules": [["0", "RNN", "torch.nn.modules.rnn", "RNN_RELU", ""], ["1", "Linear", "torch.nn.modules.linear", "", ""], ["2", "\#(kind)", "torch.nn.modules.\#(source)", "", ""]], "operations": []}"#
        }
        #expect(said(modules("Dropout", "dropout")).contains { $0.contains("activation") } == false)
        #expect(said(modules("Softmax", "activation")).contains(#"the readout ends in "Softmax", as the file says"#))
        #expect(said(modules("GELU", "activation")).first?.contains(#"a layer of class "GELU""#) == true)
        #expect(
            said(#"{"modules": [["e", "Embedding", "torch.nn.modules.sparse", "", "max_norm"]], "operations": []}"#)
                .first?.contains("max_norm") == true)
    }

    @Test(arguments: [
        "", "[", "{}", "[[[]]]", #"{"modules": 3, "operations": {"a": 1}}"#, #"{"modules": [[], [1, 2, 3, 4, [5]]]}"#,
    ])
    func damagedWordsEndInASentence(_ modules: String) {
        #expect(said(modules).allSatisfy { !$0.isEmpty })
    }
}
