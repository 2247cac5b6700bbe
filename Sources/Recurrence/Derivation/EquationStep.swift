import Formula

/// One equation at one step: what the formula of an operation is written for.
public struct EquationStep: Sendable {
    /// What the network's nodes and parameters are called.
    public let names: FormulaNames
    /// The equation that the formula belongs to.
    public let equation: Equation
    /// The step that is computed; for an initial state 0, or T + 1 where time runs backward.
    public let t: Int

    /// The value of what an operand reads; of one that reads all steps, at step j.
    public func value(_ operand: Operand) -> Expression { names.value(operand, at: t) }

    /// The value of the result.
    public var result: Expression { names.value(equation.output, at: t) }

    /// Number of entries of the result.
    public var width: Int { names.network[equation.output].width }

    func width(_ operand: Operand) -> Int { names.network[operand.node].width }

    /// The steps of a node that is read at all of them.
    func steps(_ operand: Operand) -> ClosedRange<Int> { names.network[operand.node].steps }
}

extension Equation {
    /// Everything that the equation at step t hands back to row `row` of a node.
    func pullbacks(_ names: FormulaNames, at t: Int, to node: NodeID, row: Int, upper: Expression) -> [ValueFormula] {
        let step = EquationStep(names: names, equation: self, t: t)
        return operation.operands.enumerated()
            .filter { $0.element.node == node && ($0.element.step(at: t) ?? row) == row }
            .map { operation.pullback(upper, to: $0.offset, row: row, step) }
    }
}

extension FormulaNames {
    /// Rows of a matrix of parameters; all of them are the matrix itself.
    func rows(of parameter: ParameterID, from: Int, count: Int) -> Expression {
        guard count < network[parameter].rows else { return name(parameter) }
        return name(parameter).sliced(TraceSlice(rows: from + 1...from + count))
    }

    /// Columns of a matrix of parameters.
    func columns(of parameter: ParameterID, from: Int, count: Int) -> Expression {
        guard count < network[parameter].columns else { return name(parameter) }
        return name(parameter).sliced(TraceSlice(columns: from + 1...from + count))
    }
}

extension Expression {
    /// Entries of a named vector; all of them are the vector itself.
    func rows(from: Int, count: Int, of width: Int) -> Expression {
        guard count < width else { return self }
        return sliced(TraceSlice(rows: from + 1...from + count))
    }
}
