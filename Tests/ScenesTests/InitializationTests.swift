import ExactMath
import Recurrence
import Scenes
import Testing

/// Initial values are a promise: the same for ever. So these are vectors, not properties alone.
@Suite struct InitializationTests {
    private func values(_ cell: String, _ path: String, _ initialization: String, hidden: Int = 2) throws -> [Double] {
        let text = """
            unfold: 1
            model:
              stack:
              - {cell: \(cell), hidden: \(hidden), initial_state: learned}
              readout: {size: 3}
            sequence: {inputs: [[1]]}
            parameters: {initialize: \(initialization)}
            """
        let scene = try Scene(text: text, file: "x.yaml")
        return try #require(scene.value(of: path)).numbers.map(\.double)
    }

    @Test func uniform() throws {
        #expect(
            try values("rnn", "stack.0.U", "{seed: 7}") == [
                0.4974645751898634, -0.4742843128383186, 0.37394531531427466, 0.5268245610478899,
            ])
        #expect(try values("rnn", "stack.0.b", "{seed: 7}") == [0.28375396470964376, 0.545150962263605])
        #expect(
            try values("rnn", "readout.b_y", "{seed: 7}") == [
                -0.28990515689497154, -0.13211815340438848, 0.456268467881231,
            ])
        #expect(try values("rnn", "stack.0.h0", "{seed: 7}") == [0, 0])
        #expect(try values("rnn", "stack.0.U", "{seed: 7}", hidden: 16).allSatisfy { abs($0) <= 0.25 })
    }

    @Test func xavier() throws {
        #expect(
            try values("rnn", "stack.0.U", "{scheme: xavier, seed: 7}") == [
                0.8616339191945115, -0.8214845270688598, 0.6476922853766878, 0.9124869064101171,
            ])
        #expect(try values("rnn", "stack.0.b", "{scheme: xavier, seed: 7}") == [0, 0])
    }

    @Test func orthogonal() throws {
        #expect(
            try values("rnn", "stack.0.U", "{scheme: orthogonal, seed: 7}") == [
                0.9490843684389851, 0.315022001747136, -0.315022001747136, 0.9490843684389852,
            ])
        for (path, rows, columns) in [("stack.0.U", 5, 5), ("readout.W_y", 3, 5), ("stack.0.W", 5, 1)] {
            let matrix = try values("rnn", path, "{scheme: orthogonal, seed: 3, gain: 2}", hidden: 5)
            let lines =
                rows <= columns
                ? (0..<rows).map { r in (0..<columns).map { matrix[r * columns + $0] } }
                : (0..<columns).map { c in (0..<rows).map { matrix[$0 * columns + c] } }
            for (i, a) in lines.enumerated() {
                for (j, b) in lines.enumerated() {
                    let product = zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
                    #expect(abs(product - (i == j ? 4 : 0)) < 1e-14)
                }
            }
        }
    }

    @Test func identityAndZero() throws {
        #expect(try values("rnn", "stack.0.U", "{scheme: identity, gain: 0.5}") == [0.5, 0, 0, 0.5])
        #expect(try values("rnn", "stack.0.b", "{scheme: identity}") == [0, 0])
        #expect(try values("rnn", "stack.0.U", "{scheme: zero}") == [0, 0, 0, 0])
    }

    @Test func forgetBiasKeepsTheState() throws {
        #expect(try values("lstm", "stack.0.b_f", "{forget_bias: 3}") == [3, 3])
        #expect(try values("ugrnn", "stack.0.b_G", "{forget_bias: 3}") == [3, 3])
        #expect(try values("gru", "stack.0.b_z", "{forget_bias: 3}") == [-3, -3])
        #expect(try values("lstm", "stack.0.b_i", "{forget_bias: 3}") == values("lstm", "stack.0.b_i", "{}"))
    }

    @Test(arguments: [1, 2, 3, 8]) func spectralRadiusRescalesU(_ size: Int) throws {
        let matrix = try values("rnn", "stack.0.U", "{seed: 5, spectral_radius: 1.25}", hidden: size)
        let radius = LinearAlgebra.spectralRadius(Matrix(rows: size, columns: size, elements: matrix))
        #expect(abs(radius - 1.25) < 1e-10)
    }

    @Test func aNilpotentUStays() throws {
        #expect(try values("rnn", "stack.0.U", "{scheme: zero, spectral_radius: 2}") == [0, 0, 0, 0])
    }

    @Test func otherLayersChangeNothing() throws {
        let one = try values("rnn", "stack.0.U", "{seed: 9}")
        let text = """
            unfold: 1
            model: {stack: [{cell: rnn, hidden: 2}, {cell: lstm, hidden: 3}]}
            sequence: {inputs: [[1, 2]]}
            parameters:
              initialize: {seed: 9}
              values: {"stack.0.b": [1, 2]}
            """
        let scene = try Scene(text: text, file: "x.yaml")
        #expect(scene.value(of: "stack.0.U")?.numbers.map(\.double) == one)
        #expect(scene.value(of: "stack.0.b")?.numbers.map(\.double) == [1, 2])
    }
}
