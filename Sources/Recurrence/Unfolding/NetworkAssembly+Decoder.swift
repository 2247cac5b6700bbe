import ExactMath

extension NetworkAssembly {
    // MARK: Encoder and decoder

    mutating func sequenceToSequence() {
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
        // Outputs that are no tokens of the encoder are read as they are.
        if let embedding = architecture.embedding, embedding.vocabulary == outputWidth {
            let x = builder.node(part: feedPart, name: "x_before", width: embedding.size, isShown: false)
            equations.append(builder.equation(part: feedPart, output: x, Sum(embeddedTerms(input))))
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
                let feed = builder.equation(part: feedPart, output: before, Sum(terms), steps: 2...lengths.outputs)
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
                return .init(
                    operand: Operand(node: part.states[index], step: .fixed(final)), width: part.layer?.hidden ?? 0)
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
        let w = builder.parameter("attention.W", .attention, rows: size, columns: hidden, isVector: false, shape: "A×H")
        let u = builder.parameter(
            "attention.U", .attention, rows: size, columns: memory.width, isVector: false, shape: nil)
        let v = builder.parameter("attention.v", .attention, rows: size, columns: 1, isVector: true, shape: "A")

        let keyPart = builder.part(.keys, "attention", steps: 1...count)
        let keys = builder.node(part: keyPart, name: "key", width: size, isShown: false)
        let keyEquation = builder.equation(part: keyPart, output: keys, Sum(builder.matrixTerms(u, memory)))
        builder.blocks.append(Block(steps: 1...count, order: 1, equations: [keyEquation]))

        let part = builder.part(.attention, "attention", steps: steps)
        let query = builder.node(part: part, name: "query", width: size, isShown: false)
        let tanh = builder.node(part: part, name: "tanh", width: size * count, isShown: false)
        let e = builder.node(part: part, name: "e", width: count, NodeMeaning(.scores, "scores"))
        let alpha = builder.node(part: part, name: "alpha", width: count, NodeMeaning(.weights, "weights"))
        let context = builder.node(part: part, name: "context", width: memory.width, NodeMeaning(.context))
        let queryEquation = builder.equation(
            part: part, output: query, Sum([MatrixProduct(w, Operand(node: h, step: .shifted(-1)))]))
        let scores = builder.equation(
            part: part, output: e,
            AttentionScores(
                query: Operand(node: query, step: .same), keys: Operand(node: keys, step: .all), v: v, tanh: tanh))
        let weights = builder.equation(part: part, output: alpha, Softmax(Operand(node: e, step: .same)))
        let pieces = memory.pieces.map { Operand(node: $0.operand.node, step: .all) }
        let mix = builder.equation(
            part: part, output: context, AttentionMix(weights: Operand(node: alpha, step: .same), memory: pieces))
        let value = Value(pieces: [.init(operand: Operand(node: context, step: .same), width: memory.width)])
        return (value, [queryEquation, scores, weights, mix])
    }
}
