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
        let scene = name.scene
        self.name = name
        switch scene.arithmetic {
        case .double:
            (medianSeconds, loss, gradientChecksum) = Self.measure(scene, Double.self, batches, batchSeconds)
        case .rational:
            (medianSeconds, loss, gradientChecksum) = Self.measure(scene, Rational.self, batches, batchSeconds)
        }
    }

    private static func measure<S: Scalar>(
        _ scene: Scene, _: S.Type, _ batches: Int, _ batchSeconds: Double
    ) -> (seconds: Double, loss: Double, checksum: Double) {
        var trace = scene.trace(as: S.self)
        var passes = 1
        while seconds({ for _ in 0..<passes { trace.rerun() } }) < batchSeconds { passes *= 2 }
        let times = (0..<max(batches, 5)).map { _ in
            seconds { for _ in 0..<passes { trace.rerun() } } / Double(passes)
        }
        var checksum = S.zero
        for parameter in trace.network.parameters where parameter.isTrainable {
            for gradient in trace.gradient(parameter) { checksum = checksum + gradient }
        }
        return (times.sorted()[times.count / 2], trace.loss.approximation, checksum.approximation)
    }

    private static func seconds(_ work: () -> Void) -> Double {
        let time = ContinuousClock().measure(work).components
        return Double(time.seconds) + Double(time.attoseconds) * 1e-18
    }
}
