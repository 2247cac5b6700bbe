extension String {
    /// The text with blanks behind it up to so many characters; a longer one stays as it is.
    package func leftAligned(in width: Int) -> String { self + Self.blanks(width - count) }

    /// The text with blanks before it up to so many characters; a longer one stays as it is.
    package func rightAligned(in width: Int) -> String { Self.blanks(width - count) + self }

    private static func blanks(_ count: Int) -> String { String(repeating: " ", count: Swift.max(0, count)) }
}
