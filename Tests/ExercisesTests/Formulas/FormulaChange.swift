import ExactMath
import Formula

/// Changes what a formula says, at one place.
struct FormulaChange {
    var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// nil where the place that was drawn has nothing to change.
    mutating func change(_ tree: Expression) -> Expression? {
        let places = Self.count(tree)
        let place = Int(generator.integer(below: UInt64(places)))
        var left = place
        return Self.changing(tree, at: &left, using: &generator)
    }

    private static func count(_ tree: Expression) -> Int { 1 + parts(tree).reduce(0) { $0 + count($1) } }

    /// The parts in which a change changes the value: not an index, whose number may count for nothing.
    private static func parts(_ tree: Expression) -> [Expression] {
        switch tree.kind {
        case .sum(let terms): terms.map(\.value)
        case .product(let first, let rest): [first] + rest.map(\.value)
        case .negative(let inner), .transpose(let inner), .call(_, let inner): [inner]
        case .power(let base, _): [base]
        case .series(_, _, _, let body): [body]
        default: []
        }
    }

    private static func changing(
        _ tree: Expression, at place: inout Int, using generator: inout SeededGenerator
    ) -> Expression? {
        if place == 0 {
            place = -1
            return changed(tree, using: &generator)
        }
        place -= 1
        func inner(_ tree: Expression) -> Expression? {
            place >= 0 ? changing(tree, at: &place, using: &generator) : tree
        }
        switch tree.kind {
        case .sum(let terms):
            let values = terms.map { inner($0.value) }
            guard values.allSatisfy({ $0 != nil }) else { return nil }
            return Rewriting.sum(
                zip(terms, values.compactMap { $0 }).map { Expression.Term(isNegative: $0.isNegative, value: $1) })
        case .product(let first, let rest):
            guard let head = inner(first) else { return nil }
            let values = rest.map { inner($0.value) }
            guard values.allSatisfy({ $0 != nil }) else { return nil }
            return Rewriting.node(
                .product(
                    first: head,
                    rest: zip(rest, values.compactMap { $0 }).map {
                        Expression.Factor(operator: $0.operator, value: $1)
                    }))
        case .negative(let part): return inner(part).map { Rewriting.node(.negative($0)) }
        case .transpose(let part): return inner(part).map(Rewriting.transposed)
        case .call(let function, let part): return inner(part).map { Rewriting.node(.call(function, $0)) }
        case .power(let base, let exponent): return inner(base).map { Rewriting.node(.power($0, exponent: exponent)) }
        case .series(let variable, let lower, let upper, let body):
            return inner(body).map {
                Rewriting.node(.series(variable: variable, lower: lower, upper: upper, body: $0))
            }
        default: return tree
        }
    }

    private static func changed(_ tree: Expression, using generator: inout SeededGenerator) -> Expression? {
        switch tree.kind {
        case .sum(let terms) where terms.count > 1:
            var other = terms
            let index = Int(generator.integer(below: UInt64(terms.count)))
            if generator.integer(below: 2) == 0 {
                other[index].isNegative.toggle()
            } else {
                other.remove(at: index)
            }
            return Rewriting.sum(other)
        case .element(let name, let index):
            return Rewriting.node(
                .element(name, index: Rewriting.offset(index, generator.integer(below: 2) == 0 ? 1 : -1)))
        case .constant(let name):
            let others = ["W_aa", "W_ax", "W_ya"].filter { $0 != name }
            guard name.hasPrefix("W") else { return doubled(tree) }
            return Rewriting.node(.constant(generator.element(of: others)))
        case .transpose(let inner):
            if case .constant = inner.kind { return inner }
            return doubled(tree)
        case .number, .index: return nil
        default: return doubled(tree)
        }
    }

    private static func doubled(_ tree: Expression) -> Expression { Rewriting.product([Rewriting.number(2), tree]) }
}
