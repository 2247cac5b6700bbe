import ExactMath
import Foundation
import Recurrence
import Scenes
import Testing

/// What the titles and notes of the built-in scenes say, recomputed.
@Suite struct BuiltInSceneTests {
    private func trace(_ name: String) throws -> Trace<Double> {
        try #require(BuiltInScenes.named(name)).scene().trace()
    }

    /// One unit's value at every step.
    private func values(_ trace: Trace<Double>, _ part: String, _ name: String, unit: Int = 0) throws -> [Double] {
        let node = try #require(trace.network.node(part, name))
        return trace.network[node].steps.map { trace.value(node, at: $0).map { $0 }[unit] }
    }

    /// ∂L/∂ one unit at every step.
    private func gradients(_ trace: Trace<Double>, _ part: String, _ name: String, unit: Int = 0) throws -> [Double] {
        let node = try #require(trace.network.node(part, name))
        return trace.network[node].steps.map { trace.gradient(node, at: $0).map { $0 }[unit] }
    }

    @Test func everyFileOfTheFolderIsCarried() throws {
        let folder = Fixtures.folder.deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
            "scenes")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        #expect(files.sorted() == BuiltInScenes.all.map { $0.name + ".yaml" }.sorted())
        for scene in BuiltInScenes.all {
            let file = folder.appendingPathComponent(scene.name + ".yaml")
            #expect(try String(contentsOf: file, encoding: .utf8) == scene.text)
        }
    }

    @Test(arguments: BuiltInScenes.all) func isReadAndExplained(_ builtIn: BuiltInScene) throws {
        let scene = try builtIn.scene()
        #expect(scene.title == builtIn.title)
        #expect(!scene.title.isEmpty && scene.title.count <= 60)
        #expect(scene.notes?.isEmpty == false)
        #expect((1...40).contains(scene.lengths.inputs) && (1...40).contains(scene.lengths.outputs))
        #expect(builtIn.name.allSatisfy { $0.isLetter || $0 == "-" || $0.isNumber })
    }

    @Test func everyCellHasOne() throws {
        let cells = try BuiltInScenes.all.flatMap { try $0.scene().model.stack.map(\.cell) }
        #expect(Set(Cells.all.map { $0.name }).isSubset(of: cells))
    }

    @Test func theListingHasANameAndATitleALine() {
        let first = BuiltInScenes.listing.split(separator: "\n").first
        #expect(first == "lstm-keeps-a-bit         An LSTM keeps one bit")
        #expect(BuiltInScenes.names.split(separator: "\n").map(String.init) == BuiltInScenes.all.map(\.name))
    }

    @Test func anLSTMKeepsABit() throws {
        let trace = try trace("lstm-keeps-a-bit")
        let kept = try values(trace, "stack.0", "c")
        #expect(kept.allSatisfy { $0 > 0.97 && $0 < 1 })
        let lost = try values(trace, "stack.0", "c", unit: 1)
        #expect(lost[7] < lost[0] / 100)
        let dc = try gradients(trace, "stack.0", "c")
        #expect(dc[0] / dc[7] > 0.98)
        let halved = try gradients(trace, "stack.0", "c", unit: 1)
        for t in 1..<8 { #expect(halved[t - 1] == halved[t] / 2) }
    }

    @Test func aGRUResets() throws {
        let trace = try trace("gru-resets")
        let reset = try values(trace, "stack.0", "r")
        #expect(reset.enumerated().allSatisfy { $0.offset == 4 ? $0.element < 0.003 : $0.element > 0.997 })
        let dh = try gradients(trace, "stack.0", "h").map(abs)
        #expect(dh[3] < dh[4] / 100)
        #expect(dh[4] > dh[7] / 3)
    }

    @Test func aUGRNNCopies() throws {
        let h = try values(trace("ugrnn-copies"), "stack.0", "h")
        for t in 1..<8 where t != 4 { #expect(abs(h[t] - h[t - 1]) < 0.004) }
        #expect(abs(h[0] - 0.76) < 0.005 && abs(h[4] + 0.76) < 0.005)
    }

    /// h of unit 1 is the mean of the inputs so far; every candidate has the same gradient there, and in unit 2 twice that of the step before.
    @Test func aMinGRUAverages() throws {
        let trace = try trace("mingru-averages")
        let inputs = try values(trace, "input", "x")
        let h = try values(trace, "stack.0", "h")
        for t in 1...6 { #expect(abs(h[t - 1] - inputs[..<t].reduce(0, +) / Double(t)) < 1e-14) }
        let alike = try gradients(trace, "stack.0", "h_tilde")
        #expect(abs(alike[5] - h[5] / 6) < 1e-15)
        #expect(alike.allSatisfy { abs($0 - alike[5]) < 1e-15 })
        let doubled = try gradients(trace, "stack.0", "h_tilde", unit: 1)
        for t in 1..<6 { #expect(doubled[t] == 2 * doubled[t - 1]) }
        let part = try #require(trace.network.parts.firstIndex { !$0.states.isEmpty })
        let z = try #require(trace.network.node("stack.0", "z"))
        for t in 1...6 {
            let gate = Array(trace.value(z, at: t))
            #expect(trace.jacobian(of: part, at: t).matrix == [[1 - gate[0], 0], [0, 1 - gate[1]]])
        }
        #expect(trace.certificate().passed)
    }

    @Test func elmanUnitsTakeTurns() throws {
        let trace = try trace("elman-by-hand")
        #expect(try values(trace, "stack.0", "h").map { $0 == 0 } == [false, true, false, true])
        #expect(try values(trace, "stack.0", "h", unit: 1).map { $0 == 0 } == [true, false, true, false])
    }

    @Test func aFeedforwardCellCountsModuloTwo() throws {
        let trace = try trace("feedforward-parity")
        let x = try values(trace, "input", "x")
        var parity = 0.0
        #expect(
            try values(trace, "stack.0", "h")
                == x.map {
                    parity = abs(parity - $0); return parity
                })
    }

    @Test func gradientsVanishAndExplode() throws {
        let vanishing = try gradients(trace("vanishing-gradient"), "stack.0", "h")
        #expect(abs(vanishing[11] / vanishing[0] - 2_048) < 1e-9)
        let exploding = try gradients(trace("exploding-gradient"), "stack.0", "h")
        #expect(abs(exploding[0] / exploding[11] - 86) < 1)
        for name in ["exploding-gradient", "quiet-explosion"] {
            let trace = try trace(name)
            let clip = try #require(BuiltInScenes.named(name)?.scene().training?.clip)
            #expect(try #require(trace.clipped(clip).scale) < 0.1)
        }
        let quiet = try trace("quiet-explosion")
        #expect(try values(quiet, "stack.0", "h").allSatisfy { $0 == 0 })
        #expect(try gradients(quiet, "stack.0", "h")[0] == -2_048)
        #expect(try quiet.gradient(#require(quiet.network.parameter("stack.0.b"))) == [-4_095])
    }

    @Test func fractionsAreExact() throws {
        let scene = try #require(BuiltInScenes.named("exact-fractions")).scene()
        let trace: Trace<Rational> = scene.trace()
        #expect(trace.loss == Rational(985, 288))
        #expect(abs(scene.trace(as: Double.self).loss - 985.0 / 288) < 1e-15)
    }

    @Test func helloIsSpelt() throws {
        let trace = try trace("spell-hello")
        let answers = (1...4).map { t in
            let y = trace.output(at: t)
            return ["h", "e", "l", "o"][y.indices.max { y[$0] < y[$1] } ?? 0]
        }
        #expect(answers == ["e", "l", "l", "o"])
        #expect(trace.losses.allSatisfy { $0.value < 0.01 })
    }

    @Test func aPointBecomesASpiral() throws {
        let trace = try trace("one-seed-a-spiral")
        for t in 1...8 {
            let y = trace.output(at: t)
            #expect(abs((y[0] * y[0] + y[1] * y[1]).squareRoot() - pow(0.9, Double(t))) < 1e-3)
        }
        #expect(zip(trace.losses, trace.losses.dropFirst()).allSatisfy { $0.value < $1.value })
    }

    @Test func sequencesComeBackReversed() throws {
        let plain = try trace("seq2seq-reverses")
        for (t, x) in zip(1...3, [0.9, -0.7, 0.2]) { #expect(abs(plain.output(at: t)[0] - 0.9 * x) < 1e-15) }
        let attention = try trace("attention-looks-back")
        let alpha = try #require(attention.network.node("attention", "alpha"))
        for i in 1...4 { #expect(Array(attention.value(alpha, at: i))[4 - i] > 0.98) }
        for (t, x) in zip(1...4, [-0.4, 0.9, -0.7, 0.2]) { #expect(abs(attention.output(at: t)[0] - 0.9 * x) < 0.03) }
    }

    @Test func theFutureCountsInBothDirections() throws {
        let trace = try trace("deep-both-ways")
        #expect(
            try gradients(trace, "stack.1.forward", "h").map { $0 != 0 } == [true, true, true, false, false, false])
        #expect(try gradients(trace, "stack.1.backward", "h").allSatisfy { $0 != 0 })
        #expect(try gradients(trace, "input", "x").allSatisfy { $0 != 0 })
    }
}
