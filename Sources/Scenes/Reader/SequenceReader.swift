import ExactMath
import Recurrence
import Wording

/// Reads `sequence` for a model.
struct SequenceReader {
    let fields: Fields
    private let model: ModelReader
    /// Width of an input vector.
    private(set) var inputWidth = 0
    private(set) var inputSteps = 0
    private let tokens: [String: Int]

    init(_ node: DocumentNode, model: ModelReader) throws(Misfit) {
        fields = try Fields(
            node, of: "sequence", known: ["inputs", "tokens", "targets", "length", "task", "seed", "start", "text"])
        self.model = model
        var tokens: [String: Int] = [:]
        for (i, token) in (model.model.embedding?.vocabulary ?? []).enumerated() { tokens[token] = i }
        self.tokens = tokens
    }

    private var shape: Shape { model.model.shape }

    // MARK: Inputs

    mutating func readSource() throws(Misfit) -> SceneSequence.Source {
        let sources = ["inputs", "tokens", "task"].filter { fields[$0] != nil }
        guard let source = sources.first, let node = fields[source] else { throw Misfit(.noSequence, at: fields.node) }
        if sources.count > 1 {
            throw Misfit(.sequenceTwice(sources[0], sources[1]), at: fields.key(sources[1]) ?? fields.node)
        }
        if let seed = fields.key("seed"), source != "task" {
            throw Misfit(.keyNeeds("seed", "task"), at: seed)
        }
        if let text = fields.key("text"), fields["task"]?.text != "characters" {
            throw Misfit(.keyNeeds("text", "task: characters"), at: text)
        }
        switch source {
        case "inputs": return .inputs(try readInputs(node))
        case "tokens": return .tokens(try readTokens(node))
        default: return .task(try readTask(node))
        }
    }

    private mutating func readInputs(_ node: DocumentNode) throws(Misfit) -> [Number] {
        guard model.model.embedding == nil else {
            throw Misfit(.inputsWithEmbedding, at: fields.key("inputs") ?? node)
        }
        var numbers: [Number] = []
        for vector in try node.list(of: "inputs", expected: "a list of vectors") {
            try checkSteps(inputSteps + 1, of: "inputs", at: vector)
            inputSteps += 1
            let before = numbers.count
            for item in try vector.list(of: "input \(inputSteps)", expected: "a vector, such as [1]") {
                numbers.append(try item.number(of: "input \(inputSteps)"))
            }
            let width = numbers.count - before
            if inputSteps == 1 {
                guard (1...SceneLimits.width).contains(width) else {
                    throw Misfit(
                        .notInRange(of: "the width of an input", found: "\(width)", 1...SceneLimits.width), at: vector)
                }
                inputWidth = width
            }
            guard width == inputWidth else {
                throw Misfit(.inputWidth(step: inputSteps, found: width, expected: inputWidth), at: vector)
            }
        }
        try checkInputSteps(of: "inputs", at: node)
        return numbers
    }

    private mutating func readTokens(_ node: DocumentNode) throws(Misfit) -> [Int] {
        guard let embedding = model.model.embedding else {
            throw Misfit(.tokensWithoutEmbedding, at: fields.key("tokens") ?? node)
        }
        var indices: [Int] = []
        for item in try node.list(of: "tokens", expected: "a list of tokens") {
            try checkSteps(indices.count + 1, of: "tokens", at: item)
            guard item.isScalar, let index = tokens[item.text] else {
                throw Misfit(.unknownToken(item.summary, known: embedding.vocabulary), at: item)
            }
            indices.append(index)
        }
        inputSteps = indices.count
        inputWidth = embedding.size
        try checkInputSteps(of: "tokens", at: node)
        return indices
    }

    private func checkSteps(_ steps: Int, of what: String, at node: DocumentNode) throws(Misfit) {
        guard steps <= SceneLimits.steps else {
            throw Misfit(.tooManySteps(of: what, limit: SceneLimits.steps), at: node)
        }
    }

    private func checkInputSteps(of what: String, at node: DocumentNode) throws(Misfit) {
        guard inputSteps > 0 else { throw Misfit(.noSteps(what), at: node) }
        guard inputSteps == 1 || (shape != .oneToOne && shape != .oneToMany) else {
            throw Misfit(
                .stepCount(of: what, found: inputSteps, expected: 1, reason: "shape \(shape.rawValue)"), at: node)
        }
    }

