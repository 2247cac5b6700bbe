import Formula

/// The linear cell, the one whose BPTT is done by hand (Dalmau's exercise):
///
///     a = W x_t + U h_{t−1} (+ b)
///     h = a
public struct LinearCell: Cell {
    public static let name = "linear"
    public static let options: [CellOption] = []
    public static let states = ["h"]
    public static let hasBiasByDefault = false

    /// Reads no option: g is the identity.
    public init(_ options: CellOptions) {}

    public func write(_ step: inout StepWriter) {
        let x = step.input
        let h = step.previous("h")
        let a = step.affine("a", [.input("W", x), .recurrent("U", h)], bias: "b")
        _ = step.apply(.identity, to: a, as: "h")
    }
}

extension LinearCell {
    public static var isVanilla: Bool { true }
    public var letters: [Notation: CellLetters] { CellLetters.vanilla }
}
