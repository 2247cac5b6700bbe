import Explorer
import Testing

@Suite("A paste is text and not keys")
struct PasteTests {
    @Test("It goes where something is typed")
    func typed() throws {
        var explored = try Explored("elman-by-hand")
        explored.press(":lo")
        explored.state.paste("ss")
        explored.press("↵")
        #expect(explored.state.session?.name(of: explored.state.playhead) == "loss")
        explored.press("X↵1")
        explored.state.paste("/6")
        #expect(explored.text.contains("1/6"))
        explored.press("↵")
        explored.state.paste("5/6")
        explored.press("↵")
        #expect(explored.text.contains("5/6"))
        explored.press("se")
        explored.state.paste("-1/3")
        #expect(explored.text.contains("new value: -1/3"))
        explored.press("↵")
        #expect(explored.state.history.isUnsaved)
    }

    @Test("Elsewhere it is left out, and that is said", arguments: Situation.allCases)
    func leftOut(situation: Situation) throws {
        var explored = try situation.explored()
        let takesText: Set<Situation> = [
            .form, .cell, .marked, .edit, .number, .refused, .goTo, .stepNumber, .epoch, .save, .answer, .predicting,
        ]
        let before = explored.state.frame()
        explored.state.paste("see [q]uit")
        if takesText.contains(situation) {
            explored.press("⌫", times: 6)
            #expect(explored.text.contains("see "))
        } else {
            #expect(explored.bottom == " nothing is typed here, so what was pasted is left out")
            explored.state.message = nil
            #expect(
                explored.text.split(separator: "\n").dropLast(3) == before.plainText.split(separator: "\n").dropLast(3))
        }
        #expect(explored.state.kind == (try situation.explored()).state.kind)
    }
}
