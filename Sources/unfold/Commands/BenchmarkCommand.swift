import ArgumentParser
import ExactMath
import Foundation
import Scenes

extension BenchmarkCase: ExpressibleByArgument {}

struct BenchmarkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmark",
        abstract: "Time forward and backward passes of fixed networks, and say what they computed.",
        discussion: """
            One pass computes every value, the loss and every gradient, on one thread. The median is taken over at least \
            five batches of at least 50 milliseconds. UNFOLD_CPU=sse2, avx2 or avx512 forces the level of the CPU; \
            the results have the same bits at every level.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case table, json }

    @Option(name: .customLong("case"), help: "A case; all of them otherwise.")
    var name: BenchmarkCase?

    @Option(
        help: "Sequences that run at once; with more than one, --case says which case. (default: 1)",
        transform: NumberOption.whole(1...10_000))
    var batch = 1

    @Option(help: "table or json.")
    var format = Format.table

    @Option(help: "Write the case as a scene to a file, and time nothing.", completion: .file())
    var writeScene: String?

    func validate() throws {
        if writeScene != nil && name == nil {
            throw ValidationError("--write-scene writes one case; say which one with --case.")
        }
        if batch > 1 {
            guard let name else {
                throw ValidationError("--batch runs one case on several sequences; say which one with --case.")
            }
            guard name.exactSample == nil, name != .characterStep else {
                throw ValidationError("--batch does not go with case \(name.rawValue); lstm-32 would fit.")
            }
        }
        if let problem = KernelLevel.environmentProblem { throw ValidationError(problem) }
    }

    func run() throws {
        if let path = writeScene, let name {
            try FileWriting.write(name.scene(batch: batch).yaml, to: path)
            return
        }
        let cases = name.map { [$0] } ?? BenchmarkCase.allCases
        if format == .json { Output.write("[") }
        for (index, name) in cases.enumerated() {
            let run = BenchmarkRun(name, sequences: batch)
            switch format {
            case .table: Output.write(row(run))
            case .json: Output.write((index == 0 ? "" : ",\n ") + json(run))
            }
            Output.flush()
        }
        if format == .json { Output.write("]\n") }
    }

    private func json(_ run: BenchmarkRun) -> String {
        """
        {"case": "\(run.name.rawValue)", "median_seconds": \(run.medianSeconds), "loss": \(run.loss), \
        "gradient_checksum": \(run.gradientChecksum), "level": "\(KernelLevel.inUse)"}
        """
    }

    private func row(_ run: BenchmarkRun) -> String {
        let name = run.name.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0)
        let microseconds = String(format: "%14.2f µs", run.medianSeconds * 1e6)
        return
            "\(name) \(microseconds)  \(KernelLevel.inUse)  loss \(run.loss)  Σ gradients \(run.gradientChecksum)  \(run.name.title)\n"
    }
}
