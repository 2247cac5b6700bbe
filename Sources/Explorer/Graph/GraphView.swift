import Recurrence

/// What has to be in sight, and what is bracketed.
struct GraphView: Sendable {
    /// The step in sight, of the whole network or the encoder.
    let step: Int
    let decoderStep: Int
    let isInDecoder: Bool
    /// The nodes of the present moment, or the one that was chosen.
    let target: Target

    enum Target: Sendable, Equatable {
        case none
        /// Every loss.
        case losses
        /// The part at a step.
        case part(Int, Int)
        /// Every layer at a step.
        case step(Int)
    }

    init(_ moment: Moment, _ progress: GraphProgress, focus: UnfoldedGraph.Focus?) {
        let structure = progress.structure
        let inputs = structure.main.steps
        let outputs = structure.decoder?.steps ?? inputs
        var step = inputs.upperBound
        var decoderStep = outputs.upperBound
        var isInDecoder = structure.decoder != nil
        var target = Target.none
        func look(at place: Moment.Place) {
            switch place {
            case .step(let t):
                target = .step(t)
                step = t
                isInDecoder = false
            case .layer(let layer, let direction, let t):
                let part = structure.network.parts.firstIndex { $0.kind == .layer(layer, direction) }
                target = part.map { .part($0, t) } ?? .none
                step = t
                isInDecoder = false
            case .decode(let i):
                let part = structure.network.parts.firstIndex { $0.kind == .decoder }
                target = part.map { .part($0, i) } ?? .none
                decoderStep = i
            }
        }
        switch moment {
        case .start:
            (step, decoderStep, isInDecoder) = (inputs.lowerBound, outputs.lowerBound, false)
        case .forward(let place):
            decoderStep = outputs.lowerBound
            look(at: place)
        case .loss:
            target = .losses
        case .backward(let place):
            if case .decode = place {} else { decoderStep = outputs.lowerBound }
            look(at: place)
        case .clip, .update:
            (step, decoderStep, isInDecoder) = (inputs.lowerBound, outputs.lowerBound, false)
        }
        if let focus, structure.network.parts.indices.contains(focus.part) {
            target = .part(focus.part, focus.step)
            let kind = structure.network.parts[focus.part].kind
            isInDecoder = structure.decoder != nil && [.decoder, .attention, .feed, .readout].contains(kind)
            if isInDecoder { decoderStep = focus.step } else { step = focus.step }
        }
        if isInDecoder && focus == nil || target == .losses, let weights = progress.labels.attention,
            let most = weights(min(max(decoderStep, outputs.lowerBound), outputs.upperBound)).strongest
        {
            step = inputs.lowerBound + most
        }
        self.step = min(max(step, inputs.lowerBound), inputs.upperBound)
        self.decoderStep = min(max(decoderStep, outputs.lowerBound), outputs.upperBound)
        self.isInDecoder = isInDecoder
        self.target = target
    }

    /// Whether a node is bracketed.
    func isPresent(_ lane: GraphLane, at t: Int) -> Bool {
        switch target {
        case .none: false
        case .losses: lane.role == .loss
        case .step(let step): lane.role == .state && !lane.isDecoder && t == step
        case .part(let part, let step): lane.part == part && lane.role != .sum && t == step
        }
    }
}

extension [Double] {
    /// The first index of the largest number.
    fileprivate var strongest: Int? { indices.max { self[$0] < self[$1] } }
}
