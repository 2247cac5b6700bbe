import ExactMath
import Recurrence

/// The time of one case on this machine, and what it computed.
public struct BenchmarkRun: Sendable {
    public let name: BenchmarkCase
    /// Median over the batches of the time of one pass: forward, loss, backward, every parameter's gradient.
    public let medianSeconds: Double
    public let loss: Double
    /// The sum of all parameters' gradients, entry by entry.
    public let gradientChecksum: Double

    /// Runs a case in at least five batches of at least 50 milliseconds each.
    public init(_ name: BenchmarkCase, batches: Int = 5, batchSeconds: Double = 0.05) {
        self.name = name
        let result =
            if let sample = name.exactSample {
                Self.exact(sample, batches, batchSeconds)
            } else {
                Self.trace(name, batches, batchSeconds)
            }
        medianSeconds = result.seconds
        loss = result.loss
        gradientChecksum = result.checksum
    }

    private struct Result {
        let seconds: Double
        let loss: Double
        let checksum: Double
    }

    private static func trace(_ name: BenchmarkCase, _ batches: Int, _ batchSeconds: Double) -> Result {
        var trace = name.trace
        let seconds = median(batches, batchSeconds) { trace.rerun() }
        var checksum = 0.0
        for parameter in trace.network.parameters where parameter.isTrainable {
            checksum = trace.gradient(parameter).reduce(checksum, +)
        }
        return Result(seconds: seconds, loss: trace.loss, checksum: checksum)
    }

    private static func exact(_ sample: LinearRNNSample, _ batches: Int, _ batchSeconds: Double) -> Result {
        func pass() -> (loss: Rational, gradients: [Rational]) {
            let run = sample.run()
            let gradients = [run.recurrentGradient, run.inputGradient, run.readoutGradient]
            return (run.loss, gradients.flatMap(\.elements))
        }
        var last = pass()
        let seconds = median(batches, batchSeconds) { last = pass() }
        let checksum = last.gradients.reduce(Rational.zero, +)
        return Result(seconds: seconds, loss: last.loss.approximation, checksum: checksum.approximation)
    }

    /// Median over the batches of the time of one pass.
    private static func median(_ batches: Int, _ batchSeconds: Double, _ pass: () -> Void) -> Double {
        var passes = 1
        while seconds({ for _ in 0..<passes { pass() } }) < batchSeconds { passes *= 2 }
        let times = (0..<max(batches, 5)).map { _ in seconds { for _ in 0..<passes { pass() } } / Double(passes) }
        return times.sorted()[times.count / 2]
    }

    private static func seconds(_ work: () -> Void) -> Double {
        let time = ContinuousClock().measure(work).components
        return Double(time.seconds) + Double(time.attoseconds) * 1e-18
    }
}
