import Formula
import Recurrence
import Wording

/// The names that arrays of a program may have: the trace's, and one notation's.
struct ArrayNames {
    let network: Network
    let notation: Notation
    private var table: [String: [ArrayTarget.Block]] = [:]

    init(_ network: Network, _ notation: Notation) {
        self.network = network
        self.notation = notation
        addLetters()
    }

    /// What a name stands for; nil where it is none of these.
    ///
    /// Read are names of the trace (`grad(stack.0.h)`), their last parts where one part alone has them (`h`, `U_f`), the notation's
    /// letters (`W_aa`, `Waa`), each with d or grad before or behind it for the gradient (`dWaa`, `grad_h`, `W.grad`), and with a
    /// step behind it (`dh_2`).
    func target(_ name: String) -> ArrayTarget? {
        // A bare name is the notation's: Dalmau's a is the state.
        if name.contains(where: { ".([".contains($0) }), let target = traced(name) { return target }
        let plain = Self.plain(name)
        if let target = lettered(plain, isGradient: false) { return target }
        for (start, end) in Self.gradientMarks
        where name.hasPrefix(start) && name.hasSuffix(end) && name.count > start.count + end.count {
            let inner = String(name.dropFirst(start.count).dropLast(end.count))
            if let target = lettered(Self.plain(inner), isGradient: true) { return target }
        }
        return nil
    }

    private static let gradientMarks = [
        ("dL_d", ""), ("dLd", ""), ("grad_", ""), ("grad", ""), ("d_", ""), ("d", ""), ("", ".grad"), ("", "_grad"),
    ]

    // MARK: The trace's grammar

    /// A name in the grammar of a trace, its transpose or its negative.
    func traced(_ text: String) -> ArrayTarget? {
        guard text.utf8.count <= 200, let tree = try? AnswerLanguage.parse(SourceText(text), .trace) else { return nil }
        return block(tree).map { ArrayTarget([$0]) }
    }

    private func block(_ tree: Expression) -> ArrayTarget.Block? {
        switch tree.kind {
        case .transpose(let inner):
            var block = block(inner)
            block?.isTransposed.toggle()
            return block
        case .negative(let inner):
            guard var block = block(inner), block.meaning == .same else { return nil }
            block.meaning = .negative
            return block
        case .quantity(let name):
            guard let quantity = quantity(name.path, steps: name.indices) else { return nil }
            if name.isGradient, quantity == .loss || quantity == .losses { return nil }
            return ArrayTarget.Block(quantity: quantity, isGradient: name.isGradient)
        default: return nil
        }
    }

    private func quantity(_ path: [String], steps: [Expression]) -> ArrayTarget.Quantity? {
        let names = NetworkNames(network)
        var meaning = names.resolve(path)
        if meaning == nil, path.count == 1 { meaning = lastPart(path[0]) }
        switch meaning {
        case .node(let node)? where network[node].isShown:
            guard let first = steps.first else { return .node(node, step: nil) }
            guard steps.count == 1, let step = first.wholeNumber, network[node].storedSteps.contains(step) else {
                return nil
            }
            return .node(node, step: step)
        case .parameter(let id)? where steps.isEmpty: return .parameter(id)
        case .special(.loss)? where steps.isEmpty: return .loss
        case .special(.losses)? where steps.isEmpty: return .losses
        default: return nil
        }
    }

    /// What the last part of a name stands for, where it is one thing only.
    private func lastPart(_ name: String) -> NetworkNames.Meaning? {
        let nodes = network.nodes.indices.filter { network.nodes[$0].isShown && network.nodes[$0].name == name }
        let parameters = network.parameters.indices.filter { network.parameters[$0].name == name }
        guard nodes.count + parameters.count == 1 else { return nil }
        return nodes.first.map { .node(network.nodeID($0)) }
            ?? parameters.first.map { .parameter(network.parameterID($0)) }
    }

    // MARK: Letters

    /// A name without marks that do not tell names apart: `W_{aa}` and `Waa` are one.
    private static func plain(_ name: String) -> String {
        let marks: Set<Character> = ["_", "^", "{", "}", "<", ">", "(", ")", "[", "]", ",", " "]
        return String(name.replacing("ŷ", with: "yhat").filter { !marks.contains($0) })
    }

