/// One moment of a scene: what a step of the explorer computes.
public enum Moment: Hashable, Sendable {
    /// Nothing is computed yet.
    case start
    case forward(Place)
    case loss
    case backward(Place)
    case clip
    case update

    /// Where in the network: the same on the way forward and on the way back.
    public enum Place: Hashable, Sendable {
        /// Every layer at step t.
        case step(Int)
        /// One layer, or one direction of it, at step t: networks with a bidirectional layer play layer by layer.
        case layer(Int, Direction?, Int)
        /// The decoder's step i.
        case decode(Int)
    }
}

extension Moment: CustomStringConvertible {
    /// The moment's name in scripts: `forward:3`, `backward:0.backward:2`, `decode:1`, `backward:decode:1`, `loss` …
    public var description: String {
        switch self {
        case .start: "start"
        case .forward(.decode(let i)): "decode:\(i)"
        case .forward(let place): "forward:\(place)"
        case .loss: "loss"
        case .backward(let place): "backward:\(place)"
        case .clip: "clip"
        case .update: "update"
        }
    }

    /// Reads such a name; nil where it is none.
    public init?(_ text: some StringProtocol) {
        switch text {
        case "start": self = .start
        case "loss": self = .loss
        case "clip": self = .clip
        case "update": self = .update
        default:
            let words = String(text).split(separator: Character(":"), maxSplits: 1, omittingEmptySubsequences: false)
                .map(String.init)
            guard words.count == 2 else { return nil }
            if words[0] == "decode", let i = Int(words[1]) {
                self = .forward(.decode(i))
            } else if words[0] == "forward", let place = Place(words[1]) {
                self = .forward(place)
            } else if words[0] == "backward", let place = Place(words[1]) {
                self = .backward(place)
            } else {
                return nil
            }
        }
    }
}

extension Moment.Place: CustomStringConvertible {
    public var description: String {
        switch self {
        case .step(let t): "\(t)"
        case .layer(let layer, let direction, let t):
            "\(layer)" + (direction.map { ".\($0.rawValue)" } ?? "") + ":\(t)"
        case .decode(let i): "decode:\(i)"
        }
    }

    init?(_ text: String) {
        if let t = Int(text) {
            self = .step(t)
            return
        }
        let words = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard words.count == 2, let t = Int(words[1]) else { return nil }
        if words[0] == "decode" {
            self = .decode(t)
            return
        }
        let layer = words[0].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let index = Int(layer[0]), layer.count <= 2 else { return nil }
        if layer.count == 1 {
            self = .layer(index, nil, t)
        } else if let direction = Direction(rawValue: layer[1]) {
            self = .layer(index, direction, t)
        } else {
            return nil
        }
    }

    /// The step of the sequence that the place is at.
    public var step: Int {
        switch self {
        case .step(let t), .layer(_, _, let t), .decode(let t): t
        }
    }
}
