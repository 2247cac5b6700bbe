import ExactMath
import Recurrence
import Scenes
import Testing

/// Whatever can be asked of a trace, asked of every built-in scene and every fixture: it is printed whole in every format.
@Suite struct TraceOptionsTests {
    @Test(arguments: BuiltInScenes.all.map(\.name) + Fixtures.names) func everyOptionIsPrinted(_ name: String) throws {
        let scene = try BuiltInScenes.named(name)?.scene() ?? Fixtures.scene(name)
        switch scene.arithmetic {
        case .double: print(scene.trace(as: Double.self), scene.training?.clip)
        case .rational: print(scene.trace(as: Rational.self), scene.training?.clip)
        }
    }

    private func print<S: Scalar>(_ whole: Trace<S>, _ clip: Clipping?) {
        var traces = [whole]
        if whole.network.obstacleToTruncation == nil {
            let last = whole.network.outputSteps.upperBound
            let lengths = Set([1, 2, 7, last - 1, last, last + 1]).filter { $0 > 0 }
            traces += lengths.flatMap { [whole.truncated(.window($0)), whole.truncated(.chunks($0))] }
        }
        for (index, trace) in traces.enumerated() {
            var report = TraceReport(trace, clipping: clip)
            report.byLoss = true
            report.jacobians = true
            if index == 0 { report.certificate = trace.certificate() }
            var table = ""
            report.writeTable(to: &table)
            var csv = ""
            report.writeCSV(to: &csv)
            let json = report.writeJSON(to: "")
            #expect(table.hasPrefix("loss ") && csv.hasPrefix("part,name,t,unit,value,gradient\n"))
            #expect(json.hasPrefix("{\"format\": \"unfold.trace/1\"") && json.hasSuffix("}\n"))
            #expect(report.certificate?.passed != false)
        }
    }
}
