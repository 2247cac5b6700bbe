import ExactMath
import Formula

/// a ⊙ b + c ⊙ d
public struct ProductSum: Operation {
    public let a: Operand
    public let b: Operand
    public let c: Operand
    public let d: Operand

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
