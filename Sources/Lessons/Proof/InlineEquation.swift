import Formula

/// An equation of a lesson's text, as it is shown: `c_t = f_t ⊙ c_{t−1} + i_t ⊙ c~_t`.
///
/// `Formula` reads every side; a name may carry any sub- and superscript, and a name that is no function may have arguments:
/// f_W(h_{t−1}, x_t). What is no equation, such as a list of names between semicolons, has none of these.
struct InlineEquation {
    let sides: [String]

    init?(_ shown: String) {
        let sides = Self.split(shown.replacing("=?", with: "="), at: ["="])
        guard sides.count > 1, !Self.isListed(shown) else { return nil }
        self.sides = sides
    }

    /// Whether it sets lists side by side, in round brackets or in none: (i; f; o; g) = …, Φ = (W, U, b).
    private static func isListed(_ shown: String) -> Bool {
        // What is open: "(" of a list or a product, "f" of a function, "[", "{".
        var open: [Character] = []
        var before: Character = " "
        for character in shown {
            if character == "(" { open.append(" (+−·/=,".contains(before) ? "(" : "f") }
            if "[{".contains(character) { open.append(character) }
            if ")]}".contains(character) { _ = open.popLast() }
            if character == ";", open.last != "[" { return true }
            if character == ",", open.last == "(" { return true }
            before = character
        }
        return false
    }

    /// Whether it says what somebody claims, and not what is: a slip of a slide, shown as =?.
    static func isClaimedByOthers(_ shown: String) -> Bool { shown.contains("=?") }

    /// What of it is no mathematics, in one sentence; nil where all is.
    var misreading: String? {
        for side in sides { if let sentence = Self.misreading(of: side) { return sentence } }
        return nil
    }

    private static func misreading(of text: String) -> String? {
        let names = EquationNames(text)
        for argument in names.arguments { if let sentence = misreading(of: argument) { return sentence } }
        let source = SourceText(text.trimmed)
        do throws(FormulaFault) {
            var vocabulary = Vocabulary.written(names.table)
            for index in ["t", "T", "k", "i", "j", "n"] { vocabulary.meanings[index] = .index }
            _ = try Parser.expression(source, vocabulary)
            return nil
        } catch { return FormulaProblem(error, in: source).message }
    }

    /// The parts between signs that stand in no bracket.
    static func split(_ text: String, at signs: Set<Character>) -> [String] {
        var (parts, depth) = ([""], 0)
        for character in text {
            if "([{".contains(character) { depth += 1 }
            if ")]}".contains(character) { depth -= 1 }
            if signs.contains(character), depth == 0 {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        return parts
    }
}

/// The names of an equation's side, each with its indices, and the arguments of those that are functions.
struct EquationNames {
    /// As they are written, in their order; one that stands there twice is here twice.
    private(set) var symbols: [String] = []
    private(set) var arguments: [String] = []
    private let characters: [Character]
    private var position = 0

    init(_ text: String) {
        characters = Array(text)
        while position < characters.count {
            let start = position
            if let name = name() {
                let symbol = String(characters[start..<position])
                if MathFunction.spellings[name] == nil && name != "σ" || symbol != name {
                    symbols.append(symbol)
                }
            } else {
                // The range of a sum and the exponent of a bracket are for the reader of formulas.
                position += 1
                while next == "_" || next == "^" { raise() }
            }
        }
    }

    /// The names for a reader of formulas.
    var table: SymbolTable {
        var table = SymbolTable()
        for symbol in symbols { table.note(symbol, TraceName(path: [symbol])) }
        return table
    }

    private var next: Character? { position < characters.count ? characters[position] : nil }

    /// A name with what hangs on it; nil where none begins here.
    private mutating func name() -> String? {
        guard let first = next else { return nil }
        if first == "∂" || first == "∇" {
            position += 1
            if next == "_" { raise() }
            if first == "∂" { _ = name() }
            if first == "∂", next == "/", position + 1 < characters.count, characters[position + 1] == "∂" {
                position += 1
                _ = name()
            }
            return "∂"
        }
        guard Self.isLetter(first) else { return nil }
        var word = ""
        while let character = next, Self.isLetter(character) || character.isNumber && character.isASCII {
            word.append(character)
            position += 1
        }
        hang()
        if next == "(", MathFunction.spellings[word] == nil, word != "σ" { call() }
        return word
    }

    private static func isLetter(_ character: Character) -> Bool {
        character.isLetter && !"ᵀΣΠ∏∑".contains(character)
    }

    /// Indices, marks, parts behind a dot.
    private mutating func hang() {
        while let character = next {
            switch character {
            case "_", "^": raise()
            case "~", "′", "₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉": position += 1
            case "[": skipBrackets()
            case "." where position + 1 < characters.count && Self.isLetter(characters[position + 1]):
                position += 1
                while let letter = next, Self.isLetter(letter) { position += 1 }
            default: return
            }
        }
    }

    /// _x, ^t, _{t−1}
    private mutating func raise() {
        position += 1
        if next == "{" { return skipBrackets() }
        while let character = next, Self.isLetter(character) || character.isNumber { position += 1 }
    }

    private mutating func skipBrackets() {
        var depth = 0
        while let character = next {
            position += 1
            if "([{".contains(character) { depth += 1 }
            if ")]}".contains(character) { depth -= 1 }
            if depth == 0 { return }
        }
    }

    private mutating func call() {
        let start = position + 1
        skipBrackets()
        guard position - 1 > start else { return }
        let inner = String(characters[start..<position - 1])
        arguments += InlineEquation.split(inner, at: [",", "|", ";"]).filter { $0.trimmed != "…" }
    }
}
