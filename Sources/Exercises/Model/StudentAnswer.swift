import Formula

/// What a student gave for one answer.
public enum StudentAnswer: Sendable, Equatable {
    case numbers(Shaped<ReadNumber>)
    case word(String)
    case edges(EdgeList)
    case settings([Int?])
    /// A formula's text; it is judged as a function, not as a text.
    case formula(SourceText)
    /// Why it could not be read, and where.
    case unreadable(String)
}

/// A student's answers by name, each with the text in which it is echoed.
public typealias StudentAnswers = [String: (answer: StudentAnswer, echo: String)]
