import ExactMath
import Formula
import Recurrence
import Testing

@testable import Scenes

/// Worksheets: boxes for what is asked for, and the key.
@Suite struct WorksheetTests {
    private func scene() throws -> Scene {
        try Scene(
            text: """
                unfold: 1
                title: two steps
                arithmetic: rational
                model: {shape: many-to-one, stack: [{cell: linear, hidden: 1}], readout: {size: 1, bias: false}}
                sequence: {inputs: [[1], [2]], targets: [null, [1]]}
                loss: mse
                parameters: {values: {stack.0.W: [[1]], stack.0.U: [[3]], readout.W_y: [[2]]}}
                training: {clip: {by: norm, at: 1}}
                """, file: "two")
    }

    @Test func whatIsAskedForIsABoxAndNobodyGivesItAway() throws {
        let asked = try TraceNameList("h, grad(U)").items.map(\.name)
        let worksheet = Worksheet(try scene(), blank: asked)
        #expect(
            worksheet.sheet.text(.text, style: .unicode) == """
                two steps

                given
                  W = 1
                  U = 3
                  W_y = 2
                  x₁ = 1
                  x₂ = 2
                  target₂ = 1

                forward:1
                  a₁ = W x₁ + U h₀ = 1
                  h₁ = a₁ = [________]

                forward:2
                  a₂ = W x₂ + U h₁ = 5
                  h₂ = a₂ = [________]
                  a_y₂ = W_y h₂ = 10
                  y₂ = a_y₂ = 10

                loss
                  L₂ = ½ ‖y₂ − target₂‖² = ½ (10 − 1)² = 81/2
                  L = L₂ = 81/2

                backward:2
                  ∂L/∂y₂ = y₂ − target₂ = 10 − 1 = 9
                  ∂L/∂a_y₂ = ∂y₂ = 9
                  ∂L/∂h₂ = W_yᵀ ∂a_y₂ = 2·9 = 18
                  ∂L/∂a₂ = ∂h₂ = 18

                backward:1
                  ∂L/∂h₁ = Uᵀ ∂a₂ = 3·18 = 54
                  ∂L/∂a₁ = ∂h₁ = 54

                parameters
                  ∂L/∂W = ∂a₂ x₂ᵀ + ∂a₁ x₁ᵀ = 18·2 + 54·1 = 90
                  ∂L/∂U = ∂a₂ h₁ᵀ + ∂a₁ h₀ᵀ = [________]
                  ∂L/∂W_y = ∂a_y₂ h₂ᵀ = 45

                """)
        #expect(worksheet.asks)
    }

    @Test func nothingToComputeIsAsked() throws {
        let given = try TraceNameList("target").items.map(\.name)
        #expect(!Worksheet(try scene(), blank: given).asks)
        let everything = Worksheet(try scene())
        #expect(
            everything.key.sections.map(\.title) == [
                "forward:1", "forward:2", "loss", "backward:2", "backward:1", "parameters",
            ])
        #expect(everything.sheet.sections.allSatisfy { $0.title != "clip" && $0.title != "update" })
    }

    @Test func theSameSeedDrawsTheSameNumbers() throws {
        let scene = try #require(BuiltInScenes.all.first { $0.name == "elman-by-hand" }).scene()
        #expect(scene.redrawn(seed: 7) == scene.redrawn(seed: 7))
        #expect(scene.redrawn(seed: 7) != scene.redrawn(seed: 8))
        let drawn = try #require(scene.redrawn(seed: 7))
        #expect(try Scene(text: drawn.yaml, file: "drawn") == drawn)
        #expect(scene.redrawn(seed: 7, .integers) == nil)
    }

    @Test func wholeNumbersStayShort() throws {
        for seed in 1...5 as ClosedRange<UInt64> {
            let drawn = try #require(try scene().redrawn(seed: seed, .integers))
            let trace = drawn.trace(as: Rational.self)
            for number in trace.values + trace.gradients {
                #expect(number.isInteger && number.approximation.magnitude < 100)
            }
        }
    }

    /// Over many steps a trace takes longer, and the search for short numbers has fewer of them.
    @Test(arguments: [(2, 5_000), (100, 5_000), (1_000, 500), (50_000, 20)])
    func longSequencesAreGivenUpSoon(_ steps: Int, draws: Int) throws {
        var scene = try scene()
        scene.sequence.source = .inputs([Number](repeating: Number(1.0), count: steps))
        scene.sequence.targets = [nil] + [SceneTarget?](repeating: .vector([Number(1.0)]), count: steps - 1)
        #expect(scene.draws == draws)
    }

    @Test func aGradientThatNothingReachesIsAskedForToo() throws {
        let scene = try #require(BuiltInScenes.named("deep-both-ways")).scene()
        let worksheet = Worksheet(scene)
        #expect(WorkedDerivation(scene).text(.text, style: .unicode).contains("∂L/∂y₆ = 0"))
        #expect(worksheet.sheet.text(.text, style: .unicode).contains("∂L/∂y₆ = [________]\n"))
        #expect(worksheet.key.text(.text, style: .unicode).contains("∂L/∂y₆ = 0"))
    }
}
