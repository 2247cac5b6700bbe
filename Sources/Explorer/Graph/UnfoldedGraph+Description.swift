import Recurrence
import TerminalUI

extension UnfoldedGraph {
    /// The edges at the steps in sight, by what has passed along them, and the attention's weights: the picture for those who do not
    /// see it.
    public func describe() -> LinearText {
        var text = LinearText()
        let edges = presentEdges
        func list(_ flow: GraphFlow) -> String {
            edges.filter { $0.flow == flow }.map { edge in
                flow == .returned ? "\(edge.to) → \(edge.from)" : "\(edge.from) → \(edge.to)"
            }.joined(separator: "; ")
        }
        for (name, flow) in [("computed", GraphFlow.computed), ("gradient sent back", .returned), ("to come", .future)]
        {
            let edges = list(flow)
            if !edges.isEmpty { text.fact(name, edges) }
        }
        if let weights = weightsInWords { text.fact("attention α_\(view.decoderStep)", weights) }
        return text
    }

    struct Edge {
        let from: String
        let to: String
        let flow: GraphFlow
    }

    /// The edges into and out of the nodes of the step in sight, and of the decoder's.
    private var presentEdges: [Edge] {
        var edges = edges(in: progress.structure.main, at: view.step)
        if let decoder = progress.structure.decoder {
            if view.isInDecoder || view.target == .losses {
                edges = self.edges(in: decoder, at: view.decoderStep)
            } else if view.step == progress.structure.main.steps.upperBound {
                edges += handOver(to: decoder)
            }
        }
        return edges
    }

    private func edges(in pane: GraphPane, at t: Int) -> [Edge] {
        var edges: [Edge] = []
        for (index, level) in pane.levels.enumerated() {
            if index > 0 { edges += vertical(level, from: pane.levels[index - 1], at: t) }
            for lane in level.lanes where lane.role == .state {
                edges.append(Edge(from: start(of: lane, at: t), to: name(lane, t), flow: progress.carry(lane, into: t)))
                let next = t + lane.order
                if lane.steps.contains(next) {
                    edges.append(
                        Edge(from: name(lane, t), to: name(lane, next), flow: progress.carry(lane, into: next)))
                }
            }
        }
        if progress.structure.feedsBack { edges += feedback(in: pane, at: t) }
        return edges
    }

    private func vertical(_ level: GraphLevel, from below: GraphLevel, at t: Int) -> [Edge] {
        var edges: [Edge] = []
        func connect(_ from: GraphLane, _ to: GraphLane) {
            guard from.steps.contains(t), to.steps.contains(t), to.role != .loss || progress.labels.hasLoss(at: t)
            else {
                return
            }
            edges.append(Edge(from: name(from, t), to: name(to, t), flow: progress.flow(from, at: t, to: to, at: t)))
        }
        for lane in level.lanes { for port in below.ports { connect(port, lane) } }
        if let sum = level.sum { for lane in level.lanes + below.ports { connect(lane, sum) } }
        return edges
    }

    private func feedback(in pane: GraphPane, at t: Int) -> [Edge] {
        guard let input = pane.levels.first?.lanes.first,
            let y = pane.levels.first(where: { $0.role == .output })?.lanes.first
        else { return [] }
        // A decoder's input is named after the output that it is.
        let sources = pane.isDecoder ? [t] : [t - 1, t]
        return sources.filter { $0 >= pane.steps.lowerBound && $0 < pane.steps.upperBound }.map { s in
            Edge(
                from: name(y, s), to: pane.isDecoder ? "s_\(s + 1)" : name(input, s + 1),
                flow: progress.flow(y, at: s, to: input, at: s + 1))
        }
    }

    private func handOver(to decoder: GraphPane) -> [Edge] {
        let main = progress.structure.main
        guard let state = decoder.levels[decoder.topLayer].lanes.first, state.start == .encoder else { return [] }
        return main.levels[main.topLayer].lanes.map { lane in
            let final = lane.order > 0 ? lane.steps.upperBound : lane.steps.lowerBound
            return Edge(
                from: name(lane, final), to: name(state, state.initialStep),
                flow: progress.flow(lane, at: final, to: state, at: state.initialStep))
        }
    }

    /// A node's name in words: `h_3`, where there are several states with their part, `stack.1.forward.h_3`.
    private func name(_ lane: GraphLane, _ t: Int) -> String {
        let structure = progress.structure
        switch lane.role {
        case .input where lane.isDecoder:
            let feedback = structure.network.architecture.feedback
            let y =
                t == 1
                ? "y_0"
                : feedback == .target ? "target_\(t - 1)" : feedback == .argmax ? "likeliest_\(t - 1)" : "y_\(t - 1)"
            return structure.hasAttention ? "\(y) and context_\(t)" : y
        case .input:
            if structure.network.architecture.shape == .oneToMany && t > 1 {
                switch structure.network.architecture.feedback {
                case .output: break
                case .argmax: return "likeliest_\(t - 1)"
                case .target: return "target_\(t - 1)"
                case .none: return "0"
                }
            }
            return progress.labels.token?(t).map { "x_\(t) '\($0)'" } ?? "x_\(t)"
        case .sum, .state:
            let h = progress.labels.letters["h"] ?? "h"
            let base = lane.isDecoder ? "s_\(t)" : lane.role == .sum ? "out_\(t)" : "\(h)_\(t)"
            let states = structure.main.lanes.filter { $0.role == .state }
            guard states.count > 1 || lane.role == .sum, !lane.isDecoder, let part = lane.part else { return base }
            return structure.network.parts[part].name + "." + base
        case .output, .loss: return "\(progress.labels.letters[lane.name] ?? lane.name)_\(t)"
        }
    }

    /// The state before step t; an initial state of zeros is 0.
    private func start(of lane: GraphLane, at t: Int) -> String {
        let before = lane.previous(of: t)
        if before != lane.initialStep { return name(lane, before) }
        switch lane.start {
        case .zero: return "0"
        case .learned: return "learned " + name(lane, 0)
        case .given: return "given " + name(lane, 0)
        case .encoder: return name(lane, 0)
        }
    }

    /// The largest weights first.
    private var weightsInWords: String? {
        guard view.isInDecoder || view.target == .losses,
            let input = progress.structure.decoder?.levels.first?.lanes.first,
            progress.isComputed(input, at: view.decoderStep), let weights = progress.labels.attention?(view.decoderStep)
        else { return nil }
        let most = 8
        let order = weights.indices.sorted { (weights[$0], $1) > (weights[$1], $0) }
        let main = progress.structure.main
        let top = main.levels[main.topLayer]
        let memory = (top.sum ?? top.lanes.last)?.name.prefix { $0 != "→" && $0 != "←" } ?? "h"
        let listed = order.prefix(most).sorted().map {
            "\(memory)_\($0 + 1) \(Numbers(.unicode).short(weights[$0], digits: 2))"
        }
        let rest = weights.count - listed.count
        return listed.joined(separator: ", ") + (rest > 0 ? ", and \(rest) smaller ones" : "")
    }
}
