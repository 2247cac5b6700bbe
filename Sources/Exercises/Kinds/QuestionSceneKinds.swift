import ExactMath
import Recurrence
import Scenes
import Wording

// Kinds that ask about a network, and take a teacher's one.

extension FindMistakeKind: SceneExerciseKind {
    /// A classmate's backward pass of this linear network; the slip is drawn from its numbers alone.
    public func exercise(scene: Scene, name: String) throws(ExerciseProblem) -> Exercise {
        let network: LinearModel<Rational>
        do throws(MisfitReason) { network = try LinearModel(scene) } catch {
            throw .unfitScene(kind: id, reason: error.reason)
        }
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<200 {
            if let exercise = exercise(network, level: 2, origin: .named(name), using: &generator) { return exercise }
        }
        throw .unfitScene(
            kind: id,
            reason: "its slips cannot be told apart, or give numbers too long for paper; other numbers would fit."
        )
    }
}

extension StackedKind: SceneExerciseKind {
    /// The matrices of the only layer, its gates stacked in the order of its equations.
    public func exercise(scene: Scene, name: String) throws(ExerciseProblem) -> Exercise {
        let fitting = FittingScene(scene, kind: id)
        guard scene.model.stack.count == 1, let layer = scene.model.stack.first, !layer.bidirectional,
            scene.model.decoder == nil, let type = Cells.named(layer.cell), layer.hidden <= 8,
            scene.model.inputWidth <= 8
        else { throw .unfitScene(kind: id, reason: "one plain layer of width up to 8 that reads vectors would fit.") }
        let recurrent = fitting.trace.network.parameters.filter { $0.role == .recurrent && !$0.isVector }
        let shapes = fitting.trace.network.parameters.reduce(into: [String: [Int]]()) {
            $0[$1.name] = [$1.rows, $1.columns]
        }
        let gates = recurrent.map { $0.name.hasPrefix("U_") ? String($0.name.dropFirst(2)) : "a" }
        func exact(_ path: String, _ columns: Int) -> Matrix<Rational> {
            fitting.matrix(path, layer.hidden, columns).map { Number($0).exact }
        }
        try fitting.need(
            gates.allSatisfy { gate in
                let mark = gate == "a" ? "" : "_\(gate)"
                return shapes["U\(mark)"] == [layer.hidden, layer.hidden]
                    && shapes["W\(mark)"] == [layer.hidden, scene.model.inputWidth]
            }, "not every gate has a W for the input and a U for the state.")
        let blocks = gates.map { gate in
            let mark = gate == "a" ? "" : "_\(gate)"
            return StackedBlock(
                gate: gate, recurrent: exact("stack.0.U\(mark)", layer.hidden),
                input: exact("stack.0.W\(mark)", scene.model.inputWidth))
        }
        try fitting.need(!blocks.isEmpty && !type.states.isEmpty, "its cell has no matrix for the state.")
        let last = blocks[blocks.count - 1]
        let problem = StackedProblem(
            isStateFirst: true, blocks: blocks, asked: Array(gates.prefix(2)), joined: last,
            state: fitting.vector("stack.0.h0", layer.hidden).map { Number($0).exact },
            input: (fitting.model.inputs.first ?? []).map { Number($0).exact }, column: layer.hidden + 1)
        try fitting.need(
            problem.input.count == scene.model.inputWidth, "the sequence has no `inputs`; vectors would fit.")
        return exercise(problem, problem.distinguishable(slips), origin: .named(name))
    }
}

