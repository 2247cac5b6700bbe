import ExactMath
import Formula

/// a ⊙ b
public struct HadamardProduct: Term {
    /// The factor that formulas write first.
    public let a: Operand
    /// The factor that formulas write second.
    public let b: Operand

    /// The product of two vectors of one width, entry by entry.
    public init(_ a: Operand, _ b: Operand) {
        self.a = a
        self.b = b
    }

    public var operands: [Operand] { [a, b] }

    public func lower(_ lowering: inout Lowering) { lowering.append(.product, reading: a, b) }

    public func formula(_ step: EquationStep) -> ValueFormula { .whole(.hadamard(step.value(a), step.value(b))) }

    /// upper ⊙ the other factor
    public func pullback(_ upper: Expression, to operand: Int, row: Int, _ step: EquationStep) -> ValueFormula {
        .whole(.hadamard(upper, step.value(operand == 0 ? b : a)))
    }
}

/// y (+)= a ⊙ b
extension HadamardProduct: InstructionKind {
    static func forward<S: Scalar>(_ i: Instruction, _ memory: ForwardMemory<S>, at t: Int) {
        S.addProduct(
            memory.row(i.a, at: t), memory.row(i.b, at: t), into: memory.row(i.y, at: t), count: i.y.width,
            accumulate: i.accumulates)
    }

    /// db (+)= dy ⊙ a, da (+)= dy ⊙ b
    static func backward<S: Scalar>(_ i: Instruction, _ memory: BackwardMemory<S>, at t: Int) {
        S.productDerivatives(
            memory.upper(i.y, at: t), memory.row(i.a, at: t), memory.row(i.b, at: t),
            into: memory.sink(i.a, at: t, assigned: i.assigns.a), memory.sink(i.b, at: t, assigned: i.assigns.b),
            count: i.y.width)
    }

    static func sinks(of i: Instruction) -> [GradientSink] { [GradientSink(.b, i.b), GradientSink(.a, i.a)] }
}
