/// A number that the engine can compute with: `Double`, `Rational`, `Dual` or `PrimeField`.
///
/// A conforming type gives the operations of a commutative ring and, where the type has them, division and the elementary
/// functions. The engine itself calls the whole-vector operations of `Scalar+Vectors.swift` and `Scalar+Matrices.swift`;
/// they are requirements so that `Double` can put kernels in their place, and have plain loops as default bodies.
public protocol Scalar: Equatable, Sendable, CustomStringConvertible {
    /// 0, which changes no sum.
    static var zero: Self { get }
    /// 1, which changes no product.
    static var one: Self { get }

    /// Whether results are exact: then the elementary functions are not available and trap.
    static var isExact: Bool { get }

    /// The element nearest to a rational number.
    init(_ rational: Rational)
    /// The element nearest to a double; exact types take the double's exact value.
    init(_ double: Double)

    /// The nearest double: for bars, norms and everything that is only looked at.
    var approximation: Double { get }
    /// Whether the number is greater than zero; a dual number answers for its value.
    var isPositive: Bool { get }

    static func + (a: Self, b: Self) -> Self
    static func - (a: Self, b: Self) -> Self
    static func * (a: Self, b: Self) -> Self
    /// Division; a zero divisor is a trap for exact types.
    static func / (a: Self, b: Self) -> Self
    static prefix func - (a: Self) -> Self
    /// self + a b, rounded once where the type rounds.
    func plus(_ a: Self, times b: Self) -> Self

    /// e^x; a trap for exact types.
    func exponential() -> Self
    /// log x, to the base e; a trap for exact types.
    func logarithm() -> Self
    /// log(1 + x), of full precision also where x is small.
    func logarithmOfOnePlus() -> Self
    /// tanh x; a trap for exact types.
    func hyperbolicTangent() -> Self
    /// σ(x) = 1 / (1 + e^−x); a trap for exact types.
    func logistic() -> Self

    /// The memory as doubles, where the numbers are doubles: for what the kernels run as a whole; otherwise nil.
    static func doubles(_ memory: UnsafeMutablePointer<Self>) -> UnsafeMutablePointer<Double>?

    /// Lends an array of zeros.
    static func withZeros<Result>(count: Int, _ body: (UnsafeMutablePointer<Self>) -> Result) -> Result

    // Whole vectors: see Scalar+Vectors.swift.
    static func fill(_ y: UnsafeMutablePointer<Self>, with value: Self, count: Int)
    static func copy(_ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, count: Int)
    static func add(_ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, count: Int)
    static func addProduct(
        _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, count: Int,
        accumulate: Bool)
    static func blend(
        gate: UnsafePointer<Self>, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>,
        into y: UnsafeMutablePointer<Self>, count: Int)
    static func productSum(
        _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, _ c: UnsafePointer<Self>, _ d: UnsafePointer<Self>,
        into y: UnsafeMutablePointer<Self>, count: Int)
    static func productDerivatives(
        _ dy: UnsafePointer<Self>, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, into da: Sink<Self>,
        _ db: Sink<Self>, count: Int)
    static func productSumDerivatives(
        _ dy: UnsafePointer<Self>, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, _ c: UnsafePointer<Self>,
        _ d: UnsafePointer<Self>, into da: Sink<Self>, _ db: Sink<Self>, _ dc: Sink<Self>, _ dd: Sink<Self>,
        count: Int)
    static func blendDerivatives(
        _ dy: UnsafePointer<Self>, gate: UnsafePointer<Self>, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>,
        into dgate: Sink<Self>, _ da: Sink<Self>, _ db: Sink<Self>, count: Int)
    static func apply(
        _ function: Activation, _ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, count: Int)
    static func addDerivative(
        of function: Activation, at y: UnsafePointer<Self>, times dy: UnsafePointer<Self>,
        into dx: UnsafeMutablePointer<Self>, count: Int, accumulate: Bool)
    static func dot(_ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, count: Int) -> Self
    static func sum(_ x: UnsafePointer<Self>, count: Int) -> Self
    static func addDifference(
        _ a: UnsafePointer<Self>, minus b: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, count: Int,
        accumulate: Bool)
    static func squaredDistance(_ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, count: Int) -> Self
    static func squaredDistances(
        _ a: Rows<Self>, _ b: Rows<Self>, into y: UnsafeMutablePointer<Self>, count: Int)
    static func logSumExp(_ x: UnsafePointer<Self>, count: Int) -> Self
    static func softmax(_ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, count: Int)
    static func addSoftmaxDerivative(
        at y: UnsafePointer<Self>, times dy: UnsafePointer<Self>, into dx: UnsafeMutablePointer<Self>, count: Int,
        accumulate: Bool)

    // Matrices: see Scalar+Matrices.swift.
    static func multiply(
        _ m: MatrixView<Self>, _ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, accumulate: Bool)
    static func multiplyTransposed(
        _ m: MatrixView<Self>, _ y: UnsafePointer<Self>, into x: UnsafeMutablePointer<Self>, accumulate: Bool)
    static func pack(_ m: MatrixView<Self>, transposed: Bool, into packed: PackedMatrix<Self>)
    static func multiplyTransposed(
        _ m: PackedMatrix<Self>, _ y: UnsafePointer<Self>, into x: UnsafeMutablePointer<Self>, accumulate: Bool,
        backwards: Bool)
    static func multiplyAll(_ m: MatrixView<Self>, _ xs: Rows<Self>, into ys: MutableRows<Self>, accumulate: Bool)
    static func multiplyTransposedAll(
        _ m: MatrixView<Self>, _ ys: Rows<Self>, into xs: MutableRows<Self>, accumulate: Bool)
    static func transpose(_ m: MatrixView<Self>, into y: MutableMatrixView<Self>)
    static func addOuterProducts(
        _ ys: Rows<Self>, _ xs: Rows<Self>, into m: MutableMatrixView<Self>, accumulate: Bool)
}

extension Scalar {
    /// The element nearest to an integer.
    public init(_ integer: Int) { self.init(Rational(integer)) }

    @inlinable public func logarithmOfOnePlus() -> Self { (.one + self).logarithm() }
}

/// An element-wise function of a layer.
public enum Activation: String, Sendable, CaseIterable {
    case identity, tanh, sigmoid, relu
}
