import Wording

/// What is wrong with a map of names, and where in it.
public struct MapError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The name of the map's file.
    public var file: String
    /// The place in the map.
    public var position: TextLocation
    /// What is wrong, as it follows the place.
    public var words: String

    public var description: String { "\(file):\(position): \(words)" }
}
