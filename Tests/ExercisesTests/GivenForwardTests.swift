import ExactMath
import Formula
import Recurrence
import Scenes
import Testing

@testable import Exercises

/// Kinds whose sheets give the forward pass, and what is written about single scenes.
@Suite struct GivenForwardTests {
    /// The forward pass is given: its numbers are nobody's work, whatever slip is made on the way back.
    @Test(arguments: ["rnn-bptt", "affine-backward", "backward", "lstm-bptt", "gru-bptt", "ugrnn-bptt"], [2, 3])
    func itsNumbersAreGiven(kind: String, level: Int) throws {
        let exercise = try Catalogue.exercise(kind, seed: 2, level: level)
        let text = exercise.text()
        let scene = try Scene(text: try #require(text.scene ?? text.graph.scene).text(), file: "x")
        #expect(isGiven(lastState(scene), by: exercise))
    }

    @Test(arguments: ["", "unfold: 1 → unfold: 1\narithmetic: rational"])
    func theyAreGivenOfAScene(edit: String) throws {
        let scene = try TeachersScene.linear.scene(edit)
        let exercise = try Catalogue.exercise("backward", scene: scene, name: "x")
        #expect(lastState(scene) == [1.5, -2.25])
        #expect(isGiven([1.5, -2.25], by: exercise))
    }

    private func lastState(_ scene: Scene) -> [Double] {
        let trace = scene.trace(as: Double.self)
        guard let node = trace.network.node("stack.0", "h") else { return [] }
        return Array(trace.value(node, at: trace.network[node].storedSteps.upperBound))
    }

    private func isGiven(_ numbers: [Double], by exercise: Exercise) -> Bool {
        exercise.working.givens.contains { given in
            given.count == numbers.count && zip(given, numbers).allSatisfy { abs($0 - $1) < 1e-9 }
        }
    }

    /// A drawn exercise and one of the scene beside it are the same, right and under every slip.
    @Test(arguments: 1...4) func theSceneOfADrawnExerciseMakesItAnew(seed: UInt64) throws {
        let drawn = try Catalogue.exercise("backward", seed: seed, level: 2)
        let scene = try Scene(text: try #require(drawn.text().graph.scene).text(), file: "x")
        let anew = try Catalogue.exercise("backward", scene: scene, name: "x")
        #expect(anew.slips == drawn.slips)
        #expect(anew.fields.map(\.name) == drawn.fields.map(\.name))
        for slips in [[]] + drawn.slips.map({ SlipSet($0) }) {
            let texts = [anew, drawn].map { $0.working.answers(slips).map { $0.text() } }
            #expect(texts[0] == texts[1], "\(slips.slips)")
        }
    }

    @Test(arguments: [
        ("", "Compute the gradients below, to 4 decimals.", "\\tfrac{1}{2} \\lVert y_t - \\mathrm{target}_t \\rVert^2"),
        (
            "unfold: 1 → unfold: 1\narithmetic: rational", "Compute the gradients below, as fractions.",
            "L = \\sum_t \\tfrac{1}{2}"
        ),
        (
            "size: 1, bias: false → size: 1, bias: false, activation: sigmoid | mse → bce | [[1], [3]] → [[1], [0]]",
            "Compute the gradients below, to 4 decimals.",
            "\\left(-\\mathrm{target}_t^{\\top} \\log y_t - (1 - \\mathrm{target}_t)^{\\top} \\log(1 - y_t)\\right)"
        ),
    ])
    func aSheetSaysItsLoss(edit: String, question: String, loss: String) throws {
        let scene = try TeachersScene.linear.scene(edit)
        let sheet = try Catalogue.exercise("backward", scene: scene, name: "x").problemLaTeX()
        #expect(sheet.contains(question) && sheet.contains(loss), "\(sheet)")
    }

    /// The gradients are −2, −1, −2 and the threshold is half of their norm, 3/2.
    @Test func clippingAlwaysMakesSmallGradientsLarger() throws {
        let scene = try TeachersScene.bare.scene(
            "hidden: 2 → hidden: 1 | scheme: zero} → scheme: zero}, values: {readout.W_y: [[1]], stack.0.W: [[1]]}")
        let exercise = try Catalogue.exercise("clip", scene: scene, name: "x")
        #expect(
            exercise.working.answers(SlipSet(.c04)).map { $0.text() } == [
                "0.5000", "[[-1.0000]]", "[[-0.5000]]", "[[-1.0000]]", "[[-1.5000]]", "[[-1.5000]]", "[[-1.5000]]",
                "[[-1.5000]]", "[[-1.0000]]", "[[-1.5000]]",
            ])
    }

    @Test func aSlipThatAlwaysScalesLeavesZerosAlone() {
        let zero = Shaped(.vector(2), [0.0, 0.0])
        let answers = SceneClip(gradients: [zero], names: ["b"], at: 1).answers(SlipSet(.c04)) { _, _ in nil }
        #expect(answers.map { $0.text() } == ["1.0000", "[0.0000, 0.0000]", "[0.0000, 0.0000]", "[0.0000, 0.0000]"])
    }

    @Test func theGraphOfOneLossHasNoOther() throws {
        #expect(try Catalogue.exercise("linear-bptt-last", seed: 1, level: 2).text().graph.lossSteps == [3])
        #expect(try Catalogue.exercise("linear-bptt", seed: 1, level: 2).text().graph.lossSteps == nil)
    }

    // MARK: vanish

    @Test(arguments: [
        (
            "[[1, 1], [0, 1]]", "1 ± √(0): 1 twice", "1   (the larger |λ|)",
            "explodes (a double eigenvalue of modulus 1 with one eigenvector)"
        ),
        ("[[2, 0], [0, 1/2]]", "5/4 ± √(9/16): 2 and 1/2", "2   (the larger |λ|)", "explodes"),
        (
            "[[0, -1], [1, 0]]", "0 ± i √(1)", "1   (a complex pair: |λ|² = determinant)",
            "neither vanishes nor explodes"
        ),
        ("[[1/2, 1], [0, 1/2]]", "1/2 ± √(0): 1/2 twice", "1/2   (the larger |λ|)", "vanishes"),
    ])
    func aSolutionSaysWhyPowersGrow(u: String, eigenvalues: String, radius: String, fate: String) throws {
        let scene = try TeachersScene.linear.scene("[[1/2, 1], [0, 1/4]] → \(u)")
        let solution = try Catalogue.exercise("vanish", scene: scene, name: "x").text().solution
        #expect(
            Array(solution[3...5]) == [
                "eigenvalues: λ = trace/2 ± √((trace/2)² − determinant) = \(eigenvalues)", "ρ = \(radius)",
                "U^k \(fate)",
            ])
    }

    /// Symmetric matrices and turns are normal, a shear is not.
    @Test(arguments: [
        ([[1, 2], [2, 3]], true), ([[1, -2], [2, 1]], true), ([[1, 1], [0, 1]], false), ([[1, 2], [-2, 3]], false),
        ([[1, 2], [1, 1]], false),
    ])
    func normalMatricesCommuteWithTheirTranspose(u: [[Int]], isNormal: Bool) throws {
        let spectrum = try #require(ExactSpectrum(matrix(u)))
        #expect(VanishProblem(spectrum: spectrum, steps: 3).isNormal == isNormal)
    }
}
