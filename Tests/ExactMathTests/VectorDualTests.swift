import ExactMath
import Testing

/// Every lane is a dual number with the same value.
@Suite struct VectorDualTests {
    private func number(_ value: Double, _ tangents: [Double]) -> VectorDual {
        var result = VectorDual(constant: value)
        for (lane, tangent) in tangents.enumerated() { result[lane] = tangent }
        return result
    }

    @Test func everyLaneIsADual() {
        var generator = SeededGenerator(seed: 5)
        func draw() -> Double { generator.uniform(0.1, 2) }
        func f<S: Scalar>(_ a: S, _ b: S) -> [S] {
            [
                a + b, a - b, a * b, -a, a / b, a.exponential(), a.logarithm(), b.logarithmOfOnePlus(),
                (a - b).hyperbolicTangent(), (b - a).logistic(), S(3) * a - S(Rational(1, 4)) / b,
            ]
        }
        for _ in 0..<100 {
            let (a, b) = (draw(), draw())
            let tangents = (0..<VectorDual.directions).map { _ in (draw() - 1, draw() - 1) }
            let results = f(number(a, tangents.map(\.0)), number(b, tangents.map(\.1)))
            for (lane, tangent) in tangents.enumerated() {
                let duals = f(Dual(a, tangent: tangent.0), Dual(b, tangent: tangent.1))
                for (result, dual) in zip(results, duals) {
                    #expect(result.value == dual.value)
                    #expect(abs(result[lane] - dual.tangent) <= 1e-14 * max(1, abs(dual.tangent)))
                }
            }
        }
    }

    /// A value that leaves the doubles stays what it is.
    @Test func infinityIsNotLostToATangent() {
        let large = number(1e300, [1])
        #expect((large * large).value == .infinity)
        #expect((large * large * .one).value == .infinity)
        #expect(VectorDual.one.description == "1.0 + [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]ε")
    }
}