    // MARK: Targets

    /// Reads what `readSource` left: targets, length, y_0.
    func read(source: SceneSequence.Source) throws(Misfit) -> SceneSequence {
        var sequence = SceneSequence(source: source)
        if case .task = source { return sequence }
        if let node = fields["targets"] { sequence.targets = try readTargets(node) }
        try readLength(into: &sequence)
        if let node = fields["start"] {
            guard shape == .seq2seq else {
                throw Misfit(.keyNeeds("start", "shape: seq2seq"), at: fields.key("start") ?? node)
            }
            sequence.start = try readTarget(node, of: "start")
        }
        try checkFeedback(sequence)
        if model.model.loss != .none, sequence.targets.isEmpty {
            throw Misfit(.lossWithoutTargets(model.model.loss.rawValue), at: model.lossNode ?? fields.node)
        }
        return sequence
    }

    private func readTargets(_ node: DocumentNode) throws(Misfit) -> [SceneTarget?] {
        let isLabel = model.model.loss == .bce
        var targets: [SceneTarget?] = []
        var nodes: [DocumentNode] = []
        for item in try node.list(of: "targets", expected: "a list of targets") {
            try checkSteps(targets.count + 1, of: "targets", at: item)
            targets.append(
                item.isNull ? nil : try readTarget(item, of: "target \(targets.count + 1)", isLabel: isLabel))
            nodes.append(item)
        }
        switch shape {
        case .oneToOne, .manyToOne:
            // One target, or one a step with nothing but null before the last.
            if targets.count == inputSteps, let last = targets.last {
                for (target, item) in zip(targets, nodes).dropLast() where target != nil {
                    throw Misfit(.earlyTarget(lastStep: inputSteps), at: item)
                }
                return [last]
            }
            guard targets.count == 1 else {
                throw Misfit(
                    .stepCount(of: "targets", found: targets.count, expected: 1, reason: "shape \(shape.rawValue)"),
                    at: node)
            }
        case .manyToMany:
            guard targets.count == inputSteps else {
                throw Misfit(
                    .stepCount(
                        of: "targets", found: targets.count, expected: inputSteps,
                        reason: "one for each of the \(Words.count(inputSteps, "step"))"), at: node)
            }
        case .oneToMany, .seq2seq:
            guard !targets.isEmpty else { throw Misfit(.noSteps("targets"), at: node) }
        }
        if model.model.feedsBack, model.model.feedback == .target,
            let step = targets.dropLast().firstIndex(where: { $0 == nil })
        {
            throw Misfit(.nullTargetFedBack(step: step + 1), at: nodes[step])
        }
        if model.model.feedsBack, model.model.feedback == .argmax, let step = targets.firstIndex(where: Self.isVector) {
            throw Misfit(.argmaxWithVectors(step: step + 1), at: nodes[step])
        }
        return targets
    }

    /// - Parameter isLabel: whether it is a target of `bce`, whose entries lie between 0 and 1.
    private func readTarget(_ node: DocumentNode, of what: String, isLabel: Bool = false) throws(Misfit) -> SceneTarget
    {
        let width = model.model.outputWidth
        switch node.kind {
        case .mapping:
            throw Misfit(.wrongKind(of: what, found: node.summary, expected: targetForms), at: node)
        case .sequence:
            var numbers: [Number] = []
            for item in node.children {
                guard numbers.count < width else { break }
                let number = try item.number(of: what)
                if isLabel, number.double < 0 || number.double > 1 {
                    throw Misfit(.notBetween(of: "\(what) under bce", found: item.text, 0...1), at: item)
                }
                numbers.append(number)
            }
            let found = node.children.reduce(0) { count, _ in count + 1 }
            guard found == width else {
                throw Misfit(.targetWidth(what: what, found: found, expected: width), at: node)
            }
            return .vector(numbers)
        case .plain, .quoted:
            let index: Int
            if let token = tokens[node.text] {
                index = token
            } else if let number = Int(node.text) {
                guard !isLabel || width > 1 else { throw Misfit(.labelIsNoClass(node.text), at: node) }
                index = number
            } else if let embedding = model.model.embedding {
                throw Misfit(.unknownToken(node.summary, known: embedding.vocabulary), at: node)
            } else {
                throw Misfit(.wrongKind(of: what, found: node.summary, expected: targetForms), at: node)
            }
            guard (0..<width).contains(index) else {
                throw Misfit(.classOutOfRange(index, count: width), at: node)
            }
            return .index(index)
        }
    }

