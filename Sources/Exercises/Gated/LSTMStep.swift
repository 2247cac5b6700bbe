import ExactMath
import Recurrence
import Wording

/// One step of an LSTM, forward and backward, by hand:
///
///     f = σ(W_f x + U_f h + V_f c + b_f)      i = σ(W_i x + U_i h + V_i c + b_i)      c̃ = tanh(W_c x + U_c h + b_c)
///     c′ = f ⊙ c + i ⊙ c̃      o = σ(W_o x + U_o h + V_o c′ + b_o)      h′ = o ⊙ tanh(c′)
package struct LSTMStep: Sendable {
    var forget: GateWeights
    var input: GateWeights
    var candidate: GateWeights
    var output: GateWeights
    var x: [Double]
    /// h_0 and c_0
    var h: [Double]
    var c: [Double]

    package init(
        forget: GateWeights, input: GateWeights, candidate: GateWeights, output: GateWeights, x: [Double], h: [Double],
        c: [Double]
    ) {
        self.forget = forget
        self.input = input
        self.candidate = candidate
        self.output = output
        self.x = x
        self.h = h
        self.c = c
    }

    package struct Forward {
        package var f: [Double], i: [Double], candidate: [Double], c: [Double], o: [Double], h: [Double]
    }

    /// The step under slips; `put` sees each number as it is computed and gives back the one to go on with.
    package func forward(_ slips: SlipSet = [], put: ([Double]) -> [Double] = { $0 }) -> Forward {
        let f = put(sigmoid(sum(forget.preactivation(x, h, slips), forget.seen(c))))
        let i = put(sigmoid(sum(input.preactivation(x, h, slips), input.seen(c))))
        let a = candidate.preactivation(x, h, slips)
        let new = put(slips.contains(.g13) ? sigmoid(a) : squash(a))
        let (keep, write) = slips.contains(.g11) ? (i, f) : (f, i)
        let cell = put(sum(product(keep, c), product(write, new)))
        let o = put(sigmoid(sum(output.preactivation(x, h, slips), output.seen(slips.contains(.g10) ? c : cell))))
        let state = put(product(o, slips.contains(.g12) ? cell : squash(cell)))
        return Forward(f: f, i: i, candidate: new, c: cell, o: o, h: state)
    }

    struct Backward {
        var o: [Double], f: [Double], i: [Double], candidate: [Double], c: [Double], h: [Double]
    }

    /// From ∂L/∂h_1 and what comes back into c_1 from later to the pre-activations and to h_0 and c_0.
    func backward(
        _ forward: Forward, dh: [Double], dc: [Double], _ slips: SlipSet = [], put: ([Double]) -> [Double] = { $0 }
    ) -> Backward {
        let none = [Double](repeating: 0, count: h.count)
        let shown = squash(forward.c)
        let direct = slips.contains(.g02) ? none : dh
        let o = put(product(product(direct, shown), gateSlope(forward.o)))
        var cell = slips.contains(.g01) ? none : dc
        cell = sum(cell, slips.contains(.g04) ? direct : product(direct, product(forward.o, squashSlope(shown))))
        let seen = slips.contains(.g03) ? none : back(output.peephole, o)
        cell = sum(cell, seen)
        let (keep, write) = slips.contains(.g11) ? (forward.i, forward.f) : (forward.f, forward.i)
        let f = put(product(product(cell, c), gateSlope(forward.f)))
        let i = put(product(product(cell, forward.candidate), gateSlope(forward.i)))
        let new = put(product(product(cell, write), squashSlope(forward.candidate)))
        var before = product(cell, keep)
        if !slips.contains(.g03) { before = sum(before, sum(back(forget.peephole, f), back(input.peephole, i))) }
        let cellBefore = put(before)
        let gates = [(forget, f), (input, i), (candidate, new), (output, o)]
        let stateBefore = put(
            gates.reduce(none) { total, gate in
                sum(total, (slips.contains(.m03) ? gate.0.recurrent : gate.0.recurrent.transposed).times(gate.1))
            })
        return Backward(o: o, f: f, i: i, candidate: new, c: cellBefore, h: stateBefore)
    }

    private func back(_ peephole: Matrix<Double>?, _ gradient: [Double]) -> [Double] {
        peephole?.transposed.times(gradient) ?? [Double](repeating: 0, count: h.count)
    }

    var gates: [GateWeights] { [forget, input, candidate, output] }
    var hasPeepholes: Bool { forget.peephole != nil }

    static func drawn(level: Int, using generator: inout SeededGenerator) -> LSTMStep {
        let (hidden, width, peephole): (Int, Int, Peephole) =
            [(1, 1, .none), (2, 2, .none), (2, 2, .diagonal), (2, 3, .full)][level - 1]
        func gate(_ name: String, _ peephole: Peephole) -> GateWeights {
            .drawn(name, hidden: hidden, input: width, peephole: peephole, using: &generator)
        }
        return LSTMStep(
            forget: gate("f", peephole), input: gate("i", peephole), candidate: gate("c", .none),
            output: gate("o", peephole), x: Decimals.vector(width, 12, &generator),
            h: Decimals.vector(hidden, 9, &generator), c: Decimals.vector(hidden, 15, &generator))
    }

    var statement: [Statement] {
        let peephole = hasPeepholes
        func sees(_ name: String, _ t: String) -> String {
            guard peephole else { return "" }
            return forget.isDiagonal ? " + V_\(name) ⊙ c_\(t)" : " + V_\(name) c_\(t)"
        }
        func latexSees(_ name: String, _ t: String) -> String {
            guard peephole else { return "" }
            return forget.isDiagonal ? " + V_{\(name)} \\odot c_{\(t)}" : " + V_{\(name)} c_{\(t)}"
        }
        func gate(_ name: String, _ sees: String, _ latexSees: String) -> Statement {
            .formula(
                WrittenForm(
                    "\(name)_1 = σ(W_\(name) x_1 + U_\(name) h_0\(sees) + b_\(name))",
                    "\(name)_1 = \\sigma(W_{\(name)} x_1 + U_{\(name)} h_0\(latexSees) + b_{\(name)})"))
        }
        return [
            .text("One step of an LSTM" + (peephole ? " with peepholes:" : ":")),
            gate("f", sees("f", "0"), latexSees("f", "0")), gate("i", sees("i", "0"), latexSees("i", "0")),
            .formula(
                WrittenForm(
                    "c~_1 = tanh(W_c x_1 + U_c h_0 + b_c)", "\\tilde{c}_1 = \\tanh(W_{c} x_1 + U_{c} h_0 + b_{c})")
            ),
            .formula(
                WrittenForm("c_1 = f_1 ⊙ c_0 + i_1 ⊙ c~_1", "c_1 = f_1 \\odot c_0 + i_1 \\odot \\tilde{c}_1")),
            gate("o", sees("o", "1"), latexSees("o", "1")),
            .formula(WrittenForm("h_1 = o_1 ⊙ tanh(c_1)", "h_1 = o_1 \\odot \\tanh(c_1)")),
        ] + gates.flatMap(\.statements) + [
            .given(WrittenForm("x_1", "x_1"), x.notation), .given(WrittenForm("h_0", "h_0"), h.notation),
            .given(WrittenForm("c_0", "c_0"), c.notation),
        ]
    }

    func scene(title: String) -> JSON {
        let peephole = !hasPeepholes ? "none" : forget.isDiagonal ? "diagonal" : "full"
        return stepScene(
            title: title,
            layer: [
                JSON.Member("cell", .string("lstm")), JSON.Member("hidden", .integer(h.count)),
                JSON.Member("peephole", .string(peephole)),
            ], gates: gates, extra: [JSON.Member("stack.0.h0", h.json), JSON.Member("stack.0.c0", c.json)], input: x)
    }

    /// The forward lines of a worked solution.
    func solution(_ forward: Forward) -> [String] {
        func line(_ gate: GateWeights, _ symbol: String, _ function: String, _ sees: [Double]?, _ value: [Double])
            -> String
        {
            var terms = [gate.input.times(x).text(), gate.recurrent.times(h).text()]
            if let sees, gate.peephole != nil { terms.append(gate.seen(sees).text()) }
            terms.append(gate.bias.text())
            return "\(symbol) = \(function)(\(terms.joined(separator: " + "))) = \(value.text())"
        }
        return [
            line(forget, "f_1", "σ", c, forward.f), line(input, "i_1", "σ", c, forward.i),
            line(candidate, "c~_1", "tanh", nil, forward.candidate),
            "c_1 = f_1 ⊙ c_0 + i_1 ⊙ c~_1 = \(product(forward.f, c).text()) + \(product(forward.i, forward.candidate).text()) = \(forward.c.text())",
            line(output, "o_1", "σ", forward.c, forward.o),
            "h_1 = o_1 ⊙ tanh(c_1) = \(forward.o.text()) ⊙ \(squash(forward.c).text()) = \(forward.h.text())",
        ]
    }
}
