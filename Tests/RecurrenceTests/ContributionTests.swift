import ExactMath
import Recurrence
import Scenes
import Testing

/// direct + carried = total, for every row of every node.
@Suite struct ContributionTests {
    @Test(arguments: Fixtures.names) func addUp(_ name: String) throws {
        let trace = try Fixtures.scene(name).trace(as: Double.self)
        for index in trace.network.nodes.indices {
            let node = trace.network.nodeID(index)
            for t in trace.network[node].storedSteps {
                var sum = [Double](repeating: 0, count: trace.network[node].width)
                for contribution in trace.contributions(to: node, at: t) {
                    for unit in sum.indices { sum[unit] += contribution.values[unit] }
                }
                for (found, total) in zip(sum, trace.gradient(node, at: t)) {
                    #expect(abs(found - total) <= 1e-12 * max(1, abs(total)), "\(trace.network[node].name) at \(t)")
                }
            }
        }
    }

    /// In a linear network the carry is Uᵀ δ_{t+1}, and the rest W_yᵀ e_t.
    @Test func areThoseOfTheLecture() throws {
        let trace = try Scene(text: TruncationTests.scene, file: "known").trace(as: Rational.self)
        let h = try #require(trace.network.node("stack.0", "h"))
        let second = trace.contributions(to: h, at: 2)
        #expect(second.filter(\.isCarried).map(\.values) == [[-1, -1]])
        #expect(second.filter { !$0.isCarried }.map(\.values) == [[0, 1]])
        #expect(trace.contributions(to: h, at: 3).map(\.isCarried) == [false])
    }
}
