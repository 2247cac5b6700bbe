import Wording

/// What is wrong with a map of names, and where in it.
public struct MapError: Error, Sendable, Equatable, CustomStringConvertible {
    public var file: String
    public var position: TextLocation
    public var words: String

    public var description: String { "\(file):\(position): \(words)" }
}
