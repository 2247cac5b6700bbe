import Recurrence
import Scenes

/// A table of numbers with a name: a weight matrix, the inputs, the targets, the threshold.
struct EditGroup: Sendable, Equatable {
    let title: String
    let rows: Int
    let columns: Int
    let kind: Kind

    enum Kind: Sendable, Equatable {
        case parameter(path: String)
        case inputs, targets, start, threshold, rate
    }

    /// The number at a row and a column, both from 0.
    func number(_ row: Int, _ column: Int) -> SceneNumber {
        switch kind {
        case .parameter(let path): .parameter(path: path, row: row, column: column)
        case .inputs: .input(step: row, unit: column)
        case .targets: .target(step: row, unit: column)
        case .start: .start(unit: column)
        case .threshold: .threshold
        case .rate: .rate
        }
    }

    /// All tables of a scene.
    static func all(of session: Session) -> [EditGroup] {
        let scene = session.scene
        var groups = session.network.parameters.map {
            EditGroup(title: $0.path, rows: $0.rows, columns: $0.columns, kind: .parameter(path: $0.path))
        }
        let network = session.network
        if network.architecture.embedding == nil {
            let width = network[network.inputs].width
            groups.append(EditGroup(title: "inputs", rows: network.inputStepsRead, columns: width, kind: .inputs))
        }
        let targets = scene.withoutTask.sequence.targets
        let hasVectors = targets.contains { if case .vector = $0 { true } else { false } }
        if hasVectors {
            groups.append(
                EditGroup(title: "targets", rows: targets.count, columns: network.outputWidth, kind: .targets))
        }
        if scene[.start(unit: 0)] != nil {
            groups.append(EditGroup(title: "start", rows: 1, columns: network.outputWidth, kind: .start))
        }
        if scene[.threshold] != nil {
            groups.append(EditGroup(title: "clip threshold", rows: 1, columns: 1, kind: .threshold))
        }
        if scene[.rate] != nil { groups.append(EditGroup(title: "learning rate", rows: 1, columns: 1, kind: .rate)) }
        return groups
    }
}

extension Session {
    /// The table in which the numbers stand that are looked at: of the chosen parameter, or behind the chosen node.
    func table(behind focus: Focus, _ lists: ListFocus, at playhead: Playhead) -> String? {
        switch timeline[playhead.position] {
        case .clip, .update:
            trainedParameters.indices.contains(lists.parameter) ? trainedParameters[lists.parameter].path : nil
        case .loss: "targets"
        case .start, .forward, .backward: row(under: focus, at: playhead).flatMap { preferredEdit(for: $0.node) }
        }
    }

    /// The table in which the numbers behind a node stand: its weights, or the inputs.
    private func preferredEdit(for node: NodeID) -> String? {
        if node == network.inputs { return "inputs" }
        var seen = Set<NodeID>()
        var waiting = [node]
        while let next = waiting.popLast() {
            guard seen.insert(next).inserted,
                let equation = network.equations.first(where: {
                    $0.output == next && network[next].steps.overlaps($0.steps)
                })
            else { continue }
            if let matrix = equation.operation.parameters.last(where: { !network[$0].isVector }) {
                return network[matrix].path
            }
            waiting += equation.operation.operands.filter { $0.step == .same }.map(\.node)
        }
        return nil
    }
}
