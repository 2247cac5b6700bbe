import ExactMath
import Recurrence
import Scenes

/// The numbers of a training that can be changed while it stands.
enum TrainingSlider: CaseIterable {
    case rate, threshold

    var title: String {
        switch self {
        case .rate: "rate"
        case .threshold: "threshold"
        }
    }

    /// What it stands at; nil where the training has no such number.
    func position(in scene: Scene) -> Double? {
        switch self {
        case .rate: (scene.training ?? Training()).rate.double
        case .threshold: scene.training?.clip?.at.approximation
        }
    }

    /// Moves it by so many notches, ten of which are a factor of ten.
    func move(_ training: inout Training, by notches: Int) {
        switch self {
        case .rate:
            if let moved = Self.moved(training.rate.double, by: notches) { training.rate = moved }
        case .threshold:
            guard let at = training.clip?.at.approximation, let moved = Self.moved(at, by: notches) else { return }
            training.clip?.at = moved.exact
        }
    }

    /// The numbers that a slider stops at, in one decade.
    private static let notches = [1, 1.25, 1.6, 2, 2.5, 3.2, 4, 5, 6.4, 8]

    /// The next number of the notches, 1, 1.25, 1.6 … times a power of ten; nil beyond 1e−9 and 1e9.
    static func moved(_ value: Double, by count: Int) -> Number? {
        let powers = Array(-9...9)
        let stops = powers.flatMap { power in notches.compactMap { try? Number("\($0)e\(power)") } }
        let slack = 1e-9 * value
        if count >= 0 {
            guard let above = stops.firstIndex(where: { $0.double > value + slack }) else { return nil }
            return stops[min(stops.count - 1, above + max(0, count - 1))]
        }
        guard let below = stops.lastIndex(where: { $0.double < value - slack }) else { return nil }
        return stops[max(0, below + count + 1)]
    }
}
