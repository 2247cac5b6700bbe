import ExactMath
import Exercises
import Recurrence
import Scenes
import Testing
import Wording

/// The right answers are what the engine finds in the exercise's own scene.
@Suite struct EngineAgreementTests {
    @Test(
        arguments: ["linear-forward", "linear-bptt", "linear-bptt-last", "linear-triangle", "truncated"], [1, 2, 3, 4])
    func linearNetworks(kind: String, level: Int) throws {
        for seed: UInt64 in 1...4 {
            let exercise = try Catalogue.exercise(kind, seed: seed, level: level)
            let scene = try self.scene(exercise)
            var trace = scene.trace(as: Rational.self)
            if kind == "linear-bptt-last" { trace = try onlyLast(scene).trace(as: Rational.self) }
            if kind == "truncated" {
                let length = level == 4 ? 3 : level == 1 ? 1 : 2
                trace = trace.truncated(seed % 2 == 1 ? .window(length) : .chunks(length))
            }
            for (field, value) in zip(exercise.fields, exercise.working.answers()) {
                guard case .exact(let numbers) = value else {
                    Issue.record("\(field.name) is no fraction")
                    continue
                }
                let found: [Rational]
                if kind == "linear-triangle" {
                    let parts = field.name.split(separator: "_").compactMap { Int($0) }
                    var one = scene
                    for t in one.sequence.targets.indices where t + 1 != parts[0] { one.sequence.targets[t] = nil }
                    found = try quantity("delta_\(parts[1])", one.trace(as: Rational.self))
                } else {
                    found = try quantity(field.name, trace)
                }
                #expect(numbers.entries == found, "\(kind), seed \(seed), level \(level), \(field.name)")
            }
        }
    }

    @Test(
        arguments: [
            "affine-backward", "softmax-nll", "rnn-bptt", "lstm-step", "gru-step", "ugrnn-step", "attention-step",
        ], [1, 2, 3, 4])
    func numericOnes(kind: String, level: Int) throws {
        for seed: UInt64 in 1...4 {
            let exercise = try Catalogue.exercise(kind, seed: seed, level: level)
            let trace = try scene(exercise).trace(as: Double.self)
            for (field, value) in zip(exercise.fields, exercise.working.answers()) {
                // Over what the sum of softmax runs is a word.
                if case .word = value { continue }
                let numbers = try #require(entries(value))
                let found = try quantity(field.name, trace)
                #expect(numbers.count == found.count)
                for (a, b) in zip(numbers, found) {
                    #expect(abs(a - b) < 1e-12, "\(kind), seed \(seed), level \(level), \(field.name)")
                }
            }
        }
    }

