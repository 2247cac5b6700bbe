import ExactMath
import Exercises
import Foundation
import Recurrence
import Scenes
import Testing
import Verify
import Weights

/// Names, shapes and files of learners' arrays.
@Suite struct ReadingTests {
    private func right(_ cell: String, _ change: (inout FileArray) -> Void = { _ in }) throws -> ArrayFile {
        var arrays = try Samples.arrays("\(cell)-right.json")
        for index in arrays.indices { change(&arrays[index]) }
        return ArrayFile(file: "mine.json", arrays: arrays)
    }

    /// The array with its axes exchanged.
    private func turned(_ array: FileArray) -> FileArray {
        guard array.shape.count == 2 else { return array }
        let (rows, columns) = (array.shape[0], array.shape[1])
        var turned = array
        turned.shape = [columns, rows]
        turned.values = (0..<array.values.count).map { array.values[$0 % rows * columns + $0 / rows] }
        return turned
    }

    private func sentence(_ body: () throws -> Void) -> String {
        do {
            try body()
            return ""
        } catch { return "\(error)" }
    }

    @Test func dalmausNamesWithTheStepsOnTheLastAxis() throws {
        let names = [
            "h": "a", "dh": "da", "dU": "dWaa", "dW": "dW_{ax}", "db": "db_a", "dW_y": "dWya", "db_y": "grad_by",
            "y": "yhat", "loss": "loss",
        ]
        var file = try right("rnn")
        file.arrays = file.arrays.compactMap { array in
            guard let name = names[array.name] else { return nil }
            var renamed = ["h", "dh", "y"].contains(array.name) ? turned(array) : array
            renamed.name = name
            return renamed
        }
        let sheet = try Samples.marked(file, against: "rnn")
        #expect(sheet.isAllRight)
        #expect(sheet.marks?.maximum == 9)
        #expect(sheet.notes == ["the names are read as Dalmau writes them"])
    }

    @Test(
        "Where shapes leave the axis of the steps open, a gate that a notation turns round is turned round before it is compared"
    )
    func aComplementOnTheLastAxis() throws {
        let scene = try Scene(
            text: """
                unfold: 1
                model: {shape: many-to-one, stack: [{cell: gru, hidden: 2}]}
                sequence: {inputs: [[1], [-0.5]], targets: [null, [0.1, 0.2]]}
                loss: mse
                parameters: {initialize: {scheme: uniform, seed: 4}}
                """, file: "two")
        let trace = scene.trace(as: Double.self)
        let gate = try #require(trace.network.node("stack.0", "z"))
        let z = (1...2).map { t in trace.value(gate, at: t).map { 1 - $0 } }
        let last = FileArray(name: "z", shape: [2, 2], values: [z[0][0], z[1][0], z[0][1], z[1][1]])
        let verifier = Verifier(scene, name: "two", notation: .pytorch)
        #expect(try verifier.marked(ArrayFile(file: "m", arrays: [last])).isAllRight)
        #expect(try verifier.marked(ArrayFile(file: "m", arrays: [turned(last)])).isAllRight)
    }

