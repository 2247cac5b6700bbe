import ExactMath
import Scenes
import Testing

@testable import Recurrence

/// The certificate passes where gradients are right, and fails where a backward pass is wrong.
@Suite struct CertificateTests {
    @Test func aNumberThatIsNoneOutdoesAllDistances() {
        func worst(_ distances: [Double]) -> (Double, Int) {
            var worst = WorstDistance()
            for (position, distance) in distances.enumerated() { worst.take(distance, at: position) }
            return (worst.distance, worst.position)
        }
        #expect(worst([1, 3, 2]) == (3, 1))
        #expect(worst([]) == (0, 0))
        #expect(worst([1, .infinity, 2]) == (.infinity, 1))
        let (distance, position) = worst([1, .nan, 2, .infinity, .nan])
        #expect(distance.isNaN && position == 1)
    }

    @Test(arguments: Fixtures.names) func fixturesPass(_ name: String) throws {
        let certificate = try Fixtures.scene(name).trace(as: Double.self).certificate()
        #expect(certificate.passed && certificate.isJudged)
        #expect(certificate.differences?.passed == true)
        #expect(certificate.triangle?.passed == true)
    }

    @Test func fractionsAgreeExactly() throws {
        let scene = try SceneLookup.scene("exact-fractions").scene
        let certificate = scene.trace(as: Rational.self).certificate()
        #expect(certificate.forwardMode.worst == 0)
        #expect(certificate.forwardMode.tolerance == 0)
        #expect(certificate.passed)
    }

    /// σ′ written as y instead of y(1 − y): the forward pass is right, so only an independent method can see it.
    @Test(arguments: ["lstm-keeps-a-bit", "gru-resets", "ugrnn-copies"]) func aWrongDerivativeIsCaught(_ name: String)
        throws
    {
        let scene = try SceneLookup.scene(name).scene
        let trace = scene.trace(as: WrongSigmoid.self)
        #expect(abs(trace.loss.number - scene.trace(as: Double.self).loss) < 1e-12)
        let certificate = trace.certificate()
        #expect(!certificate.passed)
        #expect(certificate.forwardMode.worst > certificate.forwardMode.tolerance)
        #expect(certificate.forwardMode.parameter != nil)
    }

    /// 32 entries, 12 T + 36 numbers in the arena: 32 (32 T + 12 T + 36) products pass a million at T = 710, and for doubles much later.
    @Test(arguments: [(709, 32), (710, 8)]) func everyEntryIsCheckedUpToAMillionProducts(steps: Int, directions: Int) {
        let model = SceneModel(stack: [SceneLayer(cell: "linear", hidden: 4)], loss: .mse, inputWidth: 4)
        let network = Network(model.architecture, lengths: Lengths(inputs: steps, outputs: steps))
        #expect(network.directions(seed: 1, as: Rational.self).count == directions)
        #expect(network.directions(seed: 1, as: Double.self).count == 32)
    }

    /// Where parameters are checked as a whole, a wrong number in one place of a gradient is found, and the parameter named.
    @Test func aLongExactRunIsChecked() throws {
        var scene = BenchmarkCase.i.scene
        guard case .inputs(let inputs) = scene.sequence.source else { return }
        scene.sequence.source = .inputs(Array(inputs.prefix(8 * 25)))
        scene.sequence.targets = Array(scene.sequence.targets.prefix(25))
        let trace = scene.trace(as: Rational.self)
        let certificate = trace.certificate()
        #expect(certificate.passed)
        #expect(certificate.forwardMode.worst == 0 && certificate.forwardMode.directions == 16)
        let cut = trace.truncated(.window(24)).certificate()
        #expect(!cut.passed)
        #expect(cut.forwardMode.parameter != nil)
    }

    /// A carry that is lost between two steps is caught as well.
    @Test func aLostCarryIsCaught() throws {
        let trace = try SceneLookup.scene("exact-fractions").scene.trace(as: Rational.self)
        #expect(!trace.truncated(.chunks(1)).certificate().passed)
        #expect(!trace.truncated(.window(2)).certificate().passed)
        #expect(trace.truncated(.window(4)).certificate().passed)
    }
}

/// A double whose σ has a wrong derivative on the way back.
private struct WrongSigmoid: Scalar {
    var number: Double
    static let zero = WrongSigmoid(0.0)
    static let one = WrongSigmoid(1.0)
    static let isExact = false
    init(_ number: Double) { self.number = number }
    init(_ rational: Rational) { number = rational.approximation }
    var approximation: Double { number }
    var isPositive: Bool { number > 0 }
    var description: String { number.description }
    static func + (a: Self, b: Self) -> Self { Self(a.number + b.number) }
    static func - (a: Self, b: Self) -> Self { Self(a.number - b.number) }
    static func * (a: Self, b: Self) -> Self { Self(a.number * b.number) }
    static func / (a: Self, b: Self) -> Self { Self(a.number / b.number) }
    static prefix func - (a: Self) -> Self { Self(-a.number) }
    func exponential() -> Self { Self(number.exponential()) }
    func logarithm() -> Self { Self(number.logarithm()) }
    func hyperbolicTangent() -> Self { Self(number.hyperbolicTangent()) }
    func logistic() -> Self { Self(number.logistic()) }

    static func addDerivative(
        of function: Activation, at y: UnsafePointer<Self>, times dy: UnsafePointer<Self>,
        into dx: UnsafeMutablePointer<Self>, count: Int, accumulate: Bool
    ) {
        for i in 0..<count {
            let slope: WrongSigmoid =
                switch function {
                case .sigmoid: y[i]
                case .tanh: one - y[i] * y[i]
                case .identity: one
                case .relu: y[i].isPositive ? one : zero
                }
            dx[i] = (accumulate ? dx[i] : zero) + slope * dy[i]
        }
    }
}
