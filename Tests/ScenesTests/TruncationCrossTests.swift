import ExactMath
import Recurrence
import Scenes
import Testing

/// Truncated gradients crossed with every shape, every built-in scene, late and missing losses, and K around T.
@Suite struct TruncationCrossTests {
    /// K around T, and both ends.
    private static func lengths(around last: Int) -> [Int] {
        Array(Set([1, 2, last - 1, last, last + 1, last + 7]).filter { $0 >= 1 }).sorted()
    }

    @Test(
        "every number is there, and a K that reaches over the whole sequence changes nothing",
        arguments: BuiltInScenes.all.map(\.name) + Fixtures.names)
    func reachesOverAll(_ name: String) throws {
        let scene = try BuiltInScenes.named(name)?.scene() ?? Fixtures.scene(name)
        expectWhole(scene.trace(as: Double.self), name)
    }

    @Test("random scenes of every shape", arguments: 1...40) func random(_ seed: Int) throws {
        var scenes = RandomScenes(seed: UInt64(seed))
        for _ in 0..<10 { expectWhole(scenes.scene().trace(as: Double.self), "seed \(seed)") }
    }

    private func expectWhole(_ trace: Trace<Double>, _ name: String) {
        guard trace.network.obstacleToTruncation == nil else { return }
        let last = trace.network.outputSteps.upperBound
        for k in Self.lengths(around: last) {
            let chunks = trace.truncated(.chunks(k))
            let window = trace.truncated(.window(k))
            #expect(chunks.values == trace.values && window.values == trace.values)
            #expect(chunks.gradients.count == trace.gradients.count)
            guard k >= last else { continue }
            #expect(isNear(chunks.gradients, trace.gradients), "\(name), chunks of \(k)")
            // A window of T steps does not reach the initial states: those come one step before the first.
            if k > last { #expect(isNear(window.gradients, trace.gradients), "\(name), a window of \(k)") }
        }
    }

    private func isNear(_ a: [Double], _ b: [Double]) -> Bool {
        zip(a, b).allSatisfy { $0 == $1 || abs($0 - $1) <= 1e-12 * max(1, abs($1)) || $0.isNaN && $1.isNaN }
    }

    @Test("chunks are the runs of their own that a detached state makes", arguments: ["rnn", "lstm", "gru", "mingru"])
    func pieces(_ cell: String) throws {
        let targets = [
            "[[1, 0], null, null, [0, 1], null, [1, 1], null]", "[null, null, null, null, null, null, [1, -1]]",
        ]
        for targets in targets {
            let scene = try Scene(
                text: """
                    unfold: 1
                    model: {stack: [{cell: \(cell), hidden: 3, initial_state: given}], readout: {size: 2}}
                    sequence: {inputs: [[1, 0], [0, 1], [-1, 1], [0.5, 0], [0, 2], [1, 1], [-1, 0]], targets: \(targets)}
                    loss: mse
                    parameters: {initialize: {scheme: uniform, seed: 7}}
                    """, file: "pieces")
            let whole = scene.trace(as: Double.self)
            for k in 1...8 {
                let chunked = whole.truncated(.chunks(k))
                let sum = Self.sumOfPieces(scene, whole, k)
                for parameter in whole.network.parameters where parameter.isTrainable {
                    #expect(
                        isNear(Array(chunked.gradient(parameter)), Array(sum[parameter.range])),
                        "\(cell), K \(k), \(parameter.path)")
                }
            }
        }
    }

    /// Every chunk run as a sequence of its own from the state before it; the sum of the parameters' gradients.
    private static func sumOfPieces(_ scene: Scene, _ whole: Trace<Double>, _ k: Int) -> [Double] {
        let network = whole.network
        let data = whole.data
        let last = data.inputSteps
        var sum = [Double](repeating: 0, count: network.parameterCount)
        for first in stride(from: 1, through: last, by: k) {
            let steps = first...min(last, first + k - 1)
            let piece = Network(network.architecture, lengths: Lengths(inputs: steps.count, outputs: steps.count))
            var parameters = Array(whole.values[..<network.parameterCount])
            for state in network.parts.flatMap(\.states) {
                guard let start = network.parameter("stack.0.\(network[state].name)0") else { continue }
                parameters.replaceSubrange(start.range, with: whole.value(state, at: first - 1))
            }
            let inputs = Array(data.inputs[(first - 1) * data.inputWidth..<steps.upperBound * data.inputWidth])
            let run = Trace(
                piece, parameters: parameters,
                data: SequenceData(
                    inputs: inputs, inputWidth: data.inputWidth,
                    targets: TargetSequence(steps.map { whole.target(at: $0) })))
            for index in sum.indices { sum[index] += run.gradients[index] }
        }
        return sum
    }

    @Test("the triangle adds up to the whole, and the certificate agrees, wherever there is a loss", arguments: 1...10)
    func byLoss(_ seed: Int) throws {
        var scenes = RandomScenes(seed: UInt64(seed))
        for _ in 0..<10 {
            let trace = scenes.scene().trace(as: Double.self)
            var sums: [String: [Double]] = [:]
            trace.triangle { entry in
                let key = "\(entry.node.index) \(entry.t)"
                sums[key] = zip(sums[key] ?? entry.gradient.map { _ in 0 }, entry.gradient).map { $0 + $1 }
            }
            // Under `mean` the losses are the parts of the mean.
            for state in trace.network.parts.flatMap(\.states) {
                for t in trace.network[state].steps {
                    guard let sum = sums["\(state.index) \(t)"] else { continue }
                    #expect(isNear(sum, Array(trace.gradient(state, at: t))), "seed \(seed)")
                }
            }
            var jacobians = 0
            trace.jacobians { jacobians += $0.matrix.isEmpty ? 0 : 1 }
            #expect(jacobians == trace.network.parts.reduce(0) { $0 + ($1.states.isEmpty ? 0 : $1.steps.count) })
            #expect(trace.certificate().passed != false)
        }
    }
}

/// What the certificate says of a run that leaves the doubles.
@Suite struct NonFiniteCertificateTests {
    @Test("neither agrees nor disagrees, and the norm is called what it is") func overflow() throws {
        let scene = try Scene(
            text: """
                unfold: 1
                model: {shape: many-to-one, stack: [{cell: linear, hidden: 2}], readout: {size: 1, bias: false}}
                sequence: {inputs: [[1], [1], [1], [1], [1], [1]], targets: [[0]]}
                loss: mse
                parameters: {values: {stack.0.W: [[1], [1]], stack.0.U: [[1.0e90, 0], [0, 1.0e90]], readout.W_y: [[1, 1]]}}
                training: {rate: 0.1, clip: {by: norm, at: 1.0}}
                """, file: "overflow")
        let trace = scene.trace(as: Double.self)
        var report = TraceReport(trace, clipping: scene.training?.clip)
        report.certificate = trace.certificate()
        var table = ""
        report.writeTable(to: &table)
        #expect(table.contains("\ngradient norm nan: not finite, so there is no norm and no step\n"))
        #expect(table.contains("neither agrees nor disagrees"))
        #expect(!table.contains("DISAGREES") && !table.contains("-nan") && !table.contains("scale"))
        #expect(report.writeJSON(to: "").contains("\"passed\": null"))
    }
}
