import ExactMath
import Formula
import Scenes
import Testing

@testable import Recurrence

/// What lettering and notations do with names that no network's own equations have.
@Suite struct LetteringTests {
    @Test func notationsFollowEachOther() {
        #expect(Notation.allCases.map(\.next) == Notation.allCases.dropFirst() + [.unfold])
    }

    @Test(
        arguments: [("3", -1, "2"), ("0", 1, "1"), ("t", -1, "t-1"), ("t", 2, "t+2"), ("t", 0, "t"), ("j", -3, "j-3")])
    func stepsAreShifted(_ step: String, by shift: Int, expected: String) {
        #expect(Lettering.shifted(step, by: shift) == expected)
    }

    /// Only products that are added are joined, each one once; the others keep their signs.
    @Test func matricesAreJoinedWhateverStandsBeside() throws {
        let trace = try SceneLookup.scene("lstm-keeps-a-bit").scene.trace(as: Double.self)
        let writer = MathWriter(Derivation(trace), .dalmau, .unicode) { $0.description }
        func name(_ text: String) -> Expression { .name(["stack", "0", text]) }
        let x = Expression.name(["input", "x"], [.integer(2)])
        let h = Expression.name(["stack", "0", "h"], [.integer(1)])
        let (input, recurrent) = (Expression.product(name("W_f"), x), Expression.product(name("U_f"), h))
        let sums: [Expression] = [
            .sum([input, recurrent, name("b_f")]), .sum([.negated(name("b_f")), recurrent, input]),
            .difference(input, recurrent), .sum([input, name("b_f")]),
            .sum([input, recurrent, .negated(name("b_i")), .negated(.product(name("W_i"), x))]),
            .negated(.sum([input, recurrent])), .complement(.sum([input, recurrent])),
        ]
        let texts = sums.map { writer.symbols($0).replacing("\u{A0}", with: " ") }
        #expect(
            texts == [
                "W_f [h₁; x₂] + b_f", "−b_f + W_f [h₁; x₂]", "W_fx x₂ − W_fh h₁", "W_fx x₂ + b_f",
                "W_f [h₁; x₂] − b_i − W_ix x₂", "−W_fx x₂ − W_fh h₁", "1 − W_fx x₂ − W_fh h₁",
            ])
    }
}
