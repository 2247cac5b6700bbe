import ExactMath
import Recurrence
import Scenes
import Testing

@Suite struct TimelineTests {
    private func moments(_ name: String) throws -> [String] {
        let scene = try Fixtures.scene(name)
        let timeline = Timeline(scene.network(), clips: scene.training?.clip != nil)
        return (0..<timeline.count).map { timeline[$0].description }
    }

    @Test func oneLineForwardAndBack() throws {
        #expect(
            try moments("004-many-to-many-gru").joined(separator: " ")
                == "start forward:1 forward:2 forward:3 loss backward:3 backward:2 backward:1 clip update"
        )
    }

    @Test func bidirectionalNetworksPlayLayerByLayer() throws {
        #expect(
            try moments("071-language-model-lstm-deep").prefix(13).joined(separator: " ")
                == "start forward:0.forward:1 forward:0.forward:2 forward:0.forward:3 forward:0.backward:3 forward:0.backward:2 forward:0.backward:1 forward:1:1 forward:1:2 forward:1:3 forward:2:1 forward:2:2 forward:2:3"
        )
    }

    @Test(arguments: Fixtures.names) func everyNameIsReadBack(_ name: String) throws {
        let scene = try Fixtures.scene(name)
        let timeline = Timeline(scene.network(), clips: true)
        for index in 0..<timeline.count {
            #expect(Moment(timeline[index].description) == timeline[index])
            #expect(timeline.index(of: timeline[index]) == index)
        }
    }

    /// Each equation is computed once, after everything that it reads.
    @Test(arguments: Fixtures.names) func everythingIsComputedInOrder(_ name: String) throws {
        let network = try Fixtures.scene(name).network()
        let timeline = Timeline(network, clips: false)
        struct Row: Hashable { let node: NodeID; let t: Int }
        var done = Set<Row>()
        for index in 1...timeline.places {
            guard case .forward(let place) = timeline[index] else { continue }
            for step in timeline.equations(at: place) {
                let equation = network.equations[step.equation]
                for operand in equation.operation.operands {
                    guard let t = operand.step(at: step.step), network[operand.node].steps.contains(t),
                        network.equations.contains(where: { $0.output == operand.node && $0.steps.contains(t) }),
                        network.part(of: operand.node).kind != .embedding
                    else { continue }
                    #expect(done.contains(Row(node: operand.node, t: t)), "\(network[operand.node].name) at \(t)")
                }
                #expect(done.insert(Row(node: equation.output, t: step.step)).inserted)
            }
        }
        let rows = network.runningOrder.reduce(0) { $0 + network.equations[$1].steps.count }
        let embedded = network.parts.filter { $0.kind == .embedding }.reduce(0) { $0 + $1.steps.count }
        #expect(done.count >= rows - embedded)
    }
}
