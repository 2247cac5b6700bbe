import Exercises
import Scenes
import Testing
import Verify

/// Arrays of a network of two steps whose numbers can be worked in the head.
@Suite struct TwoStepTests {
    /// h_t = W x_t + U h_{t−1} and y_t = W_y h_t, each a number; x = 1, 2.
    private func said(
        _ arrays: [String: [Double]], input: String = "1", state: String = "0", output: String = "1",
        targets: String = "targets: [[0], [0]]", loss: String = "mse"
    ) throws -> [String] {
        let scene = try Scene(
            text: """
                unfold: 1
                model: {stack: [{cell: linear, hidden: 1, initial_state: given}], readout: {size: 1, bias: false}}
                sequence: {inputs: [[1], [2]], \(targets)}
                loss: \(loss)
                parameters:
                  values: {stack.0.W: [[\(input)]], stack.0.U: [[\(state)]], stack.0.h0: [0], readout.W_y: [[\(output)]]}
                """, file: "two")
        let file = arrays.sorted { $0.key < $1.key }.map { FileArray(name: $0, shape: [$1.count, 1], values: $1) }
        return try Samples.said(Verifier(scene, name: "two").marked(ArrayFile(file: "m", arrays: file)))
    }

    @Test func anArraysLargestEntrySaysHowFarTheOthersMayBeOff() throws {
        func said(_ h: Double, _ y: Double) throws -> [String] {
            try self.said(["h": [1000 + h, 2000], "y": [1 + y, 2]], input: "1000", output: "0.001")
        }
        #expect(try said(5e-7, 0) == [])
        #expect(
            try said(0, 5e-7) == [
                "y (y₁, y₂) wrong: First wrong at y₁: 1.0000005 instead of 1.0. No slip that has a name gives these numbers.",
                "first wrong y, slips",
            ])
        #expect(
            try said(5e-6, 0) == [
                "h (h₁, h₂) wrong: First wrong at h₁: 1000.000005 instead of 1000.0. No slip that has a name gives these numbers.",
                "first wrong h, slips",
            ])
    }

    @Test func withoutALossTheForwardPassIsCompared() throws {
        func said(_ h: [Double], _ y: [Double]) throws -> [String] {
            try self.said(["h": h, "y": y], targets: "targets: [null, null]", loss: "none")
        }
        #expect(try said([1, 2], [1, 2]) == [])
        #expect(
            try said([1, 3], [1, 3]) == [
                "h (h₁, h₂) wrong: First wrong at h₂: 3.0 instead of 2.0. No slip that has a name gives these numbers.",
                "y (y₁, y₂) carried: It follows rightly from your earlier numbers.", "first wrong h, slips",
            ])
    }

    /// y = 1, 5/2: the losses are 1/2 and 25/8, and what comes back to x is 9/4 and 5/2.
    @Test func lossesAndInputsAreCompared() throws {
        func said(_ arrays: [String: [Double]]) throws -> [String] {
            try self.said(arrays, input: "1", state: "0.5")
        }
        #expect(try said(["losses": [0.5, 3.125], "dx": [2.25, 2.5]]) == [])
        #expect(
            try said(["losses": [3.125, 0.5]]) == [
                "losses (L₁, L₂) wrong: First wrong at L₁: 3.125 instead of 0.5. The steps stand in the opposite order.",
                "first wrong losses, slips",
            ])
        #expect(
            try said(["dx": [0.5, 0.75]]).first?.hasPrefix(
                "dx (∂L/∂x₁, ∂L/∂x₂) wrong: First wrong at ∂L/∂x₂: 0.75 instead of 2.5.") == true)
    }
}
