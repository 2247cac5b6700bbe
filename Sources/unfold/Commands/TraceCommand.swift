import ArgumentParser
import ExactMath
import Recurrence
import Scenes

struct TraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Print every value and every gradient of a scene.",
        discussion: """
            The exit status is 1 when --check finds a gradient that another method contradicts. In CSV the units of a \
            parameter run over its matrix row by row, and its t is empty.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case table, json, csv }

    @Argument(help: "A scene file, - for standard input, or the name of a built-in scene.", completion: .scene)
    var scene: String

    @Option(help: "table, json or csv.")
    var format = Format.table

    @Flag(help: "List the gradient of each loss alone: ∂L_k/∂h_t and ∂L_k/∂c_t (table and json).")
    var byLoss = false

    @Flag(help: "List ∂h_t/∂h_{t−1} with its largest singular value and spectral radius (table and json).")
    var jacobians = false

    @Flag(help: "Compute every parameter's gradient again by independent methods (table and json).")
    var check = false

    @Option(
        help: "Gradients of BPTT truncated to a window of K steps.",
        transform: NumberOption.whole(1...SceneLimits.steps))
    var truncate: Int?

    @Option(
        help: "Gradients of BPTT whose carry is cut after every K-th step.",
        transform: NumberOption.whole(1...SceneLimits.steps))
    var chunks: Int?

    func validate() throws {
        if truncate != nil && chunks != nil {
            throw ValidationError("--truncate and --chunks are two ways to truncate; give one of them.")
        }
        if check && (truncate != nil || chunks != nil) {
            throw ValidationError("--check certifies whole gradients; truncated ones differ from them by design.")
        }
        if format == .csv && (byLoss || jacobians || check) {
            throw ValidationError("CSV has no place for --by-loss, --jacobians or --check; use --format json.")
        }
    }

    func run() throws {
        let scene = try SceneLookup.scene(self.scene).scene
        switch scene.arithmetic {
        case .double: try report(scene, as: Double.self)
        case .rational: try report(scene, as: Rational.self)
        }
    }

    private func report<S: Scalar>(_ scene: Scene, as type: S.Type) throws {
        var trace = scene.trace(as: type)
        let truncation = truncate.map(Truncation.window) ?? chunks.map(Truncation.chunks)
        if let truncation {
            if let reason = trace.network.obstacleToTruncation { throw Failure(.usage, reason) }
            trace = trace.truncated(truncation)
        }
        var report = TraceReport(trace, clipping: scene.training?.clip)
        report.byLoss = byLoss
        report.truncation = truncation
        report.jacobians = jacobians
        if report.countOfNumbers > TraceLimit.numbers {
            throw Failure(
                .data,
                "\(self.scene): --by-loss and --jacobians would list \(report.countOfNumbers) numbers; "
                    + "at most \(TraceLimit.numbers) are printed")
        }
        if check { report.certificate = trace.certificate() }
        switch format {
        case .table:
            Output.write(scene.title.isEmpty ? "" : scene.title + "\n")
            var output = OutputStream()
            report.writeTable(to: &output)
        case .json: _ = report.writeJSON(to: OutputStream())
        case .csv:
            var output = OutputStream()
            report.writeCSV(to: &output)
        }
        if let certificate = report.certificate, certificate.isJudged, !certificate.passed {
            throw Failure(.checkFailed, "")
        }
    }
}
