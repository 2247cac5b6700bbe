import Recurrence
import Scenes
import Testing

/// What of a scene is set by a word: shortcuts, feedback, tokens.
@Suite struct SwitchTests {
    private func scene(_ name: String) throws -> Scene { try #require(BuiltInScenes.named(name)).scene() }

    @Test func aShortcutIsSwitchedOffAndOn() throws {
        let scene = try scene("shortcut")
        let off = try scene.setting(.residual(layer: 2), to: try #require(scene.value("off", of: .residual(layer: 2))))
        #expect(off.model.stack.map(\.residual) == [false, true, false, true])
        #expect(scene.said(try #require(off[.residual(layer: 2)]), of: .residual(layer: 2)) == "off")
        #expect(try off.setting(.residual(layer: 2), to: Number(1)) == scene)
        #expect(throws: EditError.noSuchNumber) { try scene.setting(.residual(layer: 9), to: Number(1)) }
    }

    @Test func aShortcutNeedsEqualWidths() throws {
        let scene = try scene("elman-by-hand")
        #expect(throws: EditError.doesNotFit) { try scene.setting(.residual(layer: 0), to: Number(1)) }
    }

    @Test(arguments: [("target", Feedback.target), ("none", .none), ("output", .output)])
    func feedbackIsChosen(word: String, feedback: Feedback) throws {
        let scene = try scene("one-seed-a-spiral")
        let value = try #require(scene.value(word, of: .feedback))
        #expect(try scene.setting(.feedback, to: value).model.feedback == feedback)
        #expect(scene.said(value, of: .feedback) == word)
    }

    @Test func feedbackThatHasNothingToReadIsRefused() throws {
        let spiral = try scene("one-seed-a-spiral")
        #expect(spiral.value("sideways", of: .feedback) == nil)
        #expect(throws: EditError.doesNotFit) {
            try spiral.setting(.feedback, to: try #require(spiral.value("argmax", of: .feedback)))
        }
        #expect(try scene("elman-by-hand")[.feedback] == nil)
    }

    @Test func aWordIsPutInAnothersPlace() throws {
        let scene = try scene("boss-rnn")
        let employee = try #require(scene.value("employee", of: .token(step: 1)))
        let changed = try scene.setting(.token(step: 1), to: employee)
        #expect(changed.sequence.source == .tokens([0, 2, 6, 3, 0, 2, 6, 4, 5]))
        #expect(scene.value("lunch", of: .token(step: 1)) == nil)
        #expect(throws: EditError.noSuchNumber) { try scene.setting(.token(step: 9), to: employee) }
        #expect(throws: EditError.doesNotFit) { try scene.setting(.token(step: 1), to: Number(1e300)) }
    }
}
