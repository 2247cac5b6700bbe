import Recurrence
import Wording

/// Reads `training`.
enum TrainingReader {
    static func read(_ node: DocumentNode, of scene: Scene, _ network: Network) throws(Misfit) -> Training {
        let fields = try Fields(
            node, of: "training",
            known: [
                "optimizer", "momentum", "betas", "decay", "epsilon", "schedule", "rate", "epochs", "batch", "seed",
                "clip", "chunks", "progress",
            ])
        var training = Training(optimizer: try optimizer(fields))
        if let node = fields["rate"] { training.rate = try node.positiveNumber(of: "rate") }
        if let node = fields["epochs"] { training.epochs = try node.integer(of: "epochs", in: 1...SceneLimits.epochs) }
        if let node = fields["batch"] { training.batch = try node.integer(of: "batch", in: 1...SceneLimits.epochs) }
        if let node = fields["schedule"] { training.schedule = try schedule(node, epochs: training.epochs) }
        if let node = fields["seed"] { training.seed = try node.seed(of: "seed") }
        if let node = fields["clip"] { training.clip = try clip(node) }
        if let node = fields["chunks"] {
            training.chunks = try node.integer(of: "chunks", in: 1...SceneLimits.steps)
            if let obstacle = network.obstacleToChunks ?? obstacle(in: scene.sequence) {
                throw Misfit(.noChunks(obstacle), at: node)
            }
        }
        if let node = fields["progress"] { training.progress = try progress(node, training.optimizer, network) }
        return training
    }

    /// Why sequences cannot be cut into chunks, in one sentence; nil where they can.
    private static func obstacle(in sequence: SceneSequence) -> String? {
        guard case .task(let task) = sequence.source, task.task.stepsDiffer else { return nil }
        return "chunks are cut from sequences that are equally long; those of the task \(task.name) are not"
    }

    private static func optimizer(_ fields: Fields) throws(Misfit) -> Optimizer {
        var name = OptimizerName.sgd
        if let node = fields["optimizer"] { name = try node.word(of: "optimizer") }
        let owners: [(String, [OptimizerName])] = [
            ("momentum", [.momentum]), ("betas", [.adam]), ("decay", [.rmsprop]),
            ("epsilon", [.adam, .rmsprop, .adagrad]),
        ]
        for (key, owners) in owners {
            if let node = fields.key(key), !owners.contains(name) {
                throw Misfit(.keyNeeds(key, "optimizer: " + Words.list(owners.map(\.rawValue), "or")), at: node)
            }
        }
        switch name {
        case .sgd: return .sgd
        case .momentum:
            guard let node = fields["momentum"] else { return .momentum(Training.defaultMomentum) }
            return .momentum(try fraction(node, of: "momentum"))
        case .adam:
            var (beta1, beta2) = Training.defaultBetas
            if let node = fields["betas"] {
                let items = Array(try node.list(of: "betas", expected: "two numbers, such as [0.9, 0.999]"))
                guard items.count == 2 else {
                    throw Misfit(
                        .wrongKind(
                            of: "betas", found: "a list of \(items.count)",
                            expected: "two numbers, such as [0.9, 0.999]"), at: node)
                }
                beta1 = try fraction(items[0], of: "a beta")
                beta2 = try fraction(items[1], of: "a beta")
            }
            return .adam(beta1: beta1, beta2: beta2, epsilon: try epsilon(fields, Training.defaultEpsilon))
        case .rmsprop:
            let decay = try fields["decay"].map { node throws(Misfit) in try fraction(node, of: "decay") }
            return .rmsprop(
                decay: decay ?? Training.defaultDecay, epsilon: try epsilon(fields, Training.defaultEpsilon))
        case .adagrad: return .adagrad(epsilon: try epsilon(fields, Training.defaultAdagradEpsilon))
        }
    }

    private static func progress(
        _ node: DocumentNode, _ optimizer: Optimizer, _ network: Network
    ) throws(Misfit) -> TrainingProgress {
        let fields = try Fields(node, of: "progress", known: ["done", "updates", "m", "v"])
        let done = try fields.required("done").integer(of: "done", in: 0...SceneLimits.epochs)
        var progress = TrainingProgress(done: done, updates: done)
        if let node = fields["updates"] {
            progress.updates = try node.integer(of: "updates", in: 0...SceneLimits.updates)
        }
        let memories = optimizer.memories
        for key in ["m", "v"] {
            let isKept = key == "m" ? memories.m : memories.v
            guard let node = fields[key] else {
                if isKept && progress.updates > 0 { throw Misfit(.missingKey(key, in: "progress"), at: fields.node) }
                continue
            }
            guard isKept else {
                throw Misfit(.keyNeeds(key, key == "m" ? "optimizer: adam" : "an optimizer with a memory"), at: node)
            }
            let values = try ParametersReader(network: network).readValues(node)
            let missing = network.parameters.first { $0.isTrainable && values[$0.path] == nil }
            if let missing { throw Misfit(.missingKey(missing.path, in: key), at: node) }
            if key == "m" { progress.m = values } else { progress.v = values }
        }
        return progress
    }

    private static func epsilon(_ fields: Fields, _ standard: Double) throws(Misfit) -> Double {
        guard let node = fields["epsilon"] else { return standard }
        return try node.positiveNumber(of: "epsilon").double
    }

    private static func schedule(_ node: DocumentNode, epochs: Int?) throws(Misfit) -> RateSchedule {
        let forms = "constant, {step: {every: 50, factor: 0.5}} or {cosine: {to: 0.001}}"
        if node.isScalar, node.text == "constant" { return .constant }
        guard node.kind == .mapping else {
            throw Misfit(.wrongKind(of: "schedule", found: node.summary, expected: forms), at: node)
        }
        let fields = try Fields(node, of: "schedule", known: ["step", "cosine"])
        if let step = fields["step"], fields["cosine"] == nil {
            let fields = try Fields(step, of: "step", known: ["every", "factor"])
            return .step(
                every: try fields.required("every").integer(of: "every", in: 1...SceneLimits.epochs),
                factor: try fields.required("factor").positiveNumber(of: "factor").double)
        }
        guard let cosine = fields["cosine"], fields["step"] == nil else {
            let found = fields["step"] == nil ? "an empty mapping" : "a mapping of two keys"
            throw Misfit(.wrongKind(of: "schedule", found: found, expected: forms), at: node)
        }
        guard epochs != nil else { throw Misfit(.keyNeeds("cosine", "epochs"), at: fields.key("cosine") ?? cosine) }
        let to = try Fields(cosine, of: "cosine", known: ["to"]).required("to")
        let number = try to.number(of: "to")
        guard (0...1e6).contains(number.double) else {
            throw Misfit(.notBetween(of: "to", found: to.text, 0...1_000_000), at: to)
        }
        return .cosine(to: number.double)
    }

    /// A number from 0 up to but not including 1.
    private static func fraction(_ node: DocumentNode, of what: String) throws(Misfit) -> Double {
        let number = try node.number(of: what)
        guard number.double >= 0, number.double < 1 else {
            throw Misfit(.notAFraction(of: what, found: node.text), at: node)
        }
        return number.double
    }

    private static func clip(_ node: DocumentNode) throws(Misfit) -> Clipping {
        let fields = try Fields(node, of: "clip", known: ["by", "at"])
        return Clipping(
            by: try fields.required("by").word(of: "by"),
            at: try fields.required("at").positiveNumber(of: "at").exact)
    }
}
