import Testing

@testable import Recurrence

/// Two updates of one number by every optimiser, against the formulas worked by hand, and the schedules' rates.
@Suite struct OptimizerTests {
    /// w after each of two updates from 1 with the gradients ½ and −¼.
    private func updates(_ optimizer: Optimizer) -> [Double] {
        var state = OptimizerState(optimizer, rate: 0.1)
        var w = [1.0]
        return [0.5, -0.25].map { g in
            state.update(&w, gradients: [g])
            return w[0]
        }
    }

    private func expectUpdates(_ optimizer: Optimizer, _ expected: [Double]) {
        for (found, expected) in zip(updates(optimizer), expected) { #expect(abs(found - expected) < 1e-12) }
    }

    @Test func plainSteps() { expectUpdates(.sgd, [0.95, 0.975]) }

    /// v = 0.5, then 0.9 · 0.5 − 0.25 = 0.2
    @Test func momentum() { expectUpdates(.momentum(0.9), [0.95, 0.93]) }

    /// The first step is rate · g/(|g| + ε); the second has m̂ = 0.02/0.19 and v̂ = (0.999 · 0.00025 + 0.0000625)/0.001999.
    @Test func adam() {
        let second = (0.02 / 0.19) / ((0.00031225 / 0.001999).squareRoot() + 1e-8)
        let first = 1 - 0.1 * 0.5 / (0.5 + 1e-8)
        expectUpdates(.adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8), [first, first - 0.1 * second])
    }

    /// v = 0.01 · ¼, then 0.99 · 0.0025 + 0.01/16; ε stands outside the root.
    @Test func rmsprop() {
        let first = 1 - 0.1 * 0.5 / (0.05 + 0.01)
        let second = first + 0.1 * 0.25 / (0.0031.squareRoot() + 0.01)
        expectUpdates(.rmsprop(decay: 0.99, epsilon: 0.01), [first, second])
    }

    /// v = ¼, then ¼ + 1/16
    @Test func adagrad() {
        let first = 1 - 0.1 * 0.5 / (0.5 + 0.01)
        let second = first + 0.1 * 0.25 / (0.3125.squareRoot() + 0.01)
        expectUpdates(.adagrad(epsilon: 0.01), [first, second])
    }

    /// After an update of one number: how many means and how many squares there are, and what there are.
    @Test func whatIsKeptIsThatOfTheOptimiser() {
        let kept = [
            Optimizer.sgd, .momentum(0.9), .adam(beta1: 0.75, beta2: 0.5, epsilon: 0), .rmsprop(decay: 0.5, epsilon: 0),
            .adagrad(epsilon: 0),
        ].map { optimizer in
            var state = OptimizerState(optimizer, rate: 0.1)
            var w = [1.0]
            state.update(&w, gradients: [0.5])
            #expect(optimizer.keepsFirst == !state.first.isEmpty && optimizer.keepsSecond == !state.second.isEmpty)
            return [state.first, state.second]
        }
        #expect(kept == [[[], []], [[0.5], []], [[0.125], [0.125]], [[], [0.125]], [[], [0.25]]])
    }

    @Test func aStepHalvesEveryTwoEpochs() {
        let schedule = RateSchedule.step(every: 2, factor: 0.5)
        #expect((0..<6).map { schedule.rate(1, epoch: $0, of: 6) } == [1, 1, 0.5, 0.5, 0.25, 0.25])
        #expect(RateSchedule.constant.rate(0.3, epoch: 5, of: 6) == 0.3)
    }

    /// cos 0, π/3, π/2, 2π/3 and π are 1, ½, 0, −½ and −1.
    @Test func aCosineFallsFromTheRateToItsEnd() {
        let schedule = RateSchedule.cosine(to: 0.2)
        for (epoch, expected) in [(0, 1.0), (2, 0.8), (3, 0.6), (4, 0.4), (6, 0.2), (9, 0.2)] {
            #expect(abs(schedule.rate(1, epoch: epoch, of: 6) - expected) < 1e-15)
        }
    }

    /// Powers of ½ are exact, and those of many updates come soon.
    @Test func theBiasOfManyUpdatesIsKnownSoon() {
        #expect(OptimizerState.power(0.5, 10) == 0.0009765625)
        #expect(OptimizerState.power(0, 3) == 0 && OptimizerState.power(0.9, 0) == 1)
        for updates in [1_000_000_000, 1 << 30, 100_000_000_000_000] {
            #expect(OptimizerState.power(0.9, updates) < 1e-300)
        }
    }

    /// The square of 1e200 is no double.
    @Test(arguments: [
        Optimizer.adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8), .rmsprop(decay: 0.99, epsilon: 0.01),
        .adagrad(epsilon: 0.01),
    ])
    func squaresThatOverflowAreNotFinite(_ optimizer: Optimizer) {
        var state = OptimizerState(optimizer, rate: 0.1)
        var w = [1.0]
        state.update(&w, gradients: [0.5])
        #expect(state.isFinite)
        state.update(&w, gradients: [1e200])
        #expect(!state.isFinite && w[0].isFinite)
    }
}
