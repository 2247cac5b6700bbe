extension Speech {
    /// A layer's number right behind a name, and the direction of its part, as words after the name: a³_f₂ is "a f layer 3 2", h→¹ is
    /// "h forward layer 1".
    ///
    /// A power stands behind a step or a bracket, or behind a name in a line that names no layers.
    static func layers(_ text: String) -> String {
        let raised = text.contains("^(") ? raisedLayers(text) : text
        guard has(raised, "⁰¹²³⁴⁵⁶⁷⁸⁹→←") else { return raised }
        let name =
            #/([A-Za-zδ]+~?)([→←]?)([⁰¹²³⁴⁵⁶⁷⁸⁹]*)((?:_[A-Za-z]+(?:,[A-Za-z]+)*)?)((?:_?[0-9]+|[₀-₉₊₋ₜₖ]+)?)((?:[ᵀ\[]|, unit)?)/#
        let namesLayers = raised.matches(of: name).contains { !$0.3.isEmpty && NameParts($0.output).isCertain }
        return raised.replacing(name) { found -> String in
            let parts = NameParts(found.output)
            let isLayer = parts.isCertain || namesLayers && !parts.layer.isEmpty && parts.letter.count == 1
            return isLayer ? parts.words : String(found.0)
        }
    }

    /// h>^(2)_3, as it is written in ASCII, with the signs that stand for it elsewhere.
    private static func raisedLayers(_ text: String) -> String {
        text.replacing(#/([A-Za-z~])([<>]?)\^\((\d+)\)/#) { found in
            let course = found.2 == ">" ? "→" : found.2 == "<" ? "←" : ""
            return "\(found.1)\(course)\(shifted(found.3, from: "0123456789", to: "⁰¹²³⁴⁵⁶⁷⁸⁹"))"
        }
    }

    private static func shifted(_ digits: Substring, from old: String, to new: String) -> String {
        let pairs = Dictionary(zip(old, new), uniquingKeysWith: { first, _ in first })
        return String(digits.map { pairs[$0] ?? $0 })
    }

    /// What a name is made of: W, its direction, its layer, its mark below, its step, and what follows.
    private struct NameParts {
        let letter, course, layer, lower, step, next: Substring

        init(_ found: (Substring, Substring, Substring, Substring, Substring, Substring, Substring)) {
            (letter, course, layer, lower, step, next) = (found.1, found.2, found.3, found.4, found.5, found.6)
        }

        /// Whether the raised number can be no power, or the arrow no way from one to the other.
        var isCertain: Bool {
            guard letter.count <= 4, letter != "tanh" else { return false }
            let hasMore = !lower.isEmpty || !step.isEmpty
            return layer.isEmpty ? !course.isEmpty && hasMore : !course.isEmpty || hasMore || !next.isEmpty
        }

        var words: String {
            let direction = course.isEmpty ? "" : course == "→" ? " forward" : " backward"
            let number = Speech.shifted(layer, from: "⁰¹²³⁴⁵⁶⁷⁸⁹", to: "₀₁₂₃₄₅₆₇₈₉")
            let words = number.isEmpty ? "" : " layer \(number)"
            // A step is said last, also one that is a letter.
            if lower == "_t" || lower == "_k" { return "\(letter)\(direction)\(words)\(lower)\(next)" }
            return "\(letter)\(direction)\(lower)\(words)\(step.isEmpty ? "" : " ")\(step)\(next)"
        }
    }

    /// An arrow that leads from nothing is a key, and heard by its word.
    static func keys(_ text: String) -> String {
        guard has(text, "→←<>") else { return text }
        return text.replacing(#/([:;,.]|press) (?:→|->|>) /#) { "\($0.1) next " }
            .replacing(#/([:;,.]|press) (?:←|<-|<) /#) { "\($0.1) back " }
    }
}
