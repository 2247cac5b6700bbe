import ExactMath
import Formula
import Testing

@testable import Recurrence

/// One matrix, transposed, that meets x and h side by side: what the package's own networks never have.
@Suite struct OwnTermsTests {
    private static func trace<S: Scalar>(as type: S.Type = S.self) -> Trace<S> {
        let network = Network(
            Architecture(stack: [Layer(cell: RowsCell(CellOptions()), hidden: 3)], loss: .mse, inputWidth: 2),
            lengths: Lengths(inputs: 2, outputs: 2))
        func numbers(_ count: Int) -> [S] { (0..<count).map { S(Rational($0 * 7 % 11 - 5) / 6) } }
        return Trace(
            network, parameters: numbers(network.parameterCount),
            data: SequenceData(
                inputs: numbers(4), inputWidth: 2, targets: TargetSequence(vectors: numbers(6), width: 3)))
    }

    @Test func gradientsAreCertified() {
        let certificate = Self.trace(as: Double.self).certificate()
        #expect(certificate.passed && certificate.differences?.passed == true)
        let exact = Self.trace(as: Rational.self).certificate()
        #expect(exact.passed && exact.forwardMode.worst == 0)
    }

    @Test func formulasAreTheNumbers() throws {
        try DerivationCheck(Self.trace(as: PrimeField.self), "rows") { $0 == $1 }.all()
        for style in [WritingStyle.unicode, .ascii, .latex] {
            try WrittenMathCheck(Self.trace(as: Rational.self), .unfold, style, "rows") { $0.description }.all()
        }
    }

    @Test func areWrittenAsOneProduct() throws {
        let trace = Self.trace(as: Rational.self)
        let network = trace.network
        let derivation = Derivation(trace)
        let writer = MathWriter(derivation, .unfold, .unicode) { $0.description }
        func node(_ part: String, _ name: String) throws -> NodeID { try #require(network.node(part, name)) }
        let lines = [
            derivation.value(of: try node("stack.0", "a"), at: 2),
            derivation.gradient(of: try node("input", "x"), at: 2),
            derivation.gradient(of: try node("stack.0", "h"), at: 1), derivation.gradient(of: network.parameterID(0)),
        ]
        let texts = lines.compactMap { $0.map { writer.symbols(of: $0) } }.map {
            "\($0.left) = \($0.right)".replacing("\u{A0}", with: " ")
        }
        #expect(
            texts == [
                "a₂ = Mᵀ [x₂; h₁]", "∂L/∂x₂ = M[1:2]·∂a₂", "∂L/∂h₁ = h₁ − target₁ + M[3:5]·∂a₂",
                "∂L/∂M = [x₂; h₁] (∂a₂)ᵀ + [x₁; h₀] (∂a₁)ᵀ",
            ])
    }
}

/// a = Mᵀ [x_t; h_{t−1}] ; h = a
private struct RowsCell: Cell {
    static let name = "rows"
    static let options: [CellOption] = []
    static let states = ["h"]

    init(_ options: CellOptions) {}

    func write(_ step: inout StepWriter) {
        let (x, h) = (step.input, step.previous("h"))
        let m = step.builder.parameter(
            "stack.0.M", .inner, rows: x.width + h.width, columns: step.hidden, isVector: false, shape: nil)
        let sum = Sum([
            TransposedProduct(m, step.operand(x)), TransposedProduct(m, row: x.width, step.operand(h)),
        ])
        let a = step.write("a", width: step.hidden, sum, .preactivation)
        _ = step.apply(.identity, to: a, as: "h")
    }
}
