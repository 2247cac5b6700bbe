import ExactMath
import Formula
import Recurrence
import Testing

/// An operation and a cell that the package does not know: traced, differentiated, certified and written like its own.
@Suite struct OwnOperationTests {
    /// Two layers of the cell, one in both directions, under a readout, between cells of the package.
    private func architecture(
        _ cell: any Cell, shape: Shape = .manyToMany, loss: Loss = .mse, bidirectional: Bool = true
    ) -> Architecture {
        let own = Layer(cell: cell, hidden: 2, initialState: .learned, bidirectional: bidirectional)
        let top = Layer(cell: cell, hidden: 3)
        return Architecture(
            shape: shape, stack: [own, Layer(cell: GRU(CellOptions()), hidden: 2), top],
            readout: Readout(size: 2, activation: loss.logitActivation ?? .tanh), loss: loss, inputWidth: 2)
    }

    private func trace<S: Scalar>(_ architecture: Architecture, as type: S.Type = S.self) -> Trace<S> {
        let network = Network(architecture, lengths: Lengths(inputs: 4, outputs: 4))
        func numbers(_ count: Int) -> [S] { (0..<count).map { S(Rational($0 * 7 % 11 - 5) / 6) } }
        let targets = (1...4).map { t in t == 2 ? nil : Target<S>.vector([S(Rational(t) / 4), S(Rational(1, 3))]) }
        return Trace(
            network, parameters: numbers(network.parameterCount),
            data: SequenceData(inputs: numbers(8), inputWidth: 2, targets: TargetSequence(targets)))
    }

    @Test(arguments: [Loss.mse, .nll, .bce]) func gradientsAreCertified(_ loss: Loss) {
        let certificate = trace(architecture(SwishCell(CellOptions()), loss: loss), as: Double.self).certificate()
        #expect(certificate.passed && certificate.differences?.passed == true && certificate.triangle?.passed == true)
    }

    /// h = a · σ(βa) with a = 1, β = 2.
    @Test func theValueIsThatOfTheFormula() throws {
        let architecture = Architecture(
            shape: .oneToOne, stack: [Layer(cell: SwishCell(CellOptions()), hidden: 1)], inputWidth: 1)
        let network = Network(architecture, lengths: Lengths(inputs: 1, outputs: 1))
        var parameters = [Double](repeating: 0, count: network.parameterCount)
        parameters[try #require(network.parameter("stack.0.W")).offset] = 1
        parameters[try #require(network.parameter("stack.0.beta")).offset] = 2
        let trace = Trace(network, parameters: parameters, data: SequenceData(inputs: [1], inputWidth: 1))
        let h = try #require(network.node("stack.0", "h"))
        #expect(abs(trace.value(h, at: 1).reduce(0, +) - 0.8807970779778823) < 1e-15)
    }

    /// What is cut, split by loss or taken apart step by step goes through it as well.
    @Test func everythingElseWorks() {
        let trace = trace(architecture(SwishCell(CellOptions()), bidirectional: false), as: Double.self)
        // A run with other parameters leaves nothing in the arenas.
        let parameters = Array(trace.values[..<trace.network.parameterCount])
        var again = trace
        again.rerun(parameters: parameters.map { 0.5 - $0 })
        again.rerun(parameters: parameters)
        #expect(again.values == trace.values && again.gradients == trace.gradients)
        let long = trace.truncated(.window(9))
        #expect(zip(long.gradients, trace.gradients).allSatisfy { abs($0 - $1) < 1e-14 })
        for part in trace.network.parts.indices where !trace.network.parts[part].states.isEmpty {
            let state = trace.network.parts[part].states[0]
            for t in 1...4 {
                #expect(trace.jacobian(of: part, at: t).matrix.count == trace.network[state].width)
                let terms = trace.contributions(to: state, at: t)
                for unit in 0..<trace.network[state].width {
                    let total = Array(trace.gradient(state, at: t))[unit]
                    #expect(abs(terms.reduce(0) { $0 + $1.values[unit] } - total) < 1e-14)
                }
            }
        }
    }

    /// The formulas that it gives for its value and its gradients are those numbers, in every node around it as well.
    @Test(arguments: [Loss.mse, .nll, .bce]) func theFormulasAreTheNumbers(_ loss: Loss) throws {
        let trace = trace(architecture(SwishCell(CellOptions()), loss: loss), as: Double.self)
        try DerivationCheck(trace, "swish") { abs($0 - $1) <= 1e-12 * max(1, abs($0), abs($1)) }.all()
        let h = try #require(trace.network.node("stack.2", "h"))
        let value = try #require(Derivation(trace).value(of: h, at: 2))
        #expect(
            "\(value.left) = \(value.right.whole)"
                == "stack.2.h[2] = stack.2.a[2] .* sigmoid(stack.2.beta .* stack.2.a[2])")
    }

    /// A slope that is wrong by a term is found, whether an operand's or a parameter's.
    @Test func aWrongGradientIsCaught() {
        for cell in [SwishCell(wrongly: .operand), SwishCell(wrongly: .parameter)] {
            let certificate = trace(architecture(cell), as: Double.self).certificate()
            #expect(!certificate.passed)
        }
        #expect(trace(architecture(SwishCell(wrongly: nil)), as: Double.self).certificate().passed)
    }

    /// So it is in a network of so many parameters that each is checked as a whole.
    @Test func aWrongGradientIsCaughtInALargeNetwork() {
        func certificate(_ mistake: Swish.Part?) -> Certificate {
            let (width, hidden) = (4_000, 8)
            let network = Network(
                Architecture(
                    shape: .manyToMany, stack: [Layer(cell: SwishCell(wrongly: mistake), hidden: hidden)], loss: .mse,
                    inputWidth: width),
                lengths: Lengths(inputs: 2, outputs: 2))
            func numbers(_ count: Int) -> [Double] { (0..<count).map { Double($0 * 7 % 11 - 5) / 60 } }
            let targets = [Target<Double>.vector(numbers(hidden)), .vector(numbers(hidden))]
            return Trace(
                network, parameters: numbers(network.parameterCount),
                data: SequenceData(
                    inputs: numbers(2 * width), inputWidth: width, targets: TargetSequence(targets))
            ).certificate()
        }
        let right = certificate(nil)
        #expect(right.passed && right.differences?.passed == true)
        #expect(right.forwardMode.directions == 4 * 4)
        let operand = certificate(.operand)
        #expect(!operand.passed && operand.differences?.passed == false)
        let parameter = certificate(.parameter)
        #expect(!parameter.passed && parameter.forwardMode.parameter == "stack.0.beta")
    }
}

/// a ⊙ σ(β ⊙ a), β a vector of parameters
private struct Swish: RowOperation {
    enum Part { case operand, parameter }

