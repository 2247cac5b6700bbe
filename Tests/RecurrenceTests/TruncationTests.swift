import ExactMath
import Recurrence
import Scenes
import Testing

/// Truncated BPTT on a linear network whose numbers are known.
@Suite struct TruncationTests {
    static let scene = """
        unfold: 1
        arithmetic: rational
        model:
          stack: [{cell: linear, hidden: 2, initial_state: given}]
          readout: {size: 2, bias: false}
        sequence:
          inputs: [[-1, 0], [1, -1], [0, 1]]
          targets: [[1, -1], [0, -1], [0, -1]]
        loss: mse
        parameters:
          values:
            stack.0.U: [[-1, 0], [1, 1]]
            stack.0.W: [[-1, 0], [-1, 1]]
            stack.0.h0: [0, 1]
            readout.W_y: [[0, 1], [0, -1]]
        """

    private func trace() throws -> Trace<Rational> {
        try Scene(text: Self.scene, file: "known").trace(as: Rational.self)
    }

    private func gradient(_ path: String, _ trace: Trace<Rational>) throws -> [Rational] {
        Array(trace.gradient(try #require(trace.network.parameter(path))))
    }

    @Test func wholeGradients() throws {
        let trace = try trace()
        #expect(trace.loss == 2)
        #expect(try gradient("stack.0.U", trace) == [-1, -1, 2, 1])
        #expect(try gradient("stack.0.W", trace) == [-2, 1, -2, -1])
        #expect(try gradient("readout.W_y", trace) == [-1, 3, 1, -2])
        #expect(try gradient("stack.0.h0", trace) == [1, 2])
        let h = try #require(trace.network.node("stack.0", "h"))
        #expect((1...3).map { Array(trace.gradient(h, at: $0)) } == [[1, 2], [-1, 0], [0, -1]])
    }

    @Test func aWindowKeepsTheNearestLosses() throws {
        let trace = try trace()
        #expect(try gradient("stack.0.U", trace.truncated(.window(1))) == [0, 0, 3, 3])
        #expect(try gradient("stack.0.U", trace.truncated(.window(2))) == [-1, -1, 2, 2])
        #expect(try gradient("stack.0.U", trace.truncated(.window(3))) == [-1, -1, 2, 1])
    }

    @Test func chunksCutTheCarry() throws {
        let trace = try trace()
        #expect(try gradient("stack.0.U", trace.truncated(.chunks(2))) == [0, 1, 3, 4])
        #expect(try gradient("stack.0.U", trace.truncated(.chunks(3))) == [-1, -1, 2, 1])
    }

    @Test(arguments: ["004-many-to-many-gru", "023-one-to-many-lstm", "036-many-to-many-rnn-deep"])
    func aLongWindowIsTheWholeGradient(_ name: String) throws {
        let trace = try Fixtures.scene(name).trace(as: Double.self)
        for truncation in [Truncation.window(1_000), .chunks(1_000)] {
            let other = trace.truncated(truncation)
            #expect(zip(trace.gradients, other.gradients).allSatisfy { abs($0 - $1) <= 1e-12 * max(1, abs($0)) })
        }
    }
}
