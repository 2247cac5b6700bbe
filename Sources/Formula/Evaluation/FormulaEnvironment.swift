import ExactMath

/// What the names of a text stand for.
public protocol FormulaEnvironment<Number> {
    /// What the names stand for is made of these, and the evaluator computes in them.
    associatedtype Number: FormulaNumber

    /// A matrix or vector that does not depend on the step.
    func constant(_ name: String) throws(FormulaFact) -> NumberGrid<Number>
    /// An index: t, T.
    func integer(_ name: String) -> Int?
    /// The element of a sequence at a step.
    func element(_ name: String, at step: Int) throws(FormulaFact) -> NumberGrid<Number>
    /// Zero of the shape of a sequence's elements.
    func zero(of name: String) -> NumberGrid<Number>?
    /// A number, vector or matrix of a trace, by its name with the indices worked out.
    func quantity(_ name: TraceName, indices: [Int]) throws(FormulaFact) -> NumberGrid<Number>
}

extension FormulaEnvironment {
    public func constant(_ name: String) throws(FormulaFact) -> NumberGrid<Number> {
        throw FormulaFact.unknownName(name, suggestion: nil)
    }
    public func integer(_ name: String) -> Int? { nil }
    public func zero(of name: String) -> NumberGrid<Number>? { nil }
    public func element(_ name: String, at step: Int) throws(FormulaFact) -> NumberGrid<Number> {
        throw FormulaFact.unknownName(name, suggestion: nil)
    }
    public func quantity(_ name: TraceName, indices: [Int]) throws(FormulaFact) -> NumberGrid<Number> {
        throw FormulaFact.unknownQuantity(name.dotted, suggestion: nil)
    }
}

/// No names: numbers alone.
public struct ConstantEnvironment: FormulaEnvironment {
    /// Literals are fractions, and doubles begin where a function makes a number irrational.
    public typealias Number = Quantity
    /// An environment in which every name is unknown.
    public init() {}
}
