import Formula

/// Σ of terms: affine maps, residual sums, copies, concatenations.
public struct Sum: Operation {
    /// The summands in the order in which they are computed, which formulas need not keep.
    public let terms: [any Term]

    /// The terms together cover every entry of the output.
    public init(_ terms: [any Term]) { self.terms = terms }

    public var operands: [Operand] { terms.flatMap(\.operands) }
    public var parameters: [ParameterID] { terms.flatMap(\.parameters) }
    public var isRational: Bool { terms.allSatisfy(\.isRational) }
    public var bundling: Bundling { terms.contains { $0.bundling == .affine } ? .affine : .alone }

    /// Terms in the order given; the first one that covers an entry assigns it, the others add.
    public func lower(_ lowering: inout Lowering) {
        for term in terms { term.lower(&lowering) }
    }

    /// Terms on pieces of one vector, as one.
    private var runs: [(first: any Term, rest: [any Term])] {
        var runs: [(first: any Term, rest: [any Term])] = []
        for term in terms {
            if let run = runs.last, term.continues(run.rest.last ?? run.first) {
                runs[runs.count - 1].rest.append(term)
            } else {
                runs.append((term, []))
            }
        }
        return runs
    }

    /// What reads a node first, parameters alone last: W x + U h + b.
    public func formula(_ step: EquationStep) -> ValueFormula {
        let runs = self.runs
        let ordered = runs.filter { !$0.first.operands.isEmpty } + runs.filter { $0.first.operands.isEmpty }
        return .whole(.sum(ordered.map { $0.first.formula(continuedBy: $0.rest, step) }))
    }

    public func pullback(_ upper: Expression, to operand: Int, row: Int, _ step: EquationStep) -> ValueFormula {
        var place = operand
        for term in terms {
            if place < term.operands.count { return term.pullback(upper, to: place, row: row, step) }
            place -= term.operands.count
        }
        preconditionFailure("the sum has no operand \(operand)")
    }

    public func gradientTerm(_ upper: Expression, of parameter: ParameterID, _ step: EquationStep) -> Expression {
        .sum(
            runs.filter { $0.first.parameters.contains(parameter) }
                .map { $0.first.gradientTerm(upper, of: parameter, continuedBy: $0.rest, step) })
    }
}
