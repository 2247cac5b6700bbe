import Formula
import Recurrence

/// Places the nodes of a network and connects them.
struct GraphDrawingBuilder {
    private let network: Network
    private let structure: GraphStructure
    private let labels: GraphLabels
    private let lettering: Lettering
    private(set) var nodes: [GraphDrawing.Node] = []
    private(set) var edges: [GraphDrawing.Edge] = []
    private var places: [String: Int] = [:]
    /// The row of every level and lane of the panes.
    private var rows: [[[Double]]] = []
    /// The column before the first step of each pane.
    private var origins: [Double] = []

    init(_ network: Network, _ labels: GraphLabels, _ notation: Notation) {
        self.network = network
        self.labels = labels
        structure = GraphStructure(network, losses: labels.lossRange(in: network.outputSteps))
        lettering = Lettering(network, notation)
    }

    mutating func build(isComputational: Bool) {
        placeRows()
        for (index, pane) in structure.panes.enumerated() { addNodes(pane, index) }
        for (index, pane) in structure.panes.enumerated() { addEdges(pane, index) }
        addHandOver()
        addAttention()
        if isComputational {
            addTotal()
            addWeights()
        }
        // Rows count from 0.
        let lowest = nodes.map(\.row).min() ?? 0
        for place in nodes.indices { nodes[place].row -= lowest }
    }

    // MARK: Rows and columns

    private mutating func placeRows() {
        var origin = 0.0
        for pane in structure.panes {
            var row = 0.0
            rows.append(
                pane.levels.map { level in
                    level.all.map { _ in
                        defer { row += 1 }
                        return row
                    }
                })
            // The last column of a backward layer holds its start.
            origins.append(origin)
            let isBackward = pane.lanes.contains { $0.order < 0 }
            origin += Double(pane.steps.count) + 1.5 + (isBackward ? 1 : 0)
        }
        guard structure.panes.count > 1 else { return }
        // Contexts have a row of their own below the states.
        if structure.hasAttention, let decoder = structure.decoder {
            for level in 0..<decoder.topLayer { rows[1][level] = rows[1][level].map { $0 - 1 } }
        }
        // The decoder's states stand in the row of the states that it starts from.
        let tops = structure.panes.indices.map { rows[$0][structure.panes[$0].topLayer].last ?? 0 }
        let shift = tops[0] - tops[1]
        for pane in 0..<2 {
            let rise = pane == 1 ? max(shift, 0) : max(-shift, 0)
            rows[pane] = rows[pane].map { $0.map { $0 + rise } }
        }
    }

    private func column(_ t: Int, _ pane: Int) -> Double {
        origins[pane] + Double(t - structure.panes[pane].steps.lowerBound + 1)
    }

    /// The states of two directions stand side by side, so that what one reads does not pass behind the other.
    private func shift(_ lane: GraphLane) -> Double {
        switch lane.track {
        case .left: -0.26
        case .middle: 0
        case .right: 0.26
        }
    }

    // MARK: Nodes

    @discardableResult private mutating func add(
        _ id: String, _ text: String, _ latex: String, _ kind: GraphDrawing.Kind, column: Double, row: Double
    ) -> Int {
        if let place = places[id] { return place }
        places[id] = nodes.count
        nodes.append(GraphDrawing.Node(id: id, text: text, latex: latex, kind: kind, column: column, row: row))
        return nodes.count - 1
    }

    private mutating func connect(
        _ from: String, _ to: String, _ way: GraphDrawing.Way, isWithoutGradient: Bool = false
    ) {
        // Without a readout the output is the state itself, which is no edge.
        guard let a = places[from], let b = places[to], a != b else { return }
        guard !edges.contains(where: { $0.from == a && $0.to == b }) else { return }
        edges.append(GraphDrawing.Edge(from: a, to: b, way: way, isWithoutGradient: isWithoutGradient))
    }

    private func id(_ lane: GraphLane, _ t: Int) -> String {
        if lane.role == .loss { return "loss_\(t)" }
        let part = network.part(of: lane.node).name.replacing(".", with: "_")
        return "\(lane.isDecoder && lane.role == .input ? "fed" : part)_\(network[lane.node].name)_\(t)"
    }

    private func symbol(_ lane: GraphLane, _ t: Int) -> Symbol {
        if lane.role == .loss {
            return lettering.symbol(TraceName(path: ["losses"], indices: [.integer(t)], isGradient: false))
        }
        return lettering.symbol(name(lane.node, t))
    }

