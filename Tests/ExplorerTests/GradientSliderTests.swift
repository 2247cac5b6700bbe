import ExactMath
import Foundation
import Recurrence
import Scenes
import TerminalUI
import Testing

@testable import Explorer

@Suite("Sliders and other cells of the Gradients screen")
struct GradientSliderTests {
    @Test("the sliders change the scene at once, and undo brings it back")
    func sliders() throws {
        var explored = try Explored("exploding-gradient", 100, 36)
        explored.go(to: "update")
        explored.press("g")
        let before = explored.text
        explored.press("+")
        #expect(explored.bottom.contains("u undoes"))
        let moved = explored.text
        explored.press(",+")
        #expect(explored.text != moved)
        explored.press("uu↑")
        explored.press(",,,")
        #expect(explored.state.session?.scene == (try BuiltInScenes.named("exploding-gradient")?.scene()))
        #expect(before.contains("sliders"))
    }

    @Test("a slider stays where a weight would leave the finite numbers")
    func sliderAtTheEnd() throws {
        var explored = try Explored(
            yaml: """
                unfold: 1
                model: {stack: [{cell: linear, hidden: 2}]}
                sequence: {inputs: [[0], [0]], targets: [[0, 0], [0, 0]]}
                loss: mse
                parameters: {values: {stack.0.W: [[0], [0]], stack.0.U: [[1e-5, 1e308], [0, 1e-5]]}}
                """, 100, 36)
        explored.go(to: "update")
        explored.press("g")
        let before = explored.state.session?.scene
        explored.press("+")
        #expect(explored.bottom.contains("cannot be moved here: a number would be too large to be finite"))
        #expect(explored.state.session?.scene == before)
    }

    /// T steps of one input, and a threshold.
    private static func long(_ steps: Int, arithmetic: String = "double") throws -> Scene {
        try Scene(
            text: """
                unfold: 1
                arithmetic: \(arithmetic)
                model: {shape: many-to-one, stack: [{cell: linear, hidden: 1}]}
                sequence: {inputs: [\((0..<steps).map { _ in "[1]" }.joined(separator: ", "))], targets: [[0]]}
                loss: mse
                parameters: {values: {stack.0.W: [[1]], stack.0.U: [[0.5]]}}
                training: {rate: 0.1, clip: {by: norm, at: 1}}
                """, file: "test")
    }

    @Test("T goes on from wherever it stands, up to 200 and down to 2, and never the other way")
    func lengths() throws {
        func moved(_ steps: Int, _ notches: Int) throws -> Int {
            Session(try Session(try Self.long(steps)).moved(.length, by: notches)).network.lengths.inputs
        }
        #expect(try moved(1_000, -1) == 999)
        #expect(try moved(1, 1) == 2)
        #expect(try moved(199, 5) == 200)
        #expect(try moved(3, -5) == 2)
        for (steps, notches) in [(1_000, 1), (200, 1), (1, -1), (2, -1)] {
            #expect(throws: SliderProblem.atTheEnd) { try moved(steps, notches) }
        }
        #expect(Session(try Self.long(1_000)).spelled(.length, Numbers(.unicode)) == "1000")
    }

    @Test("a slider that stays says why")
    func refusals() throws {
        let exact = Session(try Self.long(2, arithmetic: "rational"))
        for session in [exact, Session(try Self.long(2))] {
            #expect(throws: SliderProblem.tooSmall) { try session.moved(.threshold, by: -99_999) }
            #expect(throws: SliderProblem.tooLarge) { try session.moved(.threshold, by: 99_999) }
            #expect(try session.moved(.threshold, by: 1).training?.clip?.at.approximation == 1.25)
        }
        #expect(throws: SliderProblem.inFractions) { try exact.moved(.radius, by: 1) }
    }

    @Test("the other cells' factors begin at the loss's step")
    func factorsOfOtherCells() throws {
        let session = Session(try #require(BuiltInScenes.named("deep-both-ways")).scene())
        let part = try #require(session.network.parts.indices.last { !session.network.parts[$0].states.isEmpty })
        let others = session.otherCells(part: part)
        #expect(others.map(\.cell) == ["rnn", "ugrnn", "gru"])
        for other in others {
            #expect(other.span == [3, 2, 1])
            #expect(other.ratio == other.norms[0] / other.norms[2])
            #expect(other.norms[3...].allSatisfy { $0 == 0 })
        }
    }

    @Test("the other cells stand beside the scene's own, with a factor and no word")
    func cells() throws {
        var explored = try Explored("vanishing-gradient", 120, 36)
        explored.go(to: "update")
        explored.press("go")
        try explored.expectScreen("gradients-cells-120x36")
    }
}
