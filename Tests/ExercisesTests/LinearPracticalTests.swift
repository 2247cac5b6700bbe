import ExactMath
import Testing

@testable import Exercises

/// Which drawn networks serve for an exercise. The networks were looked for by another program, so that each fails, or holds, by one
/// condition alone.
@Suite struct LinearPracticalTests {
    struct Drawn: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let network: LinearModel<Rational>
        let isPractical: Bool

        init(
            _ words: String, _ recurrent: [[Int]], _ input: [[Int]], _ output: [[Int]], _ start: [Int], x: [[Int]],
            y: [[Int]], _ isPractical: Bool
        ) {
            testDescription = words
            network = LinearModel(
                recurrent: matrix(recurrent), input: matrix(input), output: matrix(output),
                start: start.map { Rational($0) }, inputs: rows(x), targets: rows(y))
            self.isPractical = isPractical
        }
    }

    private static let drawn = [
        Drawn(
            "the state before is zero", [[0, 0], [1, 1]], [[-1], [0]], [[-1, 0]], [0, 0], x: [[0], [1]],
            y: [[0], [2]], false),
        Drawn(
            "the loss is 1037/2", [[1, 0], [2, 0]], [[2], [0]], [[1, 2]], [2, -1],
            x: [[2], [-1]], y: [[0], [-1]], false),
        Drawn(
            "a gradient is symmetric", [[0, 1], [0, 0]], [[1], [1]], [[0, -2]], [0, -1], x: [[1], [2]],
            y: [[-9], [-1]],
            false),
        Drawn(
            "a product is too large, its sum is not", [[-2, 4], [-2, -4]], [[-1], [0]], [[-2, 2]], [1, 0],
            x: [[1], [-4]], y: [[-4], [7]], false),
        Drawn(
            "the last state meets no W_aa", [[-3, 8], [6, -3]], [[-1], [5]], [[-1, -1]], [-4, 3], x: [[3], [-2]],
            y: [[-5], [2]], true),
        Drawn(
            "the carry meets the transpose", [[-7, -8], [-7, -7]], [[-8], [-1]], [[2, -3]], [-2, 1],
            x: [[1], [2]], y: [[5], [1]], false),
        Drawn(
            "the carry does not meet W_aa itself", [[1, -4], [2, 0]], [[0], [-1]], [[-3, 1]], [0, -3],
            x: [[1], [1]], y: [[0], [-4]], true),
        Drawn(
            "δ^t meets the state before", [[4, 2], [-4, -2]], [[3], [0]], [[2, 2]], [-3, -4], x: [[2], [1]],
            y: [[-12], [-20]], false),
        Drawn(
            "δ^t does not meet its own state", [[-2, -1], [1, -1]], [[-1], [-2]], [[-3, 0]], [0, -2],
            x: [[-1], [2]], y: [[1], [-2]], true),
    ]

    @Test(arguments: drawn) func aNetworkServesOrIsDrawnAnew(_ drawn: Drawn) {
        let network = drawn.network.map(\.approximation)
        #expect(network.isPractical(for: .backward, slips: []) == drawn.isPractical)
    }

    @Test func atLevelOneNothingIsZero() {
        func isReadable(_ recurrent: Int, start: Int = 1) -> Bool {
            LinearModel<Rational>(
                recurrent: matrix([[recurrent]]), input: matrix([[1]]), output: matrix([[2]]),
                start: [Rational(start)], inputs: rows([[1], [2]]), targets: rows([[1], [3]])
            ).map(\.approximation).isReadable
        }
        #expect(isReadable(2))
        #expect(!isReadable(1) && !isReadable(0) && !isReadable(2, start: 0))
    }

    /// 1,000 above or below the line is too much for paper.
    @Test(arguments: [
        (0.0, true), (-999.0, true), (1000.0, false), (0.5, true), (499.5, true), (500.5, false), (1.0 / 512, true),
        (1.0 / 1024, false),
    ])
    func numbersFitOnPaper(number: Double, fits: Bool) {
        #expect(number.isSmall == fits)
    }

    @Test(arguments: [
        ([[0, 1, 2], [1, 0, 3], [2, 3, 0]], true), ([[0, 1, 2], [5, 0, 3], [2, 3, 0]], false),
        ([[0, 1, 2], [1, 0, 3], [5, 3, 0]], false), ([[0, 1, 2], [1, 0, 3], [2, 5, 0]], false), ([[7]], false),
        ([[1, 2, 3], [2, 1, 3]], false),
    ])
    func symmetryIsOfEveryPair(entries: [[Int]], isSymmetric: Bool) {
        #expect(matrix(entries).isSymmetric == isSymmetric)
        #expect(!matrix(entries).isZero && matrix([[0, 0], [0, 0]]).isZero)
    }
}
