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
}
