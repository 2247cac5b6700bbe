import ExactMath
import Wording

/// What is wrong with a text, as facts; `FormulaProblem` says it in words.
///
/// Indirect, so that a thrown fact is one word: every `try` of the parser's recursion reserves room for one.
public indirect enum FormulaFact: Error, Sendable, Equatable {
    // The text itself
    case empty
    case tooLong
    case tooDeep
    case unknownCharacter(String)
    case unknownCommand(String, suggestion: String?)
    case numberTooLong

    // Grammar
    case unexpected(Found, expected: Expectation)
    case unclosed(bracket: String)
    case mixedNumber(whole: String, improper: String?)
    case sideBySideNumbers
    case decimalComma
    case ambiguousIndex(base: String, index: String, sign: String)
    /// W^{T(k-t)}: a transpose, or a product with T?
    case ambiguousTranspose(base: String)
    /// ∏ over something that changes with its variable.
    case changingProduct(String)
    /// ∏ A B: which factors it repeats.
    case productNeedsBrackets
    /// A sum written out: right for one number of steps.
    case writtenOut(steps: Int)
    case functionNeedsBrackets(String)
    case indexMissing(name: String)
    case indexOnConstant(name: String)
    case raggedRows(first: Int, row: Int, length: Int)
    case emptyList
    case listTooDeep
    case comparisonOfComparison
    case wrongLeftSide(expected: String)

    // Names
    case unknownName(String, suggestion: String?)
    case unknownWord(String, allowed: [String])
    case functionNotHere(String)
    case unboundIndex(String)
    case nameNotAllowed(String, reason: String)

    // Values
    case shapeMismatch(Operation, MatrixShape, MatrixShape)
    case notSquare(MatrixShape)
    case notANumber(MatrixShape)
    case wordInArithmetic(String)
    case indexNotWhole
    case indexOutOfRange(name: String, index: Int, allowed: ClosedRange<Int>, when: String)
    case answerShape(found: MatrixShape, expected: MatrixShape)
    case asksForItself(String)
    case onlyAt(name: String, allowed: String, index: String)
    case negativePower(exponent: Int, when: String)
    case powerNotWhole
    /// A power of a sum without terms that is no positive whole one.
    case powerOfEmptySum
    case exponentTooLarge
    case numberTooLarge
    case divisionByZero
    case rootOfNegative
    case logarithmOfNonPositive
    case notFinite
    case tooMuchWork

    // Edge lists
    case edgeNodeExpected(Found)

    // Names of a trace
    case unknownQuantity(String, suggestion: String?)
    case notInTrace(String)
    case comparisonExpected
    case comparisonNotAllowed

    /// What was to be done with two values whose shapes do not fit.
    public enum Operation: String, Sendable { case add, subtract, multiply, multiplyEntrywise, divide, compare }

    /// What stands where something else was wanted.
    public enum Found: Sendable, Equatable {
        case end
        case text(String)
    }

    /// What would fit.
    public enum Expectation: Sendable, Equatable {
        case operand
        case operatorOrEnd
        case closing(String)
        case separatorOrClosing(String)
        case index
        case seriesRange
        case seriesVariable
        case loopStep
        case symbol(String)
        case transposeMark
        case endOfAnswer
        case arrow
    }
}

/// A fact and the characters it is about; thrown within the language, turned into a `FormulaProblem` at its border.
package struct FormulaFault: Error, Equatable {
    package var fact: FormulaFact
    package var range: Range<Int>

    package init(_ fact: FormulaFact, at range: Range<Int>) {
        self.fact = fact
        self.range = range
    }
}

/// What is wrong with an answer, and where.
public struct FormulaProblem: Error, Sendable, Equatable {
    /// What is wrong; `message` says it in words.
    public let fact: FormulaFact
    /// Where it stands in the file or field.
    public let location: TextLocation
    /// The line of the text, safe to print.
    public let line: String
    /// Spaces and carets, to be printed below the line.
    public let caret: String

    package init(_ fault: FormulaFault, in source: SourceText) {
        fact = fault.fact
        location = source.location(of: fault.range.lowerBound)
        (line, caret) = source.excerpt(at: fault.range)
    }

    /// The column in the line of the file or field, from 1.
    public var column: Int { location.column }
}
