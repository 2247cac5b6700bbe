import Scenes
import Testing

/// What is timed is what the case's scene says.
@Suite struct BenchmarkCaseTests {
    @Test(arguments: [BenchmarkCase.a, .b, .c, .h]) func theTraceIsTheScenes(name: BenchmarkCase) throws {
        let written = try Scene(text: name.scene.yaml, file: "case").trace(as: Double.self)
        let timed = name.trace
        #expect(timed.loss == written.loss)
        #expect(timed.gradients == written.gradients)
    }

    @Test func aRunTellsTheScenesLossAndGradients() {
        let run = BenchmarkRun(.a, batches: 1, batchSeconds: 0.001)
        let trace = BenchmarkCase.a.scene.trace(as: Double.self)
        #expect(run.loss == trace.loss)
        #expect(run.gradientChecksum == trace.network.parameters.flatMap { trace.gradient($0) }.reduce(0, +))
        #expect(run.medianSeconds > 0)
    }
}
