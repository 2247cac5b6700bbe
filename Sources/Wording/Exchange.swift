extension String {
    /// The text with every `old` replaced; quick where there is none, as in most of what a frame writes.
    ///
    /// It compares bytes: `old` is a sign that combines with nothing beside it.
    public func exchanging(_ old: Unicode.Scalar, for new: String) -> String {
        let sought = Array(String(old).utf8)
        guard let first = sought.first, utf8.contains(first) else { return self }
        var scalars = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            if scalar == old { scalars.append(contentsOf: new.unicodeScalars) } else { scalars.append(scalar) }
        }
        return String(scalars)
    }
}
