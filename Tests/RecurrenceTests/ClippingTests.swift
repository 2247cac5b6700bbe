import ExactMath
import Recurrence
import Scenes
import Testing

@Suite struct ClippingTests {
    /// One weight matrix W (1×2) with gradient (3, 4).
    private func trace(target: Int = -1) throws -> Trace<Double> {
        try Scene(
            text: """
                unfold: 1
                model: {shape: one-to-one, stack: [{cell: linear, hidden: 1}]}
                sequence: {inputs: [[3, 4]], targets: [[\(target)]]}
                loss: mse
                parameters: {values: {stack.0.W: [[0, 0]], stack.0.U: [[0]]}}
                """, file: "clip"
        ).trace(as: Double.self)
    }

    @Test func byNorm() throws {
        let clipped = try trace().clipped(Clipping(by: .norm, at: 1))
        #expect(clipped.scale == 0.2)
        #expect(clipped.approximations.map { ($0 * 1e15).rounded() / 1e15 } == [0.6, 0.8, 0])
    }

    @Test func byNormUnderTheThresholdNothingChanges() throws {
        let clipped = try trace().clipped(Clipping(by: .norm, at: 6))
        #expect(clipped.scale == 1)
        #expect(clipped.approximations == [3, 4, 0])
    }

    @Test func byValue() throws {
        #expect(try trace().clipped(Clipping(by: .value, at: Rational(7, 2))).exact == [3, 3.5, 0])
    }

    /// Where the target is 1, the gradient of W is (−3, −4).
    @Test(
        arguments: [(Rational(7, 2), [-3, -3.5, 0]), (5, [-3, -4, 0]), (1, [-1, -1, 0])] as [(Rational, [Double])])
    func byValueOfNegativeEntries(at: Rational, expected: [Double]) throws {
        let clipped = try trace(target: 1).clipped(Clipping(by: .value, at: at))
        #expect(clipped.exact == expected)
        #expect(clipped.approximations == expected)
        #expect(clipped.scale == nil && clipped.factors == [1, 1])
    }

    /// U has no gradient, so its factor is 1.
    @Test func byParameterNorm() throws {
        let clipped = try trace().clipped(Clipping(by: .parameterNorm, at: 1))
        #expect(clipped.factors == [0.2, 1] && clipped.scale == nil && clipped.exact == nil)
        #expect(try trace().gradientNormSquared == 25)
    }

    /// Long ranges are added in another way than short ones.
    @Test func aNormOfSomeRangesIsThatOfTheirEntries() {
        let entries = (0..<900).map { Double($0 % 7) - 2 }
        for ranges in [[5..<300], [0..<10, 20..<600], [300..<301], [100..<356, 400..<900], []] {
            let squares = ranges.joined().reduce(0) { $0 + entries[$1] * entries[$1] }
            #expect(euclideanNorm(entries, in: ranges) == squares.squareRoot())
        }
    }

    @Test func normsNeitherOverflowNorUnderflow() {
        #expect(abs(euclideanNorm([3e200, 4e200]) / 5e200 - 1) < 1e-15)
        #expect(abs(euclideanNorm([3e-200, 4e-200]) / 5e-200 - 1) < 1e-15)
        #expect(euclideanNorm([]) == 0)
        #expect(euclideanNorm([.infinity, 1]) == .infinity)
        #expect(euclideanNorm([.nan, 1]).isNaN)
    }
}
