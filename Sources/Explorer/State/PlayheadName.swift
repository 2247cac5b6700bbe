import Recurrence

extension Session {
    /// The playhead's name in scripts: `forward:3`, `forward:3.2` inside a moment.
    public func name(of playhead: Playhead) -> String {
        let name = timeline[playhead.position].description
        guard let done = playhead.subStep, !subSteps(at: playhead.position).isEmpty else { return name }
        return "\(name).\(done)"
    }

    /// Finds a playhead by such a name; nil where the scene has no such moment or sub-step.
    public func playhead(named name: String) -> Playhead? {
        if let moment = Moment(name), let position = timeline.index(of: moment) { return Playhead(position: position) }
        guard let dot = name.lastIndex(of: "."), let subStep = Int(name[name.index(after: dot)...]),
            let moment = Moment(name[..<dot]), let position = timeline.index(of: moment),
            (1...max(1, subSteps(at: position).count)).contains(subStep), !subSteps(at: position).isEmpty
        else { return nil }
        return Playhead(position: position, subStep: subStep)
    }
}

extension Moment {
    var place: Place? {
        switch self {
        case .forward(let place), .backward(let place): place
        case .start, .loss, .clip, .update: nil
        }
    }

    /// Whether it plays no steps and has numbers of its own.
    var isBesideTheSteps: Bool {
        switch self {
        case .loss, .clip, .update: true
        case .start, .forward, .backward: false
        }
    }

    var isBackward: Bool {
        if case .backward = self { true } else { false }
    }
}

extension Moment.Place {
    /// Whether both are steps of the same layers.
    func isAlike(_ other: Moment.Place) -> Bool {
        switch (self, other) {
        case (.step, .step), (.decode, .decode): true
        case (.layer(let a, let b, _), .layer(let c, let d, _)): a == c && b == d
        default: false
        }
    }
}
