import ExactMath
import Formula

/// A vector of parameters as a term: a bias, a learned or given state.
public struct AddedParameter: Term {
    /// The vector that is added, as wide as the output.
    public let parameter: ParameterID

    /// A term that reads a vector of parameters and no node.
    public init(_ parameter: ParameterID) { self.parameter = parameter }

    public var operands: [Operand] { [] }
    public var parameters: [ParameterID] { [parameter] }

    public func lower(_ lowering: inout Lowering) {
        var instruction = lowering.instruction(.addParameter)
        instruction.a = lowering.view(parameter)
        lowering.append(instruction, reading: [])
    }

    public func formula(_ step: EquationStep) -> ValueFormula { .whole(step.names.name(parameter)) }

    public func pullback(_ upper: Expression, to operand: Int, row: Int, _ step: EquationStep) -> ValueFormula {
        preconditionFailure("a parameter alone reads no node")
    }

    public func gradientTerm(_ upper: Expression, of parameter: ParameterID, _ step: EquationStep) -> Expression {
        upper
    }
}

/// y (+)= a, where a is a parameter
extension AddedParameter: InstructionKind {
    static var readsParameters: Bool { true }

    static func forward<S: Scalar>(_ i: Instruction, _ memory: ForwardMemory<S>, at t: Int) {
        let (a, y) = (memory.parameter(i.a), memory.row(i.y, at: t))
        if i.accumulates { S.add(a, into: y, count: i.y.width) } else { S.copy(a, into: y, count: i.y.width) }
    }

    static func backward<S: Scalar>(_ i: Instruction, _ memory: BackwardMemory<S>, at t: Int) {}

    static func backward<S: Scalar>(_ i: Instruction, _ memory: BackwardMemory<S>, through range: ClosedRange<Int>) {}

    /// da (+)= Σ_t dy_t
    static func parameterGradients<S: Scalar>(
        _ i: Instruction, _ memory: BackwardMemory<S>, through range: ClosedRange<Int>
    ) {
        // Σ_t 1 · dy_t: the matrix kernel adds rows four at a time.
        withUnsafePointer(to: S.one) { one in
            S.addOuterProducts(
                Rows(base: one, stride: 0, count: range.count), memory.uppers(i.y, range),
                into: MutableMatrixView(
                    base: memory.g + i.a.origin, rows: 1, columns: i.y.width, stride: i.y.width),
                accumulate: !i.assigns.parameter)
        }
    }

    static func sinks(of i: Instruction) -> [GradientSink] { [] }

    static func parameterRange(of i: Instruction) -> Range<Int> { i.a.origin..<i.a.origin + i.y.width }
    static func assignsParameters(_ i: Instruction) -> Bool { true }

    static func join(_ first: Instruction, _ second: Instruction) -> Instruction? {
        first.joined(with: second, at: [\.y, \.a])
    }
}
