import ExactMath

/// A double without kernels: its whole-vector operations are the plain loops that the kernels are held against.
struct Plain: Scalar {
    var value: Double

    init(value: Double) { self.value = value }
    init(_ rational: Rational) { value = rational.approximation }
    init(_ double: Double) { value = double }

    static var zero: Plain { Plain(value: 0) }
    static var one: Plain { Plain(value: 1) }
    static var isExact: Bool { false }
    var approximation: Double { value }
    var isPositive: Bool { value > 0 }
    var description: String { value.description }

    static func + (a: Plain, b: Plain) -> Plain { Plain(value: a.value + b.value) }
    static func - (a: Plain, b: Plain) -> Plain { Plain(value: a.value - b.value) }
    static func * (a: Plain, b: Plain) -> Plain { Plain(value: a.value * b.value) }
    static func / (a: Plain, b: Plain) -> Plain { Plain(value: a.value / b.value) }
    static prefix func - (a: Plain) -> Plain { Plain(value: -a.value) }

    func plus(_ a: Plain, times b: Plain) -> Plain { Plain(value: value.addingProduct(a.value, b.value)) }

    func exponential() -> Plain { Plain(value: value.exponential()) }
    func logarithm() -> Plain { Plain(value: value.logarithm()) }
    func hyperbolicTangent() -> Plain { Plain(value: value.hyperbolicTangent()) }
    func logistic() -> Plain { Plain(value: value.logistic()) }
}

extension SeededGenerator {
    /// Numbers between −2 and 2.
    mutating func vector(_ count: Int) -> [Double] { (0..<count).map { _ in uniform(-2, 2) } }
}

/// The bits of each number; nan is one number here, as its sign and payload mean nothing.
func bitPatterns(_ x: [Double]) -> [UInt64] {
    x.map { $0.isNaN ? Double.nan.bitPattern : $0.bitPattern }
}

/// What `operation` writes at each level of this CPU; the level in use is the best one again afterwards.
func atEveryLevel(_ operation: () -> [Double]) -> [(level: KernelLevel, result: [Double])] {
    defer { KernelLevel.best.use() }
    return KernelLevel.supported.map { level in
        level.use()
        return (level, operation())
    }
}

/// Numbers at an address that stays theirs.
final class Memory {
    let base: UnsafeMutablePointer<Double>
    let count: Int

    init(_ values: [Double]) {
        base = .allocate(capacity: values.count)
        base.initialize(from: values, count: values.count)
        count = values.count
    }

    deinit { base.deallocate() }

    var values: [Double] { Array(UnsafeBufferPointer(start: base, count: count)) }
}
