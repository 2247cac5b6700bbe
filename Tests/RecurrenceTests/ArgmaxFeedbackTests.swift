import ExactMath
import Recurrence
import Scenes
import Testing

/// `feedback: argmax`: the likeliest class comes back one-hot, and nothing flows back through the choice.
@Suite struct ArgmaxFeedbackTests {
    static func scene(_ shape: String, feedback: String, targets: String = "", seed: Int) throws -> Scene {
        let decoder = "decoder: {cell: gru, hidden: 3}"
        let isDecoder = shape == "seq2seq"
        let text = """
            unfold: 1
            model:
              shape: \(shape)
              stack: [{cell: rnn, hidden: 3}]
              readout: {size: 3, activation: softmax}
              \(isDecoder ? decoder : "feedback: \(feedback)")
              \(isDecoder ? "feedback: \(feedback)" : "")
            sequence:
              inputs: [[1, 0, -1]\(isDecoder ? ", [0.5, 2, 0]" : "")]
              \(targets.isEmpty ? "length: 6" : "targets: \(targets)")
              \(isDecoder ? "start: 2" : "")
            \(targets.isEmpty ? "" : "loss: nll")
            parameters: {initialize: {scheme: uniform, seed: \(seed), gain: 3}}
            """
        return try Scene(text: text, file: "scene")
    }

    @Test(arguments: ["seq2seq", "one-to-many"], 1...5)
    func everyStepReadsTheLikeliestClassBefore(_ shape: String, _ seed: Int) throws {
        let trace = try Self.scene(shape, feedback: "argmax", seed: seed).trace(as: Double.self)
        let classes = (1...6).map { trace.likeliestClass(at: $0) }
        // Forced by the very classes that it chose, a network gives the same outputs.
        let forced = try Self.scene(shape, feedback: "target", targets: "\(classes)", seed: seed).trace(as: Double.self)
        for t in 1...6 { #expect(trace.output(at: t) == forced.output(at: t)) }
        #expect(Set(classes).count > 1 || seed != 1)
    }

    /// With targets the gradients are those of the network that reads these classes as given numbers.
    @Test func noGradientFlowsThroughTheChoice() throws {
        let targets = "[0, 2, 1, 1, 0, 2]"
        var scene = try Self.scene("seq2seq", feedback: "argmax", targets: targets, seed: 2)
        let trace = scene.trace(as: Double.self)
        let certificate = trace.certificate()
        #expect(certificate.passed)
        let classes = (1...6).map { trace.likeliestClass(at: $0) }
        scene.model.feedback = .target
        scene.sequence.targets = classes.map { .index($0) }
        scene.model.loss = .none
        let given = scene.trace(as: Double.self)
        for t in 1...6 { #expect(trace.output(at: t) == given.output(at: t)) }
    }

    @Test func whatDoesNotGoWithIt() {
        for (feedback, targets, words) in [
            ("argmax", "[[1, 0, 0], 1]", "feedback: argmax feeds classes back"), ("argmaxx", "", "argmax"),
        ] {
            let error = #expect(throws: SceneError.self) {
                try Self.scene("seq2seq", feedback: feedback, targets: targets, seed: 1)
            }
            #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
        }
    }

    @Test func aSceneIsWrittenAsItWasRead() throws {
        let scene = try Self.scene("seq2seq", feedback: "argmax", seed: 3)
        #expect(try Scene(text: scene.yaml, file: "s") == scene)
        #expect(scene.yaml.contains("feedback: argmax"))
        #expect(scene.yaml.contains("start: 2"))
    }
}
