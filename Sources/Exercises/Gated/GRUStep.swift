import ExactMath
import Wording

/// One step of a GRU, forward and backward, by hand:
///
///     z = σ(W_z x + U_z h + b_z)      r = σ(W_r x + U_r h + b_r)
///     h̃ = tanh(W_h x + U_h (r ⊙ h) + b_h), or tanh(W_h x + b_h + r ⊙ (U_h h + c_h)) with `reset: after`
///     h′ = (1 − z) ⊙ h + z ⊙ h̃
package struct GRUStep: Sendable {
    var update: GateWeights
    var reset: GateWeights
    var candidate: GateWeights
    /// c_h of `reset: after`; nil for `reset: before`.
    var innerBias: [Double]?
    var x: [Double]
    /// h_0
    var h: [Double]

    package init(
        update: GateWeights, reset: GateWeights, candidate: GateWeights, innerBias: [Double]? = nil, x: [Double],
        h: [Double]
    ) {
        self.update = update
        self.reset = reset
        self.candidate = candidate
        self.innerBias = innerBias
        self.x = x
        self.h = h
    }

    package struct Forward {
        package var z: [Double], r: [Double], candidate: [Double], h: [Double]
    }

    package func forward(_ slips: SlipSet = [], put: ([Double]) -> [Double] = { $0 }) -> Forward {
        let z = put(sigmoid(update.preactivation(x, h, slips)))
        let r = put(sigmoid(reset.preactivation(x, h, slips)))
        let after = slips.contains(.g14) ? innerBias == nil : innerBias != nil
        let none = [Double](repeating: 0, count: h.count)
        let inner = slips.contains(.g15) ? none : innerBias ?? none
        let recurrent =
            after
            ? product(r, sum(candidate.recurrent.times(h), inner)) : candidate.recurrent.times(product(r, h))
        let fed = sum(candidate.input.times(x), slips.contains(.g15) ? none : candidate.bias)
        let a = sum(fed, recurrent)
        let new = put(slips.contains(.g13) ? sigmoid(a) : squash(a))
        let (keep, write) = slips.contains(.g06) ? (z, complement(z)) : (complement(z), z)
        return Forward(z: z, r: r, candidate: new, h: put(sum(product(keep, h), product(write, new))))
    }

    struct Backward {
        var z: [Double], candidate: [Double], r: [Double], h: [Double]
    }

    /// From ∂L/∂h_1 to the pre-activations and to h_0.
    func backward(_ forward: Forward, dh: [Double], _ slips: SlipSet = [], put: ([Double]) -> [Double] = { $0 })
        -> Backward
    {
        let difference = zip(forward.candidate, h).map { $0 - $1 }
        let swapped = slips.contains(.g06)
        let z = put(product(product(dh, swapped ? difference.map { -$0 } : difference), gateSlope(forward.z)))
        let write = swapped ? complement(forward.z) : forward.z
        let keep = swapped ? forward.z : complement(forward.z)
        let new = put(
            product(product(dh, write), slips.contains(.g07) ? dh.map { _ in 1 } : squashSlope(forward.candidate)))
        func back(_ gate: GateWeights, _ gradient: [Double]) -> [Double] {
            (slips.contains(.m03) ? gate.recurrent : gate.recurrent.transposed).times(gradient)
        }
        let r: [Double]
        let throughCandidate: [Double]
        if let innerBias {
            r = put(product(product(new, sum(candidate.recurrent.times(h), innerBias)), gateSlope(forward.r)))
            throughCandidate = back(candidate, product(new, forward.r))
        } else {
            let inside = back(candidate, new)
            r = put(product(product(inside, h), gateSlope(forward.r)))
            throughCandidate = product(inside, forward.r)
        }
        var before = slips.contains(.g02) ? throughCandidate : sum(product(dh, keep), throughCandidate)
        before = sum(before, back(update, z))
        if !slips.contains(.g05) { before = sum(before, back(reset, r)) }
        return Backward(z: z, candidate: new, r: r, h: put(before))
    }

    var gates: [GateWeights] { [update, reset, candidate] }

    static func drawn(level: Int, using generator: inout SeededGenerator) -> GRUStep {
        let (hidden, width, after) = [(1, 1, false), (2, 2, false), (2, 2, true), (3, 2, false)][level - 1]
        func gate(_ name: String) -> GateWeights { .drawn(name, hidden: hidden, input: width, using: &generator) }
        return GRUStep(
            update: gate("z"), reset: gate("r"), candidate: gate("h"),
            innerBias: after ? Decimals.vector(hidden, 8, &generator) : nil, x: Decimals.vector(width, 12, &generator),
            h: Decimals.vector(hidden, 9, &generator))
    }

    var statement: [Statement] {
        func gate(_ name: String) -> Statement {
            .formula(
                WrittenForm(
                    "\(name)_1 = σ(W_\(name) x_1 + U_\(name) h_0 + b_\(name))",
                    "\(name)_1 = \\sigma(W_{\(name)} x_1 + U_{\(name)} h_0 + b_{\(name)})"))
        }
        return [
            .text("One step of a GRU, the reset gate \(innerBias == nil ? "before" : "after") the matrix:"), gate("z"),
            gate("r"),
            .formula(
                innerBias == nil
                    ? WrittenForm(
                        "h~_1 = tanh(W_h x_1 + U_h (r_1 ⊙ h_0) + b_h)",
                        "\\tilde{h}_1 = \\tanh(W_{h} x_1 + U_{h} (r_1 \\odot h_0) + b_{h})")
                    : WrittenForm(
                        "h~_1 = tanh(W_h x_1 + b_h + r_1 ⊙ (U_h h_0 + c_h))",
                        "\\tilde{h}_1 = \\tanh(W_{h} x_1 + b_{h} + r_1 \\odot (U_{h} h_0 + c_{h}))")),
            .formula(
                WrittenForm(
                    "h_1 = (1 − z_1) ⊙ h_0 + z_1 ⊙ h~_1", "h_1 = (1 - z_1) \\odot h_0 + z_1 \\odot \\tilde{h}_1")),
        ] + gates.flatMap(\.statements) + (innerBias.map { [.given(WrittenForm("c_h", "c_{h}"), $0.notation)] } ?? [])
            + [
                .given(WrittenForm("x_1", "x_1"), x.notation), .given(WrittenForm("h_0", "h_0"), h.notation),
            ]
    }

    func scene(title: String) -> JSON {
        stepScene(
            title: title,
            layer: [
                JSON.Member("cell", .string("gru")), JSON.Member("hidden", .integer(h.count)),
                JSON.Member("reset", .string(innerBias == nil ? "before" : "after")),
            ], gates: gates,
            extra: (innerBias.map { [JSON.Member("stack.0.c_h", $0.json)] } ?? []) + [
                JSON.Member("stack.0.h0", h.json)
            ],
            input: x)
    }

    func solution(_ forward: Forward) -> [String] {
        func gate(_ gate: GateWeights, _ value: [Double]) -> String {
            "\(gate.name)_1 = σ(\(gate.input.times(x).text()) + \(gate.recurrent.times(h).text()) + \(gate.bias.text())) = \(value.text())"
        }
        let inside: String
        if let innerBias {
            inside = "\(forward.r.text()) ⊙ \(sum(candidate.recurrent.times(h), innerBias).text())"
        } else {
            inside = candidate.recurrent.times(product(forward.r, h)).text()
        }
        return [
            gate(update, forward.z), gate(reset, forward.r),
            "h~_1 = tanh(\(candidate.input.times(x).text()) + \(candidate.bias.text()) + \(inside)) = \(forward.candidate.text())",
            "h_1 = (1 − z_1) ⊙ h_0 + z_1 ⊙ h~_1 = \(product(complement(forward.z), h).text()) + \(product(forward.z, forward.candidate).text()) = \(forward.h.text())",
        ]
    }
}
