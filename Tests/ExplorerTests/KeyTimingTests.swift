import Explorer
import Foundation
import Scenes
import Testing

@Suite("The time from a key to its frame")
struct KeyTimingTests {
    /// Prints the slowest keys of all built-in scenes and of a wide and long one. A measurement, not a test of speed: machines differ.
    @Test("is measured", arguments: Explored.builtIn + ["wide and long"])
    func measured(scene: String) throws {
        let scene = try BuiltInScenes.named(scene)?.scene() ?? Scene(text: wideScene, file: "test")
        let timing = KeyTiming(scene, most: 60)
        #expect(timing.keys.count > 50)
        #expect(timing.keys.allSatisfy { $0.duration > .zero })
        let visited = Set(timing.keys.map { String($0.name.prefix { $0 != "," }) })
        #expect(visited.isSuperset(of: ["step", "home", "exercise", "lesson"]))
        guard ProcessInfo.processInfo.environment["UNFOLD_PRINT_TIMES"] != nil else { return }
        print(
            "\(scene.title): first frame \(timing.firstFrame), "
                + timing.keys.prefix(5).map { "\($0.name) \($0.duration)" }.joined(separator: ", "))
    }
}
