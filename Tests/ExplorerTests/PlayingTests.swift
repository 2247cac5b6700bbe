import Explorer
import Foundation
import Recurrence
import Scenes
import TerminalUI
import Testing

@Suite("A scene plays as one line of moments, both ways")
struct PlayingTests {
    @Test("Forward to the end and back shows exactly the same screens", arguments: Explored.builtIn)
    func thereAndBack(scene: String) throws {
        for screen in ["s", "g"] {
            var explored = try Explored(scene)
            explored.press(screen)
            let count = try #require(explored.state.session).timeline.count
            var frames = [explored.state.frame()]
            for _ in 1..<count {
                explored.press("→")
                frames.append(explored.state.frame())
            }
            for frame in frames.dropLast().reversed() {
                explored.press("←")
                let isSame = explored.state.frame() == frame
                #expect(isSame, "\n\(explored.text)\nis not\n\(frame.plainText)")
            }
        }
    }

    @Test("After the update → begins the next epoch from the new weights, and ← and undo go back")
    func nextEpoch() throws {
        var explored = try Explored("elman-by-hand")
        let scene = try #require(explored.state.session).scene
        let updated = try #require(explored.state.session).updated
        explored.press("⇲→")
        #expect(explored.bottom.hasPrefix(" epoch 2 begins, from the updated weights; the loss was 0.1587"))
        #expect(explored.text.contains("\n epoch 2  forward ○"))
        let session = try #require(explored.state.session)
        #expect(explored.state.playhead == Playhead(position: 0))
        #expect(Array(session.trace.values[..<session.network.parameterCount]) == updated)
        explored.press("u")
        #expect(explored.state.session?.scene == scene)
        explored.press("⇲")
        let before = explored.text
        explored.press("→←")
        #expect(explored.text == before)
        #expect(explored.state.session?.scene == scene)
        // Fractions go on in decimals, and are fractions again on the way back.
        var exact = try Explored("exact-fractions")
        exact.press("⇲")
        let fractions = exact.text
        exact.press("→")
        #expect(exact.bottom.hasPrefix(" epoch 2 begins, from the updated weights, in decimals; the loss was "))
        exact.press("←")
        #expect(exact.text == fractions)
    }

    @Test("What the optimiser remembers goes on: three epochs are those of the training")
    func memory() throws {
        let yaml = """
            unfold: 1
            model: {shape: many-to-one, stack: [{cell: lstm, hidden: 3}], readout: {size: 1}}
            sequence: {inputs: [[1], [0.5], [-1]], targets: [[0.5]]}
            loss: mse
            parameters: {initialize: {scheme: uniform, seed: 1}}
            training: {optimizer: adam, rate: 0.05, schedule: {cosine: {to: 0}}, epochs: 4, clip: {by: norm, at: 0.1}}
            """
        var explored = try Explored(yaml: yaml)
        var trainer = try #require(explored.state.session).scene.trainer()
        for epoch in 1...3 {
            explored.press("⇲→")
            _ = trainer.step()
            let session = try #require(explored.state.session)
            #expect(Array(session.trace.values[..<session.network.parameterCount]) == trainer.state.parameters)
            #expect(explored.text.contains("\n epoch \(epoch + 1)  forward"))
        }
        explored.press("←←⇱")
        #expect(explored.text.contains("\n epoch 3  forward"))
    }

    @Test(
        "So does the way through every equation and every term",
        arguments: GraphPicture.fixtures.enumerated().filter { $0.offset % 5 == 0 }.map(\.element))
    func subSteps(fixture: String) throws {
        var explored = try Explored(fixture: fixture)
        let count = try #require(explored.state.session).timeline.count
        explored.press("→↵")
        var seen = [(explored.state.playhead, explored.state.frame())]
        while explored.state.playhead.position < count - 1, seen.count < 10_000 {
            explored.press("→")
            seen.append((explored.state.playhead, explored.state.frame()))
        }
        for (playhead, frame) in seen.dropLast().reversed() {
            explored.press("←")
            #expect(explored.state.playhead == playhead)
            let isSame = explored.state.frame() == frame
            #expect(isSame, "\n\(explored.text)\nis not\n\(frame.plainText)")
        }
    }

    @Test("Every node's terms are counted as they are listed", arguments: GraphPicture.fixtures)
    func terms(fixture: String) throws {
        let session = try #require(try Explored(fixture: fixture).state.session)
        for (index, node) in session.network.nodes.enumerated() where node.isShown {
            for t in node.steps {
                let id = session.network.nodeID(index)
                #expect(session.termCount(id, at: t) == session.trace.contributions(to: id, at: t).count)
            }
        }
    }

    @Test("A number before a key repeats it, and the message says so")
    func counts() throws {
        var explored = try Explored("lstm-keeps-a-bit")
        explored.press("1")
        #expect(explored.bottom.hasPrefix(" 1 times"))
        explored.press("2→")
        #expect(explored.state.session?.name(of: explored.state.playhead) == "backward:6")
        explored.press("99←")
        #expect(explored.state.playhead == Playhead(position: 0))
    }

    @Test("t goes to a step of the pass that is played")
    func steps() throws {
        var explored = try Explored("lstm-keeps-a-bit")
        explored.press("t5↵")
        #expect(explored.state.session?.name(of: explored.state.playhead) == "forward:5")
        explored.go(to: "backward:8")
        explored.press("t3↵")
        #expect(explored.state.session?.name(of: explored.state.playhead) == "backward:3")
        explored.press("t9↵")
        #expect(explored.bottom == " there is no step 9 here")
        explored = try Explored("attention-looks-back")
        explored.go(to: "decode:4")
        explored.press("t2↵")
        #expect(explored.state.session?.name(of: explored.state.playhead) == "decode:2")
    }

    @Test(": goes to moments, screens and scenes by name")
    func names() throws {
        var explored = try Explored("lstm-keeps-a-bit")
        explored.press(":backward:2.3↵")
        #expect(explored.state.playhead == Playhead(position: 16, subStep: 3))
        explored.press(":gradients↵")
        #expect(explored.state.screenName == "gradients")
        explored.press(":gru-resets↵")
        #expect(explored.state.session?.scene.title == "A GRU resets when a new sentence begins")
        explored.press(":nowhere↵")
        #expect(explored.text.contains("nothing is called nowhere here"))
    }

    @Test("Played by itself it stops at the end")
    func playing() throws {
        var explored = try Explored("elman-by-hand")
        explored.press("a++")
        #expect(explored.state.playing?.perSecond == 8)
        for _ in 0..<20 { explored.state.tick() }
        #expect(explored.state.playing == nil)
        #expect(explored.text.contains("update ◉"))
    }

    @Test("Where layers play one after another, the panel follows, and each remembers what was chosen")
    func followed() throws {
        var explored = try Explored("deep-both-ways", 80, 30)
        func title(_ explored: Explored) throws -> String {
            let session = try #require(explored.state.session)
            return session.panes[explored.state.focus.pane].title
        }
        explored.go(to: "forward:0.forward:6")
        #expect(try title(explored) == "stack.0.forward")
        explored.press("↑↑")
        let chosen = explored.state.focus
        explored.press("→")
        #expect(try title(explored) == "stack.0.backward")
        explored.press("⇥")
        #expect(try title(explored) != "stack.0.backward")
        explored.press("←")
        #expect(explored.state.focus == chosen)
    }
}
