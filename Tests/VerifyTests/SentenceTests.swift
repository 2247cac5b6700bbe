import Exercises
import Foundation
import Scenes
import Testing
import Verify

/// What is said of every array that is not right, whole: where it is first wrong, what explains it, and what follows from it.
@Suite struct SentenceTests {
    /// A file of `Data/`, one array of it changed or alone, and what is said.
    struct Case: Sendable, CustomTestStringConvertible {
        let file: String
        let array: String
        let isAlone: Bool
        let change: Change
        let said: [String]
        var testDescription: String { "\(file) \(array) \(change)" }

        init(_ file: String, _ array: String, isAlone: Bool = false, _ change: Change, _ said: String...) {
            (self.file, self.array, self.isAlone, self.change, self.said) = (file, array, isAlone, change, said)
        }
    }

    enum Change: Sendable {
        case none, reversed, turned
        case factor(Double)
        case entry(Int, Double)

        func made(_ array: FileArray) -> FileArray {
            var array = array
            let values = array.values
            switch self {
            case .none: break
            case .reversed:
                let width = array.shape[1]
                array.values = (0..<array.shape[0]).reversed().flatMap { values[$0 * width..<($0 + 1) * width] }
            case .turned:
                let (rows, columns) = (array.shape[0], array.shape[1])
                array.shape = [columns, rows]
                array.values = (0..<columns).flatMap { column in (0..<rows).map { values[$0 * columns + column] } }
            case .factor(let factor): array.values = values.map { $0 * factor }
            case .entry(let place, let number): array.values[place] = number
            }
            return array
        }
    }

