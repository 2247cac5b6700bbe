import ExactMath
import Testing

@Suite struct DualTests {
    /// f′(x), by a dual number
    func derivative(at x: Double, _ f: (Dual<Double>) -> Dual<Double>) -> Double { f(Dual(x, tangent: 1)).tangent }

    @Test func elementaryFunctionsHaveTheirDerivatives() {
        let x = 0.7
        let central = { (f: (Double) -> Double) in (f(x + 1e-5) - f(x - 1e-5)) / 2e-5 }
        #expect(abs(derivative(at: x) { $0.exponential() } - central { $0.exponential() }) < 1e-9)
        #expect(abs(derivative(at: x) { $0.logarithm() } - central { $0.logarithm() }) < 1e-9)
        #expect(abs(derivative(at: x) { $0.logarithmOfOnePlus() } - central { $0.logarithmOfOnePlus() }) < 1e-9)
        #expect(abs(derivative(at: x) { $0.hyperbolicTangent() } - central { $0.hyperbolicTangent() }) < 1e-9)
        #expect(abs(derivative(at: x) { $0.logistic() } - central { $0.logistic() }) < 1e-9)
    }

    @Test func polynomialsOverFractionsAreExact() {
        // f(x) = (x³ − 2x) / (x + 1): f(1/2) = −7/12, f′(1/2) = −4/9
        let x = Dual(Rational(1, 2), tangent: 1)
        let f = (x * x * x - Dual(2) * x) / (x + .one)
        #expect(f.value == Rational(-7, 12))
        #expect(f.tangent == Rational(-4, 9))
    }

    @Test func signComesFromTheValue() {
        #expect(Dual(2.0, tangent: -1).isPositive)
        #expect(!Dual(0.0, tangent: 1).isPositive)
        #expect(Dual<Rational>.isExact && !Dual<Double>.isExact)
    }
}
