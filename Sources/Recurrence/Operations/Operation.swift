import Formula

/// The right-hand side of an equation, as a value: what it reads, what it computes, and what it hands back.
///
/// To add an operation, write one file in `Operations/` with a type like these. One that is written row by row conforms to
/// `RowOperation` and needs nothing else; one that shall run as fast as the others has an instruction of its own, which stands
/// in the same file and in the list of `InstructionKind.swift`.
public protocol Operation: Sendable {
    /// Every node that is read, in the order in which the equation is written.
    var operands: [Operand] { get }
    /// Every parameter that is read, in that order.
    var parameters: [ParameterID] { get }
    /// Where every entry of the result lies; nil where it may be any number.
    var bounds: ClosedRange<Double>? { get }
    /// Whether it has only +, − and ×, so that fractions can compute it.
    var isRational: Bool { get }
    /// What its row lies next to in the arena, so that it can run together with its neighbours.
    var bundling: Bundling { get }
    /// Appends its instructions, in running order.
    func lower(_ lowering: inout Lowering)

    /// The formula of the value.
    func formula(_ step: EquationStep) -> ValueFormula

    /// The formula of what one operand's gradient gets.
    ///
    /// - Parameters:
    ///   - upper: ∂L/∂ the result.
    ///   - operand: its place among `operands`.
    ///   - row: the step of the row whose gradient is meant: of an operand that reads all steps, one of them.
    func pullback(_ upper: Expression, to operand: Int, row: Int, _ step: EquationStep) -> ValueFormula

    /// The formula of what a parameter's gradient gets, in the parameter's shape.
    ///
    /// - Parameter upper: ∂L/∂ the result.
    func gradientTerm(_ upper: Expression, of parameter: ParameterID, _ step: EquationStep) -> Expression
}

extension Operation {
    public var parameters: [ParameterID] { [] }
    public var bounds: ClosedRange<Double>? { nil }
    public var isRational: Bool { true }
    public var bundling: Bundling { .alone }

    public func gradientTerm(_ upper: Expression, of parameter: ParameterID, _ step: EquationStep) -> Expression {
        preconditionFailure("an operation with parameters says what their gradients get")
    }
}

/// An operation that can also be added to what the output holds already: a summand of a `Sum`.
public protocol Term: Operation {
    /// Whether it and the term before it are one, on pieces of a vector that lies in several nodes.
    func continues(_ term: any Term) -> Bool

    /// The formula of the term and those that continue it, as one.
    func formula(continuedBy rest: [any Term], _ step: EquationStep) -> Expression

    /// The formula of what a parameter's gradient gets from the term and those that continue it.
    func gradientTerm(
        _ upper: Expression, of parameter: ParameterID, continuedBy rest: [any Term], _ step: EquationStep
    ) -> Expression
}

extension Term {
    public func continues(_ term: any Term) -> Bool { false }

    public func formula(continuedBy rest: [any Term], _ step: EquationStep) -> Expression { formula(step).whole }

    public func gradientTerm(
        _ upper: Expression, of parameter: ParameterID, continuedBy rest: [any Term], _ step: EquationStep
    ) -> Expression {
        gradientTerm(upper, of: parameter, step)
    }

    /// The pieces of the vector that the term and those that continue it read, as one.
    func vector(continuedBy rest: [any Term], _ step: EquationStep) -> Expression {
        .concatenation((operands + rest.flatMap(\.operands)).map(step.value))
    }
}

/// What the row of an operation's result lies next to.
public enum Bundling: Sendable, Equatable {
    case alone
    /// Beside the other affine maps of its part: one matrix product then computes them all.
    case affine
    /// In the order in which its argument lies beside others; those of the same `order` next to each other.
    case pointwise(of: Operand, order: Int)
}
