import ExactMath
import Formula

/// a ⊙ b + c ⊙ d
public struct ProductSum: Operation {
    /// The first factor of the first product: f of an LSTM.
    public let a: Operand
    /// The second factor of the first product: c_{t−1} of an LSTM.
    public let b: Operand
    /// The first factor of the second product: i of an LSTM.
    public let c: Operand
    /// The second factor of the second product: c_tilde of an LSTM.
    public let d: Operand

    /// The sum of two products of vectors, all four of one width.
    public init(_ a: Operand, _ b: Operand, _ c: Operand, _ d: Operand) {
        self.a = a
        self.b = b
        self.c = c
        self.d = d
    }

    public var operands: [Operand] { [a, b, c, d] }

    public func lower(_ lowering: inout Lowering) { lowering.append(.productSum, reading: a, b, c, d) }

    public func formula(_ step: EquationStep) -> ValueFormula {
        .whole(.sum([.hadamard(step.value(a), step.value(b)), .hadamard(step.value(c), step.value(d))]))
    }

    /// upper ⊙ the other factor of the operand's product
    public func pullback(_ upper: Expression, to operand: Int, row: Int, _ step: EquationStep) -> ValueFormula {
        .whole(.hadamard(upper, step.value([b, a, d, c][operand])))
    }
}

/// y = a ⊙ b + c ⊙ d
extension ProductSum: InstructionKind {
    static func forward<S: Scalar>(_ i: Instruction, _ memory: ForwardMemory<S>, at t: Int) {
        S.productSum(
            memory.row(i.a, at: t), memory.row(i.b, at: t), memory.row(i.c, at: t), memory.row(i.d, at: t),
            into: memory.row(i.y, at: t), count: i.y.width)
    }

    /// db (+)= dy ⊙ a, da (+)= dy ⊙ b, dd (+)= dy ⊙ c, dc (+)= dy ⊙ d
    static func backward<S: Scalar>(_ i: Instruction, _ memory: BackwardMemory<S>, at t: Int) {
        S.productSumDerivatives(
            memory.upper(i.y, at: t), memory.row(i.a, at: t), memory.row(i.b, at: t), memory.row(i.c, at: t),
            memory.row(i.d, at: t), into: memory.sink(i.a, at: t, assigned: i.assigns.a),
            memory.sink(i.b, at: t, assigned: i.assigns.b), memory.sink(i.c, at: t, assigned: i.assigns.c),
            memory.sink(i.d, at: t, assigned: i.assigns.d), count: i.y.width)
    }

    static func sinks(of i: Instruction) -> [GradientSink] {
        [GradientSink(.b, i.b), GradientSink(.a, i.a), GradientSink(.d, i.d), GradientSink(.c, i.c)]
    }
}
