import ExactMath

/// An operation that is written as a function of whole vectors, for every scalar: slower than those with an instruction of
/// their own, and enough to be traced, differentiated and certified.
///
/// Operand k is given as the row that the equation reads at its step, a parameter as its entries, row-major.
public protocol RowOperation: Operation {
    /// The row of the result.
    func value<S: Scalar>(_ operands: [[S]], _ parameters: [[S]]) -> [S]

    /// What each operand's gradient gets.
    ///
    /// - Parameters:
    ///   - upper: ∂L/∂ the result.
    ///   - value: the result.
    func handedBack<S: Scalar>(_ upper: [S], value: [S], _ operands: [[S]], _ parameters: [[S]]) -> [[S]]

    /// What each parameter's gradient gets from one step.
    func parameterGradients<S: Scalar>(_ upper: [S], value: [S], _ operands: [[S]], _ parameters: [[S]]) -> [[S]]
}

extension RowOperation {
    public func parameterGradients<S: Scalar>(
        _ upper: [S], value: [S], _ operands: [[S]], _ parameters: [[S]]
    ) -> [[S]] {
        precondition(self.parameters.isEmpty, "an operation with parameters says what their gradients get")
        return []
    }

    public func lower(_ lowering: inout Lowering) {
        precondition(operands.allSatisfy { $0.step != .all }, "a row operation reads one row of each operand")
        var instruction = lowering.instruction(.row)
        instruction.rowInstruction = lowering.keep(
            RowInstruction(
                operation: self, operands: operands.map { lowering.view($0) },
                parameters: parameters.map { lowering.view($0) }))
        lowering.append(instruction, reading: operands)
    }
}

/// The places of what a `RowOperation` reads.
struct RowInstruction: Sendable {
    let operation: any RowOperation
    let operands: [View]
    let parameters: [View]

    /// Every operand is added to.
    var sinks: [GradientSink] { operands.map { GradientSink(nil, $0, canAssign: false) } }
    /// From the first parameter to the last.
    var parameterRange: Range<Int> {
        let first = parameters.map(\.origin).min() ?? 0
        return first..<max(first, parameters.map { $0.origin + $0.width }.max() ?? 0)
    }

    /// The same rows elsewhere.
    func placed(_ places: BatchPlaces, steps: ClosedRange<Int>) -> RowInstruction {
        RowInstruction(
            operation: operation, operands: operands.map { places.view($0, steps: steps) }, parameters: parameters)
    }

    func operands<S>(in v: UnsafePointer<S>, at t: Int) -> [[S]] {
        operands.map { Array(UnsafeBufferPointer(start: v + $0.address(t), count: $0.width)) }
    }

    func parameters<S>(in v: UnsafePointer<S>) -> [[S]] {
        parameters.map { Array(UnsafeBufferPointer(start: v + $0.origin, count: $0.width)) }
    }

    func value<S: Scalar>(in v: UnsafePointer<S>, at t: Int) -> [S] {
        operation.value(operands(in: v, at: t), parameters(in: v))
    }
}

/// y = whatever the operation says
enum RowInstructionKind: InstructionKind {
    static var readsParameters: Bool { true }

    /// The program's list knows them: see `Instruction.sinks(_:)`.
    static func sinks(of i: Instruction) -> [GradientSink] { [] }

    static func forward<S: Scalar>(_ i: Instruction, _ memory: ForwardMemory<S>, at t: Int) {
        let value = memory.rowInstructions[i.rowInstruction].value(in: memory.v, at: t)
        precondition(value.count == i.y.width, "the result is as wide as its node")
        let y = memory.row(i.y, at: t)
        for k in value.indices { y[k] = value[k] }
    }

    static func backward<S: Scalar>(_ i: Instruction, _ memory: BackwardMemory<S>, at t: Int) {
        let row = memory.rowInstructions[i.rowInstruction]
        let gradients = row.operation.handedBack(
            memory.array(memory.upper(i.y, at: t), i.y.width), value: memory.array(memory.row(i.y, at: t), i.y.width),
            row.operands(in: memory.v, at: t), row.parameters(in: memory.v))
        precondition(gradients.count == row.operands.count, "every operand gets its gradient")
        for (view, gradient) in zip(row.operands, gradients) { memory.add(gradient, to: view, at: t) }
    }

    static func parameterGradients<S: Scalar>(
        _ i: Instruction, _ memory: BackwardMemory<S>, through range: ClosedRange<Int>
    ) {
        let row = memory.rowInstructions[i.rowInstruction]
        if row.parameters.isEmpty { return }
        for t in range {
            let gradients = row.operation.parameterGradients(
                memory.array(memory.upper(i.y, at: t), i.y.width),
                value: memory.array(memory.row(i.y, at: t), i.y.width), row.operands(in: memory.v, at: t),
                row.parameters(in: memory.v))
            precondition(gradients.count == row.parameters.count, "every parameter gets its gradient")
            // A parameter stands at one place for all steps.
            for (view, gradient) in zip(row.parameters, gradients) { memory.add(gradient, to: view, at: 0) }
        }
    }
}

extension BackwardMemory {
    fileprivate func array(_ row: UnsafePointer<S>, _ count: Int) -> [S] {
        Array(UnsafeBufferPointer(start: row, count: count))
    }

    fileprivate func add(_ gradient: [S], to view: View, at t: Int) {
        precondition(gradient.count == view.width, "a gradient is as wide as what it belongs to")
        let place = self.gradient(view, at: t)
        for k in gradient.indices { place[k] = place[k] + gradient[k] }
    }
}
