import ExactMath
import Foundation
import Recurrence
import Scenes
import TerminalUI
import Testing

@testable import Explorer

/// Every verdict agrees with the numbers that it is about.
@Suite("The verdict of the Gradients screen")
struct VerdictTests {
    // MARK: Random scenes

    /// A small scene of some cell; its weights may be small or large, and its targets late or missing.
    private static func scene(_ generator: inout SeededGenerator) throws -> Scene {
        let cell = generator.element(of: ["rnn", "linear", "lstm", "gru", "ugrnn", "mingru"])
        let (hidden, steps) = (generator.integer(in: 1...3), generator.integer(in: 2...8))
        let inputs = (0..<steps).map { _ in "[\(generator.uniform(-1.5, 1.5))]" }.joined(separator: ", ")
        let hasMany = generator.integer(in: 0...1) == 1
        let targets = (1...steps).map { t in
            t < steps && generator.integer(in: 0...2) == 0 ? "null" : "[\(generator.uniform(-1, 1))]"
        }
        let activation = cell == "rnn" ? ", activation: \(generator.element(of: ["tanh", "relu", "sigmoid"]))" : ""
        return try Scene(
            text: """
                unfold: 1
                model:
                  shape: \(hasMany ? "many-to-many" : "many-to-one")
                  stack: [{cell: \(cell), hidden: \(hidden)\(activation)}]
                  readout: {size: 1}
                sequence: {inputs: [\(inputs)], targets: [\(hasMany ? targets.joined(separator: ", ") : "[0.5]")]}
                loss: mse
                parameters: {initialize: {scheme: uniform, seed: \(generator.integer(in: 1...9_999)), gain: \(generator.element(of: [0.1, 0.5, 1, 2, 4]))}}
                """, file: "random")
    }

    @Test("agrees with the evidence, recomputed from the trace, on 2,000 random scenes", arguments: 1...20)
    func random(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        var words: Set<String> = []
        for _ in 0..<100 {
            let scene = try Self.scene(&generator)
            let session = Session(scene)
            for part in session.network.parts.indices where !session.network.parts[part].states.isEmpty {
                for loss in session.trace.losses {
                    for verdict in session.verdicts(part: part, loss: loss.step) {
                        expectAgreement(verdict, session.trace)
                        words.insert(verdict.word)
                    }
                }
            }
        }
        #expect(words.isSuperset(of: ["vanishes", "fades", "holds"]), "\(words)")
    }

