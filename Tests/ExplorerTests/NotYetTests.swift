import Scenes
import Testing

@Suite("What has not been computed yet is not shown")
struct NotYetTests {
    @Test("Targets change no screen before the loss", arguments: Explored.builtIn)
    func targets(scene: String) throws {
        let name = scene
        let scene = try #require(BuiltInScenes.named(name)).scene()
        guard
            let changed = try? scene.setting(
                .target(step: scene.withoutTask.sequence.targets.count - 1, unit: 0), to: Number(9))
        else {
            return
        }
        let isFedBack = scene.model.feedback == .target
        for screen in ["s", "g"] where !isFedBack {
            var (one, other) = (Explored(scene), Explored(changed))
            one.press(screen)
            other.press(screen)
            let lossIndex = try #require(one.state.session).timeline.lossIndex
            for _ in 0..<lossIndex {
                #expect(one.text == other.text)
                one.press("→")
                other.press("→")
            }
            #expect(screen == "g" || one.text != other.text)
        }
    }

    @Test("Losses, gradients and clipped gradients stay circles until their moment")
    func circles() throws {
        var explored = try Explored("exploding-gradient")
        explored.go(to: "forward:12")
        #expect(explored.text.contains("loss ○"))
        explored.go(to: "backward:1")
        explored.press("g")
        #expect(explored.text.contains("12.1978         ○"))
        explored.press("→")
        #expect(explored.text.contains("12.1978    1.0000"))
    }

    @Test("Inside a moment only the terms that have arrived are summed")
    func terms() throws {
        var explored = try Explored("lstm-keeps-a-bit", 120, 36)
        explored.go(to: "backward:7.1")
        #expect(explored.text.contains("so far"))
        #expect(explored.text.contains("more to come"))
    }
}