    @Test(arguments: ["lstm-bptt", "gru-bptt", "ugrnn-bptt"], [1, 2, 3, 4])
    func backwardThroughACell(kind: String, level: Int) throws {
        for seed: UInt64 in 1...4 {
            let exercise = try Catalogue.exercise(kind, seed: seed, level: level)
            let answers = Dictionary(
                uniqueKeysWithValues: zip(exercise.fields.map(\.name), exercise.working.answers().compactMap(entries)))
            let given = exercise.text().given
            let dh = try #require(given.first { $0.key == "dh_1" }.map { doubles($0.value) })
            let dc = given.first { $0.key == "dc_1" }.map { doubles($0.value) }
            var scene = try self.scene(exercise)
            let plain = scene.trace(as: Double.self)
            let part = try #require(plain.network.parts.firstIndex { !$0.states.isEmpty })
            let jacobian = plain.jacobian(of: part, at: 1).matrix
            let arriving = dh + (dc ?? [])
            let before = arriving.indices.map { column in
                zip(jacobian, arriving).reduce(0) { $0 + $1.0[column] * $1.1 }
            }
            expectClose(try #require(answers["dh_0"]) + (answers["dc_0"] ?? []), before, "\(kind) \(seed) \(level)")

            // A loss of ½‖h − target‖² whose gradient at h is dh; what comes into c from later is added by hand.
            let h = try quantity("h_1", plain)
            scene.model.loss = .mse
            scene.sequence.targets = [.vector(zip(h, dh).map { Number($0 - $1) })]
            let trace = scene.trace(as: Double.self)
            for name in answers.keys where name.hasPrefix("da_") {
                let node = String(name.dropFirst().dropLast(2))
                var expected = try gradient(node, 1, trace)
                if let dc { expected = zip(expected, try later(node, dc, trace)).map { $0 + $1 } }
                expectClose(try #require(answers[name]), expected, "\(kind) \(seed) \(level) \(name)")
            }
        }
    }

    /// What a gradient that comes into c_1 from later sends to a pre-activation: σ′ and tanh′ times the partner in c = f ⊙ c_0 + i ⊙ c̃.
    private func later(_ node: String, _ dc: [Double], _ trace: Trace<Double>) throws -> [Double] {
        let f = try value("f", 1, trace)
        let i = try value("i", 1, trace)
        let new = try value("c_tilde", 1, trace)
        let c0 = try #require(trace.network.parameters.first { $0.path.hasSuffix("c0") }.map { Array(trace.value($0)) })
        return dc.indices.map { unit in
            switch node {
            case "a_f": dc[unit] * c0[unit] * f[unit] * (1 - f[unit])
            case "a_i": dc[unit] * new[unit] * i[unit] * (1 - i[unit])
            case "a_c": dc[unit] * i[unit] * (1 - new[unit] * new[unit])
            default: 0
            }
        }
    }

    // MARK: Reading a trace by the names of answers

    private func scene(_ exercise: Exercise) throws -> Scene {
        try Scene(text: try #require(exercise.text().scene).text(indent: 1), file: exercise.kind)
    }

    private func onlyLast(_ scene: Scene) throws -> Scene {
        var result = scene
        for t in result.sequence.targets.indices.dropLast() { result.sequence.targets[t] = nil }
        return result
    }

    private func quantity<S: Scalar>(_ name: String, _ trace: Trace<S>) throws -> [S] {
        let parts = name.split(separator: "_").map(String.init)
        let step = Int(parts.last ?? "") ?? 1
        switch parts[0] {
        case "loss": return [trace.loss]
        case "delta": return try gradient(S.isExact ? "h" : "a", step, trace)
        case "a": return try value("h", step, trace)
        case "yhat": return try value("y", step, trace)
        case "e":
            return S.isExact ? try gradient("y", step, trace) : try value("e", step, trace)
        case "alpha", "context", "f", "i", "o", "c", "h", "z", "r", "R", "G":
            let node = name.hasSuffix("_\(step)") ? String(name.dropLast(2)) : name
            return try value(node, step, trace)
        case "da0": return try parameter("stack.0.h0", trace)
        case "da":
            return parts.count == 2 ? try gradient("a_y", 1, trace) : try gradient("x", 1, trace)
        case "dW", "db", "dU":
            let paths = [
                "dW_aa": "stack.0.U", "dW_ax": "stack.0.W", "dW_ya": "readout.W_y", "db_a": "stack.0.b",
                "db_y": "readout.b_y", "dW": "stack.0.W", "db": "stack.0.b",
            ]
            return try parameter(try #require(paths[name]), trace)
        default:
            Issue.record("no quantity is called \(name)")
            return []
        }
    }

    private func node<S: Scalar>(_ name: String, _ trace: Trace<S>) throws -> NodeID {
        let index = try #require(trace.network.nodes.firstIndex { $0.name == name }, "\(name)")
        return trace.network.nodeID(index)
    }

    private func value<S: Scalar>(_ name: String, _ t: Int, _ trace: Trace<S>) throws -> [S] {
        Array(trace.value(try node(name, trace), at: t))
    }

    private func gradient<S: Scalar>(_ name: String, _ t: Int, _ trace: Trace<S>) throws -> [S] {
        Array(trace.gradient(try node(name, trace), at: t))
    }

    private func parameter<S: Scalar>(_ path: String, _ trace: Trace<S>) throws -> [S] {
        Array(trace.gradient(try #require(trace.network.parameters.first { $0.path == path })))
    }

    private func entries(_ value: AnswerValue) -> [Double]? {
        switch value {
        case .exact(let numbers): numbers.entries.map(\.approximation)
        case .real(let numbers): numbers.entries
        default: nil
        }
    }

    private func doubles(_ json: JSON) -> [Double] {
        guard case .array(let items) = json else { return [] }
        return items.compactMap { if case .number(let number) = $0 { number } else { nil } }
    }

    private func expectClose(_ a: [Double], _ b: [Double], _ words: String) {
        #expect(a.count == b.count, "\(words)")
        for (x, y) in zip(a, b) { #expect(abs(x - y) < 1e-12, "\(words)") }
    }
}
