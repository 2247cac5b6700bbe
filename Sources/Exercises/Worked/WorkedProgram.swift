import ExactMath
import Formula
import Recurrence

/// A trace as lines to be worked one after another: for every name the summands of its value, as the derivation has them.
///
/// Slips are edits of these lines; the right answers, the wrong ones and what follows from a student's own numbers are all found by
/// evaluating them.
public struct WorkedProgram: Sendable {
    /// One value or gradient as it is worked: a sum of terms, and perhaps a last factor.
    public struct Line: Sendable, Equatable {
        /// One for a value, one for each way back of a gradient; none where the gradient is zero.
        public var terms: [Term]
        /// What the sum is multiplied with at last, entry by entry; nil for nothing.
        var factor: Expression?

        init(_ terms: [Term]) { self.terms = terms }
    }

    /// One summand: of a value the whole right-hand side, of a gradient what one reader sends back.
    public struct Term: Sendable, Equatable {
        /// Of a value its own equation or the loss; of a gradient what sends the term back.
        public var source: GradientTerm.Source
        /// Whether it comes from another step by the recurrence.
        public var isCarried = false
        /// The term itself, in names of the trace.
        public var expression: Expression
    }

    /// The network that is worked; terms name their sources by places among its equations.
    public let network: Network
    /// Every line that is computed; what is given, such as inputs and parameters, has none of its value.
    public internal(set) var lines: [LineName: Line] = [:]
    /// The steps that have a loss.
    let lossSteps: [Int]
    /// Gradients that come in from later steps.
    private(set) var later: [LineName] = []
    /// The losses written in y, as a program has them that computes its error apart.
    private(set) var lossesOfOutputs: [LineName: Line] = [:]
    private let paths: [String: NetworkNames.Meaning]

    /// Every line of a network on a sequence like that of the trace, whose numbers do not matter.
    ///
    /// - Parameter later: states at whose last step a gradient comes in from later steps, under the name `later:PATH`.
    public init(_ trace: Trace<Double>, later: [String] = []) {
        let derivation = Derivation(trace)
        network = trace.network
        lossSteps = trace.losses.map(\.step)
        var paths: [String: NetworkNames.Meaning] = [:]
        for (index, parameter) in network.parameters.enumerated() {
            paths[parameter.path] = .parameter(network.parameterID(index))
        }
        for index in network.nodes.indices where network.nodes[index].isShown {
            let node = network.nodeID(index)
            paths[derivation.names.path(of: node).joined(separator: ".")] = .node(node)
        }
        self.paths = paths
        for (path, meaning) in paths {
            switch meaning {
            case .node(let node):
                for t in network[node].storedSteps {
                    if let line = derivation.value(of: node, at: t),
                        let index = network.equations.firstIndex(where: { $0.output == node && $0.steps.contains(t) })
                    {
                        lines[.value(path, t)] = Line([
                            Term(source: .equation(index, step: t), expression: line.right.whole)
                        ])
                    }
                    lines[.gradient(path, t)] = Line(derivation.gradient(of: node, at: t).terms.map(Term.init))
                }
            case .parameter(let id):
                lines[.gradient(path)] = Line(derivation.gradient(of: id).terms.map(Term.init))
            case .special: break
            }
        }
        for path in later {
            guard case .node(let node)? = paths[path] else { continue }
            let name = LineName.gradient(path, network[node].steps.upperBound)
            let arriving = LineName.value("later:" + path, name.step)
            self.later.append(arriving)
            lines[name]?.terms.append(Term(source: .loss, isCarried: true, expression: arriving.expression))
        }
        addLosses(derivation)
        dropZeros()
    }

    /// L_t, and L as the sum of what stands in them; of a squared error written in e_t = ∂L/∂y_t, from which a person goes on.
    private mutating func addLosses(_ derivation: Derivation<Double>) {
        let written = derivation.losses()
        guard let total = written.last else { return }
        for (step, line) in zip(lossSteps, written) {
            var loss = line.right.whole
            lossesOfOutputs[.value("losses", step)] = Line([Term(source: .loss, expression: loss)])
            if network.architecture.loss == .mse {
                let errors = Expression.concatenation(
                    network.output.map { derivation.names.name($0.node, at: .integer(step), isGradient: true) })
                loss = .product(.number(Rational(1) / 2), .call(.norm, errors).squared)
            }
            lines[.value("losses", step)] = Line([Term(source: .loss, expression: loss)])
        }
        lines[.value("loss")] = Line([Term(source: .loss, expression: total.right.whole)])
    }

    // MARK: Names

    /// Whether the first index of the name is a step.
    func hasSteps(_ path: String) -> Bool {
        if case .parameter? = meaning(path) { return false }
        return path != "loss" && path != "loss_count" && path != "start"
    }

    /// The line that a name reads; a name without steps has only entries in its brackets.
    func line(_ name: TraceName) -> LineName {
        let path = name.dotted
        return LineName(
            path: path, step: hasSteps(path) ? name.indices.first?.wholeNumber : nil, isGradient: name.isGradient)
    }

    /// The lines that a name reads: where its step is the variable of a sum, those of every step, in their order.
    func readings(_ name: TraceName) -> [LineName] {
        let line = line(name)
        guard line.step == nil, hasSteps(line.path) else { return [line] }
        return lines.keys.filter { $0.path == line.path && $0.isGradient == line.isGradient }
            .sorted { ($0.step ?? 0) < ($1.step ?? 0) }
    }

    func meaning(_ path: String) -> NetworkNames.Meaning? {
        if let meaning = paths[path] { return meaning }
        guard let colon = path.firstIndex(of: ":") else { return nil }
        return paths[String(path[path.index(after: colon)...])]
    }

    func node(_ path: String) -> NodeID? {
        if case .node(let node)? = meaning(path) { return node }
        return nil
    }

    /// Rows and columns of what a line stands for.
    func shape(of path: String) -> GridShape {
        switch meaning(path) {
        case .node(let node)?: return GridShape(network[node].width)
        case .parameter(let id)?:
            let parameter = network[id]
            return GridShape(parameter.rows, parameter.columns, isMatrix: !parameter.isVector)
        default: break
        }
        switch path {
        case "target", "start": return GridShape(network.outputWidth)
        case "token": return GridShape(network.architecture.embedding?.vocabulary ?? 1)
        default: return .number
        }
    }

    /// The paths of all parameters of a role.
    func parameters(_ role: Parameter.Role) -> Set<String> {
        Set(network.parameters.filter { $0.role == role }.map(\.path))
    }
}

extension WorkedProgram.Term {
    init(_ term: GradientTerm) {
        self.init(source: term.source, isCarried: term.isCarried, expression: term.formula.whole)
    }

    /// The step of the equation that it comes from.
    var step: Int? { if case .equation(_, let step) = source { step } else { nil } }
}
