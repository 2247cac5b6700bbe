import Exercises
import Testing

/// What a statement says of a teacher's scene is so there.
@Suite struct SceneWordsTests {
    private static let noReadout = "  readout: {size: 1, bias: false}\n → "
    private static let twoTargets = " | [[1], [3]] → [[1, 1], [3, 3]]"
    private static let start = "hidden: 2} → hidden: 2, initial_state: given}, {cell: linear, hidden: 2"

    private func lines(_ kind: String, _ base: TeachersScene, _ edit: String) throws -> [String] {
        try Catalogue.exercise(kind, scene: try base.scene(edit), name: "x").text().statement.map { part in
            switch part {
            case .paragraph(let form), .formula(let form): form.text
            case .given(let name, let value): "\(name.text) = \(value.text)"
            }
        }
    }

    @Test(arguments: [
        (TeachersScene.bare, "", "with a linear readout"), (.classes, "", "with a softmax readout"),
        (.bare, noReadout + twoTargets, "without a readout"),
    ])
    func reachNamesTheReadout(base: TeachersScene, edit: String, words: String) throws {
        #expect(try lines("reach", base, edit).first == "A network over T = 2 steps \(words), bottom first:")
    }

    @Test func reachNamesShortcutsAndStarts() throws {
        let edit = Self.start + ", residual: true, initial_state: learned}"
        #expect(
            try lines("reach", .bare, edit)[1...2] == [
                "layer 1: a layer of the cell linear; state 0 is given, and not zero",
                "layer 2: a layer of the cell linear, with a shortcut around it; state 0 is learned, and not zero",
            ])
    }

    @Test(arguments: [
        ("", "L = Σ_t ½‖y_t − target_t‖²"), (noReadout + twoTargets, "L = Σ_t ½‖h_t − target_t‖²"),
    ])
    func backwardNamesWhatTheLossIsTakenOf(edit: String, loss: String) throws {
        #expect(try lines("backward", .bare, edit).contains(loss))
    }

    @Test(arguments: [
        ("", "States start from zero."),
        (start + "}", "States whose start is not given below start from zero."),
    ])
    func backwardSaysWhichStatesStartFromZero(edit: String, words: String) throws {
        #expect(try lines("backward", .bare, edit).contains(words))
    }
}
