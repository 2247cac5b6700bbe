import Formula

/// The symbols of a network's names in one notation.
public struct Lettering: Sendable {
    /// The network whose names are written.
    public let network: Network
    /// The notation that they are written in.
    public let notation: Notation
    private let names: NetworkNames
    /// Whether names carry their layer.
    private let hasLayers: Bool
    /// For every part with a cell, how its cell writes.
    private let cells: [Int: CellLetters]

    /// Asks the cell of every part for its letters, once for all names.
    public init(_ network: Network, _ notation: Notation) {
        self.network = network
        self.notation = notation
        names = NetworkNames(network)
        hasLayers = network.architecture.stack.count > 1
        var cells: [Int: CellLetters] = [:]
        for (index, part) in network.parts.enumerated() {
            if let layer = part.layer { cells[index] = layer.cell.letters(in: notation, of: network.architecture) }
        }
        self.cells = cells
    }

    /// The symbol of a name; those of a whole way of writing included.
    public func symbol(_ name: TraceName) -> Symbol {
        var path = name.path
        if path.first == WrittenName.negative || path.first == WrittenName.complement { path.removeFirst() }
        var symbol = bare(path, name.indices)
        symbol.gradient = name.isGradient ? .full : .none
        if let slice = name.slice { symbol.entry = slice.marks + symbol.entry }
        return symbol
    }

    /// What the notation's symbol for a name stands for.
    public func meaning(_ path: [String]) -> Letter.Meaning {
        switch names.resolve(path) {
        case .node(let node)?:
            return cells[network[node].part]?.letters[network[node].name]?.meaning ?? .same
        case .parameter(let parameter)?:
            guard let part = part(of: network[parameter]) else { return .same }
            return cells[part]?.letters[network[parameter].name]?.meaning ?? .same
        default: return .same
        }
    }

    /// The stack that a matrix belongs to in this notation, and its place in it.
    public func stack(of path: [String]) -> (stack: MatrixStack, place: Int)? {
        guard case .parameter(let id)? = names.resolve(path), let part = part(of: network[id]) else { return nil }
        for stack in cells[part]?.stacks ?? [] {
            if let place = stack.blocks.firstIndex(where: { $0.parameter == network[id].name }) {
                return (stack, place)
            }
        }
        return nil
    }

    // MARK: Symbols

    private func bare(_ path: [String], _ indices: [Expression]) -> Symbol {
        if let blocks = WrittenName.blocks(of: path) { return joined(blocks, indices) }
        if let symbol = updateSymbol(path, indices) { return symbol }
        let marks = indices.map { Printer.index($0) }
        switch names.resolve(path) {
        case .node(let node)?: return symbol(node, marks)
        case .parameter(let parameter)?: return symbol(parameter, marks)
        case .special(let special)?: return symbol(special, marks)
        case nil: return Symbol(path.joined(separator: "."))
        }
    }

    /// A parameter's number of an update: its new value, its clipped gradient, its gradient's norm and scale.
    private func updateSymbol(_ path: [String], _ indices: [Expression]) -> Symbol? {
        guard let prefix = path.first, ["updated", "clipped", "norm", "scale"].contains(prefix),
            case .parameter(let id)? = names.resolve(Array(path.dropFirst()))
        else { return nil }
        var symbol = self.symbol(id, indices.map { Printer.index($0) })
        switch prefix {
        case "updated": symbol.change = .updated
        case "clipped": symbol.change = .clipped
        case "norm": symbol.change = .normOfGradient
        default: symbol.change = .scale
        }
        return symbol
    }

    private func joined(_ blocks: [[String]], _ indices: [Expression]) -> Symbol {
        guard let first = blocks.first, case .parameter(let id)? = names.resolve(first), let found = stack(of: first)
        else { return Symbol("W") }
        return place(
            Symbol(spelled: found.stack.symbol), of: part(of: network[id]), entry: indices.map { Printer.index($0) })
    }

    private func symbol(_ node: NodeID, _ marks: [String]) -> Symbol {
        let (index, part) = (network[node].part, network.part(of: node))
        let isInitial = part.states.contains(node) && marks.first == "\(part.initialStep)"
        if notation == .mcallester, isInitial, !network.parts.contains(where: { $0.kind == .decoder }) {
            let mark = part.states.first == node ? "" : network[node].name
            return place(Symbol("Phi.init", lower: mark), of: index, entry: Array(marks.dropFirst()))
        }
        var symbol = letter(of: node)
        if var first = marks.first {
            if isInitial { first = "0" }
            symbol = stepped(symbol, at: first, part: part, index, node)
        }
        return place(symbol, of: index, entry: Array(marks.dropFirst()))
    }

    private func letter(of node: NodeID) -> Symbol {
        let (index, name) = (network[node].part, network[node].name)
        let part = network.parts[index]
        // Bahdanau's letter for the state of a decoder, whatever the cell calls it.
        let isDecoderState = part.kind == .decoder && part.states.first == node
        if let letter = cells[index]?.letters[name] {
            var symbol = letter.symbol
            if isDecoderState { symbol.letter = "s" }
            return symbol
        }
        switch (part.kind, network[node].meaning.role) {
        case _ where isDecoderState: return Symbol("s")
        case (.readout, .output) where notation == .dalmau: return Symbol("y", accent: .hat)
        case (.readout, .preactivation) where notation == .dalmau: return Symbol("z", lower: "y")
        default: return Symbol(spelled: name)
        }
    }

