import ExactMath
import Formula

/// e^a / Σ e^a
public struct Softmax: Operation {
    /// The vector a: a readout's a_y, or the scores e of an attention.
    public let argument: Operand

    /// Entries between 0 and 1 that sum to 1.
    public init(_ argument: Operand) { self.argument = argument }

    public var operands: [Operand] { [argument] }
    public var bounds: ClosedRange<Double>? { 0...1 }
    public var isRational: Bool { false }

    public func lower(_ lowering: inout Lowering) { lowering.append(.softmax, reading: argument) }

    public func formula(_ step: EquationStep) -> ValueFormula { .whole(.call(.softmax, step.value(argument))) }

    /// upper ⊙ y − y (yᵀ upper)
    public func pullback(_ upper: Expression, to operand: Int, row: Int, _ step: EquationStep) -> ValueFormula {
        let y = step.result
        return .whole(.difference(.hadamard(upper, y), .product(y, .product(y.transposed, upper))))
    }
}

/// y = softmax(a)
extension Softmax: InstructionKind {
    static func forward<S: Scalar>(_ i: Instruction, _ memory: ForwardMemory<S>, at t: Int) {
        S.softmax(memory.row(i.a, at: t), into: memory.row(i.y, at: t), count: i.y.width)
    }

    /// da (+)= y ⊙ (dy − y · dy)
    static func backward<S: Scalar>(_ i: Instruction, _ memory: BackwardMemory<S>, at t: Int) {
        S.addSoftmaxDerivative(
            at: memory.row(i.y, at: t), times: memory.upper(i.y, at: t), into: memory.gradient(i.a, at: t),
            count: i.y.width, accumulate: !i.assigns.a)
    }

    static func sinks(of i: Instruction) -> [GradientSink] { [GradientSink(.a, i.a)] }
}
