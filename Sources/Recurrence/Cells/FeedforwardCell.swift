import ExactMath

/// Any feed-forward net as a cell, h_t = F(x_t, h_{t−1}) (Brasher):
///
///     a_1 = W_1 x_t + U_1 h_{t−1} + b_1        u_1 = g(a_1)
///     a_k = W_k u_{k−1} + b_k                  u_k = g(a_k)
///     h = the last u
public struct FeedforwardCell: Cell {
    public static let name = "feedforward"
    public static let options: [CellOption] = [.activation, .widths]
    public static let states = ["h"]

    /// The function g of every layer, the last one included.
    public let activation: Activation
    /// Widths of the hidden layers before the last one, whose width is H.
    public let widths: [Int]

    /// Reads `activation` and `widths`.
    public init(_ options: CellOptions) {
        activation = options.activation
        widths = options.widths
    }

    public func write(_ step: inout StepWriter) {
        let layers = widths + [step.hidden]
        var a = step.affine(
            "a_1", [.input("W_1", step.input), .recurrent("U_1", step.previous("h"))], bias: "b_1", width: layers[0])
        for k in 1..<layers.count {
            let u = step.apply(activation, to: a, as: "u_\(k)")
            a = step.affine("a_\(k + 1)", [.input("W_\(k + 1)", u)], bias: "b_\(k + 1)", width: layers[k])
        }
        _ = step.apply(activation, to: a, as: "h")
    }
}

extension FeedforwardCell {
    /// Brasher's y_t = F(x_t, y_{t−1}).
    public var letters: [Notation: CellLetters] {
        [.brasher: CellLetters(["h": Letter("y")])]
    }
}
