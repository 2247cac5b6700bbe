import ExactMath

/// Collects the parts, nodes, parameters and equations of a network while it is being assembled.
struct NetworkBuilder {
    var parts: [Part] = []
    var nodes: [Node] = []
    var parameters: [Parameter] = []
    var equations: [Equation] = []
    var blocks: [Block] = []

    /// A node of a part, at the part's steps.
    mutating func node(
        part: Int, name: String, width: Int, _ meaning: NodeMeaning = .inner, isShown: Bool? = nil
    ) -> NodeID {
        nodes.append(
            Node(
                part: part, name: name, width: width, meaning: meaning, steps: parts[part].steps,
                isShown: isShown ?? !name.isEmpty))
        return NodeID(index: nodes.count - 1)
    }

    /// A parameter; the same path gives the same parameter.
    mutating func parameter(
        _ path: String, _ role: Parameter.Role, rows: Int, columns: Int, isVector: Bool, shape: String?
    ) -> ParameterID {
        parameter(
            Parameter(path: path, role: role, rows: rows, columns: columns, isVector: isVector, shape: shape))
    }

    mutating func parameter(_ parameter: Parameter) -> ParameterID {
        if let index = parameters.firstIndex(where: { $0.path == parameter.path }) { return ParameterID(index: index) }
        parameters.append(parameter)
        return ParameterID(index: parameters.count - 1)
    }

    @discardableResult
    mutating func equation(
        part: Int, output: NodeID, _ operation: any Operation, steps: ClosedRange<Int>? = nil
    ) -> Int {
        let steps = steps ?? nodes[output.index].steps
        equations.append(Equation(part: part, output: output, operation: operation, steps: steps))
        parts[part].equations.append(equations.count - 1)
        return equations.count - 1
    }

    mutating func part(
        _ kind: Part.Kind, _ name: String, layer: Layer? = nil, order: Int = 1, steps: ClosedRange<Int>
    ) -> Int {
        parts.append(Part(kind: kind, name: name, layer: layer, order: order, steps: steps))
        return parts.count - 1
    }

    /// M v for a v that lies in several nodes: one term a node, each with its columns of M.
    func matrixTerms(_ m: ParameterID, _ value: StepWriter.Value) -> [any Term] {
        var column = 0
        return value.pieces.map { piece in
            defer { column += piece.width }
            return MatrixProduct(m, column: column, piece.operand)
        }
    }

    /// The entries of a value one after another, as terms of a sum.
    func plainTerms(_ value: StepWriter.Value) -> [any Term] {
        var at = 0
        return value.pieces.map { piece in
            defer { at += piece.width }
            return Copy(piece.operand, at: at, width: piece.width)
        }
    }

    /// The state nodes of a part, with room for the initial state.
    mutating func declareStates(part: Int, layer: Layer) -> [String: NodeID] {
        var states: [String: NodeID] = [:]
        let steps = parts[part].steps
        let initial = parts[part].initialStep
        for name in type(of: layer.cell).states {
            let state = node(part: part, name: name, width: layer.hidden, .state("hidden"))
            nodes[state.index].storedSteps = min(initial, steps.lowerBound)...max(initial, steps.upperBound)
            states[name] = state
            parts[part].states.append(state)
        }
        return states
    }

    /// Writes one cell as a part: its equations, and its initial state unless `start` gives it.
    mutating func cell(
        part: Int, layer: Layer, states: [String: NodeID], input: StepWriter.Value,
        start: [String: StepWriter.Value]? = nil
    ) {
        var writer = StepWriter(builder: self, part: part, layer: layer, states: states, input: input)
        layer.cell.write(&writer)
        self = writer.builder
        for name in type(of: layer.cell).states {
            guard let state = states[name] else { continue }
            initialState(name, of: state, part: part, layer: layer, start: start)
        }
    }

    /// Row 0 of a state: a copy of what `start` gives, or of a parameter, or nothing (zeros).
    private mutating func initialState(
        _ name: String, of state: NodeID, part: Int, layer: Layer, start: [String: StepWriter.Value]?
    ) {
        let first = parts[part].initialStep
        var terms: [any Term] = []
        if let start {
            terms = start[name].map(plainTerms) ?? []
        } else if layer.initialState != .zero {
            let role: Parameter.Role = layer.initialState == .learned ? .learnedState : .givenState
            let path = "\(parts[part].name).\(name)0"
            let state = Parameter(
                path: path, role: role, rows: layer.hidden, columns: 1, isVector: true, shape: "H", map: name)
            terms = [AddedParameter(parameter(state))]
        }
        if terms.isEmpty { return }
        let copy = Equation(part: part, output: state, operation: Sum(terms), steps: first...first)
        equations.append(copy)
        blocks.append(Block(steps: first...first, order: 1, equations: [equations.count - 1]))
    }
}
