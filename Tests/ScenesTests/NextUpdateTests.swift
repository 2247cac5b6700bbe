import Recurrence
import Scenes
import Testing

/// What is said of an update that is not made, or that is not the training's own.
@Suite("The next update")
struct NextUpdateTests {
    private static func scene(_ sequence: String, _ training: String) throws -> Scene {
        try Scene(
            text: """
                unfold: 1
                model: {stack: [{cell: linear, hidden: 1}], readout: {size: 1, bias: false}}
                sequence: {\(sequence)}
                loss: mse
                parameters: {values: {stack.0.W: [[1]], stack.0.U: [[0]], readout.W_y: [[1]]}}
                training: {\(training)}

                """, file: "x.yaml")
    }

    private static func update(of scene: Scene) -> WorkedDerivation {
        var options = WorkedDerivation.Options()
        options.from = .update
        return WorkedDerivation(scene, options)
    }

    @Test(
        "is not written out where training would not make it",
        arguments: [
            ("inputs: [[1e200]], targets: [[0]]", "rate: 1", "the loss is not finite"),
            ("inputs: [[1.3e154]], targets: [[0]]", "rate: 1", "the gradient has no finite norm"),
            ("inputs: [[1]], targets: [[0]]", "rate: 1e308", nil),
            ("inputs: [[10]], targets: [[0]]", "rate: 1e308", "a new weight would not be finite"),
            (
                "inputs: [[1e78]], targets: [[0]]", "rate: 1, optimizer: adagrad",
                "what the optimiser remembers would not be finite"
            ),
        ] as [(String, String, String?)])
    func isNotMade(sequence: String, training: String, reason: String?) throws {
        let scene = try Self.scene(sequence, training)
        var trainer = scene.trainer()
        let formulas = trainer.nextUpdate.formulas
        let record = trainer.step()
        #expect((record == nil) == (reason != nil))
        let sentence = reason.map { "no step is made, since \($0); the weights stay as they are" }
        #expect(formulas.noStepSentence == sentence)
        for worked in [WorkedDerivation(nextUpdateOf: scene.trainer(), title: ""), Self.update(of: scene)] {
            let lines = worked.text(.text, style: .unicode).split(separator: "\n")
            #expect((lines.last.map(String.init) == sentence.map { "  " + $0 }) == (reason != nil))
            #expect(lines.contains { $0.contains("new W = ") } == (reason == nil))
        }
    }

    @Test(
        "of a scene that is stepped through says how a training does otherwise",
        arguments: [
            ("inputs: [[1], [1]], targets: [[0], [0]]", "rate: 1", nil),
            ("inputs: [[1], [1]], targets: [[0], [0]]", "rate: 1, chunks: 2", nil),
            (
                "inputs: [[1], [1], [1]], targets: [[0], [0], [0]]", "rate: 1, chunks: 2",
                "here by the whole sequence, in a training after every 2 steps"
            ),
            (
                "inputs: [[1], [1], [1]], targets: [[0], [0], [0]]", "rate: 1, chunks: 1, batch: 4",
                "here by the whole sequence, in a training after every 1 step"
            ),
            ("task: sine, length: 4", "rate: 1, batch: 1", nil),
            (
                "task: sine, length: 4", "rate: 1, batch: 3",
                "here by this sequence alone, in a training by the mean of 3"
            ),
            (
                "task: sine, length: 4", "rate: 1, batch: 3, chunks: 3",
                "here by the whole sequence, in a training by the mean of 3 after every 3 steps"
            ),
        ] as [(String, String, String?)])
    func differs(sequence: String, training: String, difference: String?) throws {
        let scene = try Self.scene(sequence, training)
        #expect(scene.updateDifference == difference)
        let text = Self.update(of: scene).text(.text, style: .unicode)
        #expect(text.contains("\n  here by ") == (difference != nil))
        #expect(text.contains("\n  \(difference ?? "w − rate · g")\n"))
    }

    @Test("has something to learn from where a step has a loss")
    func somethingToLearn() throws {
        let scene = try Self.scene("inputs: [[1], [1]], targets: [[0], null]", "rate: 1")
        var untold = scene
        untold.sequence.targets = [nil, nil]
        var lossless = scene
        lossless.model.loss = .none
        let task = try Self.scene("task: sine, length: 4", "rate: 1")
        #expect(
            [scene, untold, lossless, task].map(\.nothingToLearn)
                == [nil, "no step has a target", "there is no loss", nil])
    }
}
