import ExactMath
import Exercises
import Formula

/// Changes a formula without changing what it says: sums commuted and split, products expanded, factored and transposed, indices
/// shifted, quantities written out.
struct Rewriting {
    typealias Tree = Expression
    var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func chance(_ percent: UInt64) -> Bool { generator.integer(below: 100) < percent }

    /// The formula after a few random changes.
    mutating func rewrite(_ tree: Tree) -> Tree {
        var result = tree
        for _ in 0..<Int(1 + generator.integer(below: 5)) { result = change(result) }
        return result
    }

    private mutating func change(_ tree: Tree) -> Tree {
        let inner = mapChildren(tree)
        return chance(30) ? changeHere(inner) : inner
    }

    private mutating func mapChildren(_ tree: Tree) -> Tree {
        switch tree.kind {
        case .sum(let terms):
            return Self.sum(terms.map { Tree.Term(isNegative: $0.isNegative, value: change($0.value)) })
        case .product(let first, let rest):
            return Self.node(
                .product(
                    first: change(first), rest: rest.map { Tree.Factor(operator: $0.operator, value: change($0.value)) }
                ))
        case .transpose(let inner): return Self.transposed(change(inner))
        case .negative(let inner): return Self.node(.negative(change(inner)))
        case .call(let function, let argument): return Self.node(.call(function, change(argument)))
        case .power(let base, let exponent): return Self.node(.power(change(base), exponent: exponent))
        case .series(let variable, let lower, let upper, let body):
            return Self.node(.series(variable: variable, lower: lower, upper: upper, body: change(body)))
        default: return tree
        }
    }

    private mutating func changeHere(_ tree: Tree) -> Tree {
        switch (tree.kind, generator.integer(below: 4)) {
        case (.sum(let terms), 0...2): return Self.sum(generator.shuffled(terms))
        case (.product(let first, let rest), 0...2) where rest.allSatisfy({ $0.operator == .times }):
            return changeProduct([first] + rest.map(\.value))
        case (.transpose(let inner), 0...1): return pushTranspose(inner)
        case (.power(let base, let exponent), 0...1):
            if base.isNumber { return tree }
            if case .transpose(let inner) = base.kind {
                return Self.transposed(Self.node(.power(inner, exponent: exponent)))
            }
        case (.element(let name, let index), 0...2): return writeOut(name, index) ?? tree
        case (.series(let variable, let lower, let upper, let body), 0...2):
            return changeSeries(variable, lower, upper, body)
        default: break
        }
        if tree.isIndexLike { return tree }
        switch generator.integer(below: 4) {
        case 0:
            return Self.product([
                Self.node(
                    .product(first: Self.number(1), rest: [Tree.Factor(operator: .divide, value: Self.number(2))])),
                Self.number(2), tree,
            ])
        case 1: return Self.node(.negative(Self.node(.negative(tree))))
        case 2:
            return Self.sum([
                Tree.Term(isNegative: false, value: tree), Tree.Term(isNegative: chance(50), value: Self.number(0)),
            ])
        default: return Self.transposed(Self.transposed(tree))
        }
    }

    private mutating func changeProduct(_ factors: [Tree]) -> Tree {
        // Expanded: A (b + c) = A b + A c
        if chance(50), let place = factors.indices.first(where: { factors[$0].expands }) {
            return Self.sum(
                factors[place].terms.map { term in
                    var expanded = factors
                    expanded[place] = term.value
                    return Tree.Term(isNegative: term.isNegative, value: Self.product(expanded))
                })
        }
        // Pushed into a sum: A Σ f = Σ A f
        if chance(50), let last = factors.last, case .series(let variable, let lower, let upper, let body) = last.kind,
            !factors.dropLast().contains(where: { $0.mentions(variable) })
        {
            return Self.node(
                .series(variable: variable, lower: lower, upper: upper, body: Self.product(factors.dropLast() + [body]))
            )
        }
        // Transposed: A b = (bᵀ Aᵀ)ᵀ
        if chance(50) {
            return Self.transposed(Self.product(factors.reversed().map { $0.isNumber ? $0 : Self.transposed($0) }))
        }
        guard factors.count > 2 else { return Self.product(factors) }
        // Grouped: A b c = A (b c)
        return Self.product([factors[0], Self.product(Array(factors.dropFirst()))])
    }

    private func pushTranspose(_ inner: Tree) -> Tree {
        switch inner.kind {
        case .sum(let terms):
            return Self.sum(
                terms.map {
                    Tree.Term(
                        isNegative: $0.isNegative, value: $0.value.isNumber ? $0.value : Self.transposed($0.value))
                })
        case .product(let first, let rest) where rest.allSatisfy({ $0.operator == .times }):
            let factors = [first] + rest.map(\.value)
            return Self.product(factors.reversed().map { $0.isNumber ? $0 : Self.transposed($0) })
        case .series(let variable, let lower, let upper, let body):
            return Self.node(.series(variable: variable, lower: lower, upper: upper, body: Self.transposed(body)))
        default: return Self.transposed(inner)
        }
    }

    /// e = ŷ − y, ŷ = W_ya a
    private mutating func writeOut(_ name: String, _ index: Tree) -> Tree? {
        switch name {
        case "e":
            return Self.sum([
                Tree.Term(isNegative: false, value: Self.node(.element("yhat", index: index))),
                Tree.Term(isNegative: true, value: Self.node(.element("y", index: index))),
            ])
        case "yhat" where allowsOutputs:
            return Self.product([Self.node(.constant("W_ya")), Self.node(.element("a", index: index))])
        default: return nil
        }
    }

    /// Whether ŷ^t = W_ya a^t holds: not where biases are.
    var allowsOutputs = true

