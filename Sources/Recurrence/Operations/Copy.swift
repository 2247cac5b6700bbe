import ExactMath
import Formula

/// v as a term, from one entry of the output on: sums of vectors, copies, vectors side by side.
public struct Copy: Term {
    /// The vector v.
    public let vector: Operand
    /// The output's entry that v's first is added to.
    public let at: Int
    /// Number of entries of v.
    public let width: Int

    /// By default v begins at the output's first entry.
    public init(_ vector: Operand, at: Int = 0, width: Int) {
        self.vector = vector
        self.at = at
        self.width = width
    }

    public var operands: [Operand] { [vector] }

    public func lower(_ lowering: inout Lowering) {
        var instruction = lowering.instruction(.copy)
        instruction.a = lowering.view(vector)
        instruction.y.origin += at
        instruction.y.width = width
        lowering.append(instruction, reading: [vector])
    }

    public func formula(_ step: EquationStep) -> ValueFormula { .whole(step.value(vector)) }

    public func continues(_ term: any Term) -> Bool {
        at > 0 && at == (term as? Copy).map { $0.at + $0.width }
    }

    /// [v; w; …]
    public func formula(continuedBy rest: [any Term], _ step: EquationStep) -> Expression {
        vector(continuedBy: rest, step)
    }

    /// The entries of upper at which v stands.
    public func pullback(_ upper: Expression, to operand: Int, row: Int, _ step: EquationStep) -> ValueFormula {
        .whole(upper.rows(from: at, count: width, of: step.width))
    }
}

/// y (+)= a
extension Copy: InstructionKind {
    static func forward<S: Scalar>(_ i: Instruction, _ memory: ForwardMemory<S>, at t: Int) {
        let (a, y) = (memory.row(i.a, at: t), memory.row(i.y, at: t))
        if i.accumulates { S.add(a, into: y, count: i.y.width) } else { S.copy(a, into: y, count: i.y.width) }
    }

    /// da (+)= dy
    static func backward<S: Scalar>(_ i: Instruction, _ memory: BackwardMemory<S>, at t: Int) {
        let (dy, da) = (memory.upper(i.y, at: t), memory.gradient(i.a, at: t))
        if i.assigns.a { S.copy(dy, into: da, count: i.y.width) } else { S.add(dy, into: da, count: i.y.width) }
    }

    static func sinks(of i: Instruction) -> [GradientSink] { [GradientSink(.a, i.a)] }
}