    /// The norms again, from the trace: of h the gradient itself, of c what is left of it without the way through h.
    private func expectAgreement(_ verdict: StateVerdict, _ trace: Trace<Double>) {
        let network = trace.network
        let gradients = trace.gradients(ofLossAt: verdict.loss)
        let part = network.parts[verdict.part]
        let norms = verdict.steps.map { t -> Double in
            var entries = Array(gradients[network.row(verdict.state, at: t)])
            if verdict.isCarriedPart, let o = network.node(part.name, "o"), let h = network.node(part.name, "h") {
                let upper = Array(gradients[network.row(h, at: t)])
                let (gate, cell) = (Array(trace.value(o, at: t)), Array(trace.value(verdict.state, at: t)))
                entries = entries.indices.map {
                    entries[$0] - upper[$0] * gate[$0] * (1 - tanh(cell[$0]) * tanh(cell[$0]))
                }
            }
            return entries.reduce(0) { $0 + $1 * $1 }.squareRoot()
        }
        let largest = norms.max() ?? 0
        for (norm, said) in zip(norms, verdict.norms) { #expect(abs(norm - said) <= 1e-9 * max(largest, 1e-300)) }
        #expect(verdict.steps.first == (verdict.isCarriedPart ? verdict.loss - 1 : verdict.loss))
        #expect(verdict.steps.last == 1)
        guard let first = verdict.norms.first, let last = verdict.norms.last, first > 0 else {
            #expect(["silent", "explodes"].contains(verdict.word))
            return
        }
        let expected: String =
            switch last / first {
            case 0: "dead"
            case ..<0.02: "vanishes"
            case ..<0.5: "fades"
            case ...2: "holds"
            case ...50: "grows"
            default: "explodes"
            }
        #expect(verdict.word == expected, "\(verdict.norms)")
    }

    // MARK: Known cases

    /// A linear or tanh network whose last output alone has a loss, with these weights.
    private func explored(
        u: String, hidden: Int, steps: Int, cell: String = "linear", input: String = "1", w: String? = nil,
        target: String? = nil, bias: Bool = true
    ) throws -> Explored {
        let w = w ?? "[\((0..<hidden).map { $0 == 0 ? "[1]" : "[0]" }.joined(separator: ", "))]"
        let target = target ?? "[\((0..<hidden).map { $0 == 0 ? "5" : "0" }.joined(separator: ", "))]"
        let name = cell.prefix { $0.isLetter }
        let b =
            name == "linear" ? "" : "\n    stack.0.b: [\(Array(repeating: "0", count: hidden).joined(separator: ", "))]"
        var explored = try Explored(
            yaml: """
                unfold: 1
                model: {shape: many-to-one, stack: [{cell: \(cell), hidden: \(hidden)\(name == "linear" ? ", bias: false" : "")}]}
                sequence: {inputs: [\(Array(repeating: "[\(input)]", count: steps).joined(separator: ", "))], targets: [\(target)]}
                loss: mse
                parameters:
                  values:
                    stack.0.W: \(w)
                    stack.0.U: \(u)\(b)
                """, 100, 36)
        explored.go(to: "update")
        explored.press("g")
        return explored
    }

    /// The verdict's sentence, and what explains it.
    private func findings(_ explored: Explored, _ choice: GradientsState = GradientsState()) throws -> String {
        let look = try #require(SceneLook(explored.state))
        let curves = try #require(look.session.curves(choice))
        let visible = look.visibleSteps(curves)
        return (look.verdictLines(curves, visible).map(\.text) + look.figureLines(curves, visible)).joined(
            separator: "\n")
    }

    @Test("a Jordan block with ρ < 1 grows first, because it is not normal")
    func jordan() throws {
        // The loss sees unit 1; going back, unit 2 gets 0.9^n and n·4·0.9^(n−1).
        let text = try findings(explored(u: "[[0.9, 4], [0, 0.9]]", hidden: 2, steps: 6))
        #expect(text.contains("in all") && text.contains(": grows"))
        #expect(text.contains("not normal"))
        #expect(text.contains("ρ 0.9,"))
    }

    @Test("a rotation holds: ρ, σ and the product are 1 and λ is 0")
    func rotation() throws {
        let text = try findings(explored(u: "[[0, -1], [1, 0]]", hidden: 2, steps: 9))
        #expect(text.contains("t = 9 → 1 ×1 in all (×1 a step"))
        #expect(text.contains(": holds"))
        #expect(text.contains("ρ 1, σ 1; λ = log ‖product‖/8 = 0"))
    }

    @Test("a matrix that is not normal, with ρ = 0: it dies after two steps")
    func nilpotent() throws {
        let text = try findings(explored(u: "[[0, 3], [0, 0]]", hidden: 2, steps: 5))
        #expect(text.contains("×0 in all: dead from t = 3"))
        #expect(text.contains("λ = log ‖product‖/4 = −∞"))
    }

    @Test("λ is that of the product, also where it has left the doubles")
    func longProducts() throws {
        // log 0.01 and log 100; the products are 1e−498 and 1e498.
        let small = try findings(explored(u: "[[0.01]]", hidden: 1, steps: 250))
        #expect(small.contains("λ = log ‖product‖/249 = −4.61"))
        let large = try findings(explored(u: "[[100]]", hidden: 1, steps: 250, input: "0"))
        #expect(large.contains("λ = log ‖product‖/249 = 4.61"))
    }

    @Test("the figures are of the chosen loss's own span")
    func span() throws {
        // Both units are open at t = 2 and closed at t = 3, so that only the Jacobian of t = 3 is another one.
        var explored = try Explored(
            yaml: """
                unfold: 1
                model: {stack: [{cell: rnn, hidden: 2, activation: relu}]}
                sequence: {inputs: [[1], [1], [-1000]], targets: [[0, 0], [0, 1.5], [0, 0]]}
                loss: mse
                parameters: {values: {stack.0.W: [[1], [1]], stack.0.U: [[0.5, 30], [0, 0.5]], stack.0.b: [0, 0]}}
                """)
        explored.go(to: "update")
        var choice = GradientsState()
        choice.lossFromEnd = 1
        let text = try findings(explored, choice)
        #expect(text.contains("‖∂L₂/∂h_t‖: t = 2 → 1 ×30"))
        #expect(text.contains("log ‖product‖/1 = "))
        #expect(text.contains("the matrix is not normal"))
        // The first loss has no step to go back over, and so no figures.
        choice.lossFromEnd = 2
        #expect(try findings(explored, choice) == "")
    }

    @Test("where a layer above brings the gradient, this layer's Jacobians do not explain it")
    func layerAbove() throws {
        var explored = try Explored(
            yaml: """
                unfold: 1
                model:
                  shape: many-to-one
                  stack: [{cell: linear, hidden: 1}, {cell: linear, hidden: 1}]
                sequence: {inputs: [[1], [1], [1], [1], [1], [1]], targets: [[0]]}
                loss: mse
                parameters:
                  values: {stack.0.W: [[1]], stack.0.U: [[0.5]], stack.1.W: [[1]], stack.1.U: [[3]]}
                """)
        explored.go(to: "update")
        var choice = GradientsState()
        choice.part = try #require(explored.state.session?.network.parts.firstIndex { $0.name == "stack.0" })
        let text = try findings(explored, choice)
        #expect(text.contains(": explodes"))
        #expect(text.contains("ρ 0.5, σ 0.5; λ = log ‖product‖/5 = −0.693"))
        #expect(!text.contains("not normal"))
    }

    @Test("saturation: U has ρ 2, and yet it vanishes")
    func saturation() throws {
        let text = try findings(
            explored(u: "[[2]]", hidden: 1, steps: 8, cell: "rnn", input: "4", target: "[0]"))
        #expect(text.contains(": vanishes"))
        #expect(text.contains("saturation: U alone has ρ 2"))
    }

    @Test("dead ReLUs: exactly 0, and where the unit was closed")
    func relu() throws {
        // Open at t = 5 alone: x is negative before.
        var explored = try Explored(
            yaml: """
                unfold: 1
                model: {shape: many-to-one, stack: [{cell: rnn, hidden: 1, activation: relu}]}
                sequence: {inputs: [[1], [1], [-9], [1], [1]], targets: [[0]]}
                loss: mse
                parameters: {values: {stack.0.W: [[1]], stack.0.U: [[1]], stack.0.b: [0]}}
                """)
        explored.go(to: "update")
        let text = try findings(explored)
        #expect(text.contains("t = 5 → 1 ×0 in all: dead from t = 2 (relu closed at t = 3)"))
    }

    @Test("an LSTM that keeps: c holds while h has nothing")
    func lstm() throws {
        var explored = try Explored("lstm-keeps-a-bit")
        explored.go(to: "update")
        let text = try findings(explored)
        #expect(text.contains("‖∂L₈/∂c_t‖, as the next step hands it back: t = 7 → 1 "))
        #expect(text.contains("unit 1 ×0.985"))
        #expect(text.split(separator: "\n").contains { $0.contains("c_t") && $0.hasSuffix("holds") })
    }

    @Test("new losses entering: the verdict is about one of them, never about their sum")
    func newLosses() throws {
        var explored = try Explored("elman-by-hand")
        explored.go(to: "update")
        let text = try findings(explored)
        // The last output happens to be right.
        #expect(text.contains("‖∂L₄/∂h_t‖: 0 at every step of t = 4 → 1"))
        explored.press("g[")
        #expect(explored.text.contains("‖∂L₃/∂h_t‖: t = 3 → 1 ×"))
        #expect(!explored.text.contains("‖∂L/∂h_t‖: t"))
    }

    @Test("while the backward pass is under way nothing is judged")
    func underWay() throws {
        var explored = try Explored("exploding-gradient")
        explored.go(to: "backward:7")
        let text = try findings(explored)
        #expect(text.contains("judged when the backward pass is through"))
        #expect(!text.contains("explodes"))
    }

    @Test("what leaves the doubles has no norm, no clip, no step and no angle")
    func nonFinite() throws {
        var explored = try Explored(
            yaml: """
                unfold: 1
                model: {shape: many-to-one, stack: [{cell: linear, hidden: 2}], readout: {size: 1, bias: false}}
                sequence: {inputs: [[1], [1], [1], [1], [1], [1]], targets: [[0]]}
                loss: mse
                parameters: {values: {stack.0.W: [[1], [1]], stack.0.U: [[1.0e90, 0], [0, 1.0e90]], readout.W_y: [[1, 1]]}}
                training: {rate: 0.1, clip: {by: norm, at: 1.0}}
                """)
        explored.go(to: "clip")
        explored.press("g")
        #expect(explored.text.contains("no finite norm, so no clip and no step; the first is h₅[1]"))
        #expect(!explored.text.contains("angle") && !explored.text.contains("inf "))
        explored.press("s")
        #expect(explored.text.contains("no finite norm, so no clip and no step"))
        #expect(!explored.text.contains("-nan"))
        // No step: the weights stay, on the screen and in words.
        explored.go(to: "update")
        let session = try #require(explored.state.session)
        #expect(session.updated == Array(session.trace.values[..<session.network.parameterCount]))
        #expect(explored.text.contains("rate 0.1; no step is made, since the loss is not finite"))
        #expect(!explored.text.contains("training goes on"))
        let said = try #require(SceneLook(explored.state)).stepSentence
        #expect(said.contains("row 1 column 1 stays 1.0000: no step is made, since the loss is not finite"))
        let weights = try explored.state.perform("weights").output.spoken()
        #expect(weights.contains("no step is made") && weights.contains("W row 1: 1\n") && !weights.contains("nan"))
    }

    @Test(
        "weights stay where a step would take them, or what the optimiser remembers, out of the finite numbers",
        arguments: [
            ("1", "1", "{rate: 1.0e300}", "a new weight"),
            ("1.0e100", "0", "{optimizer: adam, rate: 0.1}", "what the optimiser remembers"),
        ])
    func overflow(input: String, weight: String, training: String, what: String) throws {
        var explored = try Explored(
            yaml: """
                unfold: 1
                model: {shape: many-to-one, stack: [{cell: linear, hidden: 1}]}
                sequence: {inputs: [[\(input)]], targets: [[-1.0e100]]}
                loss: mse
                parameters: {values: {stack.0.W: [[\(weight)]], stack.0.U: [[1]]}}
                training: \(training)
                """)
        explored.go(to: "update")
        let session = try #require(explored.state.session)
        #expect(session.noStepSentence?.contains("since \(what) would not be finite") == true)
        #expect(session.nextEpoch == nil)
        #expect(SceneLook(explored.state)?.nonFiniteSentence == nil)
    }

    @Test("a norm at the threshold is not below it")
    func atTheThreshold() throws {
        var explored = try Explored(
            yaml: """
                unfold: 1
                model: {shape: many-to-one, stack: [{cell: linear, hidden: 1}]}
                sequence: {inputs: [[1]], targets: [[0]]}
                loss: mse
                parameters: {values: {stack.0.W: [[1]], stack.0.U: [[1]]}}
                training: {rate: 0.1, clip: {by: norm, at: 1}}
                """)
        explored.go(to: "update")
        explored.press("g")
        #expect(explored.text.contains("scale 1: the norm equals it"))
    }
}
