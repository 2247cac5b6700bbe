import Scenes
import Testing

@testable import Exercises

/// On which lines a line hangs: where its step is the variable of a sum, on those of all steps and on no others.
@Suite struct DependencyTests {
    private static func engine() throws -> VerificationEngine {
        let scene = try SceneLookup.scene("attention-soft").scene
        return try #require(VerificationEngine(scene, [], right: []))
    }

    @Test func aContextReadsEveryStateOfTheEncoder() throws {
        let program = try Self.engine().program
        let context = try #require(program.lines[.value("attention.context", 2)])
        #expect(
            Set(context.reads.flatMap(program.readings)) == [
                .value("attention.alpha", 2), .value("stack.0.h", 1), .value("stack.0.h", 2), .value("stack.0.h", 3),
            ])
        let memory = try #require(context.reads.first { $0.dotted == "stack.0.h" })
        #expect(program.readings(memory) == [1, 2, 3].map { .value("stack.0.h", $0) })
    }

    @Test func theyEndAtLinesThatAreKnown() throws {
        let engine = try Self.engine()
        let found = engine.dependencies(
            of: [.value("attention.context", 2)], behind: [.value("attention.alpha", 2), .value("stack.0.h", 2)])
        #expect(
            Set(found.filter { $0.step != nil }) == [
                .value("attention.context", 2), .value("stack.0.h", 0), .value("stack.0.h", 1), .value("stack.0.h", 3),
                .value("stack.0.a", 1), .value("stack.0.a", 3), .value("input.x", 1), .value("input.x", 3),
            ])
    }
}
