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

    /// The text with every piece that is spelt like `old` replaced, from left to right; spelt byte by byte.
    public func exchanging(_ old: String, for new: String) -> String {
        let (text, sought, replacement) = (Array(utf8), Array(old.utf8), Array(new.utf8))
        guard let first = sought.first, text.count >= sought.count else { return self }
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var place = 0
        while place < text.count {
            if text[place] == first, text[place...].starts(with: sought) {
                result += replacement
                place += sought.count
            } else {
                result.append(text[place])
                place += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
