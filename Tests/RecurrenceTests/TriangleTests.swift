import ExactMath
import Recurrence
import Scenes
import Testing

/// Which states a loss depends on, by the network's shape and by the numbers.
@Suite struct TriangleTests {
    /// A softmax over one class, which is always 1, twice, and a relu that is dead.
    private static let flat = ["021-one-to-many-ugrnn", "057-one-to-many-ugrnn-deep", "046-many-to-one-gru-deep"]

    /// Where there is no path the gradient is 0, and where there is one it is not, but where a function is flat.
    @Test(arguments: Fixtures.names) func aPathIsWhereAGradientFlows(_ name: String) throws {
        let trace = try Fixtures.scene(name).trace(as: Double.self)
        let network = trace.network
        for k in trace.losses.map(\.step) {
            let gradients = trace.gradients(ofLossAt: k)
            for part in network.parts where !part.states.isEmpty {
                let found = part.steps.filter { t in
                    part.states.contains { network.row($0, at: t).contains { gradients[$0] != 0 } }
                }
                let expected = part.steps.filter { network.hasPath(from: part, at: $0, toLossAt: k) }
                let fits = Self.flat.contains(name) ? Set(found).isSubset(of: expected) : found == expected
                #expect(fits, "\(name), \(part.name), loss \(k): \(found) is not \(expected)")
            }
        }
    }

    /// The span of a loss, and the entries of the triangle, over a stack of one layer in both directions and one on top of it.
    @Test func spansRunBack() throws {
        let scene = try Scene(
            text: """
                unfold: 1
                model: {stack: [{cell: rnn, hidden: 1, bidirectional: true}, {cell: rnn, hidden: 1, bidirectional: true}]}
                sequence: {inputs: [[1], [2], [3]], targets: [[0, 0], null, [1, 1]]}
                loss: mse
                parameters: {initialize: {scheme: uniform, seed: 1}}
                """, file: "spans")
        let trace = scene.trace(as: Double.self)
        let network = trace.network
        let spans = network.parts.filter { !$0.states.isEmpty }.map { part in
            [1, 3].map { network.span(of: part, backFromLossAt: $0) }
        }
        #expect(
            spans == [
                [[3, 2, 1], [3, 2, 1]], [[1, 2, 3], [1, 2, 3]], [[1], [3, 2, 1]], [[1, 2, 3], [3]],
            ])
        var entries: [String] = []
        trace.triangle { entry in
            let part = network.part(of: entry.node).name
            #expect(entry.gradient == Array(trace.gradients(ofLossAt: entry.k)[network.row(entry.node, at: entry.t)]))
            entries.append("\(part) \(entry.k)←\(entry.t)")
        }
        let lower = ["stack.0.forward", "stack.0.backward"]
        let expected = [
            (1, [("stack.1.forward", [1]), ("stack.1.backward", [1, 2, 3])]),
            (3, [("stack.1.forward", [1, 2, 3]), ("stack.1.backward", [3])]),
        ].flatMap { k, upper in
            (lower.map { ($0, [1, 2, 3]) } + upper).flatMap { part, steps in steps.map { "\(part) \(k)←\($0)" } }
        }
        #expect(entries == expected)
    }
}
