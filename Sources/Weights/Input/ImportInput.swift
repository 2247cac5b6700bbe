import Recurrence
import Scenes

/// The sequence that an imported network reads, from a JSON or YAML file: a list of vectors, or a mapping.
///
/// Keys of the mapping: `inputs` (or torch's `input`), or `tokens`; `targets` as in a scene; `loss`; `h0` and `c0`, the
/// initial states as torch takes them, one row for each layer and direction; for a decoder `start`, `length` and `feedback`.
public struct ImportInput {
    /// Most bytes that are read.
    public static let largestFile = DocumentLimits().bytes

    private let file: String
    private let root: DocumentNode
    private let fields: Fields?

    /// Reads a file's bytes; `file` is the name that errors give.
    public init(_ bytes: [UInt8], file: String) throws(SceneError) {
        self.file = file
        do {
            root = try DocumentReader.read(bytes).root
            fields =
                root.kind == .sequence
                ? nil
                : try Fields(
                    root, of: "the input",
                    known: ["inputs", "input", "tokens", "targets", "start", "length", "feedback", "loss", "h0", "c0"])
            try checkSequence()
        } catch {
            throw SceneError(file: file, position: error.position, fact: error.fact)
        }
    }

    /// One sequence stands there, by one of its names.
    private func checkSequence() throws(Misfit) {
        guard let fields else { return }
        let names = ["inputs", "input", "tokens"].filter { fields[$0] != nil }
        guard names.count < 2 else { throw Misfit(.sequenceTwice(names[0], names[1]), at: root) }
        if !hasTokens { _ = try inputsNode() }
    }

    /// Whether the input is tokens, which need an embedding.
    var hasTokens: Bool { fields?["tokens"] != nil }

    private func inputsNode() throws(Misfit) -> DocumentNode {
        guard let fields else { return root }
        if let node = fields["input"] { return node }
        return try fields.required("inputs")
    }

    /// Puts sequence, loss and given initial states into a scene whose model stands.
    func fill(_ scene: inout Scene) throws(SceneError) {
        do {
            try fillSequence(&scene)
            try fillTargets(&scene)
            try fillDecoding(&scene)
            for name in LSTM.states { try fillStates(name, &scene) }
        } catch {
            throw SceneError(file: file, position: error.position, fact: error.fact)
        }
    }

    private func fillSequence(_ scene: inout Scene) throws(Misfit) {
        let steps: Int
        if let node = fields?["tokens"] {
            let vocabulary = scene.vocabulary
            let rows = Dictionary(vocabulary.enumerated().map { ($1, $0) }) { first, _ in first }
            var tokens: [Int] = []
            for item in try node.list(of: "tokens", expected: "a list of tokens") {
                tokens.append(try token(item, rows, vocabulary))
            }
            steps = tokens.count
            scene.sequence.source = .tokens(tokens)
        } else {
            let rows = try vectors(of: "inputs", in: try inputsNode(), width: scene.model.inputWidth)
            steps = rows.count
            scene.sequence.source = .inputs(rows.flatMap(\.self))
        }
        guard (1...SceneLimits.steps).contains(steps) else {
            throw Misfit(.notInRange(of: "the number of steps", found: String(steps), 1...SceneLimits.steps), at: root)
        }
        if steps > 1, scene.model.shape == .oneToOne || scene.model.shape == .oneToMany {
            scene.model.shape = .manyToMany
        }
    }

    private func token(_ item: DocumentNode, _ rows: [String: Int], _ vocabulary: [String]) throws(Misfit) -> Int {
        if item.isScalar, let index = rows[item.text] { return index }
        // A row of the embedding, where no word is written so.
        guard item.kind == .plain, let row = Int(item.text), vocabulary.indices.contains(row) else {
            throw Misfit(.unknownToken(item.summary, known: vocabulary), at: item)
        }
        return row
    }

    private func vectors(of what: String, in node: DocumentNode, width: Int) throws(Misfit) -> [[Number]] {
        var rows: [[Number]] = []
        for row in try node.list(of: what, expected: "a list of vectors") {
            let numbers = try numbers(of: what, in: row)
            guard numbers.count == width else {
                throw Misfit(.inputWidth(step: rows.count + 1, found: numbers.count, expected: width), at: row)
            }
            rows.append(numbers)
        }
        return rows
    }

    private func numbers(of what: String, in node: DocumentNode) throws(Misfit) -> [Number] {
        var numbers: [Number] = []
        for item in try node.list(of: what, expected: "a vector, such as [1]") {
            numbers.append(try item.number(of: what))
        }
        return numbers
    }

    private func fillTargets(_ scene: inout Scene) throws(Misfit) {
        guard let node = fields?["targets"], !node.isNull else {
            if let loss = fields?["loss"] { throw Misfit(.lossWithoutTargets(loss.text), at: loss) }
            return
        }
        let width = scene.model.outputWidth
        var targets: [SceneTarget?] = []
        for item in try node.list(of: "targets") { targets.append(try target(item, width: width, scene.vocabulary)) }
        let steps = scene.sequence.inputSteps(width: scene.model.inputWidth)
        let fits =
            switch scene.model.shape {
            case .manyToOne, .oneToOne: targets.count == 1
            case .oneToMany, .seq2seq: !targets.isEmpty
            case .manyToMany: targets.count == steps
            }
        guard fits else {
            throw Misfit(
                .stepCount(
                    of: "targets", found: targets.count, expected: scene.model.shape == .manyToMany ? steps : 1,
                    reason: "shape \(scene.model.shape.rawValue)"), at: node)
        }
        scene.sequence.targets = targets
        scene.sequence.length = nil
        try setLoss(&scene)
    }

