import ExactMath
import Formula

/// Σ_j weight_j memory_j over every step j of the memory, which lies in one or two nodes side by side.
public struct AttentionMix: Operation {
    /// One weight a step of the memory, in one vector: alpha.
    public let weights: Operand
    /// The nodes whose rows are mixed, each read at all steps; two for an encoder of two directions.
    public let memory: [Operand]

    /// The rows of all nodes of the memory get the same weights.
    public init(weights: Operand, memory: [Operand]) {
        self.weights = weights
        self.memory = memory
    }

    public var operands: [Operand] { [weights] + memory }

    /// Each piece of the memory into its own entries.
    public func lower(_ lowering: inout Lowering) {
        var at = 0
        for piece in memory {
            var instruction = lowering.instruction(.mix)
            instruction.a = lowering.view(weights)
            instruction.b = lowering.firstRow(of: piece.node)
            instruction.y.origin += at
            instruction.y.width = instruction.b.width
            at += instruction.b.width
            lowering.append(instruction, reading: [weights, piece])
        }
    }

    public func formula(_ step: EquationStep) -> ValueFormula {
        guard let steps = memory.first.map(step.steps) else { return .whole(.integer(0)) }
        let j = Expression.variable("j")
        let vectors = memory.map { step.names.name($0.node, at: j) }
        return .whole(
            .series(
                "j", from: .integer(steps.lowerBound), through: .integer(steps.upperBound),
                .product(weight(j, step), .concatenation(vectors))))
    }

    /// memory_jᵀ upper to the weight of step j, weight_j upper to the memory there
    public func pullback(_ upper: Expression, to operand: Int, row: Int, _ step: EquationStep) -> ValueFormula {
        var from = 0
        let pieces = memory.map { piece in
            defer { from += step.width(piece) }
            return (node: piece.node, upper: upper.rows(from: from, count: step.width(piece), of: step.width))
        }
        if operand > 0 { return .whole(.product(weight(.integer(row), step), pieces[operand - 1].upper)) }
        return .entries(
            (memory.first.map(step.steps) ?? 1...1).map { j in
                .sum(pieces.map { .product(step.names.name($0.node, at: .integer(j)).transposed, $0.upper) })
            })
    }

    private func weight(_ j: Expression, _ step: EquationStep) -> Expression {
        .name(step.names.path(of: weights.node), [.integer(weights.step(at: step.t) ?? step.t), j])
    }
}

/// y (+)= Σ_j a_j b_j
extension AttentionMix: InstructionKind {
    static func forward<S: Scalar>(_ i: Instruction, _ memory: ForwardMemory<S>, at t: Int) {
        let rows = memory.memory(i.b, count: i.a.width, at: t)
        S.multiplyTransposed(rows, memory.row(i.a, at: t), into: memory.row(i.y, at: t), accumulate: i.accumulates)
    }

    /// da_j (+)= b_j · dy, db_j += a_j dy
    static func backward<S: Scalar>(_ i: Instruction, _ memory: BackwardMemory<S>, at t: Int) {
        let dy = memory.upper(i.y, at: t)
        let rows = memory.memory(i.b, count: i.a.width, at: t)
        S.multiply(rows, dy, into: memory.gradient(i.a, at: t), accumulate: !i.assigns.a)
        S.addOuterProducts(
            Rows<S>(base: memory.row(i.a, at: t), stride: 0, count: 1), Rows<S>(base: dy, stride: 0, count: 1),
            into: memory.memoryGradients(i.b, count: i.a.width, at: t), accumulate: true)
    }

    static func placed(_ i: Instruction, _ places: BatchPlaces) -> Instruction {
        var placed = i.movingRows(places)
        placed.b = places.memory(i.b)
        return placed
    }

    static func sinks(of i: Instruction) -> [GradientSink] {
        [GradientSink(.a, i.a), GradientSink(.b, i.b.block(i.a.width))]
    }
}
