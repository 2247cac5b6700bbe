import ExactMath
import Formula
import Recurrence
import Scenes
import Testing

/// The formulas of values and gradients, evaluated, are the numbers of the trace: over all that scenes can say.
@Suite struct DerivationTests {
    @Test(arguments: 0..<10) func areTheNumbersOfRandomScenes(_ group: UInt64) throws {
        for seed in group * 50..<(group + 1) * 50 {
            var random = RandomScenes(seed: seed)
            try check(random.scene(), "seed \(seed)")
        }
    }

    @Test(arguments: BuiltInScenes.all.map(\.name)) func areTheNumbersOfBuiltInScenes(_ name: String) throws {
        try check(SceneLookup.scene(name).scene, name)
    }

    private func check(_ scene: Scene, _ place: String) throws {
        switch scene.arithmetic {
        case .double:
            try DerivationCheck(scene.trace(as: Double.self), place) { a, b in
                abs(a - b) <= 1e-12 * max(1, abs(a), abs(b)) || (a.isNaN && b.isNaN)
            }.all()
        // Fractions grow beyond every bound of the language: they are compared modulo 2^61 − 1.
        case .rational: try DerivationCheck(scene.trace(as: PrimeField.self), place) { $0 == $1 }.all()
        }
    }
}

/// Every line of one trace's derivation, evaluated.
struct DerivationCheck<S: Scalar & FormulaNumber> {
    let derivation: Derivation<S>
    let place: String
    let agree: (S, S) -> Bool
    private let numbers: TraceNumbers<S>

    init(_ trace: Trace<S>, _ place: String, agree: @escaping (S, S) -> Bool) {
        derivation = Derivation(trace)
        numbers = TraceNumbers(trace)
        self.place = place
        self.agree = agree
    }

    func all() throws {
        let (trace, network) = (derivation.trace, derivation.network)
        for index in network.nodes.indices where network.nodes[index].isShown {
            let node = network.nodeID(index)
            for t in network[node].storedSteps {
                if let line = derivation.value(of: node, at: t) { try check(line, trace.value(node, at: t)) }
                guard network.architecture.loss != .none else { continue }
                try check(derivation.gradient(of: node, at: t), trace.gradient(node, at: t))
            }
        }
        guard network.architecture.loss != .none else { return }
        for (index, parameter) in network.parameters.enumerated() {
            try check(derivation.gradient(of: network.parameterID(index)), trace.gradient(parameter))
        }
        for line in derivation.losses() {
            guard case .quantity(let name) = line.left.kind else { continue }
            let step = name.indices.first.flatMap { Int(Printer.index($0)) }
            let expected = step.flatMap { step in trace.losses.first { $0.step == step }?.value } ?? trace.loss
            try check(line, [expected][...])
        }
    }

    private func check(_ line: Derivation<S>.Line, _ expected: ArraySlice<S>) throws {
        var evaluator = Evaluator(TraceEnvironment(numbers), fuel: 10_000_000)
        let grid = try evaluator.grid(line.right.whole)
        // 0 stands for a vector of zeros.
        let found = grid.elements.count == expected.count ? grid.elements : expected.map { _ in grid.elements[0] }
        let fits = zip(found, expected).allSatisfy(agree)
        #expect(fits, "\(place): \(line.left) = \(line.right.whole): \(found) is not \(Array(expected))")
    }
}
