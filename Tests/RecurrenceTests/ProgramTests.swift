import ExactMath
import Scenes
import Testing

@testable import Recurrence

/// What is lowered, joined and put in order: the programs of some networks, as text.
@Suite struct ProgramTests {
    private static func model(_ layers: [SceneLayer]) -> SceneModel {
        SceneModel(stack: layers, loss: .mse, inputWidth: 3)
    }

    /// The gates of an LSTM are one matrix product with x ahead of all steps, one with h and one function for all of σ in each step.
    @Test func theGatesOfALayerRunTogether() {
        var model = Self.model([SceneLayer(cell: "lstm", hidden: 2)])
        model.readout = Readout(size: 1)
        expect(
            model, inputs: 3, outputs: 3,
            """
            before 1…3 addParameter: a_f a_i a_o a_c = b_f b_i b_o b_c
            before 1…3 matrix: a_f a_i a_o a_c += W_f W_i W_o W_c, x
            each 1…3 matrix: a_f a_i a_o a_c += U_f U_i U_o U_c, h-1
            each 1…3 apply sigmoid: f i o = a_f a_i a_o
            each 1…3 apply tanh: c_tilde = a_c
            each 1…3 productSum: c = f, c-1, i, c_tilde
            each 1…3 apply tanh: ? = c
            each 1…3 product: h = o, ?
            before 1…3 addParameter: a_y = b_y
            before 1…3 matrix: a_y += W_y, h
            before 1…3 apply identity: y = a_y
            gradient of W_y, assigned
            gradient of b_y, assigned
            gradient of U_f U_i U_o U_c, assigned
            gradient of W_f W_i W_o W_c, assigned
            gradient of b_f b_i b_o b_c, assigned
            copy of U_f U_i U_o U_c, transposed
            """)
    }

    /// So they do without biases; and matrices with rows of 16 numbers and more are copied both ways.
    @Test func matricesOfStepsAreCopied() {
        var layer = SceneLayer(cell: "gru", hidden: 16)
        layer.bias = false
        expect(
            Self.model([layer]), inputs: 2, outputs: 2,
            """
            before 1…2 matrix: a_z a_r a_h = W_z W_r W_h, x
            each 1…2 matrix: a_z a_r += U_z U_r, h-1
            each 1…2 apply sigmoid: z r = a_z a_r
            each 1…2 product: ? = r, h-1
            each 1…2 matrix: a_h += U_h, ?
            each 1…2 apply tanh: h_tilde = a_h
            each 1…2 blend: h = z, h_tilde, h-1
            gradient of U_h, assigned
            gradient of U_z U_r, assigned
            gradient of W_z W_r W_h, assigned
            copy of U_z U_r, transposed
            copy of U_z U_r
            copy of U_h, transposed
            copy of U_h
            """)
    }

    /// What is read of both directions has steps of its own: each counts from its first to its last.
    @Test func aDecoderStartsFromBothEnds() {
        var model = Self.model([SceneLayer(cell: "ugrnn", hidden: 1)])
        model.stack[0].bidirectional = true
        model.shape = .seq2seq
        model.decoder = SceneDecoder(layer: SceneLayer(cell: "mingru", hidden: 2), start: .encoder)
        model.feedback = .target
        expect(
            model, inputs: 2, outputs: 2,
            """
            before 1…2 addParameter: a_G a_R = b_G b_R
            before 1…2 matrix: a_G a_R += W_G W_R, x
            each 1…2 matrix: a_G a_R += U_G U_R, h-1
            each 1…2 apply sigmoid: G = a_G
            each 1…2 apply tanh: R = a_R
            each 1…2 blend: h = G, h-1, R
            before 1…2 addParameter: a_G a_R = b_G b_R
            before 1…2 matrix: a_G a_R += W_G W_R, x
            each 1…2 matrix: a_G a_R += U_G U_R, h+1
            each 1…2 apply sigmoid: G = a_G
            each 1…2 apply tanh: R = a_R
            each 1…2 blend: h = G, h+1, R
            before 0…0 copy: h = h+2
            before 0…0 copy: h = h+1
            before 1…2 addParameter: h_tilde a_z = b_h b_z
            before 1…2 matrix: h_tilde a_z += W_h W_z, y_before
            before 1…2 apply sigmoid: z = a_z
            each 1…2 blend: h = z, h_tilde, h-1
            gradient of W_h W_z, assigned
            gradient of b_h b_z, assigned
            gradient of U_G U_R, assigned
            gradient of W_G W_R, assigned
            gradient of b_G b_R, assigned
            gradient of U_G U_R, assigned
            gradient of W_G W_R, assigned
            gradient of b_G b_R, assigned
            copy of U_G U_R, transposed
            copy of U_G U_R, transposed
            """)
    }

    /// Eᵀ y comes first backward, and assigns the gradient of E, to which the row of the token adds.
    @Test func anEmbeddingIsReadBothWays() {
        var model = Self.model([SceneLayer(cell: "rnn", hidden: 3)])
        model.embedding = SceneEmbedding(vocabulary: ["a", "b"], size: 3)
        model.readout = Readout(size: 2, activation: .softmax)
        model.shape = .oneToMany
        model.feedback = .output
        expect(
            model, inputs: 1, outputs: 3,
            """
            before 1…1 lookup: x = E
            before 1…3 addParameter: a = b
            before 1…3 addParameter: a_y = b_y
            each 2…3 transposed: x = E, y-1
            each 1…3 matrix: a += W, x
            each 1…3 matrix: a += U, h-1
            each 1…3 apply tanh: h = a
            each 1…3 matrix: a_y += W_y, h
            each 1…3 softmax: y = a_y
            gradient of W_y, assigned
            gradient of U, assigned
            gradient of W, assigned
            gradient of E, assigned
            gradient of b_y, assigned
            gradient of b, assigned
            gradient of E
            copy of E, transposed
            copy of W, transposed
            copy of U, transposed
            copy of W_y, transposed
            """)
    }

    // MARK: Text

    private func expect(_ model: SceneModel, inputs: Int, outputs: Int, _ expected: String) {
        let network = Network(model.architecture, lengths: Lengths(inputs: inputs, outputs: outputs))
        #expect(ProgramText(network).text == expected)
    }
}