    private func target(_ item: DocumentNode, width: Int, _ vocabulary: [String]) throws(Misfit) -> SceneTarget? {
        if item.isNull { return nil }
        if item.kind == .sequence {
            let numbers = try numbers(of: "a target", in: item)
            guard numbers.count == width else {
                throw Misfit(.targetWidth(what: "a target", found: numbers.count, expected: width), at: item)
            }
            return .vector(numbers)
        }
        if item.isScalar, let index = vocabulary.firstIndex(of: item.text) { return .index(index) }
        return .index(try item.integer(of: "a target", in: 0...max(0, width - 1)))
    }

    /// y_0, the number of outputs, and what a decoder reads: the targets where there are some, else the likeliest class of
    /// a softmax, else its outputs.
    private func fillDecoding(_ scene: inout Scene) throws(Misfit) {
        let model = scene.model
        for key in ["start", "length", "feedback"] {
            guard let node = fields?.key(key), model.shape != .seq2seq, model.shape != .oneToMany || key == "start"
            else { continue }
            throw Misfit(.keyNeeds(key, "a decoder"), at: node)
        }
        guard model.shape == .seq2seq || model.shape == .oneToMany else { return }
        if let node = fields?["start"] {
            scene.sequence.start = try target(node, width: model.outputWidth, [])
        }
        let steps = scene.sequence.inputSteps(width: model.inputWidth)
        if scene.sequence.targets.isEmpty {
            scene.sequence.length = try fields?["length"]?.integer(of: "length", in: 1...SceneLimits.steps) ?? steps
        }
        guard model.shape == .seq2seq else {
            if let node = fields?["feedback"] { scene.model.feedback = try node.word(of: "feedback") }
            return
        }
        let isClass = model.embedding?.tied == true || model.readout?.activation == .softmax
        let standard: Feedback = scene.sequence.targets.isEmpty ? (isClass ? .argmax : .output) : .target
        scene.model.feedback =
            try fields?["feedback"].map { (node) throws(Misfit) in try node.word(of: "feedback") } ?? standard
    }

    /// Classes are measured by nll, which needs a softmax; vectors by mse unless the file says otherwise; bce needs a sigmoid.
    private func setLoss(_ scene: inout Scene) throws(Misfit) {
        let hasClasses = scene.sequence.targets.contains { target in
            if case .index = target { true } else { false }
        }
        if let node = fields?["loss"] {
            scene.model.loss = try node.word(of: "loss")
        } else {
            scene.model.loss = hasClasses ? .nll : .mse
        }
        guard let activation = scene.model.loss.logitActivation, scene.model.embedding?.tied != true else { return }
        guard scene.model.readout != nil else {
            throw Misfit(
                .lossWithoutActivation(
                    loss: scene.model.loss.rawValue, needed: activation.rawValue, found: nil, isTied: false),
                at: fields?["loss"] ?? fields?["targets"] ?? root)
        }
        scene.model.readout?.activation = activation
    }

    /// h0 or c0: a row for each layer and direction, or one vector where there is only one.
    private func fillStates(_ name: String, _ scene: inout Scene) throws(Misfit) {
        let key = name + "0"
        guard let node = fields?[key] else { return }
        if let first = scene.model.stack.first, !scene.model.stack.contains(where: { $0.states.contains(name) }) {
            throw Misfit(.optionOfOtherCell(key, cell: first.cell, takers: [LSTM.name]), at: node)
        }
        var items = try node.list(of: key).map(\.self)
        if let first = items.first, first.isScalar { items = [node] }
        let expected = scene.model.stack.reduce(0) { $0 + ($1.bidirectional ? 2 : 1) }
        guard items.count == expected else {
            throw Misfit(
                .stepCount(of: key, found: items.count, expected: expected, reason: "one for each layer and direction"),
                at: node)
        }
        var next = items.makeIterator()
        for (index, layer) in scene.model.stack.enumerated() {
            for part in layer.parts(at: index) {
                guard let item = next.next() else { return }
                let numbers = try numbers(of: key, in: item)
                guard numbers.count == layer.hidden else {
                    throw Misfit(.targetWidth(what: key, found: numbers.count, expected: layer.hidden), at: item)
                }
                guard layer.states.contains(name) else { continue }
                scene.setGivenState(name, of: part, layer: index, to: numbers)
            }
        }
    }
}

extension SceneLayer {
    /// The states that a step of the layer's cell hands on.
    var states: [String] { cell == LSTM.name ? LSTM.states : GRU.states }

    /// The beginnings of the paths of its parameters: `stack.0`, or one for each direction.
    func parts(at index: Int) -> [String] {
        bidirectional ? ["stack.\(index).forward", "stack.\(index).backward"] : ["stack.\(index)"]
    }
}

extension Scene {
    /// Makes an initial state a constant; the other states of the layer become zeros unless they are known.
    mutating func setGivenState(_ name: String, of part: String, layer index: Int, to numbers: [Number]) {
        model.stack[index].initialState = .given
        let layer = model.stack[index]
        for part in layer.parts(at: index) {
            for state in layer.states where values["\(part).\(state)0"] == nil {
                let zeros = [Number](repeating: Number(0), count: layer.hidden)
                values["\(part).\(state)0"] = .vector(zeros)
            }
        }
        values["\(part).\(name)0"] = .vector(numbers)
    }
}

extension ParameterValue {
    static func vector(_ numbers: [Number]) -> ParameterValue {
        ParameterValue(rows: numbers.count, columns: 1, isVector: true, numbers: numbers)
    }

    static func matrix(_ numbers: [Number], columns: Int) -> ParameterValue {
        ParameterValue(
            rows: columns == 0 ? 0 : numbers.count / columns, columns: columns, isVector: false, numbers: numbers)
    }
}
