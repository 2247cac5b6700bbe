import Foundation
import Recurrence
import Testing

/// What every task says of itself, beside what its definition says.
@Suite struct TaskFactsTests {
    /// The widths of y under each loss, the steps of length 6, and whether sequences differ in them.
    @Test func widthsAndSteps() {
        let found = Tasks.all.map { task -> String in
            let widths = [Loss.mse, .nll, .bce, .none].map { loss in
                task.outputWidth(for: loss).map { "\($0)" } ?? "–"
            }
            return
                "\(task.name): \(widths.joined(separator: " ")), \(task.inputSteps(6))\(task.stepsDiffer ? " at most" : "")"
        }
        #expect(
            found == [
                "first-bit: 1 2 1 1, 6", "adding: 1 – – 1, 6", "copy: – 9 – 9, 26", "parity: – 2 1 1, 6",
                "sine: 1 – – 1, 6", "anbn: – – 3 3, 13 at most", "delayed-xor: – 2 1 1, 6", "reversal: – 8 – 8, 6",
                "dates: – 11 – 11, 6", "characters: – 47 – 47, 6",
            ])
    }

    /// What can be had without a memory at length 6: as it is written, and its value.
    @Test func baselines() {
        let expected: [(String, Double)] = [
            ("1/2", 1.0 / 2), ("1/6", 1.0 / 6), ("10 ln 8/(T + 20)", 10 * log(8) / 26), ("ln 2", log(2)),
            ("1/2", 1.0 / 2), ("1 − √3/2", 1 - 3.0.squareRoot() / 2), ("(N − 1)/N", 5.0 / 6), ("1/2", 1.0 / 2),
            ("7/8", 7.0 / 8), ("569/1050", 569.0 / 1_050), ("−Σ p ln p", 3.205576522422455),
        ]
        let found = Tasks.all.flatMap { $0.baselines(length: 6, loss: $0.recipe.loss) }
        #expect(found.map(\.exact) == expected.map(\.0))
        #expect(zip(found, expected).allSatisfy { abs($0.value - $1.1) < 1e-12 })
    }

    /// A text is what `characters` reads, and nothing to another task.
    @Test func namesAreFound() {
        let names = Tasks.all.map(\.name)
        #expect(names.map { Tasks.named($0)?.name } == names)
        #expect(names.map { Tasks.named($0, text: "abcab")?.name } == names)
        #expect(Tasks.named("characters")?.inputWidth == 47)
        #expect(Tasks.named("characters", text: "abcab")?.inputWidth == 3)
        #expect(Tasks.named("character") == nil)
    }
}
