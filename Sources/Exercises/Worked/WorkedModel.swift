import ExactMath
import Recurrence

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
    /// Gradients that come into states from later steps, by the state's path.
    var later: [String: [S]] = [:]

    /// The plan of exercises about networks of this form, made once for each name.
    func plan(
        _ name: String, asked: [LineName], editsValues: Bool = true,
        edits: @escaping @Sendable (SlipSet) -> [Edit] = { $0.slips.flatMap(\.edits) },
        prepare: (inout WorkedProgram) -> Void = { _ in }
    ) -> WorkedPlan {
        let hasLoss = targets.map { $0 == nil ? 0 : 1 }
        let key =
            "\(name) \(architecture) \(lengths) \(hasLoss) \(later.keys.sorted()) \(asked.count)"
        return WorkedPlan.shared(key) {
            var program = WorkedProgram(blank, later: later.keys.sorted())
            prepare(&program)
            return WorkedPlan(program, asked: asked, editsValues: editsValues, edits: edits)
        }
    }

    /// A trace of the same form whose numbers do not matter.
    private var blank: Trace<Double> {
        let network = Network(architecture, lengths: lengths)
        let width = architecture.inputWidth
        var data = SequenceData<Double>(
            inputs: [Double](repeating: 0, count: inputs.count * width), inputWidth: width, tokens: tokens,
            // A distribution, so that its gradient is y − target.
            targets: TargetSequence(
                targets.map { $0.map { .vector($0.indices.map { $0 == 0 ? 1 : 0 }) } }))
        if targets.isEmpty, lengths.outputs != lengths.inputs || architecture.shape == .seq2seq {
            data.length = lengths.outputs
        }
        return Trace(network, parameters: [Double](repeating: 0, count: network.parameterCount), data: data)
    }

    /// The numbers in the order in which a plan takes them.
    func given(_ plan: WorkedPlan) -> [S] {
        plan.given.flatMap { name -> [S] in
            let count = plan.program.shape(of: name.path).count
            let numbers: [S]? =
                switch name.path {
                case "target": targets[(name.step ?? 1) - 1]
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

extension WorkedModel where S == Double {
    func working(_ plan: WorkedPlan) -> TraceWorking { TraceWorking(plan, real: given(plan)) }
}

extension WorkedModel where S == Rational {
    func working(_ plan: WorkedPlan) -> TraceWorking { TraceWorking(plan, exact: given(plan)) }
}
