import ExactMath
import Recurrence
import Scenes

/// A network on a sequence with all its numbers: what an exercise about a trace is given.
struct WorkedModel<S: Scalar>: Sendable {
    var architecture: Architecture
    var lengths: Lengths
    /// By path, row by row; what is left out is zero.
    var values: [String: [S]] = [:]
    /// x_1 … x_T
    var inputs: [[S]] = []
    var tokens: [Int] = []
    /// One entry an output step, one-hot for a class; nil where there is no loss.
    var targets: [[S]?] = []
    /// y_0 of a decoder.
    var start: [S]?
    /// Gradients that come into states from later steps, by the state's path.
    var later: [String: [S]] = [:]

    /// The plan of exercises about networks of this form, made once for each name.
    func plan(
        _ name: String, asked: [LineName], editsValues: Bool = true,
        edits: @escaping @Sendable (SlipSet) -> [Edit] = { $0.slips.flatMap(\.edits) },
        prepare: (inout WorkedProgram) -> Void = { _ in }
    ) -> WorkedPlan {
        // The loss of a class looks at one entry only.
        let classes = asked.contains(.value("loss")) ? targets.map { $0?.oneHot } : []
        // 0: no target, 1: a distribution, 2: another vector.
        let hasLoss = targets.map { $0.map { $0.reduce(S.zero) { $0 + $1 } == .one ? 1 : 2 } ?? 0 }
        let key =
            "\(name) \(architecture) \(lengths) \(hasLoss) \(classes) \(later.keys.sorted()) \(asked.count)"
        return WorkedPlan.shared(key) {
            var program = WorkedProgram(blank(classes), later: later.keys.sorted())
            prepare(&program)
            return WorkedPlan(program, asked: asked, editsValues: editsValues, edits: edits)
        }
    }

    /// A trace of the same form whose numbers do not matter.
    private func blank(_ classes: [Int?]) -> Trace<Double> {
        let network = Network(architecture, lengths: lengths)
        let width = architecture.inputWidth
        var data = SequenceData<Double>(
            inputs: [Double](repeating: 0, count: inputs.count * width), inputWidth: width, tokens: tokens,
            // A distribution stays one: then its gradient is y − target.
            targets: TargetSequence(
                targets.enumerated().map { t, target in
                    if classes.indices.contains(t), let index = classes[t] { return .index(index) }
                    return target.map { target in
                        let first: Double = target.reduce(S.zero) { $0 + $1 } == .one ? 1 : 0
                        return .vector(target.indices.map { $0 == 0 ? first : 0 })
                    }
                }))
        if targets.isEmpty, lengths.outputs != lengths.inputs || architecture.shape == .seq2seq {
            data.length = lengths.outputs
        }
        return Trace(network, parameters: [Double](repeating: 0, count: network.parameterCount), data: data)
    }

    /// The target of an output step; the first of them is step `first`.
    private func target(at step: Int, from first: Int) -> [S]? {
        targets.indices.contains(step - first) ? targets[step - first] : nil
    }

    /// The numbers in the order in which a plan takes them.
    func given(_ plan: WorkedPlan) -> [S] {
        plan.given.flatMap { name -> [S] in
            let count = plan.program.shape(of: name.path).count
            let numbers: [S]? =
                switch name.path {
                case "start": start
                case "target": target(at: name.step ?? 0, from: plan.program.network.outputSteps.lowerBound)
                case "token": (0..<count).map { $0 == tokens[(name.step ?? 1) - 1] ? S.one : .zero }
                case "loss_count": [S(targets.reduce(0) { $0 + ($1 == nil ? 0 : 1) })]
                case let path where path.hasPrefix("later:"): later[name.original.path]
                case let path:
                    values[path] ?? (name.step.map { inputs.indices.contains($0 - 1) ? inputs[$0 - 1] : nil } ?? nil)
                }
            return numbers ?? [S](repeating: .zero, count: count)
        }
    }
}

extension Array where Element: Scalar {
    /// The place of the only 1 among zeros.
    fileprivate var oneHot: Int? {
        guard let place = firstIndex(of: .one), indices.allSatisfy({ $0 == place || self[$0] == .zero }) else {
            return nil
        }
        return place
    }
}

extension WorkedModel where S == Double {
    func working(_ plan: WorkedPlan) -> TraceWorking { TraceWorking(plan, real: given(plan)) }
}

extension WorkedModel where S == Rational {
    func working(_ plan: WorkedPlan) -> TraceWorking { TraceWorking(plan, exact: given(plan)) }
}

extension WorkedModel {
    /// The numbers of a scene.
    init(_ scene: Scene) {
        let network = scene.network()
        let data = scene.data(as: S.self)
        self.init(architecture: scene.model.architecture, lengths: scene.lengths)
        let numbers = scene.parameters(of: network, as: S.self)
        for parameter in network.parameters { values[parameter.path] = Array(numbers[parameter.range]) }
        tokens = data.tokens
        let width = data.inputWidth
        if tokens.isEmpty, width > 0 {
            inputs = (0..<data.inputs.count / width).map { Array(data.inputs[$0 * width..<($0 + 1) * width]) }
        }
        let outputs = network.outputWidth
        targets = data.targets.map { $0?.entries(outputs) }
        start = data.start?.entries(outputs)
    }
}

extension Target {
    /// The target as a vector; a class is one-hot.
    fileprivate func entries(_ count: Int) -> [S] {
        switch self {
        case .vector(let entries): entries
        case .index(let place): (0..<count).map { $0 == place ? .one : .zero }
        }
    }
}
