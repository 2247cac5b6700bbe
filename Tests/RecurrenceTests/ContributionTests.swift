import ExactMath
import Recurrence
import Scenes
import Testing

/// direct + carried = total, for every row of every node.
@Suite struct ContributionTests {
    @Test(arguments: BuiltInScenes.all.map(\.name) + Fixtures.names) func addUp(_ name: String) throws {
        let trace = try (BuiltInScenes.named(name)?.scene() ?? Fixtures.scene(name)).trace(as: Double.self)
        for index in trace.network.nodes.indices {
            let node = trace.network.nodeID(index)
            let steps = Array(trace.network[node].storedSteps)
            let carried = trace.carriedParts(of: node, at: steps, in: trace.gradients)
            for (t, carried) in zip(steps, carried) {
                let terms = trace.contributions(to: node, at: t)
                expect(terms, areIn: Array(trace.gradient(node, at: t)), "\(trace.network[node].name) at \(t)")
                expect(terms.filter(\.isCarried), areIn: carried, "\(trace.network[node].name) at \(t), carried")
                #expect(terms.allSatisfy { $0.source != .loss || !$0.isCarried })
            }
        }
    }

    private func expect(_ terms: [Contribution<Double>], areIn total: [Double], _ place: String) {
        for (unit, total) in total.enumerated() {
            let found = terms.reduce(0) { $0 + $1.values[unit] }
            #expect(abs(found - total) <= 1e-12 * max(1, abs(total)), "\(place)")
        }
    }

    /// Every reader of some rows of a network that has one of each kind, with a star where it reads the row of another step.
    @Test func areReadInTime() throws {
        func readers(_ scene: String, _ part: String, _ name: String, _ t: Int) throws -> String {
            let network = try #require(try BuiltInScenes.named(scene)?.scene()).network()
            let node = try #require(
                network.nodes.indices.map(network.nodeID).first {
                    network.part(of: $0).name == part && network[$0].name == name && network[$0].storedSteps.contains(t)
                })
            return network.consumers(of: node, at: t).map { reader in
                let output = network.equations[reader.equation].output
                let name = network.part(of: output).name + "." + network[output].name
                return "\(name)@\(reader.step)" + (reader.isCarried ? "*" : "")
            }.joined(separator: " ")
        }
        let attention = "attention-looks-back"
        #expect(try readers(attention, "stack.0", "h", 0) == "stack.0.a@1*")
        #expect(
            try readers(attention, "stack.0", "h", 2)
                == "attention.context@4 attention.context@3 attention.context@2 attention.context@1 attention.key@2 stack.0.a@3*"
        )
        #expect(
            try readers(attention, "attention", "key", 4)
                == "attention.e@4 attention.e@3 attention.e@2 attention.e@1")
        #expect(try readers(attention, "decoder", "h", 2) == "readout.a_y@2 decoder.a@3* attention.query@3*")
        // The decoder starts from the encoder's last state, and reads its own output of the step before.
        #expect(try readers("seq2seq-reverses", "stack.0", "h", 2) == "stack.0.a@3*")
        #expect(try readers("seq2seq-reverses", "stack.0", "h", 3) == "decoder.h@0")
        #expect(try readers("decoder-free", "decoder", "h", 2) == "feed.y_before@3* decoder.a@3*")
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
