import ExactMath
import Recurrence
import Scenes
import Testing

/// Five hundred random scenes over the whole format: what is written reads back, and every gradient is certified.
@Suite struct RandomSceneTests {
    @Test(arguments: 0..<10) func areReadBackAndCertified(_ group: UInt64) throws {
        for seed in group * 50..<(group + 1) * 50 {
            var random = RandomScenes(seed: seed)
            let scene = random.scene()
            let again = try Scene(text: scene.yaml, file: "seed \(seed)")
            #expect(again == scene, "seed \(seed)")
            switch scene.arithmetic {
            case .double: #expect(scene.trace(as: Double.self).certificate(seed: seed).passed, "seed \(seed)")
            case .rational: #expect(scene.trace(as: Rational.self).certificate(seed: seed).passed, "seed \(seed)")
            }
        }
    }

    /// The five hundred have at least one of everything.
    @Test func coverTheFormat() {
        let scenes = (0..<500).map { seed in
            var random = RandomScenes(seed: UInt64(seed))
            return random.scene()
        }
        let layers = scenes.flatMap { $0.model.stack + [$0.model.decoder?.layer].compactMap { $0 } }
        #expect(Set(layers.map(\.cell)) == Set(Cells.all.map { $0.name }))
        #expect(Set(scenes.map(\.model.shape)) == Set(Shape.allCases))
        #expect(Set(scenes.map(\.model.loss)) == Set(Loss.allCases))
        for loss in Loss.allCases where loss != .none {
            let reductions = scenes.filter { $0.model.loss == loss }.map(\.model.reduction)
            #expect(Set(reductions) == Set(Reduction.allCases))
        }
        #expect(scenes.contains { $0.arithmetic == .rational && $0.model.reduction == .mean })
        #expect(Set(layers.map(\.initialState)) == Set(InitialState.allCases))
        #expect(Set(layers.map(\.options.peephole)) == Set(Peephole.allCases))
        #expect(Set(layers.map(\.options.activation)) == Set(Activation.allCases))
        #expect(Set(scenes.filter { $0.model.shape == .oneToMany }.map(\.model.feedback)) == Set(Feedback.allCases))
        #expect(layers.contains { $0.options.reset == .after } && layers.contains { $0.bidirectional && $0.residual })
        #expect(scenes.contains { $0.model.decoder?.attention != nil && $0.model.embedding != nil })
        #expect(scenes.contains { $0.model.embedding?.tied == true })
        #expect(scenes.filter { $0.arithmetic == .rational }.count > 40)
    }
}

/// What is computed row by row over common denominators is what is computed number by number.
@Suite struct ExactRandomSceneTests {
    @Test(arguments: 0..<10) func everyNumberIsTheSame(_ group: UInt64) {
        for seed in group * 50..<group * 50 + 50 {
            var random = RandomScenes(seed: seed)
            let scene = random.scene()
            guard scene.arithmetic == .rational else { continue }
            let (trace, plain) = (scene.trace(as: Rational.self), scene.trace(as: OneByOne.self))
            #expect(trace.values == plain.values.map(\.number), "seed \(seed)")
            #expect(trace.gradients == plain.gradients.map(\.number), "seed \(seed)")
            #expect(trace.loss == plain.loss.number, "seed \(seed)")
            for loss in trace.losses.prefix(3) {
                #expect(
                    trace.gradients(ofLossAt: loss.step) == plain.gradients(ofLossAt: loss.step).map(\.number),
                    "seed \(seed)")
            }
        }
    }
}

/// A fraction whose vectors are plain loops.
private struct OneByOne: Scalar {
    let number: Rational

    init(_ number: Rational) { self.number = number }
    init(_ double: Double) { number = Rational(double) }
    static let zero = OneByOne(Rational.zero)
    static let one = OneByOne(Rational.one)
    static let isExact = true
    var approximation: Double { number.approximation }
    var isPositive: Bool { number.isPositive }
    var description: String { number.description }
    static func + (a: Self, b: Self) -> Self { Self(a.number + b.number) }
    static func - (a: Self, b: Self) -> Self { Self(a.number - b.number) }
    static func * (a: Self, b: Self) -> Self { Self(a.number * b.number) }
    static func / (a: Self, b: Self) -> Self { Self(a.number / b.number) }
    static prefix func - (a: Self) -> Self { Self(-a.number) }
    func exponential() -> Self { Self(number.exponential()) }
    func logarithm() -> Self { Self(number.logarithm()) }
    func hyperbolicTangent() -> Self { Self(number.hyperbolicTangent()) }
    func logistic() -> Self { Self(number.logistic()) }
}
