import BigInt

/// A linear network and a sequence with numbers drawn from a seed: the exact case of the benchmarks, the same on every machine and in
/// `Benchmarks/peers/fraction_bptt.py`.
public struct LinearRNNSample: Sendable {
    /// Where the numbers are drawn from a seed, I = O = H.
    public let network: LinearRNN
    /// x_1, …, x_T, each of length I.
    public let inputs: [[Rational]]
    /// y_1, …, y_T, each of length O.
    public let targets: [[Rational]]

    /// What the numbers are like.
    public enum Numbers: String, Sendable, CaseIterable {
        /// k/10 with k in −9 … 9
        case tenths
        /// n/d with n in −9 … 9 and d in 2 … 9
        case mixed
    }

    /// A sample of given numbers; whether their lengths fit is not checked.
    public init(_ network: LinearRNN, inputs: [[Rational]], targets: [[Rational]]) {
        self.network = network
        self.inputs = inputs
        self.targets = targets
    }

    /// W_aa, W_ax, W_ya row by row, a_0, then all inputs and all targets, each of width `hidden`.
    public init(hidden: Int, steps: Int, numbers: Numbers, seed: UInt64 = 1) {
        var generator = SeededGenerator(seed: seed)
        func number() -> Rational {
            let numerator = generator.integer(in: -9...9)
            let denominator = numbers == .tenths ? 10 : generator.integer(in: 2...9)
            return Rational(BigInt(numerator), BigInt(denominator))
        }
        func vector() -> [Rational] { (0..<hidden).map { _ in number() } }
        func matrix() -> Matrix<Rational> { Matrix(rows: hidden, columns: hidden) { _, _ in number() } }
        network = LinearRNN(recurrent: matrix(), input: matrix(), readout: matrix(), start: vector())
        inputs = (0..<steps).map { _ in vector() }
        targets = (0..<steps).map { _ in vector() }
    }
}
