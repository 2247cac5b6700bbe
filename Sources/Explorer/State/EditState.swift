import Recurrence
import Scenes
import TerminalUI

/// The panel in which any number of the scene can be changed.
public struct EditState: Sendable, Equatable {
    /// A table of numbers with a name: a weight matrix, the inputs, the targets, the threshold.
    public struct Group: Sendable, Equatable {
        public let title: String
        public let rows: Int
        public let columns: Int
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
    }

    public var groups: [Group]
    public var group = 0
    public var row = 0
    public var column = 0
    /// What is being typed; nil while choosing.
    public var editor: LineEditor?
    public var problem: String?

    /// - Parameter preferred: a parameter's path, or `inputs`, that is chosen to begin with.
    public init(_ session: Session, preferred: String?) {
        groups = Self.groups(of: session)
        group = groups.firstIndex { $0.title == preferred } ?? 0
    }

    public var selected: Group? { groups.indices.contains(group) ? groups[group] : nil }
    public var number: SceneNumber? { selected?.number(row, column) }

    mutating func move(group delta: Int) {
        group = max(0, min(groups.count - 1, group + delta))
        row = 0
        column = 0
    }

    mutating func move(rows: Int, columns: Int) {
        guard let selected else { return }
        row = max(0, min(selected.rows - 1, row + rows))
        column = max(0, min(selected.columns - 1, column + columns))
    }

    private static func groups(of session: Session) -> [Group] {
        let scene = session.scene
        var groups = session.network.parameters.map {
            Group(title: $0.path, rows: $0.rows, columns: $0.columns, kind: .parameter(path: $0.path))
        }
        let network = session.network
        if network.architecture.embedding == nil {
            let width = network[network.inputs].width
            groups.append(Group(title: "inputs", rows: network.inputStepsRead, columns: width, kind: .inputs))
        }
        let targets = scene.withoutTask.sequence.targets
        let hasVectors = targets.contains { if case .vector = $0 { true } else { false } }
        if hasVectors {
            groups.append(Group(title: "targets", rows: targets.count, columns: network.outputWidth, kind: .targets))
        }
        if scene[.start(unit: 0)] != nil {
            groups.append(Group(title: "start", rows: 1, columns: network.outputWidth, kind: .start))
        }
        if scene[.threshold] != nil {
            groups.append(Group(title: "clip threshold", rows: 1, columns: 1, kind: .threshold))
        }
        if scene[.rate] != nil { groups.append(Group(title: "learning rate", rows: 1, columns: 1, kind: .rate)) }
        return groups
    }
}