    private func name(_ node: NodeID, _ t: Int) -> TraceName {
        let path = network.part(of: node).name.split(separator: ".").map(String.init) + [network[node].name]
        return TraceName(path: path, indices: [.integer(t)], isGradient: false)
    }

    private func special(_ word: String, _ t: Int) -> Symbol {
        lettering.symbol(TraceName(path: [word], indices: [.integer(t)], isGradient: false))
    }

    private mutating func add(_ symbol: Symbol, _ id: String, _ kind: GraphDrawing.Kind, column: Double, row: Double) {
        add(id, symbol.text(.unicode), symbol.text(.latex), kind, column: column, row: row)
    }

    private mutating func addNodes(_ pane: GraphPane, _ index: Int) {
        for (level, lanes) in zip(pane.levels, rows[index]) {
            for (lane, row) in zip(level.all, lanes) {
                for t in pane.steps where lane.steps.contains(t) {
                    if lane.role == .loss, !labels.hasLoss(at: t) { continue }
                    if lane.role == .input, !addInput(lane, t, pane, index, row) { continue }
                    if lane.role == .input { continue }
                    let kind: GraphDrawing.Kind =
                        lane.role == .loss ? .loss : lane.role == .output ? .output : .state
                    add(symbol(lane, t), id(lane, t), kind, column: column(t, index) + shift(lane), row: row)
                }
                if lane.role == .state { addStart(lane, index, row) }
            }
        }
    }

    /// What a step reads; an output that comes over by an arrow has no second node in a decoder.
    private mutating func addInput(_ lane: GraphLane, _ t: Int, _ pane: GraphPane, _ index: Int, _ row: Double) -> Bool
    {
        let feedback = network.architecture.feedback
        let isFed = pane.isDecoder || network.architecture.shape == .oneToMany
        if isFed, t > pane.steps.lowerBound {
            switch feedback {
            case .output where pane.isDecoder: return false
            case .target: add(special("target", t - 1), id(lane, t), .given, column: column(t, index), row: row)
            case .argmax: add(special("likeliest", t - 1), id(lane, t), .given, column: column(t, index), row: row)
            case .none: add(id(lane, t), "0", "0", .given, column: column(t, index), row: row)
            default: add(symbol(lane, t), id(lane, t), .given, column: column(t, index), row: row)
            }
            return true
        }
        if pane.isDecoder {
            let start = lettering.symbol(TraceName(path: ["start"], indices: [], isGradient: false))
            add(start, id(lane, t), .given, column: column(t, index), row: row)
            return true
        }
        let symbol = symbol(lane, t)
        let token = labels.token?(t)
        add(
            id(lane, t), symbol.text(.unicode) + (token.map { " = \($0)" } ?? ""),
            symbol.text(.latex) + (token.map { " = \\text{\(GraphDrawing.latex($0))}" } ?? ""), .given,
            column: column(t, index), row: row)
        return true
    }

    private mutating func addStart(_ lane: GraphLane, _ index: Int, _ row: Double) {
        let t = lane.initialStep
        let place = lane.order > 0 ? column(lane.steps.lowerBound, index) - 1 : column(lane.steps.upperBound, index) + 1
        switch lane.start {
        case .zero: add(id(lane, t), "0", "0", .given, column: place, row: row)
        default: add(symbol(lane, t), id(lane, t), lane.start == .encoder ? .state : .given, column: place, row: row)
        }
    }

    // MARK: Edges

    private mutating func addEdges(_ pane: GraphPane, _ index: Int) {
        for (number, level) in pane.levels.enumerated() {
            for lane in level.lanes where lane.role == .state {
                for t in lane.steps { connect(id(lane, lane.previous(of: t)), id(lane, t), .along) }
            }
            guard number > 0 else { continue }
            for t in pane.steps {
                for lane in level.lanes {
                    for port in pane.levels[number - 1].ports { connect(id(port, t), id(lane, t), .up) }
                }
                guard let sum = level.sum else { continue }
                for lane in level.lanes + pane.levels[number - 1].ports { connect(id(lane, t), id(sum, t), .up) }
            }
        }
        addFeedback(pane, index)
    }

