import Explorer
import Scenes
import TerminalUI
import Testing

@Suite("Any number can be changed, and everything follows")
struct EditingTests {
    @Test("A weight that is changed changes the gradient, and undo brings back the very same screen")
    func gradient() throws {
        var explored = try Explored("exploding-gradient")
        explored.go(to: "update")
        explored.press("g")
        let before = explored.state.frame()
        explored.press("e")
        #expect(explored.text.contains("Change a number"))
        explored.press("0.5↵⎋")
        #expect(explored.text != before.plainText)
        #expect(explored.text.contains("explodes and is clipped") || explored.text.contains("*"))
        #expect(explored.state.history.isUnsaved)
        explored.press("u")
        #expect(explored.state.frame() == before)
        #expect(!explored.state.history.isUnsaved)
        explored.press("U")
        #expect(explored.state.history.isUnsaved)
        explored.press("u")
        explored.press("u")
        #expect(explored.bottom == " nothing to undo")
    }

    @Test("The panel reaches weights, inputs, targets and the threshold, and refuses what is none")
    func panel() throws {
        var explored = try Explored("exploding-gradient")
        explored.go(to: "update")
        explored.press("e")
        try explored.expectScreen("edit-panel")
        explored.press("9x↵")
        #expect(explored.text.contains("9x is no number; 2, -0.5 and 1/3 are"))
        #expect(explored.text.contains("  inputs"))
        #expect(explored.text.contains("  targets"))
        explored.press("⇥", times: 20)
        explored.press("⇤")
        explored.press("↑", times: 0)
        while !explored.text.contains("▶ clip threshold") { explored.press("⇤") }
        explored.press("-1↵")
        #expect(explored.text.contains("this number must be greater than 0"))
        explored.press("100↵⎋g")
        #expect(explored.text.contains("clip by norm at 100"))
        #expect(explored.text.contains("scale 1: the norm is below it"))
    }

    @Test("Leaving asks only when a change is not written")
    func leaving() throws {
        var explored = try Explored("elman-by-hand")
        #expect(explored.press("q") == .quit)
        explored.press("e7↵⎋")
        #expect(explored.press("q") == .none)
        #expect(explored.text.contains("Changes are not written."))
        #expect(explored.press("n") == .none)
        #expect(!explored.state.top.isOverlay)
        #expect(explored.press("qy") == .quit)
        #expect(explored.press("w") == .none)
        explored.press("⎋")
        explored.press("q")
        #expect(explored.press("wout.yaml↵") == .save(path: "out.yaml"))
        let scene = try #require(explored.state.session).scene
        explored.state.history.noteSaved(scene)
        #expect(explored.press("q") == .quit)
    }

    @Test("Opening another scene asks too")
    func opening() throws {
        var explored = try Explored("elman-by-hand")
        explored.press("e7↵⎋H↵")
        #expect(explored.text.contains("y opens the other scene"))
        explored.press("n")
        #expect(explored.state.session?.scene.title == "An Elman net, four steps by hand")
        explored.press("↵y")
        #expect(explored.state.session?.scene.title == "An LSTM keeps one bit")
        #expect(!explored.state.history.isUnsaved)
    }

    @Test("Work that was never written is unsaved from the start")
    func recovered() throws {
        var explored = try Explored("elman-by-hand")
        let scene = try #require(explored.state.session).scene
        explored.state.open(scene, isUnsaved: true)
        #expect(explored.press("q") == .none)
        #expect(explored.press("y") == .quit)
    }
}
