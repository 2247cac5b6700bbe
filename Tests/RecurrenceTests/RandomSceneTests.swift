import ExactMath
import Recurrence
import Scenes
import Testing

/// 500 scenes over the whole grammar, each certified, with learned states moved away from 0.
@Suite struct RandomSceneTests {
    @Test(arguments: 0..<20) func drawnScenesAreCertified(_ batch: Int) throws {
        var scenes = RandomScenes(seed: UInt64(1_000 + batch))
        for index in 0..<25 {
            let text = scenes.next()
            let scene = try Scene(text: text, file: "drawn \(batch).\(index)")
            let network = scene.network()
            var generator = SeededGenerator(seed: UInt64(batch * 25 + index))
            var parameters = scene.parameters(of: network, as: Double.self)
            for parameter in network.parameters where parameter.role == .learnedState {
                for entry in parameter.range { parameters[entry] = Double(Int.random(in: -900...900, using: &generator)) / 1_000 }
            }
            let trace = Trace(network, parameters: parameters, data: scene.data(as: Double.self))
            #expect(trace.certificate().passed, "\(text)")
            expectContributionsToAddUp(trace, text)
        }
    }

    /// direct + carried = total, for every row of every node.
    private func expectContributionsToAddUp(_ trace: Trace<Double>, _ text: String) {
        for index in trace.network.nodes.indices {
            let node = trace.network.nodeID(index)
            for t in trace.network[node].storedSteps {
                var sum = [Double](repeating: 0, count: trace.network[node].width)
                for contribution in trace.contributions(to: node, at: t) {
                    for unit in sum.indices { sum[unit] += contribution.values[unit] }
                }
                for (found, total) in zip(sum, trace.gradient(node, at: t)) {
                    #expect(abs(found - total) <= 1e-12 * max(1, abs(total)), "\(trace.network[node].name) at \(t) of \(text)")
                }
            }
        }
    }
}
