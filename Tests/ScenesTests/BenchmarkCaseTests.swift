import ExactMath
import Recurrence
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

    /// The exact case as well: what is timed is what `trace` prints.
    @Test func theExactTraceIsTheScenes() throws {
        let sample = try #require(BenchmarkCase.i.exactSample)
        let (timed, written) = (sample.trace(as: Rational.self), BenchmarkCase.i.scene.trace(as: Rational.self))
        #expect(timed.loss == written.loss)
        for parameter in written.network.parameters {
            let other = try #require(timed.network.parameter(parameter.path))
            #expect(Array(timed.gradient(other)) == Array(written.gradient(parameter)))
        }
        let run = BenchmarkRun(.i, batches: 1, batchSeconds: 0.001)
        #expect(run.loss == written.loss.approximation)
    }

    /// Several sequences at once have the sums of their losses and gradients, and stand in the scene one after another.
    @Test func aBatchIsItsSequences() throws {
        let run = BenchmarkRun(.gru32, sequences: 3, batches: 1, batchSeconds: 0.001)
        let scene = BenchmarkCase.gru32.scene(batch: 3)
        guard case .inputs(let inputs) = scene.sequence.source else { return }
        var (loss, checksum) = (0.0, 0.0)
        for k in 0..<3 {
            var one = scene
            one.sequence.source = .inputs(Array(inputs[k * 50 * 32..<(k + 1) * 50 * 32]))
            one.sequence.targets = Array(scene.sequence.targets[k * 50..<(k + 1) * 50])
            let trace = one.trace(as: Double.self)
            loss += trace.loss
            checksum += trace.network.parameters.flatMap { trace.gradient($0) }.reduce(0, +)
        }
        #expect(abs(run.loss - loss) < 1e-12 * loss)
        #expect(abs(run.gradientChecksum - checksum) < 1e-9 * max(1, abs(checksum)))
    }

    /// The step of training says the loss and the gradients before it.
    @Test func aStepTellsTheFirstLoss() {
        let run = BenchmarkRun(.characterStep, batches: 1, batchSeconds: 0.001)
        let trace = BenchmarkCase.c.trace
        #expect(run.loss == trace.loss)
        #expect(run.gradientChecksum == trace.gradients[..<trace.network.parameterCount].reduce(0, +))
    }

    @Test func aRunTellsTheScenesLossAndGradients() {
        let run = BenchmarkRun(.a, batches: 1, batchSeconds: 0.001)
        let trace = BenchmarkCase.a.scene.trace(as: Double.self)
        #expect(run.loss == trace.loss)
        #expect(run.gradientChecksum == trace.network.parameters.flatMap { trace.gradient($0) }.reduce(0, +))
        #expect(run.medianSeconds > 0)
    }
}
