import ExactMath
import Formula

/// g(a), entry by entry
public struct Apply: Operation {
    /// The function g.
    public let function: Activation
    /// The vector a, as wide as the result.
    public let argument: Operand

    /// Applies g to every entry of what the operand reads.
    public init(_ function: Activation, _ argument: Operand) {
        self.function = function
        self.argument = argument
    }

    public var operands: [Operand] { [argument] }

    public var isRational: Bool { function == .identity }

    public var bounds: ClosedRange<Double>? {
        switch function {
        case .sigmoid: 0...1
        case .tanh: -1...1
        case .identity, .relu: nil
        }
    }

    /// Gates with the same function lie next to each other.
    public var bundling: Bundling { .pointwise(of: argument, order: function.order) }

    public func lower(_ lowering: inout Lowering) {
        var instruction = lowering.instruction(.apply)
        instruction.function = function
        instruction.a = lowering.view(argument)
        lowering.append(instruction, reading: [argument])
    }

    public func formula(_ step: EquationStep) -> ValueFormula { .whole(function.formula(step.value(argument))) }

    /// upper ⊙ g′, written in y = g(a)
    public func pullback(_ upper: Expression, to operand: Int, row: Int, _ step: EquationStep) -> ValueFormula {
        .whole(function.pullback(upper, y: step.result))
    }
}

/// y = g(a)
extension Apply: InstructionKind {
    static func forward<S: Scalar>(_ i: Instruction, _ memory: ForwardMemory<S>, at t: Int) {
        S.apply(i.function, memory.row(i.a, at: t), into: memory.row(i.y, at: t), count: i.y.width)
    }

    static func forward<S: Scalar>(_ i: Instruction, _ memory: ForwardMemory<S>, through range: ClosedRange<Int>) {
        guard i.a.isContiguous && i.y.isContiguous else {
            for t in range { forward(i, memory, at: t) }
            return
        }
        let first = range.lowerBound
        S.apply(
            i.function, memory.row(i.a, at: first), into: memory.row(i.y, at: first), count: i.y.width * range.count)
    }

    /// da (+)= g′ ⊙ dy, with g′ in terms of y
    static func backward<S: Scalar>(_ i: Instruction, _ memory: BackwardMemory<S>, at t: Int) {
        S.addDerivative(
            of: i.function, at: memory.row(i.y, at: t), times: memory.upper(i.y, at: t),
            into: memory.gradient(i.a, at: t), count: i.y.width, accumulate: !i.assigns.a)
    }

    static func backward<S: Scalar>(_ i: Instruction, _ memory: BackwardMemory<S>, through range: ClosedRange<Int>) {
        guard i.a.isContiguous && i.y.isContiguous else {
            for t in range { backward(i, memory, at: t) }
            return
        }
        let first = range.lowerBound
        S.addDerivative(
            of: i.function, at: memory.row(i.y, at: first), times: memory.upper(i.y, at: first),
            into: memory.gradient(i.a, at: first), count: i.y.width * range.count, accumulate: !i.assigns.a)
    }

    static func sinks(of i: Instruction) -> [GradientSink] { [GradientSink(.a, i.a)] }

    static func join(_ first: Instruction, _ second: Instruction) -> Instruction? {
        first.function == second.function ? first.joined(with: second, at: [\.y, \.a]) : nil
    }
}

extension Activation {
    /// A fixed order, σ before tanh.
    fileprivate var order: Int {
        switch self {
        case .identity: 0
        case .sigmoid: 1
        case .relu: 2
        case .tanh: 3
        }
    }
}

extension Activation {
    /// g(a)
    fileprivate func formula(_ a: Expression) -> Expression {
        switch self {
        case .identity: a
        case .tanh: .call(.tanh, a)
        case .sigmoid: .call(.sigmoid, a)
        case .relu: .call(.relu, a)
        }
    }

    /// upper ⊙ g′(a), written in y = g(a)
    fileprivate func pullback(_ upper: Expression, y: Expression) -> Expression {
        switch self {
        case .identity: upper
        case .tanh: .hadamard(upper, .complement(y.squared))
        case .sigmoid: .hadamard([upper, y, .complement(y)])
        case .relu: .hadamard(upper, .call(.positive, y))
        }
    }
}
