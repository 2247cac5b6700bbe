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

    private mutating func embedding() -> ParameterID {
        let rows = architecture.embedding?.vocabulary ?? 0
        let width = architecture.embedding?.size ?? 0
        return builder.parameter("embedding.E", .embedding, rows: rows, columns: width, isVector: false)
    }

    /// x: given vectors, or the tokens' rows of the embedding.
    private mutating func input(steps: ClosedRange<Int>) -> Value {
        let hasEmbedding = architecture.embedding != nil
        let part = builder.part(hasEmbedding ? .embedding : .input, hasEmbedding ? "embedding" : "input", steps: steps)
        let width = architecture.inputWidth
        inputNode = builder.node(part: part, name: "x", width: width)
        if hasEmbedding {
            let lookup = builder.equation(part: part, output: inputNode, .lookup(embedding()))
            builder.blocks.append(Block(steps: steps, order: 1, equations: [lookup]))
        }
        return Value(pieces: [.init(operand: Operand(node: inputNode, step: .same), width: width)])
    }

    // MARK: Layers

    /// Every layer as blocks of its own, bottom first.
    private mutating func stack(reading input: Value) -> Value {
        var value = input
        for index in architecture.stack.indices {
            let written = layer(index, reading: value, steps: 1...lengths.inputs)
            builder.blocks += written.blocks
            value = written.output
        }
        return value
    }

    /// One layer: one cell, or two in opposite directions, and the residual sum.
    private mutating func layer(_ index: Int, reading input: Value, steps: ClosedRange<Int>) -> (output: Value, blocks: [Block]) {
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
    private mutating func residual(
        _ index: Int, _ layer: Layer, _ h: Value, plus input: Value, steps: ClosedRange<Int>, blocks: [Block]
    ) -> (output: Value, blocks: [Block]) {
        var blocks = blocks
        let part: Int
        if layer.bidirectional {
            part = builder.part(.layer(index, nil), "stack.\(index)", layer: layer, steps: steps)
        } else {
            part = builder.parts.count - 1
        }
        let out = builder.node(part: part, name: "out", width: h.width)
        let sum = builder.equation(part: part, output: out, .sum(builder.plainTerms(h) + builder.plainTerms(input)))
        if layer.bidirectional {
            blocks.append(Block(steps: steps, order: 1, equations: [sum]))
        } else {
            blocks[blocks.count - 1].equations.append(sum)
        }
        return (Value(pieces: [.init(operand: Operand(node: out, step: .same), width: h.width)]), blocks)
    }

    // MARK: Readout

    /// The readout as a block of its own.
    private mutating func readout(_ top: Value) {
        let equations = readoutEquations(top)
        if equations.isEmpty { return }
        builder.blocks.append(Block(steps: outputSteps, order: 1, equations: equations))
    }

    /// a_y and y; nothing where y is the top layer's output itself.
    private mutating func readoutEquations(_ top: Value) -> [Int] {
        let tied = architecture.embedding?.tied == true
        guard tied || architecture.readout != nil else {
            output = top
            return []
        }
        let part = builder.part(.readout, "readout", steps: outputSteps)
        let width = tied ? architecture.embedding?.vocabulary ?? 0 : architecture.readout?.size ?? 0
        var terms: [Term] = []
        if tied {
            terms = builder.matrixTerms(embedding(), top)
        } else {
            if architecture.readout?.bias == true {
                let b = builder.parameter("readout.b_y", .readoutBias, rows: width, columns: 1, isVector: true)
                terms.append(.parameter(b))
            }
            let w = builder.parameter("readout.W_y", .readout, rows: width, columns: top.width, isVector: false)
            terms += builder.matrixTerms(w, top)
        }
        let a_y = builder.node(part: part, name: "a_y", width: width)
        let y = builder.node(part: part, name: "y", width: width)
        let affine = builder.equation(part: part, output: a_y, .sum(terms))
        let operand = Operand(node: a_y, step: .same)
        let activation = tied ? .softmax : architecture.readout?.activation ?? .identity
        let function: RightHandSide =
            switch activation {
            case .identity: .apply(.identity, operand)
            case .sigmoid: .apply(.sigmoid, operand)
            case .tanh: .apply(.tanh, operand)
            case .softmax: .softmax(operand)
            }
        let activated = builder.equation(part: part, output: y, function)
        logits = a_y
        output = Value(pieces: [.init(operand: Operand(node: y, step: .same), width: width)])
        return [affine, activated]
    }

    // MARK: Feedback

    /// x_t = y_{t−1}, or Eᵀ y_{t−1} with an embedding.
    private mutating func feedOutput(into node: NodeID, part: Int, steps: ClosedRange<Int>) -> Int {
        builder.equation(part: part, output: node, .sum(embeddedTerms(outputBefore)), steps: steps)
    }

    /// y_{t−1}
    private var outputBefore: Value {
        Value(
            pieces: output.pieces.map {
                .init(operand: Operand(node: $0.operand.node, step: .shifted(-1)), width: $0.width)
            })
    }

    /// A value as an input reads it: itself, or Eᵀ times it.
    private mutating func embeddedTerms(_ value: Value) -> [Term] {
        guard architecture.embedding != nil else { return builder.plainTerms(value) }
        let e = embedding()
        var row = 0
        return value.pieces.map { piece in
            defer { row += piece.width }
            return .transposed(e, row: row, piece.operand)
        }
    }

    private mutating func oneToMany() {
        let steps = 1...lengths.outputs
        outputSteps = steps
        var value = input(steps: 1...1)
        // Later steps read rows of the same node; they are not given, and so not shown.
        builder.nodes[inputNode.index].storedSteps = steps
        var equations: [Int] = []
        for index in architecture.stack.indices {
            let written = layer(index, reading: value, steps: steps)
            equations += written.blocks.flatMap(\.equations)
            value = written.output
        }
        equations += readoutEquations(value)
        if lengths.outputs > 1 && architecture.feedback != .none {
            let later = 2...lengths.outputs
            let part = builder.part(.feed, "feed", steps: later)
            switch architecture.feedback {
            case .output: equations.insert(feedOutput(into: inputNode, part: part, steps: later), at: 0)
            case .target where architecture.embedding == nil: feedNode = inputNode
            case .target: feedNode = embeddedTargets(part: part, steps: later)
            case .none: break
            }
        }
        builder.blocks.append(Block(steps: steps, order: 1, equations: equations))
    }

    /// x_t = Eᵀ target_{t−1}, ahead of all steps; gives the node that holds the targets.
    private mutating func embeddedTargets(part: Int, steps: ClosedRange<Int>) -> NodeID {
        let width = output.width
        let before = builder.node(part: part, name: "y_before", width: width, isShown: false)
        let value = Value(pieces: [.init(operand: Operand(node: before, step: .same), width: width)])
        let equation = builder.equation(part: part, output: inputNode, .sum(embeddedTerms(value)), steps: steps)
        builder.blocks.append(Block(steps: steps, order: 1, equations: [equation]))
        return before
    }

    // MARK: Encoder and decoder

    private mutating func sequenceToSequence() {
        guard let decoder = architecture.decoder else { preconditionFailure("seq2seq needs a decoder") }
        let memory = stack(reading: input(steps: 1...lengths.inputs))
        let steps = 1...lengths.outputs
        outputSteps = steps
        let feedsOutput = architecture.feedback == .output

        // y_{i−1} is a node apart from y: its first row is the start and not an output.
        let feedPart = builder.part(.feed, "feed", steps: steps)
        let before = builder.node(part: feedPart, name: "y_before", width: outputWidth, isShown: false)
        feedNode = before
        var input = Value(pieces: [.init(operand: Operand(node: before, step: .same), width: outputWidth)])
        var equations: [Int] = []
        if let embedding = architecture.embedding {
            let x = builder.node(part: feedPart, name: "x_before", width: embedding.size, isShown: false)
            equations.append(builder.equation(part: feedPart, output: x, .sum(embeddedTerms(input))))
            input = Value(pieces: [.init(operand: Operand(node: x, step: .same), width: embedding.size)])
        }

        let part = builder.part(.decoder, "decoder", layer: decoder.layer, steps: steps)
        let states = builder.declareStates(part: part, layer: decoder.layer)
        let h = builder.parts[part].states[0]
        if let size = decoder.attention {
            let attention = self.attention(size: size, over: memory, queriedBy: h, steps: steps)
            input.pieces += attention.context.pieces
            equations += attention.equations
        }
        let start = decoder.start == .encoder ? finalStates(for: decoder.layer) : nil
        builder.cell(part: part, layer: decoder.layer, states: states, input: input, start: start)
        equations += builder.parts[part].equations
        let top = Value(pieces: [.init(operand: Operand(node: h, step: .same), width: decoder.layer.hidden)])
        let readoutEquations = readoutEquations(top)
        if feedsOutput {
            if lengths.outputs > 1 {
                let terms = builder.plainTerms(outputBefore)
                let feed = builder.equation(part: feedPart, output: before, .sum(terms), steps: 2...lengths.outputs)
                equations.insert(feed, at: 0)
            }
            equations += readoutEquations
        }
        builder.blocks.append(Block(steps: steps, order: 1, equations: equations))
        if !feedsOutput && !readoutEquations.isEmpty {
            builder.blocks.append(Block(steps: steps, order: 1, equations: readoutEquations))
        }
    }

    /// Width of y, before the readout is written.
    private var outputWidth: Int {
        if let embedding = architecture.embedding, embedding.tied { return embedding.vocabulary }
        return architecture.readout?.size ?? architecture.decoder?.layer.hidden ?? 0
    }

    /// The final states of the last layer, for a decoder of the same width: [h→_T ; h←_1], and c where both have one.
    private func finalStates(for decoder: Layer) -> [String: Value] {
        let last = architecture.stack.count - 1
        let ends = builder.parts.filter { part in
            if case .layer(last, _) = part.kind { return !part.states.isEmpty }
            return false
        }
        var states: [String: Value] = [:]
        for (index, name) in type(of: decoder.cell).states.enumerated() {
            let pieces = ends.compactMap { part -> Value.Piece? in
                guard part.states.indices.contains(index) else { return nil }
                let final = part.order > 0 ? part.steps.upperBound : part.steps.lowerBound
                return .init(operand: Operand(node: part.states[index], step: .fixed(final)), width: part.layer?.hidden ?? 0)
            }
            if !pieces.isEmpty { states[name] = Value(pieces: pieces) }
        }
        return states
    }

    /// Bahdanau attention: e_ij = v · tanh(W s_{i−1} + U h_j), alpha_i = softmax(e_i), context_i = Σ_j alpha_ij h_j.
    private mutating func attention(
        size: Int, over memory: Value, queriedBy h: NodeID, steps: ClosedRange<Int>
    ) -> (context: Value, equations: [Int]) {
        let count = lengths.inputs
        let hidden = builder.nodes[h.index].width
        let w = builder.parameter("attention.W", .attention, rows: size, columns: hidden, isVector: false)
        let u = builder.parameter("attention.U", .attention, rows: size, columns: memory.width, isVector: false)
        let v = builder.parameter("attention.v", .attention, rows: size, columns: 1, isVector: true)

        let keyPart = builder.part(.keys, "attention", steps: 1...count)
        let keys = builder.node(part: keyPart, name: "key", width: size, isShown: false)
        let keyEquation = builder.equation(part: keyPart, output: keys, .sum(builder.matrixTerms(u, memory)))
        builder.blocks.append(Block(steps: 1...count, order: 1, equations: [keyEquation]))

        let part = builder.part(.attention, "attention", steps: steps)
        let query = builder.node(part: part, name: "query", width: size, isShown: false)
        let tanh = builder.node(part: part, name: "tanh", width: size * count, isShown: false)
        let e = builder.node(part: part, name: "e", width: count)
        let alpha = builder.node(part: part, name: "alpha", width: count)
        let context = builder.node(part: part, name: "context", width: memory.width)
        let queryEquation = builder.equation(
            part: part, output: query, .sum([.matrix(w, column: 0, Operand(node: h, step: .shifted(-1)))]))
        let scores = builder.equation(
            part: part, output: e,
            .scores(query: Operand(node: query, step: .same), keys: Operand(node: keys, step: .all), v: v, tanh: tanh))
        let weights = builder.equation(part: part, output: alpha, .softmax(Operand(node: e, step: .same)))
        let pieces = memory.pieces.map { Operand(node: $0.operand.node, step: .all) }
        let mix = builder.equation(
            part: part, output: context, .mix(weights: Operand(node: alpha, step: .same), memory: pieces))
        let value = Value(pieces: [.init(operand: Operand(node: context, step: .same), width: memory.width)])
        return (value, [queryEquation, scores, weights, mix])
    }
}
