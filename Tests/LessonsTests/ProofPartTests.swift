import ExactMath
import Formula
import Scenes
import Testing

@testable import Lessons

/// The parts that a proof is made of.
@Suite struct ProofPartTests {
    private func numbers(_ scene: String) throws -> SceneNumbers {
        SceneNumbers(try #require(BuiltInScenes.named(scene)).scene())
    }

    @Test(
        arguments: [
            ("elman-by-hand", "losses[3]", "L₃ = ½ ‖y₃ − target₃‖²"), ("elman-by-hand", "losses[5]", nil),
            ("elman-by-hand", "loss", "L = L₁ + L₂ + L₃ + L₄"), ("elman-by-hand", "scale", "scale = 1"),
            ("elman-by-hand", "stack.0.h[4]", "h₄ = tanh(a₄)"), ("elman-by-hand", "stack.0.h[5]", nil),
            ("elman-by-hand", "grad(stack.0.h[4])", "∂L/∂h₄ = W_yᵀ ∂a_y₄"), ("elman-by-hand", "stack.0.U", nil),
            ("elman-by-hand", "grad(stack.0.U)", "∂L/∂U = ∂a₄ h₃ᵀ + ∂a₃ h₂ᵀ + ∂a₂ h₁ᵀ + ∂a₁ h₀ᵀ"),
            ("elman-by-hand", "clipped_norm", nil), ("elman-by-hand", "updated.stack.0.U", nil),
            ("exploding-gradient", "losses[12]", "L₁₂ = ½ ‖y₁₂ − target₁₂‖²"),
            ("exploding-gradient", "losses[11]", nil),
            ("exploding-gradient", "scale", "scale = threshold/‖g‖"),
            ("exploding-gradient", "gradient_norm", "‖g‖ = sqrt(‖∂L/∂W‖² + ‖∂L/∂U‖² + ‖∂L/∂W_y‖²)"),
            ("exploding-gradient", "clipped.stack.0.W", "clip(∂L/∂W) = scale·∂W"),
            ("exploding-per-parameter", "scale", nil),
            ("exploding-per-parameter", "scale.stack.0.U", "scale(U) = threshold/‖∂L/∂U‖"),
            ("exploding-per-parameter", "clipped.stack.0.U", "clip(∂L/∂U) = scale(U) ∂U"),
            ("exact-fractions", "clipped.stack.0.U", nil),
        ] as [(String, String, String?)])
    func theProgramWritesFormulas(scene: String, name: String, formula: String?) throws {
        #expect(EngineFormula.text(of: name, try numbers(scene), .unfold).map(EngineFormula.plain) == formula)
    }

    @Test(
        arguments: [
            ("stack.0.U", "start"), ("stack.0.h[0]", "forward:1"), ("stack.0.h[2]", "forward:2"),
            ("readout.y[4]", "forward:4"), ("stack.0.h[5]", nil), ("stack.0.h", nil), ("loss", "loss"),
            ("losses[2]", "loss"), ("grad(stack.0.h[3])", "backward:3"), ("grad(stack.0.h[5])", nil),
            ("direct.stack.0.h[3]", "backward:3"), ("carried.stack.0.h[2]", "backward:2"),
            ("alone.stack.0.h[4][2]", "backward:2"), ("alone.stack.0.h[4]", nil), ("grad(stack.0.U)", "backward:1"),
            ("gradient_norm", "backward:1"), ("scale", "clip"), ("clipped_norm", "clip"), ("angle", "clip"),
            ("clipped.stack.0.U", "clip"), ("updated.stack.0.U", "update"), ("nothing", nil),
        ] as [(String, String?)])
    func aNumberHasItsMoment(name: String, moment: String?) throws {
        let numbers = try numbers("elman-by-hand")
        let moments = ComputedMoments(numbers)
        let position = try moments.position(of: #require(TraceExpression(name).names.first))
        #expect(position == moment.flatMap(moments.position(named:)) && (position == nil) == (moment == nil))
    }

    /// Four steps forward, the loss, four back, the clip, the update; without a rule there is no clip, and nothing that it computes.
    @Test func momentsHaveTheirPlaces() throws {
        let moments = ComputedMoments(try numbers("elman-by-hand"))
        let names = ["start", "forward:4", "loss", "backward:4", "backward:1", "clip", "update"]
        #expect(names.map(moments.position(named:)) == [0, 4, 5, 6, 9, 10, 11])
        #expect(["forward:2.1", "forward:5", "nowhere"].map(moments.position(named:)) == [2, nil, nil])
        let unclipped = ComputedMoments(try numbers("gru-before"))
        let found = try ["scale", "updated.stack.0.U_z", "gradient_norm"].map {
            unclipped.position(of: try #require(TraceExpression($0).names.first))
        }
        #expect(found == [nil, 6, 5])
    }

    @Test(
        arguments: [
            ("h is 0.7616 there", .approximate(0.76159), "0.7616"),
            ("at 3: −0.4896", .approximate(-0.489587), "-0.4896"),
            ("4 of 4", .exact(4), nil), ("21 of 30", .exact(21), "21"), ("x[21] and W_21, h21", .exact(21), nil),
            ("1/2 of it", .exact(Rational(1, 2)), "1/2"), ("1/0 of it", .exact(Rational(1, 2)), nil),
            ("0.7616", .approximate(0.85), nil),
        ] as [(String, Quantity, String?)])
    func aNumberIsInSight(text: String, value: Quantity, found: String?) {
        #expect(StepSight("the screen", text).number(takenFor: value, within: nil) == found)
    }

    @Test(arguments: [
        ("ab cd ef", 5, ["ab cd", "ef"]), ("ab cd", 4, ["ab", "cd"]), ("ab  cd", 5, ["ab cd"]),
        ("abcdefg h i", 3, ["abcdefg", "h i"]), ("", 5, []),
    ])
    func linesBreakAtBlanks(text: String, width: Int, lines: [String]) {
        #expect(LessonLayout.wrap(text, width: width) == lines)
    }

    @Test(
        arguments: [
            ("It is 0.50.", "0.50"), ("from 12.345 on", "12.345"), ("2.5 and 3", nil), ("steps 1..10", nil),
            (".25 of it", nil), ("version 1.2.34", nil), ("the end.", nil),
        ] as [(String, String?)])
    func aDecimalHasTwoPlaces(text: String, decimal: String?) { #expect(LessonProof.decimal(in: text) == decimal) }
}
