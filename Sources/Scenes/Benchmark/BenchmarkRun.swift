import ExactMath
import Recurrence

/// The time of one case on this machine, and what it computed.
public struct BenchmarkRun: Sendable {
    /// The case that was run.
    public let name: BenchmarkCase
    /// Median over the batches of the time of one pass: forward, loss, backward, every parameter's gradient.
    public let medianSeconds: Double
    /// L of one pass; of several sequences the sum.
    public let loss: Double
    /// The sum of all parameters' gradients, entry by entry.
    public let gradientChecksum: Double

    /// Runs a case in at least five batches of at least 50 milliseconds each.
    ///
    /// - Parameter sequences: how many run at once; more than one only where the case is no exact one and no step of training.
    public init(_ name: BenchmarkCase, sequences: Int = 1, batches: Int = 5, batchSeconds: Double = 0.05) {
        self.name = name
        let result =
            if let sample = name.exactSample {
                Self.exact(sample, batches, batchSeconds)
            } else if name == .characterStep {
                Self.step(name, batches, batchSeconds)
            } else if sequences > 1 {
                Self.together(name, sequences, batches, batchSeconds)
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

    /// Several sequences at once, as training runs them: on one thread.
    private static func together(
        _ name: BenchmarkCase, _ sequences: Int, _ batches: Int, _ batchSeconds: Double
    ) -> Result {
        let (parameters, data) = name.numbers(batch: sequences)
        var trace = BatchTrace(name.network, parameters: parameters, data: data)
        let seconds = median(batches, batchSeconds) { trace.rerun() }
        return Result(
            seconds: seconds, loss: trace.losses.reduce(0, +), checksum: trace.gradients.reduce(0, +))
    }

    /// An epoch of one sequence and one update; loss and gradients are those of the first.
    private static func step(_ name: BenchmarkCase, _ batches: Int, _ batchSeconds: Double) -> Result {
        let trace = name.trace
        let parameters = Array(trace.values[..<trace.network.parameterCount])
        let rules = TrainingRules(
            optimizer: .adagrad(epsilon: 1e-8), rate: 0.1, epochs: .max, clipping: Clipping(by: .value, at: 5))
        var trainer = Trainer(
            trace.network.architecture, OneSequence(trace.data), rules,
            from: TrainingState(parameters: parameters, rules: rules), threads: 1)
        let seconds = median(batches, batchSeconds) { _ = trainer.step() }
        let checksum = trace.gradients[..<trace.network.parameterCount].reduce(0, +)
        return Result(seconds: seconds, loss: trace.loss, checksum: checksum)
    }

    /// The trace that users see, and its loss and gradients in lowest terms.
    private static func exact(_ sample: LinearRNNSample, _ batches: Int, _ batchSeconds: Double) -> Result {
        var trace = sample.trace(as: Rational.self)
        let trainable = trace.network.parameters.filter(\.isTrainable)
        func pass() -> (loss: Rational, gradients: [Rational]) {
            trace.rerun()
            return (trace.loss.inLowestTerms, trainable.flatMap { trace.gradient($0).map(\.inLowestTerms) })
        }
        var last = pass()
        let seconds = median(batches, batchSeconds) { last = pass() }
        return Result(
            seconds: seconds, loss: last.loss.approximation, checksum: Rational.sum(last.gradients).approximation)
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
