import ExactMath

/// Puts a network together from its architecture: layers, directions, residual sums, readout, feedback, decoder, attention.
struct NetworkAssembly {
    let architecture: Architecture
    let lengths: Lengths
    var builder = NetworkBuilder()
    var inputNode = NodeID(index: 0)
    var feedNode: NodeID?
    var output = StepWriter.Value(pieces: [])
    var logits: NodeID?
    var outputSteps = 1...1

    typealias Value = StepWriter.Value

    init(_ architecture: Architecture, lengths: Lengths) {
        precondition(!architecture.stack.isEmpty, "a network needs a layer")
        precondition(lengths.inputs >= 1 && lengths.outputs >= 1, "a sequence needs a step")
        self.architecture = architecture
        self.lengths = lengths
    }

    mutating func assemble() {
        if architecture.embedding != nil { _ = embedding() }
        switch architecture.shape {
        case .oneToMany: oneToMany()
        case .seq2seq: sequenceToSequence()
        case .oneToOne, .manyToOne, .manyToMany:
            let top = stack(reading: input(steps: 1...lengths.inputs))
            let last = architecture.shape == .manyToOne ? lengths.inputs : 1
            outputSteps = last...lengths.inputs
            readout(top)
        }
    }

    // MARK: Inputs

    mutating func embedding() -> ParameterID {
        let rows = architecture.embedding?.vocabulary ?? 0
        let width = architecture.embedding?.size ?? 0
        return builder.parameter("embedding.E", .embedding, rows: rows, columns: width, isVector: false, shape: "V×I")
    }

    /// x: given vectors, or the tokens' rows of the embedding.
    mutating func input(steps: ClosedRange<Int>) -> Value {
        let hasEmbedding = architecture.embedding != nil
        let part = builder.part(hasEmbedding ? .embedding : .input, hasEmbedding ? "embedding" : "input", steps: steps)
        let width = architecture.inputWidth
        inputNode = builder.node(part: part, name: "x", width: width, NodeMeaning(.input, "input"))
        if hasEmbedding {
            let lookup = builder.equation(part: part, output: inputNode, Lookup(embedding()))
            builder.blocks.append(Block(steps: steps, order: 1, equations: [lookup]))
        }
        return Value(pieces: [.init(operand: Operand(node: inputNode, step: .same), width: width)])
    }

    // MARK: Layers

    /// Every layer as blocks of its own, bottom first.
    mutating func stack(reading input: Value) -> Value {
        var value = input
        for index in architecture.stack.indices {
            let written = layer(index, reading: value, steps: 1...lengths.inputs)
            builder.blocks += written.blocks
            value = written.output
        }
        return value
    }

    /// One layer: one cell, or two in opposite directions, and the residual sum.
    mutating func layer(_ index: Int, reading input: Value, steps: ClosedRange<Int>) -> (output: Value, blocks: [Block])
    {
        let layer = architecture.stack[index]
        let directions: [Direction?] = layer.bidirectional ? [.forward, .backward] : [nil]
        var pieces: [Value.Piece] = []
        var blocks: [Block] = []
        for direction in directions {
            let name = "stack.\(index)" + (direction.map { ".\($0.rawValue)" } ?? "")
            let order = direction == .backward ? -1 : 1
            let part = builder.part(.layer(index, direction), name, layer: layer, order: order, steps: steps)
            let states = builder.declareStates(part: part, layer: layer)
            builder.cell(part: part, layer: layer, states: states, input: input)
            blocks.append(Block(steps: steps, order: order, equations: builder.parts[part].equations))
            let h = builder.parts[part].states[0]
            pieces.append(.init(operand: Operand(node: h, step: .same), width: layer.hidden))
        }
        let h = Value(pieces: pieces)
        guard layer.residual else { return (h, blocks) }
        precondition(h.width == input.width, "a residual layer's output is as wide as its input")
        return residual(index, layer, h, plus: input, steps: steps, blocks: blocks)
    }

    /// out = h + in
    mutating func residual(
        _ index: Int, _ layer: Layer, _ h: Value, plus input: Value, steps: ClosedRange<Int>, blocks: [Block]
    ) -> (output: Value, blocks: [Block]) {
        var blocks = blocks
        let part: Int
        if layer.bidirectional {
            part = builder.part(.layer(index, nil), "stack.\(index)", layer: layer, steps: steps)
        } else {
            part = builder.parts.count - 1
        }
        let out = builder.node(part: part, name: "out", width: h.width, NodeMeaning(.residual, "residual"))
        let sum = builder.equation(part: part, output: out, Sum(builder.plainTerms(h) + builder.plainTerms(input)))
        if layer.bidirectional {
            blocks.append(Block(steps: steps, order: 1, equations: [sum]))
        } else {
            blocks[blocks.count - 1].equations.append(sum)
        }
        return (Value(pieces: [.init(operand: Operand(node: out, step: .same), width: h.width)]), blocks)
    }
}
