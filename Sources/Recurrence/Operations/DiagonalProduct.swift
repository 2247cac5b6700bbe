import ExactMath
import Formula

/// m ⊙ v, where m is a vector of parameters: a diagonal matrix times v.
public struct DiagonalProduct: Term {
    /// The vector m, as wide as v.
    public let diagonal: ParameterID
    /// The vector v.
    public let vector: Operand

    /// The diagonal stands for the whole matrix, whose other entries are 0.
    public init(_ diagonal: ParameterID, _ vector: Operand) {
        self.diagonal = diagonal
        self.vector = vector
    }

    public var operands: [Operand] { [vector] }
    public var parameters: [ParameterID] { [diagonal] }

    public func lower(_ lowering: inout Lowering) {
        var instruction = lowering.instruction(.diagonal)
        instruction.a = lowering.view(diagonal)
        instruction.b = lowering.view(vector)
        lowering.append(instruction, reading: [vector])
    }

    public func formula(_ step: EquationStep) -> ValueFormula {
        .whole(.hadamard(step.names.name(diagonal), step.value(vector)))
    }

    /// m ⊙ upper
    public func pullback(_ upper: Expression, to operand: Int, row: Int, _ step: EquationStep) -> ValueFormula {
        .whole(.hadamard(step.names.name(diagonal), upper))
    }

    /// upper ⊙ v
    public func gradientTerm(_ upper: Expression, of parameter: ParameterID, _ step: EquationStep) -> Expression {
        .hadamard(upper, step.value(vector))
    }
}

/// y (+)= a ⊙ b, where a is a parameter
extension DiagonalProduct: InstructionKind {
    static var readsParameters: Bool { true }

    static func forward<S: Scalar>(_ i: Instruction, _ memory: ForwardMemory<S>, at t: Int) {
        S.addProduct(
            memory.parameter(i.a), memory.row(i.b, at: t), into: memory.row(i.y, at: t), count: i.y.width,
            accumulate: i.accumulates)
    }

    /// db (+)= a ⊙ dy
    static func backward<S: Scalar>(_ i: Instruction, _ memory: BackwardMemory<S>, at t: Int) {
        S.addProduct(
            memory.upper(i.y, at: t), memory.parameter(i.a), into: memory.gradient(i.b, at: t), count: i.y.width,
            accumulate: !i.assigns.b)
    }

    /// da += Σ_t dy_t ⊙ b_t
    static func parameterGradients<S: Scalar>(
        _ i: Instruction, _ memory: BackwardMemory<S>, through range: ClosedRange<Int>
    ) {
        for t in range {
            S.addProduct(
                memory.upper(i.y, at: t), memory.row(i.b, at: t), into: memory.g + i.a.origin, count: i.y.width,
                accumulate: true)
        }
    }

    static func sinks(of i: Instruction) -> [GradientSink] { [GradientSink(.b, i.b)] }

    static func parameterRange(of i: Instruction) -> Range<Int> { i.a.origin..<i.a.origin + i.y.width }
}
