/// A linear recurrent network in fractions: a_t = W_aa a_{t−1} + W_ax x_t, ŷ_t = W_ya a_t.
public struct LinearRNN: Sendable, Hashable {
    /// W_aa, H × H
    public let recurrent: Matrix<Rational>
    /// W_ax, H × I
    public let input: Matrix<Rational>
    /// W_ya, O × H
    public let readout: Matrix<Rational>
    /// a_0, of length H
    public let start: [Rational]

    /// Shapes that do not fit together are a trap.
    public init(recurrent: Matrix<Rational>, input: Matrix<Rational>, readout: Matrix<Rational>, start: [Rational]) {
        let hidden = start.count
        precondition(
            recurrent.shape == [hidden, hidden] && input.rows == hidden && readout.columns == hidden,
            "W_aa \(recurrent.shape), W_ax \(input.shape) and W_ya \(readout.shape) do not fit a state of \(hidden)")
        self.recurrent = recurrent
        self.input = input
        self.readout = readout
        self.start = start
    }
}
