import ExactMath
import Formula

/// gate ⊙ a + (1 − gate) ⊙ b
public struct Blend: Operation {
    /// The share of a, entry by entry: 1 leaves a alone, 0 leaves b.
    public let gate: Operand
    /// What there is where the gate is 1.
    public let a: Operand
    /// What there is where the gate is 0.
    public let b: Operand

    /// Gate, a and b have one width.
    public init(gate: Operand, _ a: Operand, _ b: Operand) {
        self.gate = gate
        self.a = a
        self.b = b
    }

    public var operands: [Operand] { [gate, a, b] }

    public func lower(_ lowering: inout Lowering) { lowering.append(.blend, reading: gate, a, b) }

    /// The old state comes first, as every lecture writes it.
    public func formula(_ step: EquationStep) -> ValueFormula {
        let first = Expression.hadamard(step.value(gate), step.value(a))
        let second = Expression.hadamard(.complement(step.value(gate)), step.value(b))
        if case .shifted = b.step { return .whole(.sum([second, first])) }
        return .whole(.sum([first, second]))
    }

    /// upper ⊙ (a − b) to the gate, upper ⊙ gate to a, upper ⊙ (1 − gate) to b
    public func pullback(_ upper: Expression, to operand: Int, row: Int, _ step: EquationStep) -> ValueFormula {
        switch operand {
        case 0: .whole(.hadamard(upper, .difference(step.value(a), step.value(b))))
        case 1: .whole(.hadamard(upper, step.value(gate)))
        default: .whole(.hadamard(upper, .complement(step.value(gate))))
        }
    }
}

/// y = a ⊙ b + (1 − a) ⊙ c
extension Blend: InstructionKind {
    static func forward<S: Scalar>(_ i: Instruction, _ memory: ForwardMemory<S>, at t: Int) {
        S.blend(
            gate: memory.row(i.a, at: t), memory.row(i.b, at: t), memory.row(i.c, at: t), into: memory.row(i.y, at: t),
            count: i.y.width)
    }

    /// da (+)= (b − c) ⊙ dy, db (+)= a ⊙ dy, dc (+)= (1 − a) ⊙ dy
    static func backward<S: Scalar>(_ i: Instruction, _ memory: BackwardMemory<S>, at t: Int) {
        S.blendDerivatives(
            memory.upper(i.y, at: t), gate: memory.row(i.a, at: t), memory.row(i.b, at: t), memory.row(i.c, at: t),
            into: memory.sink(i.a, at: t, assigned: i.assigns.a), memory.sink(i.b, at: t, assigned: i.assigns.b),
            memory.sink(i.c, at: t, assigned: i.assigns.c), count: i.y.width)
    }

    static func sinks(of i: Instruction) -> [GradientSink] {
        [GradientSink(.a, i.a), GradientSink(.b, i.b), GradientSink(.c, i.c)]
    }
}
