import Recurrence
import Scenes
import TestSupport
import Testing

@testable import Exercises

/// Which slips are looked for in a program of each built-in scene, and in how many ways: everywhere, on the way back alone, in one quantity
/// alone, as `Data/possible-slips.txt` keeps it.
@Suite struct PossibleSlipsTests {
    @Test func areThoseOfTheNetwork() throws {
        var text = ""
        for builtIn in BuiltInScenes.all {
            let scene = try SceneLookup.scene(builtIn.name).scene
            guard scene.model.loss != .none, VerificationEngine.isSmallEnough(scene) else { continue }
            let program = WorkedProgram(scene.trace())
            text += "\(builtIn.name)\n"
            for slip in program.possibleSlips {
                let counts = Variation.Level.allCases.map { level in
                    var count = 0
                    program.forEachVariation([slip], level) { _ in count += 1 }
                    return "\(count)"
                }
                text += "  \(slip.id) \(counts.joined(separator: " "))\n"
            }
        }
        try KeptText("Data/possible-slips.txt").expect(text)
    }
}
