import ExactMath
import Formula

/// M[rows from `row`, :]ᵀ · v
public struct TransposedProduct: Term {
    /// The matrix M, all rows of it.
    public let matrix: ParameterID
    /// The first of the rows that v meets; v may be one of several vectors side by side.
    public let row: Int
    /// The vector v, which meets as many rows as it has entries.
    public let vector: Operand

    /// By default v meets the rows from the first on.
    public init(_ matrix: ParameterID, row: Int = 0, _ vector: Operand) {
        self.matrix = matrix
        self.row = row
        self.vector = vector
    }

    public var operands: [Operand] { [vector] }
    public var parameters: [ParameterID] { [matrix] }

    public func lower(_ lowering: inout Lowering) {
        var instruction = lowering.instruction(.transposed)
        instruction.a = lowering.view(vector)
        instruction.m = lowering.place(matrix)
        instruction.m.origin += row * instruction.m.stride
        instruction.m.rows = instruction.a.width
        lowering.append(instruction, reading: [vector])
    }

    public func formula(_ step: EquationStep) -> ValueFormula {
        let rows = step.names.rows(of: matrix, from: row, count: step.width(vector))
        return .whole(.product(rows.transposed, step.value(vector)))
    }

    /// M upper
    public func pullback(_ upper: Expression, to operand: Int, row: Int, _ step: EquationStep) -> ValueFormula {
        .whole(.product(step.names.rows(of: matrix, from: self.row, count: step.width(vector)), upper))
    }

    /// v upperᵀ
    public func gradientTerm(_ upper: Expression, of parameter: ParameterID, _ step: EquationStep) -> Expression {
        gradientTerm(upper, of: parameter, continuedBy: [], step)
    }

    public func continues(_ term: any Term) -> Bool { row > 0 && (term as? TransposedProduct)?.matrix == matrix }

    /// Mᵀ [v; w; …]
    public func formula(continuedBy rest: [any Term], _ step: EquationStep) -> Expression {
        .product(step.names.name(matrix).transposed, vector(continuedBy: rest, step))
    }

    /// [v; w; …] upperᵀ
    public func gradientTerm(
        _ upper: Expression, of parameter: ParameterID, continuedBy rest: [any Term], _ step: EquationStep
    ) -> Expression {
        .product(vector(continuedBy: rest, step), upper.transposed)
    }
}

/// y (+)= Mᵀ a
extension TransposedProduct: InstructionKind {
    static var readsParameters: Bool { true }
    static var copiesMatrix: Bool { true }

    static func forward<S: Scalar>(_ i: Instruction, _ memory: ForwardMemory<S>, at t: Int) {
        let (a, y) = (memory.row(i.a, at: t), memory.row(i.y, at: t))
        if let copy = memory.copy(of: i.m) {
            S.multiplyTransposed(copy, a, into: y, accumulate: i.accumulates, backwards: !t.isMultiple(of: 2))
        } else {
            S.multiplyTransposed(memory.matrix(i.m), a, into: y, accumulate: i.accumulates)
        }
    }

    /// da (+)= M dy
    static func backward<S: Scalar>(_ i: Instruction, _ memory: BackwardMemory<S>, at t: Int) {
        let (dy, da) = (memory.upper(i.y, at: t), memory.gradient(i.a, at: t))
        if let transposed = memory.transposedCopy(of: i.m) {
            S.multiplyTransposed(transposed, dy, into: da, accumulate: !i.assigns.a, backwards: !t.isMultiple(of: 2))
        } else {
            S.multiply(memory.matrix(i.m), dy, into: da, accumulate: !i.assigns.a)
        }
    }

    /// dM (+)= Σ_t a_t dy_tᵀ
    static func parameterGradients<S: Scalar>(
        _ i: Instruction, _ memory: BackwardMemory<S>, through range: ClosedRange<Int>
    ) {
        S.addOuterProducts(
            memory.rows(i.a, range), memory.uppers(i.y, range), into: memory.gradientMatrix(i.m),
            accumulate: !i.assigns.parameter)
    }

    static func sinks(of i: Instruction) -> [GradientSink] { [GradientSink(.a, i.a)] }

    static func parameterRange(of i: Instruction) -> Range<Int> { i.m.range }
    static func assignsParameters(_ i: Instruction) -> Bool { i.m.columns == i.m.stride }
}
