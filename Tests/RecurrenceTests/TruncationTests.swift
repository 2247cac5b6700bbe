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

    /// A gradient that is cut is the part of the triangle that the cut leaves, for every state of every scene that can be cut.
    @Test(arguments: BuiltInScenes.all.map(\.name) + Fixtures.names, [1, 2, 3, 5])
    func aCutLeavesAPartOfTheTriangle(_ name: String, k: Int) throws {
        let scene = try BuiltInScenes.named(name)?.scene() ?? Fixtures.scene(name)
        let trace = scene.trace(as: Double.self)
        guard trace.network.obstacleToTruncation == nil else { return }
        var window: [Row: [Double]] = [:]
        var chunks: [Row: [Double]] = [:]
        trace.triangle { entry in
            func add(to sums: inout [Row: [Double]]) {
                let sum = sums[Row(node: entry.node, t: entry.t)] ?? entry.gradient.map { _ in 0 }
                sums[Row(node: entry.node, t: entry.t)] = zip(sum, entry.gradient).map { $0 + $1 }
            }
            if entry.t + k > entry.k { add(to: &window) }
            if (entry.t - 1) / k == (entry.k - 1) / k { add(to: &chunks) }
        }
        for (truncation, sums) in [(Truncation.window(k), window), (.chunks(k), chunks)] {
            let truncated = trace.truncated(truncation)
            for part in trace.network.parts {
                for state in part.states {
                    for t in part.steps {
                        let found = truncated.gradient(state, at: t)
                        let expected = sums[Row(node: state, t: t)] ?? found.map { _ in 0 }
                        #expect(zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-12 * max(1, abs($1)) })
                    }
                }
            }
        }
    }

    private struct Row: Hashable {
        let node: NodeID
        let t: Int
    }

    @Test(arguments: ["004-many-to-many-gru", "023-one-to-many-lstm", "036-many-to-many-rnn-deep"])
    func aLongWindowIsTheWholeGradient(_ name: String) throws {
        let trace = try Fixtures.scene(name).trace(as: Double.self)
        for truncation in [Truncation.window(1_000), .chunks(1_000), .window(.max), .chunks(.max)] {
            let other = trace.truncated(truncation)
            #expect(zip(trace.gradients, other.gradients).allSatisfy { abs($0 - $1) <= 1e-12 * max(1, abs($0)) })
        }
    }
}
