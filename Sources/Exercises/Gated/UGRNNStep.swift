import ExactMath
import Wording

/// One step of an update gate RNN, forward and backward, by hand:
///
///     R = tanh(W_R x + U_R h + b_R)      G = σ(W_G x + U_G h + b_G)      h′ = G ⊙ h + (1 − G) ⊙ R
package struct UGRNNStep: Sendable {
    var candidate: GateWeights
    var gate: GateWeights
    var x: [Double]
    /// h_0
    var h: [Double]

    package init(candidate: GateWeights, gate: GateWeights, x: [Double], h: [Double]) {
        self.candidate = candidate
        self.gate = gate
        self.x = x
        self.h = h
    }

    package struct Forward {
        package var candidate: [Double], gate: [Double], h: [Double]
    }

    package func forward(_ slips: SlipSet = [], put: ([Double]) -> [Double] = { $0 }) -> Forward {
        let a = candidate.preactivation(x, h, slips)
        let new = put(slips.contains(.g13) ? sigmoid(a) : squash(a))
        let g = put(sigmoid(gate.preactivation(x, h, slips)))
        let (keep, write) = slips.contains(.g06) ? (complement(g), g) : (g, complement(g))
        return Forward(candidate: new, gate: g, h: put(sum(product(keep, h), product(write, new))))
    }

    struct Backward {
        var candidate: [Double], gate: [Double], h: [Double]
    }

    /// From ∂L/∂h_1 to the pre-activations and to h_0.
    func backward(_ forward: Forward, dh: [Double], _ slips: SlipSet = [], put: ([Double]) -> [Double] = { $0 })
        -> Backward
    {
        let swapped = slips.contains(.g06)
        let (keep, write) =
            swapped ? (complement(forward.gate), forward.gate) : (forward.gate, complement(forward.gate))
        let slope = slips.contains(.g07) ? dh.map { _ in 1 } : squashSlope(forward.candidate)
        let new = put(product(product(dh, write), slope))
        let difference = zip(h, forward.candidate).map { swapped ? $1 - $0 : $0 - $1 }
        let g = put(product(product(dh, difference), gateSlope(forward.gate)))
        func back(_ weights: GateWeights, _ gradient: [Double]) -> [Double] {
            (slips.contains(.m03) ? weights.recurrent : weights.recurrent.transposed).times(gradient)
        }
        let through = sum(back(candidate, new), back(gate, g))
        return Backward(
            candidate: new, gate: g, h: put(slips.contains(.g02) ? through : sum(product(dh, keep), through)))
    }

    static func drawn(level: Int, using generator: inout SeededGenerator) -> UGRNNStep {
        let (hidden, width) = [(1, 1), (2, 2), (2, 3), (3, 2)][level - 1]
        func weights(_ name: String) -> GateWeights { .drawn(name, hidden: hidden, input: width, using: &generator) }
        return UGRNNStep(
            candidate: weights("R"), gate: weights("G"), x: Decimals.vector(width, 12, &generator),
            h: Decimals.vector(hidden, 9, &generator))
    }

    var statement: [Statement] {
        [
            .text("One step of an update gate RNN:"),
            .formula(WrittenForm("R_1 = tanh(W_R x_1 + U_R h_0 + b_R)", "R_1 = \\tanh(W_{R} x_1 + U_{R} h_0 + b_{R})")),
            .formula(WrittenForm("G_1 = σ(W_G x_1 + U_G h_0 + b_G)", "G_1 = \\sigma(W_{G} x_1 + U_{G} h_0 + b_{G})")),
            .formula(WrittenForm("h_1 = G_1 ⊙ h_0 + (1 − G_1) ⊙ R_1", "h_1 = G_1 \\odot h_0 + (1 - G_1) \\odot R_1")),
        ] + candidate.statements + gate.statements + [
            .given(WrittenForm("x_1", "x_1"), x.notation), .given(WrittenForm("h_0", "h_0"), h.notation),
        ]
    }

    func scene(title: String) -> JSON {
        stepScene(
            title: title,
            layer: [JSON.Member("cell", .string("ugrnn")), JSON.Member("hidden", .integer(h.count))],
            gates: [candidate, gate], extra: [JSON.Member("stack.0.h0", h.json)], input: x)
    }

    func solution(_ forward: Forward) -> [String] {
        func line(_ weights: GateWeights, _ function: String, _ value: [Double]) -> String {
            "\(weights.name)_1 = \(function)(\(weights.input.times(x).text()) + \(weights.recurrent.times(h).text()) + \(weights.bias.text())) = \(value.text())"
        }
        return [
            line(candidate, "tanh", forward.candidate), line(gate, "σ", forward.gate),
            "h_1 = G_1 ⊙ h_0 + (1 − G_1) ⊙ R_1 = \(product(forward.gate, h).text()) + \(product(complement(forward.gate), forward.candidate).text()) = \(forward.h.text())",
        ]
    }
}
