import Wording

/// Why arrays cannot be compared with a trace: where, what was found, what would fit.
public struct VerifyError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file's name.
    public var file: String
    /// The place that it is about; the file's start where that is the whole file.
    public var position: TextLocation
    /// What was found and what would fit, as it follows the place.
    public var words: String

    /// By default an error about the whole file.
    public init(_ file: String, _ words: String, at position: TextLocation = .start) {
        self.file = file
        self.position = position
        self.words = words
    }

    public var description: String { "\(file):\(position): \(words)" }
}
