import ExactMath
import Recurrence
import Scenes
import Testing

@Suite struct TaskTests {
    private func scene(
        length: Int, seed: Int, shape: String = "many-to-one", output: String = "size: 1", loss: String = "mse"
    ) throws -> Scene {
        try Scene(
            text: """
                unfold: 1
                model:
                  shape: \(shape)
                  stack: [{cell: rnn, hidden: 8}]
                  readout: {\(output)}
                sequence: {task: first-bit, length: \(length), seed: \(seed)}
                loss: \(loss)
                parameters: {initialize: {}}
                """, file: "x.yaml")
    }

    @Test func theFirstBitIsAskedForAtTheEnd() throws {
        let data: SequenceData<Double> = try scene(length: 5, seed: 1).data()
        #expect(
            data.inputs == [
                1, 0.049156351452540215, 0.09420055071735925, -0.011128156588845584, -0.011147059834728384,
            ])
        #expect(data.targets == [.vector([data.inputs[0]])])
    }

    @Test func bothBitsComeAndTheRestIsNoise() throws {
        var bits: Set<Double> = []
        for seed in 1...40 {
            let data: SequenceData<Double> = try scene(length: 20, seed: seed).data()
            bits.insert(data.inputs[0])
            #expect(data.inputs.dropFirst().allSatisfy { $0 >= -0.1 && $0 < 0.1 })
        }
        #expect(bits == [-1, 1])
    }

    @Test func everyStepBeforeTheLastIsWithoutLoss() throws {
        let data: SequenceData<Double> = try scene(length: 3, seed: 2, shape: "many-to-many").data()
        #expect(data.targets == [nil, nil, .vector([data.inputs[0]])])
    }

    @Test func underNLLTheBitIsAClass() throws {
        let data: SequenceData<Double> = try scene(
            length: 3, seed: 2, output: "size: 2, activation: softmax", loss: "nll"
        ).data()
        #expect(data.targets == [.index(data.inputs[0] > 0 ? 1 : 0)])
    }

    @Test func itsNumbersCanBeWrittenOut() throws {
        let scene = try scene(length: 6, seed: 3)
        let written = scene.withoutTask
        #expect(written.data(as: Double.self).inputs == scene.data(as: Double.self).inputs)
        #expect(try Scene(text: written.yaml, file: "x.yaml") == written)
        #expect(written.trace(as: Double.self).loss == scene.trace(as: Double.self).loss)
    }

    @Test func aHundredThousandStepsAreRead() throws {
        let data: SequenceData<Double> = try scene(length: 100_000, seed: 1).data()
        #expect(data.inputs.count == 100_000)
    }

    /// The same length written out, vector by vector, with a target at every step.
    @Test func aHundredThousandVectorsAreRead() throws {
        let vector = "- [0.125, -1, 2.5, 1e-3]\n"
        let text =
            "unfold: 1\nmodel: {stack: [{cell: rnn, hidden: 1}]}\nsequence:\n  inputs:\n"
            + String(repeating: "  " + vector, count: 100_000) + "  targets:\n"
            + String(repeating: "  - [0.5]\n", count: 100_000)
            + "loss: mse\nparameters: {initialize: {}}\n"
        let scene = try Scene(text: text, file: "x.yaml")
        #expect(scene.data(as: Double.self).inputs.count == 400_000)
        #expect(scene.sequence.targets.count == 100_000)
    }
}
