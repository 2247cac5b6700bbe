import Wording

/// Every sentence about a text that cannot be read, or not be computed: the one place for words.
extension FormulaProblem: CustomStringConvertible {
    /// One sentence: what was found, what would fit.
    public var message: String { fact.sentence }

    /// "column 5: …"
    public var description: String { "column \(column): \(message)" }

    /// The sentence, the line and the caret.
    public var withExcerpt: String { "\(description)\n  \(line)\n  \(caret)" }
}

extension FormulaFact {
    /// What was found, and mostly what would fit, in one sentence with a full stop.
    public var sentence: String {
        switch self {
        case .empty: return "There is nothing here; an answer would fit."
        case .tooLong:
            return "This is longer than \(AnswerLanguage.maximumCharacters) characters; a shorter answer would fit."
        case .tooDeep: return "Brackets and powers nest deeper than \(AnswerLanguage.maximumDepth) levels here."
        case .unknownCharacter(let name): return "The character \(name) has no meaning here."
        case .unknownCommand(let command, let suggestion):
            return "\(command) is not known here" + Self.didYouMean(suggestion)
        case .numberTooLong:
            return "This number has more than \(AnswerLanguage.maximumDigits) digits, or too large a power of ten."
        case .unexpected(let found, let expectation):
            return "Found \(found.words), but \(expectation.words) would fit here."
        case .unclosed(let bracket): return "The bracket \(bracket) is never closed."
        case .mixedNumber(let written, let improper):
            let instead = improper.map { ": write \($0)" } ?? ""
            return "\(written) is a mixed number, which could also mean a product\(instead)."
        case .sideBySideNumbers: return "Two numbers stand side by side; *, a comma or one number would fit."
        case .decimalComma: return "A decimal is written with a point: 0.5, not 0,5."
        case .ambiguousIndex(let base, let index, let sign):
            return
                "It is not clear how far the index goes: write \(base)[\(index)\(sign)] or leave a space before \(sign.prefix(1))."
        case .ambiguousTranspose(let base):
            return
                "It is not clear whether T is a transpose here or the last step: write (\(base)')^(…) for a transpose, \(base)^(T*(…)) for a product."
        case .changingProduct(let variable):
            return
                "A product over \(variable) is read where its factor is the same for every \(variable); this one is not."
        case .productNeedsBrackets:
            return "It is not clear how much ∏ repeats: write ∏ (…) around that, or (∏ …) before the rest."
        case .writtenOut(let steps):
            return "The sum is written out: this is right for T = \(steps) alone; Σ says it for every T."
        case .functionNeedsBrackets(let name): return "The argument of \(name) stands in brackets: \(name)(…)."
        case .indexMissing(let name):
            return "\(name) is a sequence, its step is missing: \(name)[t], \(name)[t-1], \(name)[T]."
        case .indexOnConstant(let name): return "\(name) is the same at every step and takes no index."
        case .raggedRows(let first, let row, let length):
            return "The rows differ in length: the first has \(first), row \(row) has \(length)."
        case .emptyList: return "This list is empty; numbers would fit."
        case .listTooDeep: return "A list within a list stands here where a number would fit."
        case .comparisonOfComparison: return "There is a second comparison; only one fits."
        case .wrongLeftSide(let expected):
            return "The left side is not what is asked; \(expected) = …, or the right side alone, would fit."
        case .unknownName(let name, let suggestion): return "\(name) is not known here" + Self.didYouMean(suggestion)
        case .unknownWord(let word, let allowed):
            return "\(word) is not an answer here; \(Words.list(allowed, "or")) would fit."
        case .functionNotHere(let name): return "\(name) does not occur in this exercise."
        case .unboundIndex(let name):
            return "\(name) stands for no step here; a sum over it, such as sum(\(name)=1..T, …), would give it one."
        case .nameNotAllowed(let name, let reason): return "\(name) may not be used in this answer: \(reason)."
        case .shapeMismatch(let operation, let left, let right):
            return "\(operation.words(left, right))"
        case .notSquare(let shape): return "Only a square matrix has powers, and this is \(shape)."
        case .notANumber(let shape): return "A number would fit here, and this is \(shape)."
        case .wordInArithmetic(let word): return "\(word) is a word and cannot be computed with."
        case .indexNotWhole: return "An index is a whole number made of t, k, T and numbers."
        case .indexOutOfRange(let name, let index, let allowed, let when):
            return
                "\(name) has no step \(index)\(Self.at(when)): it runs from \(allowed.lowerBound) to \(allowed.upperBound)."
        case .answerShape(let found, let expected): return "The answer is \(found), and \(expected) would fit."
        case .asksForItself(let name): return "\(name) is what is asked; it cannot stand in its own answer."
        case .onlyAt(let name, let allowed, let index):
            return "\(name) may be used only at \(allowed) in this answer, not at \(index)."
        case .negativePower(let exponent, let when):
            return "The power is \(exponent)\(Self.at(when)), and a matrix need not have an inverse."
        case .powerNotWhole: return "Only whole powers fit here."
        case .powerOfEmptySum: return "This is a power of a sum without terms; a positive whole power would fit."
        case .exponentTooLarge:
            return "This power or index is too large; up to \(AnswerLanguage.maximumExponent) would fit."
        case .numberTooLarge: return "This number is longer than any answer."
        case .divisionByZero: return "This is a division by zero."
        case .rootOfNegative: return "The root of a negative number is not real."
        case .logarithmOfNonPositive: return "Only a positive number has a logarithm."
        case .notFinite: return "This is too large to be computed."
        case .tooMuchWork: return "This takes too long to compute; fewer or shorter sums would fit."
        case .edgeNodeExpected(let found): return "Found \(found.words), but a node such as h1 or x2 would fit here."
        case .unknownQuantity(let name, let suggestion):
            return "There is no \(name) in this network" + Self.didYouMean(suggestion)
        case .notInTrace(let name): return "\(name) is not in this trace."
        case .comparisonExpected: return "A comparison would fit here: <, <=, >, >= or =."
        case .comparisonNotAllowed: return "A comparison does not fit here, only a number does."
        }
    }

