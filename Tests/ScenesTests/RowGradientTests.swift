import ExactMath
import Recurrence
import Scenes
import Testing

/// The gradients of one loss after another in one arena are those of each loss in an arena of its own.
@Suite struct RowGradientTests {
    @Test("every built-in scene, from the last loss to the first and back", arguments: BuiltInScenes.all.map(\.name))
    func builtIn(_ name: String) throws {
        let scene = try #require(try BuiltInScenes.named(name)?.scene())
        expectSame(scene.trace(as: Double.self), name)
        if scene.arithmetic == .rational { expectSame(scene.trace(as: Rational.self), name) }
    }

    @Test("random scenes of every shape", arguments: 1...20) func random(_ seed: Int) throws {
        var scenes = RandomScenes(seed: UInt64(seed))
        for _ in 0..<10 { expectSame(scenes.scene().trace(as: Double.self), "seed \(seed)") }
    }

    private func expectSame<S: Scalar>(_ trace: Trace<S>, _ name: String) {
        let steps = trace.losses.map(\.step)
        let rows = trace.network.parameterCount..<trace.values.count
        var visited: [Int] = []
        trace.rowGradients(ofLossesAt: steps.reversed() + steps) { k, arena in
            visited.append(k)
            let alone = trace.gradients(ofLossAt: k)
            #expect(rows.allSatisfy { arena[$0] == alone[$0] }, "\(name), loss \(k)")
        }
        #expect(visited == steps.reversed() + steps)
        for k in steps.suffix(2) {
            let (alone, few) = (trace.gradients(ofLossAt: k), trace.rowGradients(ofLossAt: k))
            #expect(rows.allSatisfy { few[$0] == alone[$0] }, "\(name), loss \(k)")
        }
    }
}
