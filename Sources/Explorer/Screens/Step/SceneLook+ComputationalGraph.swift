import Recurrence
import TerminalUI

extension SceneLook {
    /// The lectures' picture of the scene's network; nil where it has none.
    var computationalGraph: ComputationalGraph? {
        let network = session.network
        guard ComputationalGraph.obstacle(network) == nil,
            let part = network.parts.first(where: { !$0.states.isEmpty }),
            let state = part.states.first, let output = network.output.first?.node
        else { return nil }
        func names(_ role: (Parameter) -> Bool) -> String {
            // As the equation has them: what is added alone comes last.
            network.parameters.indices.filter { role(network.parameters[$0]) }
                .sorted { !network.parameters[$0].isVector && network.parameters[$1].isVector }
                .map { naming.name(network.parameterID($0)) }.joined(separator: " ")
        }
        func flow(_ node: NodeID, _ t: Int) -> GraphFlow {
            guard network[node].steps.contains(t) else { return .future }
            if session.isGradientComputed(node, at: t, playhead) { return .returned }
            return session.isComputed(node, at: t, playhead) ? .computed : .future
        }
        let losses = Set(session.trace.losses.map(\.step))
        let readout = names { $0.role == .readout || $0.role == .readoutBias }
        let cell = names { ![.readout, .readoutBias, .embedding, .learnedState, .givenState].contains($0.role) }
        return ComputationalGraph(
            steps: part.steps, present: session.presentStep(playhead), stateName: naming.name(state),
            inputName: naming.name(network.inputs), weights: cell.count > 16 ? "weights" : cell,
            readout: readout.isEmpty ? nil : readout, outputs: network.outputSteps,
            hasLoss: { losses.contains($0) }, hasInput: { network[network.inputs].steps.contains($0) },
            flows: .init(
                state: { flow(state, $0) }, output: { flow(output, $0) },
                loss: { playhead.position >= session.timeline.lossIndex ? flow(output, $0) : .future }))
    }
}