    private mutating func addFeedback(_ pane: GraphPane, _ index: Int) {
        let feedback = network.architecture.feedback
        guard feedback == .output || feedback == .argmax, pane.isDecoder || network.architecture.shape == .oneToMany,
            let input = pane.levels.first?.lanes.first,
            let y = pane.levels.first(where: { $0.role == .output })?.lanes.first,
            let state = pane.levels.first(where: { $0.role == .state })?.lanes.first
        else { return }
        for t in pane.steps where t < pane.steps.upperBound {
            let next = places[id(input, t + 1)] == nil ? id(state, t + 1) : id(input, t + 1)
            connect(id(y, t), next, .over, isWithoutGradient: feedback == .argmax)
        }
    }

    private mutating func addHandOver() {
        guard let decoder = structure.decoder, let state = decoder.levels[decoder.topLayer].lanes.first,
            state.start == .encoder
        else { return }
        let main = structure.main
        for lane in main.levels[main.topLayer].lanes {
            let final = lane.order > 0 ? lane.steps.upperBound : lane.steps.lowerBound
            connect(id(lane, final), id(state, state.initialStep), .along)
        }
    }

    /// A context for every decoder step: of all encoder states, by the state before.
    private mutating func addAttention() {
        guard structure.hasAttention, let decoder = structure.decoder,
            let state = decoder.levels[decoder.topLayer].lanes.first,
            let context = network.nodes.indices.map(network.nodeID).first(where: {
                network[$0].meaning.role == .context
            })
        else { return }
        let main = structure.main
        let top = rows[1][decoder.topLayer][0]
        for t in decoder.steps {
            let place = "context_\(t)"
            add(lettering.symbol(name(context, t)), place, .state, column: column(t, 1) - 0.5, row: top - 1)
            for port in main.levels[main.topLayer].ports {
                for j in port.steps { connect(id(port, j), place, .shared) }
            }
            connect(id(state, t - 1), place, .along)
            connect(place, id(state, t), .up)
        }
    }

    // MARK: The computational graph

    private mutating func addTotal() {
        let losses = nodes.filter { $0.kind == .loss }
        guard let first = losses.first, let last = losses.last else { return }
        let symbol = lettering.symbol(TraceName(path: ["loss"], indices: [], isGradient: false))
        let place = add(
            "loss", symbol.text(.unicode), symbol.text(.latex), .loss, column: (first.column + last.column) / 2,
            row: (losses.map(\.row).max() ?? 0) + 1.2)
        for loss in losses { connect(loss.id, nodes[place].id, .shared) }
    }

    /// The weights of each part that runs over time, as one node beside everything that they are used in: an encoder's at the left.
    private mutating func addWeights() {
        let left = (nodes.map(\.column).min() ?? 0) - 1
        let right = (nodes.map(\.column).max() ?? 0) + 1.2
        for (index, part) in network.parts.enumerated() {
            let parameters = network.parameters.filter {
                $0.part == part.name && $0.role != .givenState && $0.role != .learnedState
            }
            let lanes = structure.panes.flatMap(\.lanes).filter {
                $0.part == index && $0.role != .loss && $0.role != .sum
            }
            let users =
                part.kind == .attention
                ? nodes.filter { $0.id.hasPrefix("context_") }.map(\.id)
                : lanes.flatMap { lane in lane.steps.map { id(lane, $0) } }.filter { places[$0] != nil }
            guard !parameters.isEmpty, let first = users.first.flatMap({ places[$0] }) else { continue }
            let symbols = parameters.map {
                lettering.symbol(
                    TraceName(path: $0.path.split(separator: ".").map(String.init), indices: [], isGradient: false))
            }
            // A gated cell has a W for each gate; they are told by their letter.
            let isLong = symbols.count > 3
            let texts = isLong ? symbols.map(\.letter).distinct : symbols.map { $0.text(.unicode) }
            let latex = isLong ? symbols.map(\.letter).distinct : symbols.map { $0.text(.latex) }
            let isOfEncoder = structure.decoder != nil && lanes.contains { !$0.isDecoder } && part.kind != .readout
            let weights = "weights_" + part.name.replacing(".", with: "_")
            add(
                weights, texts.joined(separator: ", "), latex.joined(separator: ",\\, "), .weights,
                column: isOfEncoder ? left : right, row: nodes[first].row - 0.5)
            for user in users { connect(weights, user, .shared) }
        }
    }
}

extension Array where Element: Hashable {
    /// The elements, each at its first place.
    fileprivate var distinct: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