    @Test func matricesThatALectureWritesSideBySide() throws {
        let file = try right("lstm")
        let u = try #require(file.arrays.first { $0.name == "dU_f" })
        let w = try #require(file.arrays.first { $0.name == "dW_f" })
        let rows = (0..<3).map { Array(u.values[$0 * 3..<$0 * 3 + 3]) + Array(w.values[$0 * 2..<$0 * 2 + 2]) }
        let joined = FileArray(name: "dWf", shape: [3, 5], values: rows.flatMap { $0 })
        let names = "dWf: [grad(stack.0.U_f), grad(stack.0.W_f)]\n"
        #expect(try Samples.marked(ArrayFile(file: "m", arrays: [joined]), against: "lstm", names: names).isAllRight)
        // Each block has a sign of its own.
        let negated = rows.map { row in row.prefix(3) + row.suffix(2).map { -$0 } }
        let signed = FileArray(name: "dWf", shape: [3, 5], values: negated.flatMap { $0 })
        let signs = "dWf: [grad(stack.0.U_f), -grad(stack.0.W_f)]\n"
        #expect(try Samples.marked(ArrayFile(file: "m", arrays: [signed]), against: "lstm", names: signs).isAllRight)
        #expect(try !Samples.marked(ArrayFile(file: "m", arrays: [joined]), against: "lstm", names: signs).isAllRight)
        // In Dalmau's letters it has a name.
        #expect(
            try Samples.marked(ArrayFile(file: "m", arrays: [joined, file.arrays[5]]), against: "lstm").marks?.maximum
                == 2)
        // As columns of x@W, the blocks on top of each other.
        var other = FileArray(name: "dWf", shape: [5, 3], values: turned(joined).values)
        other.name = "K"
        let turnedNames = "K: [\"grad(stack.0.U_f)'\", \"grad(stack.0.W_f)'\"]\n"
        #expect(
            try Samples.marked(ArrayFile(file: "m", arrays: [other]), against: "lstm", names: turnedNames).isAllRight)
    }

    @Test func aMappingOfNames() throws {
        var file = try right("rnn") { $0.name = "mine/" + $0.name }
        file.arrays.append(FileArray(name: "eps", shape: [], values: [1e-8]))
        let names = """
            mine/dU: grad(stack.0.U)
            mine/dW: grad(stack.0.W)
            mine/dh: grad(h)
            """
        let sheet = try Samples.marked(file, against: "rnn", names: names)
        #expect(sheet.isAllRight)
        #expect(sheet.marks?.answers.map(\.name) == ["mine/dh", "mine/dU", "mine/dW"])
        #expect(
            sheet.notes == [
                "not compared, since no quantity of the trace has the name: mine/h, mine/y, mine/loss, mine/dW_y, mine/db_y, mine/db, mine/a, mine/da, …"
            ] || sheet.notes.count == 1)
    }

    @Test func oneStepAndTheInitialState() throws {
        let file = try right("rnn")
        let h = try #require(file.arrays.first { $0.name == "h" })
        let start = try Samples.scene("rnn").trace(as: Double.self).data
        _ = start
        let third = FileArray(name: "h_3", shape: [3], values: Array(h.values[6..<9]))
        let batch = FileArray(name: "stack.0.h[3]", shape: [3, 1], values: third.values)
        let sheet = try Samples.marked(ArrayFile(file: "m", arrays: [third, batch]), against: "rnn")
        #expect(sheet.marks?.answers.map(\.echo) == ["h₃", "h₃"])
        #expect(sheet.isAllRight)
        // A batch of one between the axes.
        var between = h
        between.shape = [4, 1, 3]
        #expect(try Samples.marked(ArrayFile(file: "m", arrays: [between]), against: "rnn").isAllRight)
    }

    @Test func singlesAreJudgedToSingles() throws {
        let file = try right("lstm") { array in
            array.values = array.values.map { Double(Float($0)) }
            array.tolerance = FileArray.ofSingles
        }
        #expect(try Samples.marked(file, against: "lstm").isAllRight)
        #expect(
            try Samples.marked(right("lstm") { $0.values = $0.values.map { Double(Float($0)) } }, against: "lstm")
                .isAllRight == false)
        #expect(try Samples.marked(file, against: "lstm", tolerance: 1e-12).isAllRight == false)
        // The slip is still told.
        var wrong = try Samples.arrays("lstm-G01.json")
        for index in wrong.indices {
            wrong[index].values = wrong[index].values.map { Double(Float($0)) }
            wrong[index].tolerance = FileArray.ofSingles
        }
        let sheet = try Samples.marked(ArrayFile(file: "m", arrays: wrong), against: "lstm")
        #expect(sheet.marks?.diagnosis.map(\.id) == ["G01"])
    }

    @Test func filesOfArraysAreReadAsJSONIs() throws {
        let arrays = try right("gru").arrays.map { NamedArray(name: $0.name, shape: $0.shape, values: $0.values) }
        for bytes in [TensorFile.npz(arrays), TensorFile.safetensors(arrays)] {
            #expect(try Samples.marked(ArrayFile(bytes, file: "mine"), against: "gru").isAllRight)
        }
    }

    @Test func twoSlipsInTwoPlacesAreBothNamed() throws {
        // Both carries are right, but the readout is paired with the state before, and f has lost its slope.
        var arrays = try Samples.arrays("lstm-G19-a_f.json")
        let other = try Samples.arrays("lstm-M13.json")
        let place = try #require(arrays.firstIndex { $0.name == "dW_y" })
        arrays[place] = try #require(other.first { $0.name == "dW_y" })
        let sheet = try Samples.marked(ArrayFile(file: "m", arrays: arrays), against: "lstm")
        let answers = try #require(sheet.marks?.answers)
        #expect(answers.first { $0.name == "dh" }?.slips.map(\.id) == ["G24"])
        #expect(answers.first { $0.name == "dW_y" }?.slips.map(\.id) == ["M13"])
        #expect(sheet.marks?.firstWrong == "dh")
    }

    @Test func aMultipleIsCalledThat() throws {
        let file = try right("rnn") { array in
            if array.name == "dU" { array.values = array.values.map { $0 * 3 } }
        }
        let answer = try #require(
            try Samples.marked(file, against: "rnn").marks?.answers.first { $0.verdict == .wrong })
        #expect(answer.name == "dU")
        #expect(answer.message.hasSuffix("Every entry is 3.000000 times what it should be."))
    }

    @Test func whatCannotBeComparedIsSaidInASentence() throws {
        func read(_ text: String) -> String {
            sentence { _ = try ArrayFile(Array(text.utf8), file: "mine.json") }
        }
        #expect(
            read(#"{"h": [[1, 2], [3]]}"#)
                == "mine.json:1:16: h is uneven here; its rows need to be as long as one another")
        #expect(read(#"{"h": [1, "x"]}"#) == "mine.json:1:11: h has 'x', needs a number")
        #expect(read("{\"h\": [1,") != "")
        #expect(read("[1]") != "")
        #expect(
            try ArrayFile(Array("{\"h\": [NaN, -Infinity, 2.5e-3]}".utf8), file: "m").arrays[0].values[1] == -.infinity)

        func marked(_ arrays: [FileArray], names: String? = nil) -> String {
            sentence {
                _ = try Samples.marked(ArrayFile(file: "mine.json", arrays: arrays), against: "rnn", names: names)
            }
        }
        let stray = FileArray(name: "\u{1B}[31mfoo", shape: [2], values: [1, 2])
        #expect(
            marked([stray])
                == "mine.json:1:1: none of its names \u{FFFD}[31mfoo is one of the trace; grad(stack.0.h) and grad(stack.0.U) would fit, or --names FILE says what they are"
        )
        #expect(
            marked([FileArray(name: "h", shape: [7, 3], values: [Double](repeating: 0, count: 21))])
                == "mine.json:1:1: h is 7×3, needs 4×3 or 3×4")
        #expect(
            marked([FileArray(name: "q", shape: [], values: [0])], names: "q: grad(stack.0.Q)\n")
                == "mine.yaml:1:4: 'grad(stack.0.Q)' is no vector, parameter or gradient of this scene; names such as grad(stack.0.h) and grad(stack.0.U) would fit"
        )
        #expect(
            marked([FileArray(name: "dWa", shape: [], values: [0])], names: "dWaa: grad(stack.0.U)\n")
                == "mine.yaml:1:1: the file has no array 'dWaa'; did you mean 'dWa'?")
        #expect(marked([]) == "mine.json:1:1: it has no arrays")
    }
}
