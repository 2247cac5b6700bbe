import ExactMath
import Formula

/// M[:, columns from `column`] · v
public struct MatrixProduct: Term {
    /// The matrix M, all columns of it.
    public let matrix: ParameterID
    /// The first of the columns that v meets; v may be one of several vectors side by side.
    public let column: Int
    /// The vector v, which meets as many columns as it has entries.
    public let vector: Operand

    /// By default v meets the columns from the first on.
    public init(_ matrix: ParameterID, column: Int = 0, _ vector: Operand) {
        self.matrix = matrix
        self.column = column
        self.vector = vector
    }

    public var operands: [Operand] { [vector] }
    public var parameters: [ParameterID] { [matrix] }
    public var bundling: Bundling { .affine }

    public func lower(_ lowering: inout Lowering) {
        var instruction = lowering.instruction(.matrix)
        instruction.a = lowering.view(vector)
        instruction.m = lowering.place(matrix)
        instruction.m.origin += column
        instruction.m.columns = instruction.a.width
        lowering.append(instruction, reading: [vector])
    }

    public func formula(_ step: EquationStep) -> ValueFormula {
        let columns = step.names.columns(of: matrix, from: column, count: step.width(vector))
        return .whole(.product(columns, step.value(vector)))
    }

    /// Mᵀ upper
    public func pullback(_ upper: Expression, to operand: Int, row: Int, _ step: EquationStep) -> ValueFormula {
        let columns = step.names.columns(of: matrix, from: column, count: step.width(vector))
        return .whole(.product(columns.transposed, upper))
    }

    /// upper vᵀ
    public func gradientTerm(_ upper: Expression, of parameter: ParameterID, _ step: EquationStep) -> Expression {
        gradientTerm(upper, of: parameter, continuedBy: [], step)
    }

    public func continues(_ term: any Term) -> Bool { column > 0 && (term as? MatrixProduct)?.matrix == matrix }

    /// M [v; w; …]
    public func formula(continuedBy rest: [any Term], _ step: EquationStep) -> Expression {
        .product(step.names.name(matrix), vector(continuedBy: rest, step))
    }

    /// upper [v; w; …]ᵀ
    public func gradientTerm(
        _ upper: Expression, of parameter: ParameterID, continuedBy rest: [any Term], _ step: EquationStep
    ) -> Expression {
        .product(upper, vector(continuedBy: rest, step).transposed)
    }
}

/// y (+)= M a
extension MatrixProduct: InstructionKind {
    static var readsParameters: Bool { true }
    static var copiesMatrix: Bool { true }

    static func forward<S: Scalar>(_ i: Instruction, _ memory: ForwardMemory<S>, at t: Int) {
        let (a, y) = (memory.row(i.a, at: t), memory.row(i.y, at: t))
        if let transposed = memory.transposedCopy(of: i.m) {
            S.multiplyTransposed(transposed, a, into: y, accumulate: i.accumulates, backwards: !t.isMultiple(of: 2))
        } else {
            S.multiply(memory.matrix(i.m), a, into: y, accumulate: i.accumulates)
        }
    }

    static func forward<S: Scalar>(_ i: Instruction, _ memory: ForwardMemory<S>, through range: ClosedRange<Int>) {
        S.multiplyAll(
            memory.matrix(i.m), memory.rows(i.a, range), into: memory.mutableRows(i.y, range),
            accumulate: i.accumulates)
    }

    /// da (+)= Mᵀ dy
    static func backward<S: Scalar>(_ i: Instruction, _ memory: BackwardMemory<S>, at t: Int) {
        let (dy, da) = (memory.upper(i.y, at: t), memory.gradient(i.a, at: t))
        if let copy = memory.copy(of: i.m) {
            S.multiplyTransposed(copy, dy, into: da, accumulate: !i.assigns.a, backwards: !t.isMultiple(of: 2))
        } else {
            S.multiplyTransposed(memory.matrix(i.m), dy, into: da, accumulate: !i.assigns.a)
        }
    }

    static func backward<S: Scalar>(_ i: Instruction, _ memory: BackwardMemory<S>, through range: ClosedRange<Int>) {
        guard i.a.stride != 0 else {
            for t in range { backward(i, memory, at: t) }
            return
        }
        S.multiplyTransposedAll(
            memory.matrix(i.m), memory.uppers(i.y, range), into: memory.gradients(i.a, range),
            accumulate: !i.assigns.a)
    }

    /// dM (+)= Σ_t dy_t a_tᵀ
    static func parameterGradients<S: Scalar>(
        _ i: Instruction, _ memory: BackwardMemory<S>, through range: ClosedRange<Int>
    ) {
        S.addOuterProducts(
            memory.uppers(i.y, range), memory.rows(i.a, range), into: memory.gradientMatrix(i.m),
            accumulate: !i.assigns.parameter)
    }

    static func sinks(of i: Instruction) -> [GradientSink] { [GradientSink(.a, i.a)] }

    static func parameterRange(of i: Instruction) -> Range<Int> { i.m.range }
    static func assignsParameters(_ i: Instruction) -> Bool { i.m.columns == i.m.stride }

    /// Two matrices that follow each other and meet the same vector are one.
    static func join(_ first: Instruction, _ second: Instruction) -> Instruction? {
        guard let y = first.y.followed(by: second.y), first.a == second.a, first.m.columns == second.m.columns,
            first.m.stride == second.m.stride, second.m.origin == first.m.origin + first.m.rows * first.m.stride
        else { return nil }
        var joined = first
        joined.y = y
        joined.m.rows += second.m.rows
        return joined
    }
}
