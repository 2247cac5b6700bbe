import ExactMath

/// An instruction, with the rows that it reads and writes: what scheduling needs to know.
struct LoweredInstruction: Sendable {
    var instruction: Instruction
    var output: NodeID
    var reads: [Operand]
}

/// Turns one equation into instructions: what `Operation.lower` writes into.
public struct Lowering {
    private let builder: NetworkBuilder
    private let equation: Equation
    /// The output's row.
    private let y: View
    /// So many entries of the output have been assigned, from the first on.
    private var covered = 0
    private(set) var instructions: [LoweredInstruction] = []
    /// Those of all equations so far.
    private(set) var rowInstructions: [RowInstruction]

    init(_ equation: Equation, in builder: NetworkBuilder, rowInstructions: [RowInstruction]) {
        self.builder = builder
        self.equation = equation
        self.rowInstructions = rowInstructions
        let node = builder.nodes[equation.output.index]
        y = View(origin: node.origin, stride: node.stride, width: node.width)
        equation.operation.lower(&self)
    }

    /// An instruction that writes the whole output at all steps of the equation.
    func instruction(_ kind: Instruction.Kind) -> Instruction { Instruction(kind, y: y, steps: equation.steps) }

    /// Appends an instruction whose operands a, b, c, d are rows of nodes.
    mutating func append(_ kind: Instruction.Kind, reading operands: Operand...) {
        var instruction = instruction(kind)
        let slots: [WritableKeyPath<Instruction, View>] = [\.a, \.b, \.c, \.d]
        for (slot, operand) in zip(slots, operands) { instruction[keyPath: slot] = view(operand) }
        append(instruction, reading: operands)
    }

    /// Appends an instruction; it adds to the entries that an earlier one has assigned.
    mutating func append(_ instruction: Instruction, reading operands: [Operand]) {
        let at = instruction.y.origin - y.origin
        precondition(at >= covered || at + instruction.y.width <= covered, "what is added to is there as a whole")
        var instruction = instruction
        instruction.accumulates = at < covered
        covered = max(covered, at + instruction.y.width)
        instructions.append(LoweredInstruction(instruction: instruction, output: equation.output, reads: operands))
    }

    /// Keeps what an instruction of kind `row` does, and gives its place.
    mutating func keep(_ row: RowInstruction) -> Int {
        rowInstructions.append(row)
        return rowInstructions.count - 1
    }

    // MARK: Places

    func node(_ id: NodeID) -> Node { builder.nodes[id.index] }

    /// The row that the equation reads; of what reads all steps, its stride is that of the node.
    func view(_ operand: Operand) -> View {
        let node = node(operand.node)
        var view = View(origin: node.origin, stride: node.stride, width: node.width)
        switch operand.step {
        case .same, .all: break
        case .shifted(let shift): view.origin += shift * view.stride
        case .fixed(let step):
            view.origin += step * view.stride
            view.stride = 0
        }
        return view
    }

    /// The first row of a node that is read at all steps.
    func firstRow(of id: NodeID) -> View {
        let node = node(id)
        return View(origin: node.address(node.steps.lowerBound), stride: node.stride, width: node.width)
    }

    func view(_ id: ParameterID) -> View {
        let parameter = builder.parameters[id.index]
        return View(origin: parameter.offset, stride: 0, width: parameter.count)
    }

    func place(_ id: ParameterID) -> MatrixPlace {
        let parameter = builder.parameters[id.index]
        return MatrixPlace(
            origin: parameter.offset, rows: parameter.rows, columns: parameter.columns, stride: parameter.columns)
    }
}
