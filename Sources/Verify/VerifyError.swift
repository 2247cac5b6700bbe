import Wording

/// Why arrays cannot be compared with a trace: where, what was found, what would fit.
public struct VerifyError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file's name.
    public var file: String
    public var position: TextLocation
    public var words: String

    public init(_ file: String, _ words: String, at position: TextLocation = .start) {
        self.file = file
        self.position = position
        self.words = words
    }

    public var description: String { "\(file):\(position): \(words)" }
}
