import ExactMath
import Recurrence
import Scenes
import Wording

// Kinds that take their numbers from a teacher's scene wherever its model is theirs.

/// What a scene's trace says to a kind that fits it.
struct FittingScene {
    let scene: Scene
    let kind: String
    let model: WorkedModel<Double>
    let trace: Trace<Double>

    init(_ scene: Scene, kind: String) {
        self.scene = scene
        self.kind = kind
        model = WorkedModel(scene)
        trace = scene.trace()
    }

    func need(_ holds: Bool, _ reason: String) throws(ExerciseProblem) {
        if !holds { throw .unfitScene(kind: kind, reason: reason) }
    }

    /// The only layer, of this cell and plain.
    func layer(_ cell: String) throws(ExerciseProblem) -> SceneLayer {
        guard scene.model.stack.count == 1, let layer = scene.model.stack.first, scene.model.decoder == nil,
            scene.model.embedding == nil
        else { throw .unfitScene(kind: kind, reason: "one layer that reads vectors would fit.") }
        try need(layer.cell == cell, "stack.0 is of the cell \(layer.cell); \(cell) would fit.")
        try need(
            layer.bias && !layer.bidirectional && !layer.residual,
            "stack.0 has no bias, two directions or a residual connection; a plain layer would fit.")
        try needSize(steps: model.inputs.count, widths: layer.hidden, scene.model.inputWidth)
        return layer
    }

    /// What is worked by hand has few steps and narrow vectors.
    func needSize(steps: Int, widths: Int...) throws(ExerciseProblem) {
        try need(
            steps <= 12 && widths.allSatisfy { $0 <= 8 },
            "it is too large to be worked by hand; up to 12 steps and widths up to 8 would fit.")
    }

    func vector(_ path: String, _ count: Int) -> [Double] {
        model.values[path] ?? [Double](repeating: 0, count: count)
    }

    func matrix(_ path: String, _ rows: Int, _ columns: Int) -> Matrix<Double> {
        Matrix(rows: rows, columns: columns, elements: vector(path, rows * columns))
    }

    func node(_ part: String, _ name: String) throws(ExerciseProblem) -> NodeID {
        guard let node = trace.network.node(part, name) else {
            throw .unfitScene(kind: kind, reason: "it has no \(part).\(name).")
        }
        return node
    }
}

extension Exercise.Origin {
    static func named(_ name: String) -> Exercise.Origin { .scene(SafeText.of(name, limit: 200)) }
}

extension CellStep {
    /// The first step of a scene whose only layer is of this cell.
    fileprivate init(_ form: CellForm, _ fitting: FittingScene, withGradients: Bool) throws(ExerciseProblem) {
        let layer = try fitting.layer(form.name)
        let (hidden, width) = (layer.hidden, fitting.scene.model.inputWidth)
        let gates = form.gates.map { name in
            var gate = GateWeights(
                name: name, input: fitting.matrix("stack.0.W_\(name)", hidden, width),
                recurrent: fitting.matrix("stack.0.U_\(name)", hidden, hidden),
                bias: fitting.vector("stack.0.b_\(name)", hidden))
            if form.seesCell.contains(name), let peephole = fitting.model.values["stack.0.V_\(name)"] {
                gate.isDiagonal = layer.options.peephole == .diagonal
                gate.peephole =
                    gate.isDiagonal
                    ? Matrix(rows: hidden, columns: hidden) { $0 == $1 ? peephole[$0] : 0 }
                    : Matrix(rows: hidden, columns: hidden, elements: peephole)
            }
            return gate
        }
        self.init(
            form: form, options: layer.options, gates: gates,
            innerBias: layer.options.reset == .after ? fitting.vector("stack.0.c_h", hidden) : nil,
            x: fitting.model.inputs.first ?? [],
            states: form.states.map { fitting.vector("stack.0.\($0)0", hidden) })
        guard withGradients else { return }
        try fitting.need(fitting.scene.model.loss != .none, "it has no loss; loss: mse, nll or bce would fit.")
        for state in form.states {
            let node = try fitting.node("stack.0", state)
            if state == form.states.first {
                arriving.append(Array(fitting.trace.gradient(node, at: 1)))
            } else {
                // What comes back past h_1 is what comes from the next step.
                let carried = fitting.trace.contributions(to: node, at: 1).filter(\.isCarried)
                arriving.append(
                    carried.reduce([Double](repeating: 0, count: hidden)) { sum($0, $1.values) })
            }
        }
    }
}

extension CellStepKind: SceneExerciseKind {
    public func exercise(scene: Scene, name: String) throws(ExerciseProblem) -> Exercise {
        exercise(try CellStep(form, FittingScene(scene, kind: id), withGradients: false), origin: .named(name))
    }
}

extension CellBPTTKind: SceneExerciseKind {
    public func exercise(scene: Scene, name: String) throws(ExerciseProblem) -> Exercise {
        exercise(try CellStep(form, FittingScene(scene, kind: id), withGradients: true), origin: .named(name))
    }
}

