import ExactMath
import Exercises
import Recurrence
import Testing

/// The known instances, worked out independently.
@Suite struct LinearRNNTests {
    @Test func theIntegerInstanceComesOutRight() {
        let forward = answers(.forward)
        #expect([0, 3, 6].map { forward[$0] } == [[1, 2], [-2, 1], [2, 0]].map { .exact(numbers($0)) })
        #expect([1, 4, 7].map { forward[$0] } == [[2, -2], [1, -1], [0, 0]].map { .exact(numbers($0)) })
        #expect(forward[9] == .exact(2))
        let deltas = [[0, -1], [-1, 0], [1, 2]].map { AnswerValue.exact(numbers($0)) }
        let gradients = [[[-1, -1], [2, 1]], [[-2, 1], [-2, -1]], [[-1, 3], [1, -2]]].map {
            AnswerValue.exact(matrix($0))
        }
        #expect(answers(.backward) == deltas + [.exact(numbers([1, 2]))] + gradients)
    }

    @Test func everySlipMakesItsOwnRecurrentGradient() {
        let wrong: [(SlipSet, [[Int]])] = [
            (.m01, [[0, 0], [3, 3]]), (.m02, [[-1, -2], [1, -4]]), (.m03, [[0, 0], [2, 1]]),
            (.m04, [[-1, -1], [2, 2]]), (.m05, [[1, 1], [-2, -1]]), (.m06, [[-2, -2], [4, 2]]),
            (.m08, [[3, 6], [2, -7]]), (.m09, [[3, 1], [0, 4]]), (.m10, [[-1, -1], [2, 1]]),
            (.m11, [[-1, -1], [2, 1]]), (.m12, [[0, 0], [2, -1]]), (.m13, [[0, 1], [0, 2]]),
            (.m14, [[-1, 2], [-1, 1]]), (.m15, [[-2, -2], [1, -2]]), (.m16, [[3, 2], [2, 1]]),
            (.m17, [[0, -1], [2, 1]]), (.m18, [[-1, -2], [2, 1]]), (.m19, [[0, 0], [-1, 4]]),
            (.m20, [[-1, -2], [2, -1]]), (.m21, [[1, 1], [2, 1]]), (.m22, [[0, 2], [2, 10]]),
            (.m23, [[2, 4], [-1, 3]]), (.m24, [[-3, -1], [-4, 1]]), (.m25, [[-4, -3], [1, -3]]),
            (.m26, [[-3, -3], [2, -4]]),
        ]
        for (slip, expected) in wrong {
            #expect(answers(.backward, slip)[4] == .exact(matrix(expected)), "\(slip.slips)")
        }
        #expect(answers(.backward, .m07)[4] == .exact(matrix([[-1, -1], [2, 1]]).map { $0 / 3 }))
    }

    @Test func truncatedToTheWholeLengthItIsTheTruth() {
        func whole(_ slips: SlipSet) -> AnswerValue { answers(.backward, slips)[4] }
        #expect(answers(.truncated(.window(1)))[3] == whole(.m01))
        #expect(answers(.truncated(.window(2)))[3] == whole(.m04))
        #expect(answers(.truncated(.window(3)))[3] == whole([]))
        #expect(answers(.truncated(.chunks(2)))[3] == .exact(matrix([[0, 1], [3, 4]])))
    }

    @Test func theScalarInstanceHidesSomeSlips() {
        let half = Rational(1) / 2
        let network = LinearModel<Rational>(
            recurrent: Matrix(rows: 1, columns: 1, elements: [half]), input: matrix([[1]]), output: matrix([[2]]),
            start: [1], inputs: rows([[1], [2], [3]]), targets: rows([[1], [3], [4]]))
        func numbers(_ task: LinearTask, _ slips: SlipSet = []) -> [String] {
            answers(task, slips, of: network).map { $0.text() }
        }
        #expect(numbers(.forward)[9] == "525/32")
        #expect(Array(numbers(.backward)[3...]) == ["[71/16]", "[[397/8]]", "[[455/8]]", "[[981/32]]"])
        func gradient(_ slip: SlipSet) -> String { numbers(.backward, slip)[4] }
        #expect(gradient(.m16) == gradient(.m23))
        for hidden in [SlipSet.m03, .m14, .m18, .m25] { #expect(gradient(hidden) == gradient([])) }
    }

    @Test func theSameSlipsComeOutOverAnyField() {
        let working = exercise(.backward, of: integerInstance).working
        for slip in Slip.allCases.prefix(26) {
            let exact = working.answers(SlipSet(slip)).map { value -> [PrimeField]? in
                if case .exact(let numbers) = value { numbers.entries.map { PrimeField($0) } } else { nil }
            }
            #expect(working.residues(SlipSet(slip))?.map(\.entries) == exact, "\(slip)")
        }
    }

    private func exercise(_ task: LinearTask, of network: LinearModel<Rational>) -> Exercise {
        LinearBPTTKind().exercise(network, task, origin: .scene("instance"))
    }

    private func answers(
        _ task: LinearTask, _ slips: SlipSet = [], of network: LinearModel<Rational> = integerInstance
    ) -> [AnswerValue] {
        exercise(task, of: network).working.answers(slips)
    }

    private func numbers(_ entries: [Int]) -> [Rational] { entries.map { Rational($0) } }
}

/// W_aa = [[−1, 0], [1, 1]] …: small integers on which all slips differ.
let integerInstance = LinearModel<Rational>(
    recurrent: matrix([[-1, 0], [1, 1]]), input: matrix([[-1, 0], [-1, 1]]), output: matrix([[0, 1], [0, -1]]),
    start: [0, 1], inputs: rows([[-1, 0], [1, -1], [0, 1]]), targets: rows([[1, -1], [0, -1], [0, -1]]))

func rows(_ numbers: [[Int]]) -> [[Rational]] { numbers.map { $0.map { Rational($0) } } }

func matrix(_ numbers: [[Int]]) -> Matrix<Rational> {
    Matrix(rows: numbers.count, columns: numbers[0].count, elements: numbers.flatMap { $0.map { Rational($0) } })
}
