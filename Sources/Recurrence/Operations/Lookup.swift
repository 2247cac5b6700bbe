import ExactMath
import Formula

/// Row token_t of a matrix: the embedding.
public struct Lookup: Operation {
    /// The matrix E (V × I), one row a token.
    public let matrix: ParameterID

    /// Reads no node: the tokens belong to the sequence.
    public init(_ matrix: ParameterID) { self.matrix = matrix }

    public var operands: [Operand] { [] }
    public var parameters: [ParameterID] { [matrix] }

    public func lower(_ lowering: inout Lowering) {
        var instruction = lowering.instruction(.lookup)
        instruction.m = lowering.place(matrix)
        lowering.append(instruction, reading: [])
    }

    /// Mᵀ times the token's one-hot vector
    public func formula(_ step: EquationStep) -> ValueFormula {
        .whole(.product(step.names.name(matrix).transposed, step.names.token(at: step.t)))
    }

    public func pullback(_ upper: Expression, to operand: Int, row: Int, _ step: EquationStep) -> ValueFormula {
        preconditionFailure("a row of a matrix reads no node")
    }

    /// The one-hot vector times upperᵀ: upper in the token's row
    public func gradientTerm(_ upper: Expression, of parameter: ParameterID, _ step: EquationStep) -> Expression {
        .product(step.names.token(at: step.t), upper.transposed)
    }
}

/// y = row token_t of M
extension Lookup: InstructionKind {
    static var readsParameters: Bool { true }

    static func forward<S: Scalar>(_ i: Instruction, _ memory: ForwardMemory<S>, at t: Int) {
        S.copy(
            memory.v + i.m.address(ofRow: memory.tokens[t - 1]), into: memory.row(i.y, at: t), count: i.y.width)
    }

    static func backward<S: Scalar>(_ i: Instruction, _ memory: BackwardMemory<S>, at t: Int) {}

    /// Row token_t of dM += dy_t, for every t
    static func parameterGradients<S: Scalar>(
        _ i: Instruction, _ memory: BackwardMemory<S>, through range: ClosedRange<Int>
    ) {
        for t in range {
            S.add(
                memory.upper(i.y, at: t), into: memory.g + i.m.address(ofRow: memory.tokens[t - 1]),
                count: i.y.width)
        }
    }

    static func sinks(of i: Instruction) -> [GradientSink] { [] }

    static func parameterRange(of i: Instruction) -> Range<Int> { i.m.range }
}