extension RNNBPTTKind: SceneExerciseKind {
    public func exercise(scene: Scene, name: String) throws(ExerciseProblem) -> Exercise {
        let fitting = FittingScene(scene, kind: id)
        let layer = try fitting.layer("rnn")
        try fitting.need(layer.options.activation == .tanh, "its activation is not tanh; tanh would fit.")
        guard let readout = scene.model.readout, readout.activation == .softmax, readout.bias,
            scene.model.loss == .nll, scene.model.reduction == .sum, scene.model.shape == .manyToMany
        else {
            throw .unfitScene(
                kind: id, reason: "a softmax readout with a bias, loss: nll and the shape many-to-many would fit.")
        }
        // A task's targets stand in the run alone.
        let classes = fitting.trace.network.outputSteps.compactMap { step in
            if case .index(let index)? = fitting.trace.target(at: step) { index } else { nil }
        }
        try fitting.need(
            classes.count == fitting.model.inputs.count, "a target that is a class at every step would fit.")
        try fitting.needSize(steps: classes.count, widths: readout.size)
        let (hidden, width) = (layer.hidden, scene.model.inputWidth)
        let network = ElmanNetwork(
            recurrent: fitting.matrix("stack.0.U", hidden, hidden), input: fitting.matrix("stack.0.W", hidden, width),
            output: fitting.matrix("readout.W_y", readout.size, hidden), stateBias: fitting.vector("stack.0.b", hidden),
            outputBias: fitting.vector("readout.b_y", readout.size), start: fitting.vector("stack.0.h0", hidden),
            inputs: fitting.model.inputs, targets: classes)
        return exercise(network, origin: .named(name))
    }
}

extension SoftmaxNLLKind: SceneExerciseKind {
    /// The logits and the class of the first step that has a loss.
    public func exercise(scene: Scene, name: String) throws(ExerciseProblem) -> Exercise {
        let fitting = FittingScene(scene, kind: id)
        try fitting.need(scene.model.loss == .nll, "its loss is \(scene.model.loss.rawValue); nll would fit.")
        guard let step = fitting.trace.losses.first?.step, case .index(let target)? = fitting.trace.target(at: step),
            let logits = fitting.trace.network.logits
        else { throw .unfitScene(kind: id, reason: "a target that is a class would fit.") }
        try fitting.need(
            scene.model.outputWidth <= 8, "it is too large to be worked by hand; up to 8 classes would fit.")
        let problem = SoftmaxNLL(logits: Array(fitting.trace.value(logits, at: step)), target: target)
        // Scores stand in for probabilities under G16, and their logarithm is taken.
        return exercise(
            problem, problem.logits.allSatisfy { $0 > 0 } ? slips : [.m05, .m22, .g18], origin: .named(name))
    }
}

extension AttentionStepKind: SceneExerciseKind {
    /// The decoder's first step over what the encoder says in the scene.
    public func exercise(scene: Scene, name: String) throws(ExerciseProblem) -> Exercise {
        let fitting = FittingScene(scene, kind: id)
        let model = fitting.model
        guard let decoder = scene.model.decoder, let size = decoder.attention, let top = scene.model.stack.last,
            !top.bidirectional, !top.residual
        else { throw .unfitScene(kind: id, reason: "a decoder with attention over a plain layer would fit.") }
        try fitting.needSize(steps: scene.lengths.inputs, widths: top.hidden, decoder.layer.hidden, size)
        let encoder = try fitting.node("stack.\(scene.model.stack.count - 1)", "h")
        let state = try fitting.node("decoder", "h")
        let step = AttentionStep(
            state: Array(fitting.trace.value(state, at: 0)),
            encodings: (1...scene.lengths.inputs).map { Array(fitting.trace.value(encoder, at: $0)) },
            decoderWeight: fitting.matrix("attention.W", size, decoder.layer.hidden),
            encoderWeight: fitting.matrix("attention.U", size, top.hidden),
            vector: model.values["attention.v"] ?? [])
        return exercise(step, origin: .named(name))
    }
}

extension AffineBackwardKind: SceneExerciseKind {
    /// A layer with relu over its first step; ∂L/∂y is the scene's own.
    public func exercise(scene: Scene, name: String) throws(ExerciseProblem) -> Exercise {
        let fitting = FittingScene(scene, kind: id)
        let layer = try fitting.layer("rnn")
        try fitting.need(
            layer.options.activation == .relu && layer.initialState == .zero && scene.model.loss != .none,
            "a layer with activation: relu, initial_state: zero and a loss would fit.")
        let (rows, columns) = (layer.hidden, scene.model.inputWidth)
        let gradient = Array(fitting.trace.gradient(try fitting.node("stack.0", "h"), at: 1))
        // A number that is not finite has no fraction.
        guard gradient.allSatisfy(\.isFinite) else { throw .overflow(kind: id) }
        let affine = AffineLayer(
            weight: fitting.matrix("stack.0.W", rows, columns).map { Number($0).exact },
            bias: fitting.vector("stack.0.b", rows).map { Number($0).exact },
            input: (fitting.model.inputs.first ?? []).map { Number($0).exact },
            gradient: gradient.map { Number($0).exact })
        return exercise(affine, affine.slips, origin: .named(name))
    }
}