    private static let cases = [
        Case(
            "rnn-right", "dU", .factor(-1.0),
            "dU (∂L/∂U) wrong: First wrong at ∂L/∂U, entry (1, 1): -0.069097 instead of 0.069097. Every entry has the other sign.",
            "first wrong dU, slips"),
        Case(
            "rnn-right", "dU", .factor(0.0),
            "dU (∂L/∂U) wrong: First wrong at ∂L/∂U, entry (1, 1): 0.0 instead of 0.069097. Every entry is 0.",
            "first wrong dU, slips"),
        Case(
            "rnn-right", "dU", .factor(1.0 / 3),
            "dU (∂L/∂U) wrong: First wrong at ∂L/∂U, entry (1, 1): 0.023032 instead of 0.069097. Every entry is 0.333333 times what it should be.",
            "first wrong dU, slips"),
        Case(
            "rnn-right", "y", .reversed,
            "y (y₁ … y₄) wrong: First wrong at y₁, entry 1: 0.190923 instead of 0.616691. The steps stand in the opposite order.",
            "first wrong y, slips"),
        Case(
            "rnn-right", "dW", .turned,
            "dW (∂L/∂W) wrong: It is a 2×3 matrix; a 3×2 matrix would fit. The outer product is transposed, it lies the wrong way round: its shape has to be the matrix's, row by row. It is in ∂L/∂W alone.",
            "first wrong dW, slips M14"),
        Case(
            "rnn-right", "dW", isAlone: true, .turned,
            "dW (∂L/∂W) wrong: It is a 2×3 matrix; a 3×2 matrix would fit. The outer product is transposed, it lies the wrong way round: its shape has to be the matrix's, row by row.",
            "first wrong dW, slips M14"),
        Case(
            "rnn-right", "dW", .entry(2, 1.25),
            "dW (∂L/∂W) wrong: First wrong at ∂L/∂W, entry (2, 1): 1.25 instead of 0.263356. No slip that has a name gives these numbers.",
            "first wrong dW, slips"),
        Case(
            "rnn-right", "db", .entry(1, 123_456_789.25),
            "db (∂L/∂b) wrong: First wrong at ∂L/∂b, entry 2: 1.23457e8 instead of 0.038801. No slip that has a name gives these numbers.",
            "first wrong db, slips"),
        Case(
            "rnn-right", "db", .entry(2, 1.23456789e-05),
            "db (∂L/∂b) wrong: First wrong at ∂L/∂b, entry 3: 1.23457e-5 instead of 0.071710. No slip that has a name gives these numbers.",
            "first wrong db, slips"),
        Case(
            "rnn-right", "db", .entry(2, .nan),
            "db (∂L/∂b) wrong: First wrong at ∂L/∂b, entry 3: nan instead of 0.071710. No slip that has a name gives these numbers.",
            "first wrong db, slips"),
        Case(
            "rnn-right", "loss", .factor(2.0),
            "loss (L) wrong: First wrong at L: 6.914650 instead of 3.457325. The error is twice too large, a factor 2: look at the factor in front of the squared norm in L. It is in Lₜ alone.",
            "first wrong loss, slips M06"),
        Case(
            "rnn-M07", "dU", isAlone: true, .none,
            "dU (∂L/∂U) wrong: First wrong at ∂L/∂U, entry (1, 1): 0.017274 instead of 0.069097. These slips fit: M07 (mean instead of sum), M37 (mean over the steps instead of their sum).",
            "first wrong dU, slips"),
        Case(
            "rnn-M07", "dU", isAlone: true, .factor(-1.0),
            "dU (∂L/∂U) wrong: First wrong at ∂L/∂U, entry (1, 1): -0.017274 instead of 0.069097. Every entry is -0.250000 times what it should be.",
            "first wrong dU, slips"),
        Case(
            "rnn-M09", "dU", isAlone: true, .factor(-1.0),
            "dU (∂L/∂U) wrong: First wrong at ∂L/∂U, entry (1, 1): -0.246737 instead of 0.069097. The sign of the error is turned round: look at the order of the two terms in e^t. The index of a is off in ∂L/∂W_aa: which state did W_aa multiply at step t?",
            "first wrong dU, slips M05 M09"),
        Case(
            "rnn-G08", "dh", isAlone: true, .factor(-1.0),
            "dh (∂L/∂h₁ … ∂L/∂h₄) wrong: First wrong at ∂L/∂h₄, entry 1: -0.211925 instead of 0.211925. The sign of the error is turned round: look at the order of the two terms in e^t. The activation's own derivative is missing between h_t and its pre-activation.",
            "first wrong dh, slips M05 G07"),
        Case(
            "rnn-M01", "", .none,
            "dh (∂L/∂h₁ … ∂L/∂h₄) wrong: First wrong at ∂L/∂h₃, entry 1: -0.390828 instead of -0.648034. The carry is missing: each δ^t has only its own step's loss in it. What does a^t do to the steps after t?",
            "da (∂L/∂a₁ … ∂L/∂a₄) carried: It follows rightly from your earlier numbers.",
            "dU (∂L/∂U) carried: It follows rightly from your earlier numbers.",
            "dW (∂L/∂W) carried: It follows rightly from your earlier numbers.",
            "db (∂L/∂b) carried: It follows rightly from your earlier numbers.",
            "first wrong dh, slips M01"),
        Case(
            "rnn-is-U", "", .none,
            "dU (∂L/∂U) wrong: First wrong at ∂L/∂U, entry (1, 1): -0.024845 instead of 0.069097. Only the first step's term is left, as if the sum were overwritten: terms have to be added up. It is in ∂L/∂U alone.",
            "first wrong dU, slips M13"),
        Case(
            "ugrnn-G06-back", "", .none,
            "dh (∂L/∂h₁ … ∂L/∂h₄) wrong: First wrong at ∂L/∂h₃, entry 1: 0.135874 instead of 0.255159. The two sides of the gate are swapped: look at which term the gate itself multiplies. The forward pass does not have it, the way back does.",
            "dG (∂L/∂G₁ … ∂L/∂G₄) wrong: First wrong at ∂L/∂G₄, entry 1: 0.315777 instead of -0.315777. The two sides of the gate are swapped: look at which term the gate itself multiplies. The forward pass does not have it, the way back does.",
            "dR (∂L/∂R₁ … ∂L/∂R₄) wrong: First wrong at ∂L/∂R₄, entry 1: 0.460467 instead of 0.258592. The two sides of the gate are swapped: look at which term the gate itself multiplies. The forward pass does not have it, the way back does.",
            "dU_G (∂L/∂U_G) carried: It follows rightly from your earlier numbers.",
            "dU_R (∂L/∂U_R) carried: It follows rightly from your earlier numbers.",
            "dW_G (∂L/∂W_G) carried: It follows rightly from your earlier numbers.",
            "dW_R (∂L/∂W_R) carried: It follows rightly from your earlier numbers.",
            "db_G (∂L/∂b_G) carried: It follows rightly from your earlier numbers.",
            "db_R (∂L/∂b_R) carried: It follows rightly from your earlier numbers.",
            "first wrong dG, slips G06"),
        Case(
            "feedforward-G07-a_1", "", .none,
            "dh (∂L/∂h₁ … ∂L/∂h₄) wrong: First wrong at ∂L/∂h₃, entry 1: 0.615418 instead of 0.863268. The activation's own derivative is missing between h_t and its pre-activation. It is in ∂L/∂a_1ₜ alone.",
            "du_1 (∂L/∂u_1₁ … ∂L/∂u_1₄) carried: It follows rightly from your earlier numbers.",
            "dU_1 (∂L/∂U_1) wrong: First wrong at ∂L/∂U_1, entry (1, 1): 0.621045 instead of -0.303578. The activation's own derivative is missing between h_t and its pre-activation. It is in ∂L/∂a_1ₜ alone.",
            "dW_1 (∂L/∂W_1) wrong: First wrong at ∂L/∂W_1, entry (1, 1): -1.377805 instead of -0.213507. The activation's own derivative is missing between h_t and its pre-activation. It is in ∂L/∂a_1ₜ alone.",
            "dW_2 (∂L/∂W_2) carried: It follows rightly from your earlier numbers.",
            "db_1 (∂L/∂b_1) wrong: First wrong at ∂L/∂b_1, entry 1: -0.855806 instead of 0.134372. The activation's own derivative is missing between h_t and its pre-activation. It is in ∂L/∂a_1ₜ alone.",
            "db_2 (∂L/∂b_2) carried: It follows rightly from your earlier numbers.",
            "first wrong dh, slips G07"),
    ]

    @Test(arguments: cases) func anArraySaysWhatIsWrong(_ example: Case) throws {
        var arrays = try Samples.arrays("\(example.file).json")
        if example.isAlone { arrays.removeAll { $0.name != example.array } }
        arrays = arrays.map { $0.name == example.array ? example.change.made($0) : $0 }
        let scene = String(example.file.prefix { $0 != "-" })
        #expect(try Samples.said(Samples.marked(ArrayFile(file: "m", arrays: arrays), against: scene)) == example.said)
    }
}