    private mutating func changeSeries(_ variable: String, _ lower: Tree, _ upper: Tree, _ body: Tree) -> Tree {
        switch generator.integer(below: 4) {
        case 0:
            // The index shifted
            let shift = Int(generator.integer(below: 5)) - 2
            let moved = body.replacing(variable, with: Self.offset(Self.node(.index(variable)), -shift))
            return Self.node(
                .series(
                    variable: variable, lower: Self.offset(lower, shift), upper: Self.offset(upper, shift), body: moved)
            )
        case 1
        where ["t", "1"].contains(lower.description) && upper.description == "T" && lower.description != variable:
            // The first term apart: the range is never empty.
            let rest = Self.node(.series(variable: variable, lower: Self.offset(lower, 1), upper: upper, body: body))
            return Self.sum([
                Tree.Term(isNegative: false, value: body.replacing(variable, with: lower)),
                Tree.Term(isNegative: false, value: rest),
            ])
        case 2:
            // Another name
            let names = ["k", "j", "i", "n", "tau"].filter {
                !body.mentions($0) && !lower.mentions($0) && !upper.mentions($0)
            }
            guard !names.isEmpty else { break }
            let name = generator.element(of: names)
            return Self.node(
                .series(
                    variable: name, lower: lower, upper: upper,
                    body: body.replacing(variable, with: Self.node(.index(name)))))
        default:
            // Σ (f + g) = Σ f + Σ g
            let terms = body.terms
            if body.expands {
                return Self.sum(
                    terms.map {
                        Tree.Term(
                            isNegative: $0.isNegative,
                            value: Self.node(.series(variable: variable, lower: lower, upper: upper, body: $0.value)))
                    })
            }
        }
        return Self.node(.series(variable: variable, lower: lower, upper: upper, body: body))
    }

    // MARK: Building trees

    static func node(_ kind: Tree.Kind) -> Tree { Tree(kind, at: 0..<0) }
    static func number(_ n: Int) -> Tree { node(.number(NumberLiteral(n))) }

    static func sum(_ terms: [Tree.Term]) -> Tree {
        terms.count == 1 && !terms[0].isNegative ? terms[0].value : node(.sum(terms))
    }

    static func product(_ factors: [Tree]) -> Tree {
        factors.count == 1
            ? factors[0]
            : node(
                .product(first: factors[0], rest: factors.dropFirst().map { Tree.Factor(operator: .times, value: $0) }))
    }

    static func transposed(_ tree: Tree) -> Tree {
        if case .transpose(let inner) = tree.kind { return inner }
        return tree.isNumber ? tree : node(.transpose(tree))
    }

    static func offset(_ tree: Tree, _ by: Int) -> Tree {
        if by == 0 { return tree }
        return sum([Tree.Term(isNegative: false, value: tree), Tree.Term(isNegative: by < 0, value: number(abs(by)))])
    }
}

extension Expression {
    var terms: [Term] {
        if case .sum(let terms) = kind { return terms }
        return [Term(isNegative: false, value: self)]
    }

    /// Whether it is a sum of terms of one shape: a number that goes with every entry stays where it is.
    var expands: Bool { terms.count > 1 && !terms.contains { $0.value.isNumber } }

    /// Numbers alone, however computed.
    var isNumber: Bool {
        switch kind {
        case .number, .index: return true
        case .negative(let inner): return inner.isNumber
        case .product(let first, let rest): return first.isNumber && rest.allSatisfy(\.value.isNumber)
        case .sum(let terms): return terms.allSatisfy(\.value.isNumber)
        default: return false
        }
    }

    var isIndexLike: Bool { isNumber }

    func mentions(_ variable: String) -> Bool {
        switch kind {
        case .index(variable): return true
        case .element(_, let index): return index.mentions(variable)
        case .sum(let terms): return terms.contains { $0.value.mentions(variable) }
        case .product(let first, let rest):
            return first.mentions(variable) || rest.contains { $0.value.mentions(variable) }
        case .negative(let inner), .transpose(let inner), .call(_, let inner): return inner.mentions(variable)
        case .power(let base, let exponent), .entrywisePower(let base, let exponent):
            return base.mentions(variable) || exponent.mentions(variable)
        case .series(let own, let lower, let upper, let body):
            return own == variable || lower.mentions(variable) || upper.mentions(variable) || body.mentions(variable)
        default: return false
        }
    }

    /// The tree with an index put in a variable's place; a sum over the same variable keeps its own.
    func replacing(_ variable: String, with value: Expression) -> Expression {
        func inner(_ tree: Expression) -> Expression { tree.replacing(variable, with: value) }
        switch kind {
        case .index(variable): return value
        case .element(let name, let index): return Rewriting.node(.element(name, index: inner(index)))
        case .sum(let terms):
            return Rewriting.node(.sum(terms.map { Term(isNegative: $0.isNegative, value: inner($0.value)) }))
        case .product(let first, let rest):
            return Rewriting.node(
                .product(first: inner(first), rest: rest.map { Factor(operator: $0.operator, value: inner($0.value)) }))
        case .negative(let tree): return Rewriting.node(.negative(inner(tree)))
        case .transpose(let tree): return Rewriting.node(.transpose(inner(tree)))
        case .call(let function, let tree): return Rewriting.node(.call(function, inner(tree)))
        case .power(let base, let exponent): return Rewriting.node(.power(inner(base), exponent: inner(exponent)))
        case .entrywisePower(let base, let exponent):
            return Rewriting.node(.entrywisePower(inner(base), exponent: inner(exponent)))
        case .series(let own, let lower, let upper, let body):
            return Rewriting.node(
                .series(
                    variable: own, lower: inner(lower), upper: inner(upper), body: own == variable ? body : inner(body))
            )
        default: return self
        }
    }
}