    private func symbol(_ id: ParameterID, _ marks: [String]) -> Symbol {
        let parameter = network[id]
        let index = part(of: parameter)
        if let index, let found = stack(of: parameter.pathParts) {
            return place(Symbol(spelled: found.stack.blocks[found.place].symbol), of: index, entry: marks)
        }
        if let index, let letter = cells[index]?.letters[parameter.name] {
            return place(letter.symbol, of: index, entry: marks)
        }
        if parameter.role == .learnedState || parameter.role == .givenState {
            // h0 is where h begins; the state at step 0 has the name h₀.
            return place(Symbol(parameter.map, lower: "init"), of: index, entry: marks)
        }
        var symbol = Symbol(spelled: notation.parameterName(parameter, in: network))
        if parameter.role == .attention, network.hasLikeNamed(parameter) { symbol.part = "att" }
        return place(symbol, of: index, entry: marks)
    }

    private func symbol(_ special: NetworkNames.Special, _ marks: [String]) -> Symbol {
        var symbol = Symbol(special.letter(in: notation))
        symbol.isNumber = [.rate, .scale, .threshold, .gradientNorm, .lossCount].contains(special)
        guard let first = marks.first else { return symbol }
        symbol.step = notation == .mcallester ? Self.shifted(first, by: -1) : first
        symbol.stepPlace = stepPlace(wholeLetter: special.wholeLetter)
        symbol.entry = Array(marks.dropFirst())
        return symbol
    }

    // MARK: Steps, layers, parts

    private func stepped(_ symbol: Symbol, at step: String, part: Part, _ index: Int, _ node: NodeID) -> Symbol {
        var symbol = symbol
        if let arguments = symbol.functionArguments(in: self, of: index, at: step) {
            symbol.arguments = arguments
            return symbol
        }
        symbol.step = notation == .mcallester ? Self.shifted(step, by: -1) : step
        symbol.stepPlace = stepPlace(wholeLetter: wholeLetter(part))
        return symbol
    }

    private func wholeLetter(_ part: Part) -> String {
        switch part.kind {
        case .input, .embedding, .feed: "I"
        case .readout: "O"
        case .attention, .keys: "T"
        case .layer, .decoder: "J"
        }
    }

    /// Where a step stands: below, above as on Dalmau's slides of plain networks, or in McAllester's brackets.
    func stepPlace(wholeLetter: String) -> Symbol.StepPlace {
        switch notation {
        case .mcallester: .brackets(wholeLetter)
        case .dalmau where isPlain: .above
        default: .below
        }
    }

    /// Whether every cell is one of Dalmau's RNN slides: a^t; his gated cells have their steps below.
    private var isPlain: Bool {
        let layers = network.architecture.stack + (network.architecture.decoder.map { [$0.layer] } ?? [])
        return layers.allSatisfy { type(of: $0.cell).isVanilla }
    }

    /// A step a few further: numbers are added, variables keep their name.
    static func shifted(_ step: String, by shift: Int) -> String {
        if let number = Int(step) { return "\(number + shift)" }
        return shift < 0 ? "\(step)-\(-shift)" : shift > 0 ? "\(step)+\(shift)" : step
    }

    /// The layer, direction and part of a name that needs them.
    private func place(_ symbol: Symbol, of index: Int?, entry: [String]) -> Symbol {
        var symbol = symbol
        symbol.entry = entry
        guard let index else { return symbol }
        switch network.parts[index].kind {
        case .layer(let layer, let direction):
            if hasLayers { symbol.layer = notation == .mcallester ? "\(layer)" : "\(layer + 1)" }
            if let direction { symbol.course = direction == .forward ? .forward : .backward }
        case .decoder:
            // The state has a letter of its own; other names of the decoder's cell may be the encoder's, too.
            if symbol.letter != "s" { symbol.part = "dec" }
        default: break
        }
        return symbol
    }

    /// The part with a cell that a parameter belongs to.
    func part(of parameter: Parameter) -> Int? {
        network.parts.firstIndex { $0.layer != nil && $0.name == parameter.part }
    }

    /// The symbol of a vector read at a step, for a name that is written like a function of it.
    func argument(_ state: NodeID?, of index: Int, at step: String) -> Symbol {
        guard let state else {
            var x = Symbol("x")
            x.step = step
            return x
        }
        var symbol = letter(of: state)
        symbol.step = step
        return place(symbol, of: index, entry: [])
    }
}

extension Symbol {
    /// Brasher writes a pre-activation as a function of what it is computed from: A_f(x_t, h_{t−1}, c_{t−1}).
    func functionArguments(in lettering: Lettering, of part: Int, at step: String) -> [Symbol]? {
        guard letter == "A", lettering.notation == .brasher else { return nil }
        let order = lettering.network.parts[part].order
        let before = Lettering.shifted(step, by: -order)
        let initial = lettering.network.parts[part].initialStep
        let shown = before == "\(initial)" ? "0" : before
        let state = lettering.network.parts[part].states.first
        return [lettering.argument(nil, of: part, at: step), lettering.argument(state, of: part, at: shown)]
    }
}

extension Network {
    /// Whether another parameter outside the attention bears the same last name.
    func hasLikeNamed(_ parameter: Parameter) -> Bool {
        parameters.contains { $0.name == parameter.name && $0.part != parameter.part }
    }
}

extension Notation {
    /// A parameter that belongs to no cell: the readout, the embedding, the attention.
    func parameterName(_ parameter: Parameter, in network: Network) -> String {
        switch (self, parameter.role) {
        case (.dalmau, .readout) where network.architecture.stack.suffix(1).contains { type(of: $0.cell).isVanilla }:
            return "W_ya"
        case (.jumadinova, .readout): return "W_hy"
        case (.mcallester, .readout): return "W^{h,y}"
        case (.mcallester, .embedding): return "e"
        default: return parameter.name
        }
    }
}