extension ReachKind: SceneExerciseKind {
    public func exercise(scene: Scene, name: String) throws(ExerciseProblem) -> Exercise {
        func need(_ holds: Bool, _ reason: String) throws(ExerciseProblem) {
            if !holds { throw .unfitScene(kind: id, reason: reason) }
        }
        try need(
            scene.model.decoder == nil && scene.model.embedding == nil && scene.model.shape == .manyToMany,
            "a many-to-many network that reads vectors would fit.")
        try need(scene.lengths.inputs <= 20, "it has too many steps; up to 20 would fit.")
        try need(scene.model.loss != .none, "it has no loss; loss: mse, nll or bce would fit.")
        let losses = WorkedModel<Double>(scene).targets.enumerated().filter { $1 != nil }.map { $0.offset + 1 }
        try need(!losses.isEmpty, "no step has a target; one or more would fit.")
        var architecture = scene.model.architecture
        // What is asked does not hang on which loss it is.
        architecture.loss = .mse
        architecture.readout?.activation = .identity
        let readout = scene.model.readout.map { readout in
            "with a \(readout.activation == .identity ? "linear" : readout.activation.rawValue) readout"
        }
        let problem = ReachProblem(
            architecture: architecture, lengths: scene.lengths, losses: losses, truncation: nil,
            readoutWords: readout ?? "without a readout")
        return exercise(problem, level: 2, origin: .named(name))
    }
}

extension PathsKind: SceneExerciseKind {
    /// The ways through the cell of the lowest layer.
    public func exercise(scene: Scene, name: String) throws(ExerciseProblem) -> Exercise {
        guard let layer = scene.model.stack.first, let cell = CellVariant(layer.cell, layer.options) else {
            throw .unfitScene(kind: id, reason: "a layer of a cell with at most one hidden layer of its own would fit.")
        }
        // What is asked is about the cell with its default, and other functions have other slopes.
        guard layer.options.activation == .tanh else {
            throw .unfitScene(kind: id, reason: "its activation is not tanh; tanh would fit.")
        }
        return exercise(cell, isVector: true, level: 2, origin: .named(name))
    }
}

extension VanishKind: SceneExerciseKind {
    /// The recurrent matrix of a linear layer of two units.
    public func exercise(scene: Scene, name: String) throws(ExerciseProblem) -> Exercise {
        let fitting = FittingScene(scene, kind: id)
        // Each direction would have a matrix of its own.
        guard let layer = scene.model.stack.first, layer.hidden == 2, layer.cell == "linear", !layer.bidirectional,
            let spectrum = ExactSpectrum(
                fitting.matrix("stack.0.U", 2, 2).map { Number($0).exact })
        else {
            throw .unfitScene(
                kind: id, reason: "a layer of the cell linear with hidden: 2 and one direction would fit.")
        }
        let problem = VanishProblem(spectrum: spectrum, steps: max(2, min(scene.lengths.inputs, 6)))
        try fitting.need(
            spectrum.fate != .vanishes || problem.stepsBelow != nil,
            "it vanishes so slowly that nobody counts the steps; a smaller matrix would fit.")
        return exercise(problem, problem.distinguishable(slips), origin: .named(name))
    }
}

extension ParametersKind: SceneExerciseKind {
    public func exercise(scene: Scene, name: String) throws(ExerciseProblem) -> Exercise {
        let model = scene.model
        guard model.decoder == nil else {
            throw .unfitScene(kind: id, reason: "a network without a decoder would fit.")
        }
        var count = ParameterCount(steps: max(1, scene.lengths.inputs))
        var width = model.inputWidth
        if let embedding = model.embedding, !embedding.tied {
            count.parts.append(.embedding(vocabulary: embedding.vocabulary.count, size: embedding.size))
        }
        for (place, layer) in model.stack.enumerated() {
            guard layer.bias, layer.initialState == .zero, let cell = CountedCell(layer.cell, layer.options) else {
                throw .unfitScene(
                    kind: id,
                    reason:
                        "stack.\(place) has no bias, a given or learned state 0, or a cell that is not counted here; a plain layer would fit."
                )
            }
            count.parts.append(.layer(cell, input: width, hidden: layer.hidden, bidirectional: layer.bidirectional))
            width = layer.outputWidth
        }
        if let readout = model.readout {
            guard readout.bias else { throw .unfitScene(kind: id, reason: "a readout with a bias would fit.") }
            count.parts.append(.readout(input: width, output: readout.size))
        }
        let trained = scene.network().parameters.filter(\.isTrainable).reduce(0) { $0 + $1.count }
        guard count.parts.reduce(0, { $0 + count.count($1) }) == trained else {
            throw .unfitScene(kind: id, reason: "its parts share parameters; a plain network would fit.")
        }
        return exercise(count, count.distinguishable(slips), origin: .named(name))
    }
}

