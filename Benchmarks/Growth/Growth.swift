import ExactMath
import Recurrence

/// Prints how the time of one pass of an LSTM (I = H, mse at every step) grows with H and with T:
/// `swift run --package-path Benchmarks -c release growth`; with `exact`, the exact pass of a linear network instead, one line of JSON
/// for each size (peers/exact_grid.py puts Python's Fraction beside it).
@main
enum Growth {
    static func main() {
        if CommandLine.arguments.dropFirst().first == "exact" { return exact() }
        print("| H | T | µs a pass | µs a step | GFLOP/s |")
        print("|---|---|---|---|---|")
        for hidden in [4, 8, 16, 32, 64, 128, 256, 512] { row(hidden, 50) }
        for steps in [10, 100, 1_000, 10_000] { row(16, steps) }
    }

    private static func exact() {
        for numbers in LinearRNNSample.Numbers.allCases {
            for hidden in [1, 2, 4, 8] {
                for steps in [1, 3, 10, 100] {
                    var trace = LinearRNNSample(hidden: hidden, steps: steps, numbers: numbers).trace(as: Rational.self)
                    let seconds = median {
                        trace.rerun()
                        // The gradients are asked for as fractions in lowest terms.
                        let gradients = trace.network.parameters.flatMap { trace.gradient($0).map(\.inLowestTerms) }
                        return gradients.count + trace.loss.description.count
                    }
                    print(
                        #"{"hidden": \#(hidden), "steps": \#(steps), "numbers": "\#(numbers.rawValue)", "seconds": \#(seconds)}"#
                    )
                }
            }
        }
    }

    /// Median of seven batches of at least 20 milliseconds.
    private static func median(_ pass: () -> Int) -> Double {
        var sink = 0
        func time(_ passes: Int) -> Double {
            let time = ContinuousClock().measure { for _ in 0..<passes { sink &+= pass() } }.components
            return Double(time.seconds) + Double(time.attoseconds) * 1e-18
        }
        var passes = 1
        while time(passes) < 0.02 { passes *= 2 }
        return (0..<7).map { _ in time(passes) / Double(passes) }.sorted()[3]
    }

    private static func row(_ hidden: Int, _ steps: Int) {
        let seconds = seconds(hidden, steps)
        // Input and recurrent products of four gates, forward, back, and once more for the gradients of the weights.
        let operations = 3.0 * 2 * Double(4 * hidden * 2 * hidden) * Double(steps)
        print(
            "| \(hidden) | \(steps) | \(rounded(seconds * 1e6)) | \(rounded(seconds * 1e6 / Double(steps)))"
                + " | \(rounded(operations / seconds * 1e-9)) |")
    }

    private static func seconds(_ hidden: Int, _ steps: Int) -> Double {
        var generator = SeededGenerator(seed: 1)
        let network = Network(
            Architecture(stack: [Layer(cell: LSTM(CellOptions()), hidden: hidden)], loss: .mse, inputWidth: hidden),
            lengths: Lengths(inputs: steps, outputs: steps))
        let bound = 1 / Double(hidden).squareRoot()
        let parameters = (0..<network.parameterCount).map { _ in generator.uniform(-bound, bound) }
        let data = SequenceData(
            inputs: (0..<hidden * steps).map { _ in generator.uniform(-1, 1) }, inputWidth: hidden,
            targets: TargetSequence(
                (0..<steps).map { _ in .vector((0..<hidden).map { _ in generator.uniform(-1, 1) }) }))
        var trace = Trace(network, parameters: parameters, data: data)
        return median {
            trace.rerun()
            return trace.losses.count
        }
    }

    /// Three significant digits.
    private static func rounded(_ x: Double) -> String {
        let scale = x >= 100 ? 1.0 : x >= 10 ? 10 : x >= 1 ? 100 : 1_000
        return "\((x * scale).rounded() / scale)"
    }
}
