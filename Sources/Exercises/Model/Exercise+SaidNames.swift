extension Exercise {
    /// The answer whose name the first words are, and what follows it: `delta_2 1/2`, and as it is heard, `delta 2 1/2`.
    ///
    /// Where several names fit, the longest one is meant. An equals sign behind the name says nothing.
    public func answer(in words: [String]) -> (field: AnswerField, rest: [String])? {
        var best: (field: AnswerField, rest: [String])?
        for field in fields {
            let parts = field.name.split(separator: "_").map(String.init)
            // The parts with blanks or underscores between them, in any mixture.
            for count in 1...max(1, parts.count) where words.prefix(count).joined(separator: "_") == field.name {
                let rest = Array(words.dropFirst(count))
                if best.map({ rest.count < $0.rest.count }) ?? true { best = (field, rest) }
            }
        }
        if let found = best, found.rest.first == "=" { best = (found.field, Array(found.rest.dropFirst())) }
        return best
    }
}
