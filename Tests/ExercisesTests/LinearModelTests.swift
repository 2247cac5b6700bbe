import ExactMath
import Exercises
import Recurrence
import Testing

/// The known instances, worked out independently.
@Suite struct LinearRNNTests {
    @Test func theIntegerInstanceComesOutRight() {
        let forward = integerInstance.forward()
        #expect(forward.states == rows([[0, 1], [1, 2], [-2, 1], [2, 0]]))
        #expect(forward.outputs == rows([[2, -2], [1, -1], [0, 0]]))
        #expect(forward.loss == 2)
        let backward = integerInstance.backward(forward)
        #expect(backward.deltas == rows([[1, 2], [-1, 0], [0, -1]]))
        #expect(backward.start == [1, 2])
        #expect(backward.recurrent == matrix([[-1, -1], [2, 1]]))
        #expect(backward.input == matrix([[-2, 1], [-2, -1]]))
        #expect(backward.output == matrix([[-1, 3], [1, -2]]))
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
            #expect(recurrentGradient(slip) == matrix(expected), "\(slip.slips)")
        }
        #expect(recurrentGradient(.m07) == matrix([[-1, -1], [2, 1]]).map { $0 / 3 })
    }

    @Test func truncatedToTheWholeLengthItIsTheTruth() {
        #expect(recurrentGradient([], .window(1)) == recurrentGradient(.m01))
        #expect(recurrentGradient([], .window(2)) == recurrentGradient(.m04))
        #expect(recurrentGradient([], .window(3)) == recurrentGradient([]))
        #expect(recurrentGradient([], .chunks(2)) == matrix([[0, 1], [3, 4]]))
    }

    @Test func theScalarInstanceHidesSomeSlips() {
        let half = Rational(1) / 2
        let network = LinearModel<Rational>(
            recurrent: Matrix(rows: 1, columns: 1, elements: [half]), input: matrix([[1]]), output: matrix([[2]]),
            start: [1], inputs: rows([[1], [2], [3]]), targets: rows([[1], [3], [4]]))
        let forward = network.forward()
        #expect(forward.loss.description == "525/32")
        let right = network.backward(forward)
        #expect(right.recurrent[0, 0].description == "397/8")
        #expect(right.input[0, 0].description == "455/8")
        #expect(right.output[0, 0].description == "981/32")
        #expect(right.start[0].description == "71/16")
        func gradient(_ slip: SlipSet) -> Rational { network.backward(network.forward(slip), slip).recurrent[0, 0] }
        #expect(gradient(.m16) == gradient(.m23))
        for hidden in [SlipSet.m03, .m14, .m18, .m25] { #expect(gradient(hidden) == gradient([])) }
    }

    @Test func theSameSlipsComeOutOverAnyField() {
        let field = integerInstance.map { PrimeField($0) }
        for slip in Slip.allCases.prefix(26) {
            let slips = SlipSet(slip)
            let exact = integerInstance.backward(integerInstance.forward(slips), slips)
            let modular = field.backward(field.forward(slips), slips)
            #expect(modular.recurrent == exact.recurrent.map { PrimeField($0) }, "\(slip)")
            #expect(modular.input == exact.input.map { PrimeField($0) }, "\(slip)")
        }
    }

    private func recurrentGradient(_ slips: SlipSet, _ truncation: Truncation? = nil) -> Matrix<Rational> {
        integerInstance.backward(integerInstance.forward(slips), slips, truncation: truncation).recurrent
    }
}

/// W_aa = [[−1, 0], [1, 1]] …: small integers on which all slips differ.
let integerInstance = LinearModel<Rational>(
    recurrent: matrix([[-1, 0], [1, 1]]), input: matrix([[-1, 0], [-1, 1]]), output: matrix([[0, 1], [0, -1]]),
    start: [0, 1], inputs: rows([[-1, 0], [1, -1], [0, 1]]), targets: rows([[1, -1], [0, -1], [0, -1]]))

func rows(_ numbers: [[Int]]) -> [[Rational]] { numbers.map { $0.map { Rational($0) } } }

func matrix(_ numbers: [[Int]]) -> Matrix<Rational> {
    Matrix(rows: numbers.count, columns: numbers[0].count, elements: numbers.flatMap { $0.map { Rational($0) } })
}