    private static func isVector(_ target: SceneTarget?) -> Bool {
        if case .vector = target { true } else { false }
    }

    private var targetForms: String {
        let vector = "a vector of \(Words.count(model.model.outputWidth, "number"))"
        let token = model.model.embedding == nil ? "" : ", a token"
        return "\(vector)\(token), a class number or null"
    }

    // MARK: Length and feedback

    private func readLength(into sequence: inout SceneSequence) throws(Misfit) {
        let makesOutputs = shape == .oneToMany || shape == .seq2seq
        guard let node = fields["length"] else {
            guard !makesOutputs || !sequence.targets.isEmpty else {
                throw Misfit(.lengthMissing(shape: shape.rawValue), at: fields.node)
            }
            return
        }
        guard makesOutputs else {
            throw Misfit(.lengthDoesNotApply(shape: shape.rawValue), at: fields.key("length") ?? node)
        }
        let length = try node.integer(of: "length", in: 1...SceneLimits.steps)
        guard sequence.targets.isEmpty || sequence.targets.count == length else {
            throw Misfit(.lengthDiffers(length: length, targets: sequence.targets.count), at: node)
        }
        sequence.length = sequence.targets.isEmpty ? length : nil
    }

    private func checkFeedback(_ sequence: SceneSequence) throws(Misfit) {
        guard model.model.feedsBack, model.model.feedback == .target, sequence.targets.isEmpty else { return }
        let node = model.fields["feedback"]
        throw Misfit(.feedbackWithoutTargets(isDefault: node == nil), at: node ?? fields["length"] ?? fields.node)
    }

    // MARK: Tasks

    private mutating func readTask(_ node: DocumentNode) throws(Misfit) -> SceneTask {
        let name = try node.string(of: "task", limit: 100)
        let text = try fields["text"].map { node throws(Misfit) in
            let text = try node.string(of: "text", limit: SceneLimits.text, lines: true)
            guard text.unicodeScalars.count > 1 else { throw Misfit(.noSteps("text"), at: node) }
            return text
        }
        guard let task = Tasks.named(name, text: text) else {
            throw Misfit(.unknownWord(of: "task", found: name, known: Tasks.all.map { $0.name }), at: node)
        }
        for key in ["targets", "start"] {
            if let node = fields.key(key) { throw Misfit(.sequenceTwice("task", key), at: node) }
        }
        let length = try fields.required("length").integer(
            of: "length", in: task.minimumLength...min(task.maximumLength, SceneLimits.steps))
        guard task.shapes.contains(shape) else {
            throw Misfit(
                .taskMisfit(
                    task: name, what: "shape", found: shape.rawValue,
                    expected: Words.list(task.shapes.map(\.rawValue), "or")),
                at: model.fields["shape"] ?? node)
        }
        if model.model.embedding != nil { throw Misfit(.inputsWithEmbedding, at: node) }
        guard let width = task.outputWidth(for: model.model.loss) else {
            throw Misfit(
                .taskMisfit(
                    task: name, what: "loss", found: model.model.loss.rawValue,
                    expected: Words.list(
                        Loss.allCases.filter { task.outputWidth(for: $0) != nil }.map(\.rawValue), "or")),
                at: model.lossNode ?? node)
        }
        guard model.model.outputWidth == width else {
            throw Misfit(
                .taskMisfit(
                    task: name, what: "width of y", found: "\(model.model.outputWidth)", expected: "\(width)"),
                at: model.readout?["size"] ?? node)
        }
        inputWidth = task.inputWidth
        inputSteps = task.inputSteps(length)
        try checkSteps(inputSteps, of: "length", at: fields["length"] ?? node)
        try checkInputSteps(of: "length", at: fields["length"] ?? node)
        return SceneTask(name: name, length: length, seed: try fields["seed"]?.seed(of: "seed") ?? 1, text: text)
    }
}
