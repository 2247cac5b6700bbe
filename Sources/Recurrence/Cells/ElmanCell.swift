import ExactMath

/// The vanilla cell (Elman 1990; Dalmau's a^t = g(W_aa a^{t−1} + W_ax x^t + b_a)):
///
///     a = W x_t + U h_{t−1} + b
///     h = g(a)
public struct ElmanCell: Cell {
    public static let name = "rnn"
    public static let options: [CellOption] = [.activation]
    public static let states = ["h"]

    /// The function g; tanh where a scene says nothing.
    public let activation: Activation

    /// Reads `activation` alone.
    public init(_ options: CellOptions) { activation = options.activation }

    public func write(_ step: inout StepWriter) {
        let x = step.input
        let h = step.previous("h")
        let a = step.affine("a", [.input("W", x), .recurrent("U", h)], bias: "b")
        _ = step.apply(activation, to: a, as: "h")
    }
}

extension ElmanCell {
    public static var isVanilla: Bool { true }
    public var letters: [Notation: CellLetters] { CellLetters.vanilla }
}