    let a: Operand
    let beta: ParameterID
    var mistake: Part?

    var operands: [Operand] { [a] }
    var parameters: [ParameterID] { [beta] }
    var isRational: Bool { false }

    func value<S: Scalar>(_ operands: [[S]], _ parameters: [[S]]) -> [S] {
        zip(operands[0], parameters[0]).map { a, beta in a * (beta * a).logistic() }
    }

    func handedBack<S: Scalar>(_ upper: [S], value: [S], _ operands: [[S]], _ parameters: [[S]]) -> [[S]] {
        let slopes = zip(operands[0], parameters[0]).map { a, beta in
            let gate = (beta * a).logistic()
            return mistake == .operand ? gate : gate + beta * a * gate * (.one - gate)
        }
        return [zip(upper, slopes).map { $0 * $1 }]
    }

    func parameterGradients<S: Scalar>(_ upper: [S], value: [S], _ operands: [[S]], _ parameters: [[S]]) -> [[S]] {
        let slopes = zip(operands[0], parameters[0]).map { a, beta in
            let gate = (beta * a).logistic()
            return mistake == .parameter ? a * gate * (.one - gate) : a * a * gate * (.one - gate)
        }
        return [zip(upper, slopes).map { $0 * $1 }]
    }
}

extension Swish {
    func formula(_ step: EquationStep) -> ValueFormula { .whole(.hadamard(step.value(a), gate(step))) }

    /// upper ⊙ (s + β ⊙ a ⊙ s ⊙ (1 − s)) with s = σ(β ⊙ a)
    func pullback(_ upper: Expression, to operand: Int, row: Int, _ step: EquationStep) -> ValueFormula {
        let (beta, s) = (step.names.name(beta), gate(step))
        return .whole(.hadamard(upper, .sum([s, .hadamard([beta, step.value(a), s, .complement(s)])])))
    }

    func gradientTerm(_ upper: Expression, of parameter: ParameterID, _ step: EquationStep) -> Expression {
        .hadamard([upper, step.value(a), step.value(a), gate(step), .complement(gate(step))])
    }

    private func gate(_ step: EquationStep) -> Expression {
        .call(.sigmoid, .hadamard(step.names.name(beta), step.value(a)))
    }
}

/// a = W x_t + U h_{t−1} + b ; h = swish(a)
private struct SwishCell: Cell {
    static let name = "swish"
    static let options: [CellOption] = []
    static let states = ["h"]

    var mistake: Swish.Part?

    init(_ options: CellOptions) {}
    init(wrongly mistake: Swish.Part?) { self.mistake = mistake }

    func write(_ step: inout StepWriter) {
        let a = step.affine("a", [.input("W", step.input), .recurrent("U", step.previous("h"))], bias: "b")
        let beta = step.vector("beta", .inner, of: "h")
        _ = step.write("h", width: step.hidden, Swish(a: step.operand(a), beta: beta, mistake: mistake))
    }
}