    private static func didYouMean(_ suggestion: String?) -> String {
        suggestion.map { "; did you mean \($0)?" } ?? "."
    }

    private static func at(_ when: String) -> String { when.isEmpty ? "" : " at \(when)" }

}

extension FormulaFact.Operation {
    fileprivate func words(_ left: MatrixShape, _ right: MatrixShape) -> String {
        switch self {
        case .add: return "A \(left) and a \(right) cannot be added."
        case .subtract: return "A \(right) cannot be subtracted from a \(left)."
        case .multiply:
            return "A \(left) times a \(right) does not exist: \(left.columns) columns meet \(right.rows) rows."
        case .multiplyEntrywise: return "A \(left) and a \(right) cannot be multiplied entry by entry."
        case .divide: return "Only a number divides, and this is \(right)."
        case .compare: return "A \(left) and a \(right) cannot be compared."
        }
    }
}

extension FormulaFact.Found {
    fileprivate var words: String {
        switch self {
        case .end: return "the end"
        case .text(let text): return "“\(text)”"
        }
    }
}

extension FormulaFact.Expectation {
    fileprivate var words: String {
        switch self {
        case .operand: return "a number, a name or an opening bracket"
        case .operatorOrEnd: return "an operator or the end"
        case .closing(let bracket): return "\(bracket)"
        case .separatorOrClosing(let bracket): return "a comma, a semicolon or \(bracket)"
        case .index: return "a step such as t or t-1 in brackets"
        case .seriesRange: return "a range such as k=t..T"
        case .seriesVariable: return "a variable such as k, as in k=t..T,"
        case .loopStep: return "1 or -1"
        case .symbol(let symbol): return "\(symbol)"
        case .transposeMark: return "a transpose"
        case .endOfAnswer: return "the end of the answer"
        case .arrow: return "an arrow ->"
        }
    }
}