extension CountedCell {
    /// The cell of a scene's layer; nil where it is not counted here.
    init?(_ name: String, _ options: CellOptions) {
        switch name {
        case "rnn": self = .rnn
        case "ugrnn": self = .ugrnn
        case "gru": self = options.reset == .after ? .gruAfter : .gruBefore
        case "lstm" where options.peephole == .none: self = .lstm
        case "lstm" where options.peephole == .diagonal: self = .lstmDiagonal
        default: return nil
        }
    }
}

extension OneToManyKind: SceneExerciseKind {
    public func exercise(scene: Scene, name: String) throws(ExerciseProblem) -> Exercise {
        guard scene.model.shape == .oneToMany, scene.model.stack.count == 1, scene.model.stack[0].cell == "rnn",
            scene.model.stack[0].options.activation == .tanh, scene.model.feedback == .output
        else {
            throw .unfitScene(
                kind: id,
                reason:
                    "shape: one-to-many with one layer of the cell rnn, activation tanh and feedback: output would fit."
            )
        }
        // What is fed back is ŷ itself, and the formulas have both biases.
        guard scene.model.embedding == nil else {
            throw .unfitScene(kind: id, reason: "it has an embedding; a network that reads vectors would fit.")
        }
        guard scene.model.stack[0].bias, !scene.model.stack[0].residual else {
            throw .unfitScene(
                kind: id, reason: "stack.0 has no bias or a residual connection; a plain layer would fit.")
        }
        guard let readout = scene.model.readout, readout.bias, readout.activation == .identity else {
            throw .unfitScene(
                kind: id, reason: "a readout with a bias and activation: identity would fit.")
        }
        let steps = scene.lengths.outputs
        guard (2...12).contains(steps) else {
            throw .unfitScene(kind: id, reason: "it has \(steps) steps; 2 to 12 would fit.")
        }
        return exercise(steps: steps, origin: .named(name))
    }
}

extension LinearFormulaKind: SceneExerciseKind {
    public func exercise(scene: Scene, name: String) throws(ExerciseProblem) -> Exercise {
        do throws(MisfitReason) { _ = try LinearModel(scene) } catch {
            throw .unfitScene(kind: id, reason: error.reason)
        }
        return exercise(origin: .named(name))
    }
}

extension ClipKind: SceneExerciseKind {
    /// The gradients of a scene, clipped at the threshold of its training, or at half of their norm.
    public func exercise(scene: Scene, name: String) throws(ExerciseProblem) -> Exercise {
        let fitting = FittingScene(scene, kind: id)
        try fitting.need(
            scene.model.loss != .none, "it has no loss, and so no gradients; loss: mse, nll or bce would fit.")
        let parameters = fitting.trace.network.parameters.filter(\.isTrainable)
        try fitting.need(
            parameters.reduce(0) { $0 + $1.count } <= 200,
            "it is too large to be worked by hand; up to 200 numbers of parameters would fit.")
        let problem = SceneClip(
            gradients: parameters.map { parameter in
                Shaped(
                    parameter.isVector
                        ? .vector(parameter.count) : .matrix(parameter.rows, parameter.columns),
                    Array(fitting.trace.gradient(parameter)))
            }, names: parameters.map { $0.path.replacing(".", with: "_") },
            at: (scene.training?.clip?.at).map(\.approximation))
        return Exercise(
            kind: id, origin: .named(name), title: title, fields: problem.fields,
            slips: problem.distinguishable([.c01, .c02, .c04]), working: problem
        ) { problem.text }
    }
}
