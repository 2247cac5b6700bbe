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

    /// The slips that can be made in some network.
    var possibleSlips: [Slip] {
        switch self {
        case .forward: return [.m05, .m06, .m07, .m22, .m26]
        case .backward: return Slip.allCases.filter { $0 <= .m26 }
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

    /// The answers through place `last` as the slips make them; `adopt` gives back the value to go on with after answer i. `known` is the
    /// right forward pass, where somebody has it already: most slips leave it alone.
    func answers<S: Scalar>(
        _ network: LinearModel<S>, _ slips: SlipSet, known: LinearForward<S>? = nil, through last: Int = .max,
        adopt: (Int, [S]) -> [S]
    ) -> [Shaped<S>] {
        func forward() -> LinearForward<S> {
            guard let known, slips.isDisjoint(with: .ofForwardPass) else { return network.forward(slips) }
            return known
        }
        var answers: [Shaped<S>] = []
        func put(_ value: [S]) -> [S] {
            answers.append(Shaped(.vector(value.count), value))
            return adopt(answers.count - 1, value)
        }
        func put(_ matrix: @autoclosure () -> Matrix<S>) {
            if answers.count > last { return }
            let matrix = matrix()
            answers.append(Shaped(.matrix(matrix.rows, matrix.columns), matrix.elements))
        }
        switch self {
        case .forward:
            let forward = network.forward(slips) { put($1) }
            answers.append(Shaped(.scalar, [forward.loss]))
        case .backward, .last, .truncated:
            let pass = LinearPass(
                network, forward(), slips, truncation: truncation(slips), only: self == .last ? network.steps : nil)
            let deltas = pass.deltas { put($1) }
            if self == .last { break }
            if self == .backward { _ = put(pass.startGradient(deltas)) }
            put(pass.recurrentGradient(deltas))
            if self == .backward {
                put(pass.inputGradient(deltas))
                put(pass.outputGradient())
            }
        case .triangle:
            let forward = forward()
            for k in 1...network.steps {
                let upTo = network.prefix(k)
                let part = LinearForward(
                    states: Array(forward.states[0...k]), outputs: Array(forward.outputs[0..<k]),
                    errors: Array(forward.errors[0..<k]), loss: forward.loss)
                _ = LinearPass(upTo, part, slips, only: k).deltas { put($1) }
            }
        }
        return answers
    }

    private func truncation(_ slips: SlipSet) -> Truncation? {
        guard case .truncated(let truncation) = self else { return nil }
        if slips.contains(.t03) { return nil }
        switch truncation {
        case .window(let k) where slips.contains(.t01): return .chunks(k)
        case .chunks(let k) where slips.contains(.t02): return .window(k)
        default: return truncation
        }
    }
}

extension SlipSet {
    /// The slips that change a forward pass or its errors.
    static let ofForwardPass: SlipSet = [.m05, .m06, .m07, .m22, .m26]
}

extension LinearModel {
    /// The network with the first k steps of its sequence.
    func prefix(_ k: Int) -> LinearModel {
        var result = self
        result.inputs = Array(inputs.prefix(k))
        result.targets = Array(targets.prefix(k))
        return result
    }
}

extension WrittenForm {
    /// ∂L/∂v
    static func gradient(_ text: String, _ latex: String, of loss: String = "L") -> WrittenForm {
        WrittenForm("∂\(loss)/∂\(text)", "\\partial \(loss)/\\partial \(latex)")
    }
}

/// The computation of a linear network's exercise.
struct LinearWorking: Working {
    let network: LinearModel<Rational>
    let task: LinearTask
    /// Nil where a denominator is a multiple of the prime.
    private let modular: (network: LinearModel<PrimeField>, forward: LinearForward<PrimeField>)?

    init(network: LinearModel<Rational>, task: LinearTask) {
        self.network = network
        self.task = task
        modular = network.modular.map { ($0, $0.forward()) }
    }

    func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue] {
        task.answers(network, slips) { place, value in adopt(place, .exact(value))?.rationals ?? value }
            .map { .exact($0) }
    }

    func residues(
        _ slips: SlipSet, through last: Int, adopting adopt: (Int, [PrimeField]) -> [PrimeField]?
    ) -> [Shaped<PrimeField>]? {
        modular.map { modular in
            task.answers(modular.network, slips, known: modular.forward, through: last) { adopt($0, $1) ?? $1 }
        }
    }
}

extension LinearModel<Rational> {
    /// The network modulo 2^61 − 1; nil where a denominator has no inverse there.
    fileprivate var modular: LinearModel<PrimeField>? {
        let numbers = [recurrent.elements, input.elements, output.elements, start] + inputs + targets.compactMap { $0 }
        guard numbers.allSatisfy({ $0.allSatisfy { PrimeField(exactly: $0) != nil } }) else { return nil }
        return map { PrimeField($0) }
    }
}
