/// A piece of mathematics in both spellings.
public struct WrittenForm: Sendable, Hashable {
    /// For a terminal, in Unicode: "ŷ^2".
    public var text: String
    /// For mathematics mode: "\hat{y}^{2}".
    public var latex: String

    public init(_ text: String, _ latex: String) {
        self.text = text
        self.latex = latex
    }
}
