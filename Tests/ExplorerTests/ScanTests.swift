import ExactMath
import Recurrence
import Scenes
import TerminalUI
import Testing

@testable import Explorer

@Suite("Scan and forward mode")
struct ScanTests {
    @Test("the tree gives the run's own states and gradients, in ⌈log₂ T⌉ levels", arguments: Explored.builtIn)
    func agrees(scene: String) throws {
        let session = try #require(Explored(scene).state.session)
        for part in session.network.parts.indices where !session.network.parts[part].states.isEmpty {
            let count = session.network.parts[part].steps.count
            var depth = 0
            while 1 << depth < count { depth += 1 }
            for isBackward in [false, true] where isBackward || session.isLinearRecurrence(part) {
                guard let scan = session.scan(of: part, isBackward: isBackward) else { continue }
                #expect(scan.tree.depth == depth)
                let largest = scan.wanted.joined().map { abs($0) }.max() ?? 1
                #expect(scan.difference <= 1e-12 * max(1, largest), "\(scene), part \(part), backward \(isBackward)")
                if let exact = session.exactScan(of: part, isBackward: isBackward) { #expect(exact.difference == 0) }
            }
        }
    }

    @Test("a tree of 8 steps: 7 + 6 + 4 compositions")
    func bill() {
        let steps = (1...8).map { (matrix: [[2.0]], offset: [Double($0)]) }
        let tree = ScanTree(steps)
        #expect(tree.compositions == [7, 6, 4])
        #expect(tree.depth == 3)
        // h_t = 2 h_{t−1} + t from 0: 1, 4, 11, 26 …
        #expect(tree.states(from: [0]).prefix(4) == [[1], [4], [11], [26]])
        #expect(tree.levels[3][7].first == 1 && tree.levels[2][7].first == 5)
    }

    @Test("sensitivities carried forward give the gradient that goes back", arguments: Explored.builtIn)
    func forwardMode(scene: String) throws {
        let session = try #require(Explored(scene).state.session)
        for part in session.network.parts.indices where !session.network.parts[part].states.isEmpty {
            guard let mode = session.forwardMode(part: part), !mode.gradient.isEmpty else { continue }
            let wanted = Array(session.trace.gradient(mode.parameter))
            for (a, b) in zip(mode.gradient, wanted) {
                #expect(abs(a - b) <= 1e-10 * max(1, abs(b)), "\(scene), part \(part)")
            }
        }
    }

    @Test("the screens, as text")
    func screens() throws {
        var explored = try Explored("exact-fractions")
        explored.go(to: "update")
        explored.press("z")
        try explored.expectScreen("scan-forward")
        explored.press("⇥")
        try explored.expectScreen("scan-backward")
        explored.press("⇥")
        try explored.expectScreen("scan-dependence")
        var elman = try Explored("elman-by-hand")
        elman.go(to: "update")
        elman.press("rf")
        try elman.expectScreen("triangle-forward-mode")
        elman.press("f")
        #expect(elman.text.contains("k down, t across"))
    }

    @Test("what cannot be composed says so")
    func refused() throws {
        var explored = try Explored(
            yaml: """
                unfold: 1
                model: {stack: [{cell: rnn, hidden: 2}]}
                sequence: {inputs: [[1], [0]]}
                parameters: {initialize: {scheme: uniform, seed: 1}}
                """)
        explored.press("z")
        #expect(explored.text.contains("no linear function of the h before it"))
        explored.press("⇥")
        #expect(explored.bottom == " this scene has no tree here")
    }

    @Test(
        "where a state reaches the next by another way too, nothing is made of the step alone, and the reason is said",
        arguments: [
            ("decoder-free", "the output is fed back"), ("one-seed-a-spiral", "the output is fed back"),
            ("attention-looks-back", "attention looks back"), ("attention-soft", "attention looks back"),
        ])
    func otherWays(scene: String, reason: String) throws {
        var explored = try Explored(scene, 200, 50)
        explored.go(to: "update")
        explored.press("z")
        #expect(explored.text.contains("because \(reason): so the steps cannot be composed"))
        #expect(!explored.text.contains("level 0"))
        explored.press("g")
        #expect(explored.text.contains("no ρ, σ and λ: the step's own Jacobian is not the whole way from"))
        #expect(explored.text.contains("because \(reason)"))
        #expect(!explored.text.contains("ρ slope"))
        explored.press("rf")
        #expect(explored.text.contains("Nothing is carried forward here"))
        #expect(explored.text.contains("because \(reason)"))
    }

    /// A network that reads the class that it has chosen.
    private func chosen(_ sequence: String) throws -> Explored {
        try Explored(
            yaml: """
                unfold: 1
                model:
                  shape: one-to-many
                  stack: [{cell: linear, hidden: 2}]
                  readout: {size: 2, activation: softmax}
                  feedback: argmax
                sequence: {inputs: [[1, 0]], \(sequence)
                parameters: {initialize: {scheme: uniform, seed: 1}}
                """, 200, 50)
    }

    @Test("a class that is fed back decides the next input, but hands no gradient back")
    func classes() throws {
        let session = try #require(chosen("targets: [0, 1, 0]}\nloss: nll").state.session)
        let part = try #require(session.network.parts.firstIndex { !$0.states.isEmpty })
        #expect(session.scan(of: part, isBackward: false)?.steps == nil)
        let backward = try #require(session.scan(of: part, isBackward: true))
        #expect(backward.difference <= 1e-12)
        var without = try chosen("length: 3}")
        without.press("z")
        #expect(without.text.contains("The next input hangs on h, because the likeliest class is fed back"))
    }

    @Test("b_t is what the input gives, and a number that is none is the largest difference")
    func large() throws {
        let explored = try Explored(
            yaml: """
                unfold: 1
                model: {stack: [{cell: linear, hidden: 1}]}
                sequence: {inputs: [[0.5], [0.25], [1], [1]]}
                parameters: {values: {stack.0.W: [[1]], stack.0.U: [[1.0e200]]}}
                """)
        let session = try #require(explored.state.session)
        let part = try #require(session.network.parts.firstIndex { !$0.states.isEmpty })
        let scan = try #require(session.scan(of: part, isBackward: false))
        #expect(scan.tree.levels[0].map(\.offset) == [[0.5], [0.25], [1], [1]])
        let broken = ScanOfPart(
            tree: ScanTree([(matrix: [[1.0]], offset: [1.0]), (matrix: [[1.0]], offset: [Double.nan])]), start: [0],
            wanted: [[1], [1]], steps: [1, 2])
        #expect(broken.difference.isNaN)
        #expect([0.5, .nan, 2].worst.isNaN)
        #expect([0.5, 2, 1].worst == 2)
        #expect([Double]().worst == 0)
    }

    @Test("the width of what an LSTM carries is that of [h; c]")
    func widthOfAnLSTM() throws {
        var explored = try Explored("lstm-two-ways", 120, 36)
        explored.go(to: "update")
        explored.press("rf")
        #expect(explored.text.contains("forward keeps 2H·|U_f| = 2 numbers"))
        #expect(explored.text.contains("backward keeps T·2H = 8 numbers"))
    }
}
