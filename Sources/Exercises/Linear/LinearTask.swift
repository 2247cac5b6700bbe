import ExactMath
import Recurrence

/// What an exercise asks about a linear network.
public enum LinearTask: Sendable, Equatable {
    case forward
    case backward
    /// One loss only, that of step T.
    case last
    /// The terms ∂L_k/∂a^t one by one.
    case triangle
    case truncated(Truncation)

    /// The answers in the order of the solution: forward in t, then δ^T … δ^1, then the weights.
    func fields(_ network: LinearModel<Rational>) -> [AnswerField] {
        let T = network.steps
        let state = AnswerShape.vector(network.hidden)
        let output = AnswerShape.vector(network.outputWidth)
        let recurrent = AnswerField(
            "dW_aa", .matrix(network.hidden, network.hidden), .exact, .gradient("W_aa", "W_{aa}"))
        switch self {
        case .forward:
            return (1...T).flatMap { t in
                [
                    AnswerField("a_\(t)", state, .exact, WrittenForm("a^\(t)", "a^{\(t)}")),
                    AnswerField("yhat_\(t)", output, .exact, WrittenForm("ŷ^\(t)", "\\hat{y}^{\(t)}")),
                    AnswerField("e_\(t)", output, .exact, WrittenForm("e^\(t)", "e^{\(t)}")),
                ]
            } + [AnswerField("loss", .scalar, .exact, WrittenForm("L", "L"))]
        case .backward:
            return deltas(T, state, loss: "L") + [
                AnswerField("da0", state, .exact, .gradient("a^0", "a^{0}")), recurrent,
                AnswerField(
                    "dW_ax", .matrix(network.hidden, network.inputWidth), .exact, .gradient("W_ax", "W_{ax}")),
                AnswerField(
                    "dW_ya", .matrix(network.outputWidth, network.hidden), .exact, .gradient("W_ya", "W_{ya}")),
            ]
        case .last: return deltas(T, state, loss: "L_\(T)")
        case .triangle:
            return triangle(T).map { k, t in
                AnswerField("d_\(k)_\(t)", state, .exact, .gradient("a^\(t)", "a^{\(t)}", of: "L_\(k)"))
            }
        case .truncated: return deltas(T, state, loss: "L") + [recurrent]
        }
    }

    private func deltas(_ T: Int, _ shape: AnswerShape, loss: String) -> [AnswerField] {
        (1...T).reversed().map {
            AnswerField("delta_\($0)", shape, .exact, .gradient("a^\($0)", "a^{\($0)}", of: loss))
        }
    }

    /// (k, t) in the order of the solution.
    private func triangle(_ T: Int) -> [(Int, Int)] {
        (1...T).flatMap { k in (1...k).reversed().map { (k, $0) } }
    }

    /// The slips that change something in a network of these sizes.
    func slips<S: Scalar>(_ network: LinearModel<S>) -> [Slip] {
        var possible = possibleSlips
        if network.inputWidth != network.hidden { possible.removeAll { $0 == .m21 } }
        if network.outputWidth != network.hidden { possible.removeAll { $0 == .m23 || $0 == .m25 } }
        return possible
    }

    private static let slipsOfBackward = Slip.allCases.filter { $0 <= .m26 }

    /// The slips that can be made in some network.
    var possibleSlips: [Slip] {
        switch self {
        case .forward: return [.m05, .m06, .m07, .m22, .m26]
        case .backward: return Self.slipsOfBackward
        case .last:
            return [.m01, .m03, .m04, .m05, .m06, .m07, .m08, .m16, .m17, .m18, .m21, .m22, .m23, .m25, .m26]
        case .triangle:
            return [.m03, .m05, .m06, .m07, .m08, .m16, .m17, .m18, .m21, .m22, .m23, .m25, .m26]
        case .truncated(let truncation):
            let other: Slip = if case .chunks = truncation { .t02 } else { .t01 }
            return [
                .m01, .m03, .m05, .m06, .m07, .m09, .m12, .m13, .m14, .m19, .m20, .m21, .m22, .m23, .m24, .m25, .m26,
                other, .t03,
            ]
        }
    }

    /// The lines of the trace that are asked for, in the order of the fields.
    func asked(steps T: Int) -> [LineName] {
        func deltas(_ prefix: String = "", from last: Int) -> [LineName] {
            (1...last).reversed().map { .gradient(prefix + "stack.0.h", $0) }
        }
        switch self {
        case .forward:
            return (1...T).flatMap { t -> [LineName] in
                [.value("stack.0.h", t), .value("readout.y", t), .gradient("readout.y", t)]
            } + [.value("loss")]
        case .backward:
            return deltas(from: T) + ["stack.0.h0", "stack.0.U", "stack.0.W", "readout.W_y"].map { .gradient($0) }
        case .last: return deltas(from: T)
        case .triangle: return (1...T).flatMap { deltas("L\($0):", from: $0) }
        case .truncated: return deltas(from: T) + [.gradient("stack.0.U")]
        }
    }

    /// What the task and slips change in the lines of the whole backward pass.
    func edits(_ slips: SlipSet, steps: Int) -> [Edit] {
        let edits = slips.slips.flatMap(\.edits)
        switch self {
        case .forward, .backward, .triangle: return edits
        // ∂L_T/∂a^t read as ∂L_t/∂a^t takes every step's own loss.
        case .last: return slips.contains(.m01) ? edits : [.onlyLoss(steps)] + edits
        case .truncated(let truncation):
            if slips.contains(.t03) { return edits }
            switch truncation {
            case .window(let k) where slips.contains(.t01): return [.truncate(.chunks(k))] + edits
            case .chunks(let k) where slips.contains(.t02): return [.truncate(.window(k))] + edits
            default: return [.truncate(truncation)] + edits
            }
        }
    }

    /// The task in a word: no two have the same.
    private var word: String {
        switch self {
        case .forward: "forward"
        case .backward: "backward"
        case .last: "last"
        case .triangle: "triangle"
        case .truncated(.window(let k)): "window \(k)"
        case .truncated(.chunks(let k)): "chunks \(k)"
        }
    }

    /// The lines of a network of these sizes, where these steps have a target.
    func plan<S: Scalar>(_ network: LinearModel<S>) -> WorkedPlan {
        let T = network.steps
        let losses = network.targets.map { "\($0?.count ?? 0)" }.joined(separator: " ")
        let key = "\(word) \(network.hidden) \(network.inputWidth) \(network.outputWidth) \(losses)"
        return WorkedPlan.shared(key) {
            let unfolded = Network(network.architecture, lengths: Lengths(inputs: T, outputs: T))
            let data = SequenceData<Double>(
                inputs: [Double](repeating: 0, count: T * network.inputWidth), inputWidth: network.inputWidth,
                targets: TargetSequence(
                    network.targets.map { $0.map { .vector([Double](repeating: 0, count: $0.count)) } }))
            var program = WorkedProgram(
                Trace(unfolded, parameters: [Double](repeating: 0, count: unfolded.parameterCount), data: data))
            if self == .triangle { program.addCopiesByLoss() }
            return WorkedPlan(program, asked: asked(steps: T)) { edits($0, steps: T) }
        }
    }
}

extension WrittenForm {
    /// ∂L/∂v
    static func gradient(_ text: String, _ latex: String, of loss: String = "L") -> WrittenForm {
        WrittenForm("∂\(loss)/∂\(text)", "\\partial \(loss)/\\partial \(latex)")
    }
}
