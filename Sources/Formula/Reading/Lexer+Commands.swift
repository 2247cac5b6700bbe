import ExactMath
import Wording

/// Commands of LaTeX: their signs, fonts, accents and environments.
extension Lexer {
    mutating func readCommand() throws(FormulaFault) {
        let start = position
        position += 1
        var word = ""
        while let next = current, Self.isLetter(next) {
            word.append(next)
            position += 1
        }
        let meaning: Spellings.Meaning?
        if word.isEmpty {
            meaning = current.flatMap { $0.isNewline ? .ignored : Spellings.shortCommands[$0] }
            if current != nil { position += 1 }
        } else {
            meaning = Spellings.commands[word]
        }
        switch meaning {
        case .symbol(let symbol):
            add(.symbol(symbol), from: start)
            if symbol == .fraction { digitArguments = 2 }
        case .name(let name): add(.name(name), from: start)
        case .ignored: space = true
        case .font:
            if let inner = bracedLetters() {
                add(inner == "T" ? .symbol(.top) : .name(inner), from: start)
            } else if let name = try decoratedName() {
                add(.name(name), from: start)
            } else if isInner {
                // Read on, and again without the font around it, the work would double with each font.
                throw FormulaFault(.unknownCommand("\\" + word, suggestion: nil), at: start..<position)
            } else {
                space = true
            }
        case .hat:
            var name = bracedLetters()
            if name == nil { name = try decoratedName() }
            guard name == "y" || name == "yhat" else {
                throw FormulaFault(.unknownCommand("\\" + word, suggestion: nil), at: start..<position)
            }
            add(.name("yhat"), from: start)
        case .tilde:
            var name = bracedLetters()
            if name == nil { name = try decoratedName() }
            guard let name, tildes.contains(name) else {
                throw FormulaFault(.unknownCommand("\\" + word, suggestion: nil), at: start..<position)
            }
            add(.name(name + "_tilde"), from: start)
        case .begin: try readEnvironment(start, .openBracket)
        case .end: try readEnvironment(start, .closeBracket)
        case nil:
            let suggestion = Spelling.nearest(to: word, among: Spellings.commands.keys.sorted()).map { "\\" + $0 }
            throw FormulaFault(.unknownCommand("\\" + SafeText.of(word), suggestion: suggestion), at: start..<position)
        }
    }

    /// The letters of {…}, or the one letter that follows.
    mutating func bracedLetters() -> String? {
        var end = position
        while end < characters.count, characters[end] == " " { end += 1 }
        guard end < characters.count else { return nil }
        if Self.isLetter(characters[end]) {
            position = end + 1
            return String(characters[end])
        }
        guard characters[end] == "{" else { return nil }
        end += 1
        var letters = ""
        while end < characters.count, Self.isLetter(characters[end]) || characters[end] == " " {
            if characters[end] != " " { letters.append(characters[end]) }
            end += 1
        }
        guard end < characters.count, characters[end] == "}", !letters.isEmpty else { return nil }
        position = end + 1
        return letters
    }

    /// The one name in the braces that follow, whatever hats and fonts it wears: {\delta}, {\mathbf{y}}; or the one command, \delta.
    mutating func decoratedName() throws(FormulaFault) -> String? {
        var end = position
        while end < characters.count, characters[end] == " " { end += 1 }
        guard end < characters.count else { return nil }
        let begin = end
        if characters[end] == "\\" {
            end += 1
            while end < characters.count, Self.isLetter(characters[end]) { end += 1 }
            // \mathbf\hat{y}: the argument of the inner command too.
            if end < characters.count, characters[end] == "{", let close = closingBrace(end) { end = close + 1 }
        } else if characters[end] == "{", let close = closingBrace(end) {
            end = close + 1
        } else if Spellings.greek[characters[end]] != nil {
            end += 1
        } else {
            return nil
        }
        let inner = characters[begin] == "{" ? Array(characters[begin + 1..<end - 1]) : Array(characters[begin..<end])
        // Each command in it takes at least one character off, so this ends.
        guard inner.count < 60 else { return nil }
        var lexer = Lexer(inner, isTrace: isTrace, tildes: tildes, isInner: true)
        do throws(FormulaFault) { try lexer.run() } catch { return nil }
        guard lexer.tokens.count == 1, let name = lexer.tokens[0].name else { return nil }
        position = end
        return name
    }

    func closingBrace(_ opening: Int) -> Int? {
        var depth = 0
        for place in opening..<min(characters.count, opening + 60) {
            if characters[place] == "{" { depth += 1 }
            if characters[place] == "}" {
                depth -= 1
                if depth == 0 { return place }
            }
        }
        return nil
    }

    /// \begin{pmatrix} … & … \\ … \end{pmatrix} is [ … , … ; … ].
    mutating func readEnvironment(_ start: Int, _ symbol: Token.Symbol) throws(FormulaFault) {
        guard let name = bracedLetters(), name.hasSuffix("matrix") else {
            throw FormulaFault(
                .unknownCommand(String(characters[start..<position]), suggestion: "\\begin{pmatrix}"),
                at: start..<position)
        }
        add(.symbol(symbol), from: start)
    }
}
