/// Symbols as a notation writes them, and the names that they stand for.
public struct SymbolTable: Sendable {
    private var names: [String: TraceName] = [:]
    /// The lengths of the symbols that begin with a character, longest first.
    private var lengths: [Character: [Int]] = [:]

    /// A table without symbols.
    public init() {}

    /// Whether no symbol has been noted, so that texts are read by their names alone.
    public var isEmpty: Bool { names.isEmpty }

    /// Notes that a symbol stands for a name; gives back another name that it stood for already, if there is one.
    @discardableResult
    public mutating func note(_ symbol: String, _ name: TraceName) -> TraceName? {
        if let known = names[symbol] { return known == name ? nil : known }
        names[symbol] = name
        guard let first = symbol.first else { return nil }
        var known = lengths[first] ?? []
        if !known.contains(symbol.count) {
            known.append(symbol.count)
            known.sort(by: >)
        }
        lengths[first] = known
        return nil
    }

    /// The longest symbol that stands at a place.
    func symbol(in characters: [Character], at position: Int) -> (name: TraceName, count: Int)? {
        for count in lengths[characters[position]] ?? [] where position + count <= characters.count {
            let end = position + count
            // W_f is not the W_f of W_fx, nor h₁ that of h₁₂.
            if end < characters.count, let last = characters[end - 1].asWordPart, let next = characters[end].asWordPart,
                last == next
            {
                continue
            }
            if let name = names[String(characters[position..<end])] { return (name, count) }
        }
        return nil
    }
}

extension Character {
    fileprivate enum WordPart { case word, lowered, raised }

    /// What of a word the character is: another of its kind goes on with it.
    fileprivate var asWordPart: WordPart? {
        if Spellings.subscripts[self] != nil { return .lowered }
        if Spellings.superscripts[self] != nil { return .raised }
        // ᵀ is a letter to Unicode, but a sign here.
        return self != "ᵀ" && (isLetter || isNumber) ? .word : nil
    }
}
