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
        var traces: [(trace: Trace<S>, truncation: Truncation?)] = [(whole, nil)]
        if whole.network.obstacleToTruncation == nil {
            let last = whole.network.outputSteps.upperBound
            let lengths = Set([1, 2, 7, last - 1, last, last + 1]).filter { $0 > 0 }
            traces += lengths.flatMap { [Truncation.window($0), .chunks($0)] }.map { (whole.truncated($0), $0) }
        }
        for (index, (trace, truncation)) in traces.enumerated() {
            var report = TraceReport(trace, clipping: clip)
            report.truncation = truncation
            report.byLoss = true
            report.jacobians = true
            if index == 0 { report.certificate = trace.certificate() }
            var table = ""
            report.writeTable(to: &table)
            var csv = ""
            report.writeCSV(to: &csv)
            let json = report.writeJSON(to: "")
            let first = trace.losses.isEmpty ? "no loss, so every gradient is 0\n" : "loss "
            #expect(table.hasPrefix(first) && csv.hasPrefix("part,name,t,unit,value,gradient\n"))
            #expect(json.hasPrefix("{\"format\": \"unfold.trace/1\"") && json.hasSuffix("}\n"))
            #expect(report.certificate?.passed != false)
        }
    }

    private func linear(loss: String) throws -> Scene {
        try Scene(
            text: """
                unfold: 1
                arithmetic: rational
                model: {stack: [{cell: linear, hidden: 1}]}
                sequence: {inputs: [[1], [0], [0]], targets: [[0], [0], [0]]}
                loss: \(loss)
                parameters: {values: {stack.0.W: [[1]], stack.0.U: [[2]]}}
                """,
            file: "linear.yaml")
    }

    @Test func aTraceWithoutALossSaysSo() throws {
        var table = ""
        TraceReport(try linear(loss: "none").trace(as: Rational.self), clipping: nil).writeTable(to: &table)
        #expect(
            table == """
                no loss, so every gradient is 0

                input                  t=1       t=2       t=3
                  x                      1         0         0
                    gradient             0         0         0

                stack.0                t=1       t=2       t=3
                  a                      1         2         4
                    gradient             0         0         0
                  h                      1         2         4
                    gradient             0         0         0

                parameter                        value  gradient
                  stack.0.W[1][1]                    1         0
                  stack.0.U[1][1]                    2         0

                gradient norm 0.0000

                """)
    }

    /// h = 1, 2, 4 are the errors too, so ∂L_k/∂h_t = 2^(k−1)·2^(k−t); what a cut drops from δ is not listed either.
    @Test(
        arguments: [
            (nil, [[1], [4, 2], [16, 8, 4]]), (Truncation.window(1), [[1], [2], [4]]),
            (.window(2), [[1], [4, 2], [8, 4]]),
            (.chunks(1), [[1], [2], [4]]), (.chunks(2), [[1], [4, 2], [4]]),
            (.window(.max), [[1], [4, 2], [16, 8, 4]]),
        ] as [(Truncation?, [[Int]])])
    func theTriangleIsCutAsTheGradientsAre(_ truncation: Truncation?, rows: [[Int]]) throws {
        let whole = try linear(loss: "mse").trace(as: Rational.self)
        var report = TraceReport(truncation.map(whole.truncated) ?? whole, clipping: nil)
        report.byLoss = true
        report.truncation = truncation
        let entries = rows.enumerated().flatMap { index, row in
            row.enumerated().map { place, value in
                let (k, t) = (index + 1, index + 2 + place - row.count)
                return "{\"part\": \"stack.0\", \"name\": \"h\", \"k\": \(k), \"t\": \(t), "
                    + "\"gradient\": [\"\(value)\"], \"norm\": \(value).0}"
            }
        }
        let json = report.writeJSON(to: "")
        let triangle = try #require(json.firstRange(of: "\"triangle\": "))
        #expect(json[triangle.upperBound...] == "[\(entries.joined(separator: ", "))]}\n")
    }
}
