import ExactMath

/// Scene files drawn from the whole grammar of models, from a seed.
struct RandomScenes {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    private mutating func pick<T>(_ choices: [T]) -> T { choices[Int.random(in: 0..<choices.count, using: &generator)] }
    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }
    private mutating func number() -> String { "\(Double(Int.random(in: -1500...1500, using: &generator)) / 1000)" }
    private mutating func vector(_ width: Int) -> String {
        "[" + (0..<width).map { _ in number() }.joined(separator: ", ") + "]"
    }

    mutating func next() -> String {
        let shape = pick(["one-to-one", "one-to-many", "many-to-one", "many-to-many", "seq2seq"])
        let steps = shape == "one-to-one" ? 1 : Int.random(in: 1...4, using: &generator)
        let outputs = ["one-to-many", "seq2seq"].contains(shape) ? Int.random(in: 1...4, using: &generator) : steps
        let hasEmbedding = chance(25)
        let isTied = hasEmbedding && chance(30)
        let inputWidth = Int.random(in: 1...3, using: &generator)
        let vocabulary = 4
        let isNLL = hasEmbedding || chance(40)
        let feedback = shape == "one-to-many" ? pick(["output", "target", "none"]) : pick(["output", "target"])
        let feedsBack = shape == "seq2seq" || shape == "one-to-many" && feedback != "none"
        var outputWidth = hasEmbedding ? vocabulary : Int.random(in: 2...3, using: &generator)
        if shape == "one-to-many" && feedsBack && !hasEmbedding { outputWidth = inputWidth }

        var width = inputWidth
        var layers: [String] = []
        let depth = Int.random(in: 1...3, using: &generator)
        for index in 0..<depth {
            let isLast = index == depth - 1
            let isBidirectional = shape != "one-to-many" && chance(30)
            var hidden = isTied && isLast && shape != "seq2seq" ? inputWidth : Int.random(in: 1...3, using: &generator)
            var both = isBidirectional
            if isTied && isLast && shape != "seq2seq" { both = false }
            let wantsResidual = chance(30)
            if wantsResidual && !(isTied && isLast) {
                if both && width.isMultiple(of: 2) { hidden = width / 2 } else { both = false; hidden = width }
            }
            let output = both ? 2 * hidden : hidden
            layers.append(layer(hidden: hidden, bidirectional: both, residual: wantsResidual && output == width))
            width = output
        }
        var text = "unfold: 1\ntitle: drawn\nmodel:\n  shape: \(shape)\n  stack:\n"
        text += layers.map { "  - {\($0)}\n" }.joined()
        if shape == "seq2seq" { text += decoder(encoderWidth: stateWidth(layers), tiedTo: isTied ? inputWidth : nil) }
        if feedsBack || shape == "one-to-many" { text += "  feedback: \(feedback)\n" }
        if hasEmbedding {
            text += "  embedding: {vocabulary: [a, b, c, d], size: \(inputWidth), tied: \(isTied)}\n"
        }
        if !isTied {
            let activation = isNLL ? "softmax" : pick(["identity", "sigmoid", "tanh", "softmax"])
            text += "  readout: {size: \(outputWidth), activation: \(activation), bias: \(chance(70))}\n"
        }
        text += "sequence:\n"
        let read = shape == "one-to-many" ? 1 : steps
        if hasEmbedding {
            text += "  tokens: [\((0..<read).map { _ in pick(["a", "b", "c", "d"]) }.joined(separator: ", "))]\n"
        } else {
            text += "  inputs:\n" + (0..<read).map { _ in "  - \(vector(inputWidth))\n" }.joined()
        }
        let count = shape == "many-to-one" ? 1 : outputs
        text += "  targets: [" + (0..<count).map { index in
            let mayBeNull = !feedsBack && index < count - 1
            if mayBeNull && chance(25) { return "null" }
            if isNLL { return hasEmbedding ? pick(["a", "b", "c", "d"]) : "\(Int.random(in: 0..<outputWidth, using: &generator))" }
            return vector(outputWidth)
        }.joined(separator: ", ") + "]\n"
        if shape == "seq2seq" && !hasEmbedding && chance(50) { text += "  start: \(vector(outputWidth))\n" }
        text += "loss: \(isNLL ? "nll" : "mse")\n"
        let scheme = pick(["uniform", "xavier", "orthogonal"])
        text += "parameters: {initialize: {scheme: \(scheme), seed: \(Int.random(in: 1...9999, using: &generator)), gain: 1.5}"
        return text + "}\n"
    }

    private mutating func cell() -> String {
        switch pick(["linear", "rnn", "feedforward", "ugrnn", "gru", "lstm"]) {
        case "linear": "cell: linear, bias: \(chance(50))"
        case "rnn": "cell: rnn, activation: \(pick(["tanh", "sigmoid", "relu", "identity"])), bias: \(chance(70))"
        case "feedforward": "cell: feedforward, activation: \(pick(["tanh", "sigmoid"])), widths: \(pick(["[2]", "[3, 2]", "[]"]))"
        case "ugrnn": "cell: ugrnn, bias: \(chance(70))"
        case "gru": "cell: gru, reset: \(pick(["before", "after"])), bias: \(chance(70))"
        default: "cell: lstm, peephole: \(pick(["none", "diagonal", "full"])), bias: \(chance(70))"
        }
    }

    private mutating func layer(hidden: Int, bidirectional: Bool, residual: Bool) -> String {
        let start = pick(["zero", "learned"])
        return "\(cell()), hidden: \(hidden), bidirectional: \(bidirectional), residual: \(residual), initial_state: \(start)"
    }

    /// Width of the last layer's state, both directions together.
    private func stateWidth(_ layers: [String]) -> Int {
        guard let last = layers.last, let range = last.range(of: "hidden: "), let hidden = last[range.upperBound...].first?.wholeNumberValue
        else { return 1 }
        return last.contains("bidirectional: true") ? 2 * hidden : hidden
    }

    private mutating func decoder(encoderWidth: Int, tiedTo width: Int?) -> String {
        var startsFromEncoder = chance(60)
        var hidden = startsFromEncoder ? encoderWidth : Int.random(in: 1...3, using: &generator)
        if let width, width != hidden {
            startsFromEncoder = false
            hidden = width
        }
        let attention = chance(50) ? ", attention: {size: \(Int.random(in: 1...3, using: &generator))}" : ""
        let start = startsFromEncoder ? "start: encoder" : "start: zero, initial_state: \(pick(["zero", "learned"]))"
        return "  decoder: {\(cell()), hidden: \(hidden), \(start)\(attention)}\n"
    }
}
