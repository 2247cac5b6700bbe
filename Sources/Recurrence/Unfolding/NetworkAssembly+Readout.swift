import ExactMath

extension NetworkAssembly {
    // MARK: Readout

    /// The readout as a block of its own.
    mutating func readout(_ top: Value) {
        let equations = readoutEquations(top)
        if equations.isEmpty { return }
        builder.blocks.append(Block(steps: outputSteps, order: 1, equations: equations))
    }

    /// a_y and y; nothing where y is the top layer's output itself.
    mutating func readoutEquations(_ top: Value) -> [Int] {
        let tied = architecture.embedding?.tied == true
        guard tied || architecture.readout != nil else {
            output = top
            return []
        }
        let part = builder.part(.readout, "readout", steps: outputSteps)
        let width = tied ? architecture.embedding?.vocabulary ?? 0 : architecture.readout?.size ?? 0
        var terms: [any Term] = []
        if tied {
            terms = builder.matrixTerms(embedding(), top)
        } else {
            if architecture.readout?.bias == true {
                let b = builder.parameter(
                    "readout.b_y", .readoutBias, rows: width, columns: 1, isVector: true, shape: "O")
                terms.append(AddedParameter(b))
            }
            let w = builder.parameter(
                "readout.W_y", .readout, rows: width, columns: top.width, isVector: false, shape: "O×H")
            terms += builder.matrixTerms(w, top)
        }
        let a_y = builder.node(part: part, name: "a_y", width: width, .preactivation)
        let y = builder.node(part: part, name: "y", width: width, NodeMeaning(.output, "output"))
        let affine = builder.equation(part: part, output: a_y, Sum(terms))
        let operand = Operand(node: a_y, step: .same)
        let activation = tied ? .softmax : architecture.readout?.activation ?? .identity
        let function: any Operation =
            switch activation {
            case .identity: Apply(.identity, operand)
            case .sigmoid: Apply(.sigmoid, operand)
            case .tanh: Apply(.tanh, operand)
            case .softmax: Softmax(operand)
            }
        let activated = builder.equation(part: part, output: y, function)
        logits = a_y
        output = Value(pieces: [.init(operand: Operand(node: y, step: .same), width: width)])
        return [affine, activated]
    }

    // MARK: Feedback

    /// x_t = y_{t−1}, or Eᵀ y_{t−1} with an embedding.
    mutating func feedOutput(into node: NodeID, part: Int, steps: ClosedRange<Int>) -> Int {
        builder.equation(part: part, output: node, Sum(embeddedTerms(outputBefore)), steps: steps)
    }

    /// y_{t−1}
    var outputBefore: Value {
        Value(
            pieces: output.pieces.map {
                .init(operand: Operand(node: $0.operand.node, step: .shifted(-1)), width: $0.width)
            })
    }

    /// A value as an input reads it: itself, or Eᵀ times it.
    mutating func embeddedTerms(_ value: Value) -> [any Term] {
        guard architecture.embedding != nil else { return builder.plainTerms(value) }
        let e = embedding()
        var row = 0
        return value.pieces.map { piece in
            defer { row += piece.width }
            return TransposedProduct(e, row: row, piece.operand)
        }
    }

    mutating func oneToMany() {
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
            case .argmax where architecture.embedding == nil, .target where architecture.embedding == nil:
                feedNode = inputNode
            case .argmax, .target: feedNode = embeddedTargets(part: part, steps: later)
            case .none: break
            }
        }
        builder.blocks.append(Block(steps: steps, order: 1, equations: equations))
    }

    /// x_t = Eᵀ target_{t−1}, ahead of all steps; gives the node that holds the targets.
    mutating func embeddedTargets(part: Int, steps: ClosedRange<Int>) -> NodeID {
        let width = output.width
        let before = builder.node(part: part, name: "y_before", width: width, isShown: false)
        let value = Value(pieces: [.init(operand: Operand(node: before, step: .same), width: width)])
        let equation = builder.equation(part: part, output: inputNode, Sum(embeddedTerms(value)), steps: steps)
        builder.blocks.append(Block(steps: steps, order: 1, equations: [equation]))
        return before
    }
}
