import Scenes

/// How a second sequence differs from the scene's: in x₁ alone.
struct FirstInputChange: Sendable, Hashable {
    /// The entry of x₁ that is changed, from 0.
    private(set) var entry = 0
    /// What is added to it: so many tenths of a power of ten.
    private(set) var amount = 0.1

    mutating func rescale(by notches: Int) {
        guard let moved = TrainingSlider.moved(amount, by: notches) else { return }
        amount = moved.double
    }

    mutating func move(entry delta: Int, in scene: Scene) {
        entry = max(0, min(scene.model.inputWidth - 1, entry + delta))
    }

    func isToken(_ scene: Scene) -> Bool {
        if case .tokens = scene.sequence.source { true } else { false }
    }

    /// Whether there is a first input to be changed.
    static func applies(to scene: Scene) -> Bool {
        if case .tokens(let tokens) = scene.sequence.source { return !tokens.isEmpty && scene.vocabulary.count > 1 }
        return scene.model.inputWidth > 0
    }

    /// The scene with the other first input; nil where it reads none.
    func scene(_ scene: Scene) -> Scene? {
        var other = scene
        if case .tokens(var tokens) = scene.sequence.source {
            guard let first = tokens.first, scene.vocabulary.count > 1 else { return nil }
            tokens[0] = (first + 1) % scene.vocabulary.count
            other.sequence.source = .tokens(tokens)
            return other
        }
        let place = SceneNumber.input(step: 0, unit: entry)
        guard let number = scene[place] else { return nil }
        return try? scene.setting(place, to: Number(number.double + amount))
    }

    /// `x₁[1] 0.8 and 0.9`
    func words(_ scene: Scene, _ other: Scene, name: String) -> String {
        if case .tokens(let tokens) = scene.sequence.source, case .tokens(let others) = other.sequence.source,
            let first = tokens.first, let second = others.first
        {
            return "\(name) is \(scene.vocabulary[first]) and \(scene.vocabulary[second])"
        }
        let place = SceneNumber.input(step: 0, unit: entry)
        let entries = scene.model.inputWidth > 1 ? "[\(entry + 1)]" : ""
        return "\(name)\(entries) is \(scene[place]?.description ?? "") and \(other[place]?.description ?? "")"
    }
}
