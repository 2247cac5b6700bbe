/// A piece of mathematics in both spellings.
public struct WrittenForm: Sendable, Hashable {
    /// For a terminal, in Unicode: "ŷ^2".
    public var text: String
    /// For mathematics mode: "\hat{y}^{2}".
    public var latex: String
    /// The parts of the text that are typed as they stand.
    public var typed: [String] = []

    /// The text with what is typed between backticks, for a voice that turns all other signs into words.
    public var heard: String { typed.reduce(text) { $0.replacing($1, with: "`\($1)`") } }

    /// A form in both spellings, of which no part is to be typed as it stands.
    public init(_ text: String, _ latex: String) {
        self.text = text
        self.latex = latex
    }
}
