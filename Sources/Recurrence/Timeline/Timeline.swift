/// The one line of moments that a scene plays along: start, forward, the loss, backward, the clip, the update.
public struct Timeline: Sendable {
    /// The places of the forward moments, in order; backward runs through them from the end.
    public let places: Int
    /// Whether there are moments behind the forward ones: the loss, backward, the update.
    public let hasLoss: Bool
    /// Whether there is a moment of the clip; never without a loss.
    public let hasClip: Bool
    private let tracks: [Track]
    /// For every part, the track on which it is computed.
    private let trackOfPart: [Int]
    private let network: Network

    /// Forward moments that follow each other with one step each.
    struct Track: Sendable {
        let first: Int
        let steps: ClosedRange<Int>
        let order: Int
        let place: @Sendable (Int) -> Moment.Place
    }

    /// - Parameter clips: whether the scene has a clipping rule.
    public init(_ network: Network, clips: Bool) {
        self.network = network
        let planned = Self.plan(network)
        tracks = planned.tracks
        trackOfPart = planned.parts
        places = tracks.reduce(0) { $0 + $1.steps.count }
        hasLoss = network.architecture.loss != .none
        hasClip = hasLoss && clips
    }

    /// Number of moments.
    public var count: Int { 1 + places + (hasLoss ? 1 + places + (hasClip ? 1 : 0) + 1 : 0) }

    /// The names of the moments, of many the first and the last: `start, forward:1, forward:2, …, backward:1, clip, update`.
    public var inWords: String {
        let shown = count <= 8 ? Array(0..<count) : [0, 1, 2] + (count - 4..<count)
        var names = shown.map { self[$0].description }
        if count > 8 { names.insert("…", at: 3) }
        return names.joined(separator: ", ")
    }

    /// Moment 0 is `start`.
    public subscript(index: Int) -> Moment {
        precondition(index >= 0 && index < count, "the timeline has \(count) moments")
        if index == 0 { return .start }
        if index <= places { return .forward(place(index - 1)) }
        if index == places + 1 { return .loss }
        if index <= 2 * places + 1 { return .backward(place(2 * places + 1 - index)) }
        return hasClip && index == 2 * places + 2 ? .clip : .update
    }

    /// The moment's position; nil where this scene does not have it.
    public func index(of moment: Moment) -> Int? {
        switch moment {
        case .start: return 0
        case .forward(let place): return position(of: place).map { $0 + 1 }
        case .loss: return hasLoss ? lossIndex : nil
        case .backward(let place): return hasLoss ? position(of: place).map { 2 * places + 1 - $0 } : nil
        case .clip: return hasClip ? 2 * places + 2 : nil
        case .update: return hasLoss ? count - 1 : nil
        }
    }

    /// Position of the loss, where there is one.
    public var lossIndex: Int { places + 1 }

    /// The position of the forward moment that computes a node at a step; initial states come with the first step.
    public func forwardIndex(of node: NodeID, at t: Int) -> Int {
        let track = tracks[trackOfPart[network[node].part]]
        let within = min(max(t, track.steps.lowerBound), track.steps.upperBound)
        return 1 + track.first + (track.order > 0 ? within - track.steps.lowerBound : track.steps.upperBound - within)
    }

    /// The position of the backward moment in which a node's gradient at a step becomes complete.
    public func backwardIndex(of node: NodeID, at t: Int) -> Int {
        2 * places + 2 - forwardIndex(of: node, at: t)
    }

    /// The equations that a forward moment computes, in order.
    public func equations(at place: Moment.Place) -> [ConsumingStep] {
        let t = place.step
        guard let position = position(of: place), let track = track(at: position) else { return [] }
        return network.runningOrder.filter { index in
            trackOfPart[network.equations[index].part] == track && network.equations[index].steps.contains(t)
        }.map { ConsumingStep(equation: $0, step: t, isCarried: false) }
    }

    private func place(_ position: Int) -> Moment.Place {
        guard let index = track(at: position) else { preconditionFailure("the timeline has \(places) places") }
        let track = tracks[index]
        let offset = position - track.first
        return track.place(track.order > 0 ? track.steps.lowerBound + offset : track.steps.upperBound - offset)
    }

    private func track(at position: Int) -> Int? {
        tracks.indices.last { tracks[$0].first <= position }
    }

    private func position(of place: Moment.Place) -> Int? {
        for track in tracks where track.steps.contains(place.step) && track.place(place.step) == place {
            let t = place.step
            return track.first + (track.order > 0 ? t - track.steps.lowerBound : track.steps.upperBound - t)
        }
        return nil
    }

    /// One track for all layers, or one a layer and direction; the decoder has its own.
    private static func plan(_ network: Network) -> (tracks: [Track], parts: [Int]) {
        let layered = network.architecture.stack.contains(where: \.bidirectional)
        let decodes = network.architecture.shape == .seq2seq
        let inputs = 1...network.lengths.inputs
        let steps = decodes || network.architecture.shape != .oneToMany ? inputs : 1...network.lengths.outputs
        var tracks: [Track] = []
        var parts: [Int] = []
        func add(_ steps: ClosedRange<Int>, _ order: Int, _ place: @escaping @Sendable (Int) -> Moment.Place) {
            let first = tracks.last.map { $0.first + $0.steps.count } ?? 0
            tracks.append(Track(first: first, steps: steps, order: order, place: place))
        }
        if !layered { add(steps, 1) { .step($0) } }
        for part in network.parts {
            switch part.kind {
            case .layer(let layer, let direction) where layered && !part.states.isEmpty:
                add(part.steps, part.order) { .layer(layer, direction, $0) }
                parts.append(tracks.count - 1)
            case .decoder, .attention:
                parts.append(-1)
            case .feed where decodes, .readout where decodes:
                parts.append(-1)
            default:
                // Inputs come with the first track; residual sums, keys and the readout with the layer below them.
                parts.append(max(0, tracks.count - 1))
            }
        }
        if decodes {
            add(1...network.lengths.outputs, 1) { .decode($0) }
            parts = parts.map { $0 == -1 ? tracks.count - 1 : $0 }
        }
        return (tracks, parts)
    }
}
