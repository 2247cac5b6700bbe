import ExactMath

/// What the names of a text stand for.
public protocol AnswerEnvironment<Number> {
    associatedtype Number: AnswerNumber

    /// A matrix or vector that does not depend on the step.
    func constant(_ name: String) throws(AnswerFact) -> NumberGrid<Number>
    /// An index: t, T.
    func integer(_ name: String) -> Int?
    /// The element of a sequence at a step.
    func element(_ name: String, at step: Int) throws(AnswerFact) -> NumberGrid<Number>
    /// Zero of the shape of a sequence's elements.
    func zero(of name: String) -> NumberGrid<Number>?
    /// A number, vector or matrix of a trace, by its name with the indices worked out.
    func quantity(_ name: TraceName, indices: [Int]) throws(AnswerFact) -> NumberGrid<Number>
}

extension AnswerEnvironment {
    public func constant(_ name: String) throws(AnswerFact) -> NumberGrid<Number> {
        throw AnswerFact.unknownName(name, suggestion: nil)
    }
    public func integer(_ name: String) -> Int? { nil }
    public func zero(of name: String) -> NumberGrid<Number>? { nil }
    public func element(_ name: String, at step: Int) throws(AnswerFact) -> NumberGrid<Number> {
        throw AnswerFact.unknownName(name, suggestion: nil)
    }
    public func quantity(_ name: TraceName, indices: [Int]) throws(AnswerFact) -> NumberGrid<Number> {
        throw AnswerFact.unknownQuantity(name.dotted, suggestion: nil)
    }
}

/// No names: numbers alone.
public struct ConstantEnvironment: AnswerEnvironment {
    public typealias Number = Quantity
    public init() {}
}
