import Recurrence

/// Reads `training`.
enum TrainingReader {
    static func read(_ node: DocumentNode) throws(Misfit) -> Training {
        let fields = try Fields(
            node, of: "training",
            known: ["optimizer", "momentum", "betas", "epsilon", "rate", "epochs", "batch", "seed", "clip"])
        var training = Training(optimizer: try optimizer(fields))
        if let node = fields["rate"] { training.rate = try node.positiveNumber(of: "rate") }
        if let node = fields["epochs"] { training.epochs = try node.integer(of: "epochs", in: 1...SceneLimits.epochs) }
        if let node = fields["batch"] { training.batch = try node.integer(of: "batch", in: 1...SceneLimits.epochs) }
        if let node = fields["seed"] { training.seed = try node.seed(of: "seed") }
        if let node = fields["clip"] { training.clip = try clip(node) }
        return training
    }

    private static func optimizer(_ fields: Fields) throws(Misfit) -> Optimizer {
        var name = OptimizerName.sgd
        if let node = fields["optimizer"] { name = try node.word(of: "optimizer") }
        for (key, owner) in [("momentum", "momentum"), ("betas", "adam"), ("epsilon", "adam")] {
            if let node = fields.key(key), name.rawValue != owner {
                throw Misfit(.keyNeeds(key, "optimizer: \(owner)"), at: node)
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
            var epsilon = Training.defaultEpsilon
            if let node = fields["epsilon"] { epsilon = try node.positiveNumber(of: "epsilon").double }
            return .adam(beta1: beta1, beta2: beta2, epsilon: epsilon)
        }
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