    private func lettered(_ plain: String, isGradient: Bool) -> ArrayTarget? {
        func target(_ name: String, step: Int?) -> ArrayTarget? {
            guard let blocks = table[name] else { return nil }
            var result: [ArrayTarget.Block] = []
            for var block in blocks {
                block.isGradient = isGradient
                // Of a sum of two biases each has the sum's gradient, and no value of its own.
                if block.isSummand, !isGradient { return nil }
                if let step {
                    guard case .node(let node, _) = block.quantity, network[node].storedSteps.contains(step) else {
                        return nil
                    }
                    block.quantity = .node(node, step: step)
                }
                if isGradient, block.quantity == .loss || block.quantity == .losses { return nil }
                result.append(block)
            }
            return ArrayTarget(result)
        }
        if let found = target(plain, step: nil) { return found }
        let letters = plain.prefix { !$0.isNumber }
        if letters.count < plain.count, let step = Int(plain.dropFirst(letters.count)),
            let found = target(String(letters), step: step)
        {
            return found
        }
        // Programs call a list of all steps hs, xs, ys.
        return plain.hasSuffix("s") && plain.count > 1 ? target(String(plain.dropLast()), step: nil) : nil
    }

    private mutating func addLetters() {
        let lettering = Lettering(network, notation)
        table["loss"] = [.init(quantity: .loss, isGradient: false)]
        table["losses"] = [.init(quantity: .losses, isGradient: false)]
        for index in network.nodes.indices where network.nodes[index].isShown {
            let node = network.nodeID(index)
            let path = network.part(of: node).name.split(separator: ".").map(String.init) + [network[node].name]
            add(path, .node(node, step: nil), lettering)
        }
        for index in network.parameters.indices {
            let path = network.parameters[index].path.split(separator: ".").map(String.init)
            add(path, .parameter(network.parameterID(index)), lettering)
            addStack(path, lettering)
        }
        // What two things are called is the name of neither.
        for name in ambiguous { table[name] = nil }
        for index in network.parameters.indices where network.parameters[index].role == .bias {
            // The bias of the state, where a program has one for each layer: bh.
            let block = ArrayTarget.Block(quantity: .parameter(network.parameterID(index)), isGradient: false)
            if network.parameters[index].name == "b", table["bh"] == nil { table["bh"] = [block] }
        }
    }

    private var ambiguous: Set<String> = []

    private mutating func add(_ path: [String], _ quantity: ArrayTarget.Quantity, _ lettering: Lettering) {
        let symbol = lettering.symbol(TraceName(path: path, indices: [], isGradient: false))
        var block = ArrayTarget.Block(quantity: quantity, isGradient: false, meaning: lettering.meaning(path))
        block.isSummand = !symbol.summands.isEmpty
        for spelled in [symbol] + symbol.summands { enter(Self.plain(Self.spelling(spelled)), [block]) }
        if lettering.stack(of: path) != nil, case .parameter = quantity { return }
        // Our own last name, where the notation has no other use for it.
        if let last = path.last { alternative(Self.plain(last), [block], symbol) }
    }

    private mutating func enter(_ name: String, _ blocks: [ArrayTarget.Block]) {
        if let known = table[name], known != blocks { ambiguous.insert(name) }
        table[name] = blocks
    }

    private mutating func alternative(_ name: String, _ blocks: [ArrayTarget.Block], _ symbol: Symbol) {
        guard notation == .unfold, blocks[0].meaning == .same else { return }
        enter(name, blocks)
    }

    /// The matrices that the notation writes side by side, under the name of the joined one.
    private mutating func addStack(_ path: [String], _ lettering: Lettering) {
        guard let (stack, place) = lettering.stack(of: path), place == 0 else { return }
        let blocks = stack.blocks.compactMap { block -> ArrayTarget.Block? in
            let name = path.dropLast() + [block.parameter]
            guard case .parameter(let id)? = NetworkNames(network).resolve(Array(name)) else { return nil }
            return ArrayTarget.Block(quantity: .parameter(id), isGradient: false)
        }
        guard blocks.count == stack.blocks.count else { return }
        table[Self.plain(stack.symbol)] = blocks
    }

    private static func spelling(_ symbol: Symbol) -> String {
        let accent =
            switch symbol.accent {
            case .none: ""
            case .tilde: "tilde"
            case .hat: "hat"
            }
        return symbol.letter + accent + symbol.lower + symbol.upper + (symbol.layer ?? "")
            + (symbol.course == .none ? "" : symbol.course == .forward ? "forward" : "backward")
    }
}
