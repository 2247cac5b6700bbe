import ExactMath
import Wording

/// Cuts a text into tokens; every spelling of a token (ASCII, Unicode, LaTeX) becomes the same one.
package struct Lexer {
    let characters: [Character]
    /// In names of a trace an underscore belongs to the word and a dot joins words.
    let isTrace: Bool
    /// Symbols that stand for names as a whole.
    let symbols: SymbolTable
    /// The letters that have a name of their own with a tilde: c where c_tilde is known.
    let tildes: Set<String>
    /// Whether this is what stands under a font or a hat: then one name is wanted, and nothing else.
    let isInner: Bool
    var position = 0
    var tokens: [Token] = []
    var space = false
    var newline = false
    /// How many of the next arguments are single digits: \frac12 is one half.
    var digitArguments = 0

    package static func tokens(
        of source: SourceText, isTrace: Bool, symbols: SymbolTable = SymbolTable(), tildes: Set<String> = []
    ) throws(FormulaFault) -> [Token] {
        if source.isTooLong {
            throw FormulaFault(.tooLong, at: AnswerLanguage.maximumCharacters..<AnswerLanguage.maximumCharacters + 1)
        }
        var lexer = Lexer(source.characters, isTrace: isTrace, symbols: symbols, tildes: tildes)
        try lexer.run()
        lexer.add(.end, from: source.characters.count)
        return lexer.tokens
    }

    init(
        _ characters: [Character], isTrace: Bool, symbols: SymbolTable = SymbolTable(), tildes: Set<String> = [],
        isInner: Bool = false
    ) {
        self.characters = isTrace ? characters : characters.map(Spellings.plain)
        self.isTrace = isTrace
        self.symbols = symbols
        self.tildes = tildes
        self.isInner = isInner
    }

    var current: Character? { position < characters.count ? characters[position] : nil }
    func peek(_ distance: Int) -> Character? {
        position + distance < characters.count ? characters[position + distance] : nil
    }

    mutating func add(_ kind: Token.Kind, from start: Int) {
        let range = start..<max(start, min(position, characters.count))
        tokens.append(Token(kind: kind, range: range, spaceBefore: space, newlineBefore: newline))
        space = false
        newline = false
    }

    mutating func run() throws(FormulaFault) {
        while let character = current {
            if character.isNewline {
                newline = true
                space = true
                position += 1
            } else if Spellings.spaces.contains(character) {
                space = true
                position += 1
            } else if !isTrace, character == "#" {
                // A remark goes to the end of its line.
                while let next = current, !next.isNewline { position += 1 }
            } else {
                try readToken(character)
            }
        }
    }

    mutating func readToken(_ character: Character) throws(FormulaFault) {
        let start = position
        if !symbols.isEmpty, let (name, count) = symbols.symbol(in: characters, at: position) {
            position += count
            add(.written(name), from: start)
        } else if Self.isDigit(character) || (character == "." && beginsDecimal) {
            try readNumber()
        } else if Self.isLetter(character) {
            readWord()
        } else if character == "\\" {
            try readCommand()
        } else if Self.byte(of: character) != nil {
            // Most of what students type: no table of Unicode has it.
            try readSymbol(character)
        } else if let (top, bottom) = Spellings.fractions[character] {
            position += 1
            let value = Rational(top) / Rational(bottom)
            add(.number(NumberLiteral(value: value, text: String(character))), from: start)
        } else if let name = Spellings.greek[character] {
            position += 1
            add(.name(name), from: start)
        } else if Spellings.superscripts[character] != nil || beginsLastStep(character) {
            try readRaised(.caret, Spellings.superscripts)
        } else if Spellings.subscripts[character] != nil {
            try readRaised(.underscore, Spellings.subscripts)
        } else if !tildes.isEmpty, let letter = Spellings.letterUnderTilde(character), tildes.contains(letter) {
            position += 1
            add(.name(letter + "_tilde"), from: start)
        } else {
            try readSymbol(character)
        }
    }

    // MARK: Numbers

    static func isDigit(_ character: Character) -> Bool {
        guard let byte = byte(of: character) else { return false }
        return byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
    package static func isLetter(_ character: Character) -> Bool {
        guard let lower = byte(of: character).map({ $0 | 0x20 }) else { return false }
        return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
    }
    /// A character of one byte: "1" with a combining mark is no digit.
    static func byte(of character: Character) -> UInt8? {
        let bytes = character.utf8
        return bytes.count == 1 ? bytes.first : nil
    }

    /// Whether the dot here begins .5 rather than joining what stands before it.
    var beginsDecimal: Bool {
        guard let next = peek(1), Self.isDigit(next) else { return false }
        guard let last = tokens.last, !space, last.range.upperBound == position else { return true }
        switch last.kind {
        case .number, .name, .written: return false
        case .symbol(let symbol):
            return ![.closeBracket, .closeParenthesis, .closeBrace, .prime].contains(symbol)
        case .end: return true
        }
    }

    /// Whether the token before is the dot of a path: then 0.5 is two parts.
    var isInPath: Bool {
        isTrace && !space && tokens.last?.symbol == .dot && tokens.last?.range.upperBound == position
    }

    mutating func readNumber() throws(FormulaFault) {
        let start = position
        let inPath = isInPath
        if digitArguments > 0 {
            digitArguments -= 1
            position += 1
        } else {
            skipDigits()
            if !inPath {
                if current == ".",
                    beginsExponent(1)
                        || peek(1).map({ $0 != "." && $0 != "*" && $0 != "^" && !Self.isLetter($0) }) ?? true
                {
                    position += 1
                    skipDigits()
                }
                skipExponent()
            }
        }
        if let literal = plainNumber(from: start) {
            add(.number(literal), from: start)
            return
        }
        let text = String(characters[start..<position]).replacing("−", with: "-")
        guard text.count <= AnswerLanguage.maximumDigits, let value = Rational(text) else {
            throw FormulaFault(.numberTooLong, at: start..<position)
        }
        guard value.bitWidth <= AnswerLanguage.maximumBits else {
            throw FormulaFault(.numberTooLarge, at: start..<position)
        }
        let digits = Self.digits(of: text)
        if digits == nil, let next = current, let (top, bottom) = Spellings.fractions[next] {
            // 3½ is three and a half.
            position += 1
            let mixed = value + Rational(top) / Rational(bottom)
            add(.number(NumberLiteral(value: mixed, text: text + String(next))), from: start)
            return
        }
        add(.number(NumberLiteral(value: value, digits: digits, text: text)), from: start)
    }

    /// What stands from here on, where it is few digits and at most one point, as nearly all numbers are.
    func plainNumber(from start: Int) -> NumberLiteral? {
        guard position - start <= 18, current.map({ Spellings.fractions[$0] == nil }) ?? true else { return nil }
        var (value, scale) = (0, 0)
        var digits = DecimalDigits(decimals: 0, significant: 0)
        for character in characters[start..<position] {
            guard let byte = Self.byte(of: character) else { return nil }
            if byte == UInt8(ascii: "."), scale == 0 {
                scale = 1
                continue
            }
            guard (48...57).contains(byte) else { return nil }
            value = 10 * value + Int(byte - 48)
            if value > 0 { digits.significant += 1 }
            if scale > 0 {
                scale *= 10
                digits.decimals += 1
            }
        }
        let text = String(characters[start..<position])
        guard scale > 0 else { return NumberLiteral(value: Rational(value), text: text) }
        return NumberLiteral(value: Rational(value) / Rational(scale), digits: digits, text: text)
    }

    mutating func skipDigits() {
        while let next = current, Self.isDigit(next) { position += 1 }
    }

    /// 1e-3; 2e[t] is twice e.
    mutating func skipExponent() {
        guard beginsExponent(0) else { return }
        position += 1
        if let sign = current, !Self.isDigit(sign) { position += 1 }
        skipDigits()
    }

    /// Whether e-3 stands so far on.
    func beginsExponent(_ distance: Int) -> Bool {
        guard peek(distance) == "e" || peek(distance) == "E" else { return false }
        let sign = peek(distance + 1)
        let signed = sign == "-" || sign == "+" || sign == "−"
        return peek(distance + (signed ? 2 : 1)).map(Self.isDigit) ?? false
    }

    /// The digits that a decimal is given with; nil for an integer.
    static func digits(of text: String) -> DecimalDigits? {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
        guard let mantissa = parts.first, text.contains(".") || parts.count == 2 else { return nil }
        let exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
        let decimals = mantissa.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first?.count ?? 0
        let significant = mantissa.filter { $0 != "." }.drop { $0 == "0" }.count
        return DecimalDigits(decimals: decimals - exponent, significant: significant)
    }

    // MARK: Words

    mutating func readWord() {
        let start = position
        while let next = current, Self.isLetter(next) || Self.isDigit(next) || (isTrace && next == "_") {
            position += 1
        }
        let word = String(characters[start..<position])
        switch word {
        case "sum" where !isTrace: add(.symbol(.series), from: start)
        case "prod" where !isTrace: add(.symbol(.productSeries), from: start)
        case _ where beginsTilde && (tildes.contains(word) || peek(1) == "_"):
            position += 1
            add(.name(word + "_tilde"), from: start)
        default: add(.name(word), from: start)
        }
    }

    /// Whether ~ belongs to the letter before it: its index or power follows; elsewhere, and where no name has a tilde, it is LaTeX's
    /// space.
    var beginsTilde: Bool {
        guard !tildes.isEmpty, current == "~", let after = peek(1) else { return false }
        return "_^[<".contains(after) || Spellings.subscripts[after] != nil || Spellings.superscripts[after] != nil
    }

    /// ᵀ is a transpose, but in ᵀ⁻ᵗ it is the last step.
    func beginsLastStep(_ character: Character) -> Bool {
        character == "ᵀ" && (peek(1) == "⁻" || peek(1) == "⁺")
    }

    /// ⁻¹ is ^{-1}, ₜ is _{t}.
    mutating func readRaised(_ symbol: Token.Symbol, _ table: [Character: Character]) throws(FormulaFault) {
        let start = position
        var inner: [Character] = []
        while let next = current, let plain = table[next] ?? (beginsLastStep(next) ? "T" : nil) {
            inner.append(plain)
            position += 1
        }
        var lexer = Lexer(inner, isTrace: isTrace)
        try lexer.run()
        let end = position
        position = start + 1
        add(.symbol(symbol), from: start)
        add(.symbol(.openBrace), from: start)
        for token in lexer.tokens {
            tokens.append(
                Token(kind: token.kind, range: token.range.lowerBound + start..<token.range.upperBound + start))
        }
        position = end
        add(.symbol(.closeBrace), from: end - 1)
    }

    // MARK: Symbols

    mutating func readSymbol(_ character: Character) throws(FormulaFault) {
        let start = position
        let isPair = peek(1).map(Spellings.operatorEnds.contains) ?? false
        for (spelling, symbol) in isPair ? Spellings.operators : []
        where characters[position...].starts(with: spelling) && !(spelling == ["-", "-", ">"] && isTrace) {
            position += spelling.count
            add(.symbol(symbol), from: start)
            return
        }
        guard let symbol = Spellings.characters[character] else {
            throw FormulaFault(.unknownCharacter(SafeText.name(of: character)), at: start..<start + 1)
        }
        if symbol == .openBrace { digitArguments = 0 }
        position += 1
        add(.symbol(symbol), from: start)
    }
}
