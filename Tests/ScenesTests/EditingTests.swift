import ExactMath
import Recurrence
import Scenes
import Testing

@Suite struct EditingTests {
    @Test func aParameterChangesAlone() throws {
        let scene = try Fixtures.scene("000-many-to-many-rnn")
        let path = SceneNumber.parameter(path: "stack.0.U", row: 0, column: 0)
        let edited = try scene.setting(path, to: Number("1/3"))
        #expect(edited[path] == (try Number("1/3")))
        #expect(edited != scene)
        let old = try #require(scene[path])
        #expect(try edited.setting(path, to: old) == scene)
    }

    @Test func anInitialisedParameterIsThenGiven() throws {
        let scene = try #require(BuiltInScenes.named("deep-both-ways")).scene()
        let path = SceneNumber.parameter(path: "stack.0.forward.U", row: 1, column: 0)
        let before: [Double] = scene.parameters(of: scene.network())
        let edited = try scene.setting(path, to: Number(0.75))
        let after: [Double] = edited.parameters(of: edited.network())
        #expect(zip(before, after).filter { $0 != $1 }.map(\.1) == [0.75])
    }

    @Test func inputsTargetsStartThresholdAndRateChange() throws {
        let scene = try Fixtures.scene("063-seq2seq-ugrnn-deep")
        let numbers: [SceneNumber] = [
            .input(step: 6, unit: 1), .target(step: 4, unit: 0), .start(unit: 1), .threshold, .rate,
        ]
        for number in numbers {
            let edited = try scene.setting(number, to: Number(0.25))
            #expect(edited[number] == Number(0.25))
            #expect(try Scene(text: edited.yaml, file: "edited") == edited)
        }
    }

    @Test func aGeneratedInputBecomesANumber() throws {
        let scene = try #require(BuiltInScenes.named("remember-first-bit")).scene()
        let edited = try scene.setting(.input(step: 0, unit: 0), to: Number(0.5))
        #expect(edited.data(as: Double.self).inputs[0] == 0.5)
        #expect(edited.data(as: Double.self).inputs.dropFirst() == scene.data(as: Double.self).inputs.dropFirst())
    }

    @Test func aLabelStaysBetweenZeroAndOne() throws {
        let text = RightScene.many.rawValue.replacing("size: 1", with: "size: 1, activation: sigmoid")
        let scene = try Scene(text: text.replacing("loss: mse", with: "loss: bce"), file: "labels")
        let edited = try scene.setting(.target(step: 1, unit: 0), to: Number(0.5))
        #expect(edited[.target(step: 1, unit: 0)] == Number(0.5))
        #expect(throws: EditError.notALabel) { try scene.setting(.target(step: 1, unit: 0), to: Number(1.5)) }
    }

    @Test func whatIsNotThereCannotChange() throws {
        let scene = try Fixtures.scene("005-many-to-many-lstm")
        let numbers: [SceneNumber] = [
            .parameter(path: "stack.0.b_f", row: 0, column: 0), .parameter(path: "stack.0.W_f", row: 2, column: 0),
            .parameter(path: "stack.0.V_f", row: 0, column: 1), .input(step: 6, unit: 0), .input(step: -1, unit: 0),
            .input(step: 0, unit: 2), .target(step: 1, unit: 0), .target(step: 9, unit: 0), .start(unit: 0),
            .input(step: .max, unit: 0), .input(step: .max - 1, unit: 1), .input(step: .min, unit: .max),
            .token(step: .min), .residual(layer: .max),
        ]
        for number in numbers {
            #expect(scene[number] == nil)
            #expect(throws: EditError.noSuchNumber) { try scene.setting(number, to: Number(1)) }
        }
        #expect(throws: EditError.notPositive) { try scene.setting(.threshold, to: Number(0)) }
        #expect(scene.setting(parameters: [Double](repeating: .nan, count: scene.network().parameterCount)) == nil)
    }
}
