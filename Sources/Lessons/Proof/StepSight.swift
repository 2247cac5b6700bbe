import Exercises
import Formula
import Recurrence

/// What a learner sees or hears of a step before anything is done; who draws it is outside.
public struct StepSight: Sendable {
    /// Where it stands: `the screen of 80 columns`.
    public var place: String
    /// The whole of it as plain text, lines and all.
    public var text: String

    /// A text and where it stands, in the order place, text.
    public init(_ place: String, _ text: String) { (self.place, self.text) = (place, text) }
}

extension StepSight {
    /// The first number in the text that would be taken for the answer.
    ///
    /// Whole numbers up to 20 stand on every screen as steps, units and sizes, and say nothing there: whether they are the number that is
    /// asked for, `ComputedMoments` knows.
    func number(takenFor value: Quantity, within: Double?) -> String? {
        let size = value.approximation.magnitude
        if size <= 20, size == size.rounded() { return nil }
        // A digit behind a letter, a bracket's index or an underscore belongs to a name.
        let numbers = text.replacing("−", with: "-").matches(
            of: #/(?:^|[^\p{L}\d_.^\[])(-?\d+(?:\.\d+)?(?:e-?\d+)?(?:\/\d+)?)/#)
        return numbers.lazy.map { String($0.1) }.first { word in
            guard let read = try? AnswerLanguage.readValue(word).single?.number else { return false }
            return Judge.isEqual(read, value, within: within)
        }
    }
}

/// At which moment of a scene a number is there to be seen.
struct ComputedMoments {
    private let timeline: Timeline
    private let network: Network
    private let names: NetworkNames

    init(_ numbers: SceneNumbers) {
        network = numbers.trace.network
        timeline = Timeline(network, clips: numbers.scene.training?.clip != nil)
        names = NetworkNames(network)
    }

    /// The position of a moment by its name, inside a moment that of the moment.
    func position(named moment: String) -> Int? {
        func index(_ name: String) -> Int? { (0..<timeline.count).first { timeline[$0].description == name } }
        return index(moment) ?? moment.lastIndex(of: ".").flatMap { index(String(moment[..<$0])) }
    }

    /// The position of the moment that computes a number; nil where that hangs on no moment.
    func position(of name: TraceName) -> Int? {
        let steps = name.indices.map(\.wholeNumber)
        guard let first = name.path.first else { return nil }
        let rest = Array(name.path.dropFirst())
        let backwardEnd = timeline.hasLoss ? 2 * timeline.places + 1 : nil
        switch first {
        case "direct", "carried": return gradient(of: rest, at: steps.first ?? nil)
        case "alone": return gradient(of: rest, at: steps.count > 1 ? steps[1] : nil)
        case "scale", "clipped_norm", "angle", "clipped": return timeline.hasClip ? 2 * timeline.places + 2 : nil
        case "updated": return timeline.hasLoss ? timeline.count - 1 : nil
        case "gradient_norm": return backwardEnd
        case "loss", "losses": return timeline.hasLoss ? timeline.lossIndex : nil
        default: break
        }
        switch names.resolve(name.path) {
        case .node(let node)?:
            if name.isGradient { return gradient(of: name.path, at: steps.first ?? nil) }
            guard let t = steps.first ?? nil, network[node].storedSteps.contains(t) else { return nil }
            return timeline.forwardIndex(of: node, at: t)
        case .parameter?: return name.isGradient ? backwardEnd : 0
        default: return nil
        }
    }

    private func gradient(of path: [String], at t: Int?) -> Int? {
        guard timeline.hasLoss, let t, case .node(let node)? = names.resolve(path),
            network[node].storedSteps.contains(t)
        else { return nil }
        return timeline.backwardIndex(of: node, at: t)
    }
}
