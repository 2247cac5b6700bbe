import ExactMath
import Formula
import Recurrence
import Scenes
import Testing

/// The formulas of the clip and of the first two updates are their numbers, for every rule and every optimiser.
@Suite struct UpdateTests {
    private static let optimizers: [Optimizer] = [
        .sgd, .momentum(0.9), .adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8), .rmsprop(decay: 0.99, epsilon: 1e-8),
        .adagrad(epsilon: 1e-10),
    ]
    private static let clippings: [Clipping?] =
        [nil]
        + Clipping.Rule.allCases.flatMap { rule in
            [Rational(1, 20), Rational(100)].map { Clipping(by: rule, at: $0) }
        }

    @Test(arguments: ["elman-by-hand", "lstm-keeps-a-bit", "deep-both-ways", "attention-looks-back", "spell-hello"])
    func areTheNumbersOf(_ name: String) throws {
        let trace = try SceneLookup.scene(name).scene.trace(as: Double.self)
        for clipping in Self.clippings {
            for optimizer in Self.optimizers {
                let update = UpdateFormulas(trace, clipping: clipping, optimizer: optimizer, rate: 0.125)
                let place = "\(name), \(optimizer), \(clipping.map { "\($0)" } ?? "no clip")"
                try check(update, place)
                // What is remembered of the first update stands in the second one.
                let second = UpdateFormulas(
                    trace, clipping: clipping, optimizer: optimizer, rate: 0.25, memory: update.remembered)
                try check(second, "\(place), the second")
            }
        }
    }

    private func check(_ update: UpdateFormulas, _ place: String) throws {
        let environment = TraceEnvironment(update.numbers)
        func value(_ expression: Expression) throws -> [Double] {
            var evaluator = Evaluator(environment, fuel: 10_000_000)
            return try evaluator.grid(expression).elements
        }
        var lines = update.clipLines
        for parameter in update.trace.network.parameters where parameter.isTrainable {
            for entry in 0..<min(parameter.count, 6) {
                lines.append(
                    update.updateLine(of: parameter, row: entry / parameter.columns, column: entry % parameter.columns))
            }
        }
        for line in lines {
            let (left, right) = (try value(line.left), try value(line.right.whole))
            let fits = zip(left, right).allSatisfy { abs($0 - $1) <= 1e-12 * max(1, abs($0)) }
            #expect(
                fits && left.count == right.count, "\(place): \(line.left) = \(line.right.whole): \(left), \(right)")
        }
    }

    /// What moves is the optimiser's own update of the clipped gradient.
    @Test func moveTheWeights() throws {
        let trace = try SceneLookup.scene("elman-by-hand").scene.trace(as: Double.self)
        let update = UpdateFormulas(
            trace, clipping: Clipping(by: .norm, at: Rational(1, 2)), optimizer: .sgd, rate: 0.5)
        let scale = 0.5 / trace.gradientNorm
        for parameter in trace.network.parameters {
            for index in parameter.range {
                let expected = trace.values[index] - 0.5 * scale * trace.gradients[index]
                #expect(abs(update.updated[index] - expected) < 1e-15, "\(parameter.path)")
            }
        }
    }

    @Test func areSaidAsRules() throws {
        let trace = try SceneLookup.scene("elman-by-hand").scene.trace(as: Double.self)
        let rules = Self.optimizers.map { UpdateFormulas(trace, clipping: nil, optimizer: $0, rate: 1).rule }
        #expect(
            rules == [
                "w − rate · g", "v = 0.9 v + g, w − rate · v; v is 0 before the first update",
                "m = β₁ m + (1 − β₁) g, v = β₂ v + (1 − β₂) g², both divided by 1 − βᵗ, w − rate · m / (√v + ε)",
                "v = ρ v + (1 − ρ) g², w − rate · g / (√v + ε)", "v = v + g², w − rate · g / (√v + ε)",
            ])
    }
}
