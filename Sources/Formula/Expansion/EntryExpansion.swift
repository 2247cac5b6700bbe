import ExactMath

/// One entry of an expression of vectors and matrices, written in single numbers: U h₂ becomes U[1,1]·h₂[1] + U[1,2]·h₂[2].
///
/// What comes out has only names with all their indices; the numbers can stand in for them one by one.
public struct EntryExpansion {
    /// The shape of what a name stands for, with the indices that it has.
    private let shape: (TraceName) -> GridShape

    /// An expansion of trees over names of known shapes.
    ///
    /// - Parameter shape: rows and columns of what a name stands for, with the indices that it has.
    public init(shape: @escaping (TraceName) -> GridShape) { self.shape = shape }

    /// The entry in a row and column, from 0.
    public func entry(_ row: Int, _ column: Int = 0, of expression: Expression) -> Expression {
        let size = self.size(of: expression)
        return expand(expression, size.rows == 1 ? 0 : row, size.columns == 1 ? 0 : column)
    }

    // MARK: Shapes

    /// Rows and columns of an expression.
    public func size(of expression: Expression) -> GridShape {
        switch expression.kind {
        case .number, .word, .constant, .index, .element, .comparison: return .number
        case .quantity(let name): return shape(name)
        case .negative(let inner), .entrywisePower(let inner, _), .power(let inner, _): return size(of: inner)
        case .call(let function, let argument): return function == .norm ? .number : size(of: argument)
        case .transpose(let inner): return size(of: inner).transposed
        case .sum(let terms): return terms.lazy.map { size(of: $0.value) }.first { !$0.isNumber } ?? .number
        case .product(let first, let rest):
            return rest.reduce(size(of: first)) { left, factor in
                Self.product(left, factor.operator, size(of: factor.value))
            }
        case .series(_, _, _, let body): return size(of: body)
        case .list(let rows, let isVector):
            if isVector { return GridShape(rows.first?.count ?? 0) }
            return GridShape(
                rows.reduce(0) { $0 + ($1.first.map { size(of: $0).rows } ?? 0) },
                rows.first?.reduce(0) { $0 + size(of: $1).columns } ?? 0)
        }
    }

    private static func product(
        _ left: GridShape, _ sign: Expression.Factor.Operator, _ right: GridShape
    ) -> GridShape {
        switch sign {
        case .divide: return left
        case .entrywise: return left.isNumber ? right : left
        case .times:
            if left.columns == right.rows { return GridShape(left.rows, right.columns) }
            return left.isNumber ? right : left
        }
    }

    // MARK: Entries

    private func expand(_ expression: Expression, _ row: Int, _ column: Int) -> Expression {
        switch expression.kind {
        case .number, .word, .constant, .index, .element, .comparison: return expression
        case .quantity(let name): return named(name, row, column)
        case .negative(let inner): return .negated(expand(inner, row, column))
        case .sum(let terms):
            return .sum(
                terms.map { term in
                    let size = size(of: term.value)
                    let entry = expand(term.value, size.rows == 1 ? 0 : row, size.columns == 1 ? 0 : column)
                    return term.isNegative ? .negated(entry) : entry
                })
        case .product(let first, let rest): return product(first, rest[...], row, column)
        case .transpose(let inner): return expand(inner, column, row)
        case .call(let function, let argument): return call(function, argument, row, column)
        case .power(let base, let exponent):
            if case .call(.norm, let inner) = base.kind, exponent.isTwo { return squares(inner) }
            return Expression(.power(expand(base, row, column), exponent: exponent))
        case .entrywisePower(let base, let exponent):
            return Expression(.power(expand(base, row, column), exponent: exponent))
        case .series(let variable, let lower, let upper, let body):
            guard let first = lower.wholeNumber, let last = upper.wholeNumber, first <= last else {
                return .integer(0)
            }
            return .sum((first...last).map { expand(body.binding(variable, to: $0), row, column) })
        case .list(let rows, let isVector): return list(rows, isVector, row, column)
        }
    }

    private func named(_ name: TraceName, _ row: Int, _ column: Int) -> Expression {
        let size = shape(name)
        if size.isNumber { return Expression(.quantity(name)) }
        var entry = name
        entry.indices.append(.integer(row + 1))
        if size.isMatrix { entry.indices.append(.integer(column + 1)) }
        return Expression(.quantity(entry))
    }

    /// a · b · c from the left: the last factor's column, the rest's row.
    private func product(
        _ first: Expression, _ rest: ArraySlice<Expression.Factor>, _ row: Int, _ column: Int
    ) -> Expression {
        guard let last = rest.last else { return expand(first, row, column) }
        let before = rest.dropLast()
        let left = before.reduce(size(of: first)) { Self.product($0, $1.operator, size(of: $1.value)) }
        let right = size(of: last.value)
        func leftEntry(_ row: Int, _ column: Int) -> Expression {
            product(first, before, left.rows == 1 ? 0 : row, left.columns == 1 ? 0 : column)
        }
        func rightEntry(_ row: Int, _ column: Int) -> Expression {
            expand(last.value, right.rows == 1 ? 0 : row, right.columns == 1 ? 0 : column)
        }
        switch last.operator {
        case .divide: return .quotient(leftEntry(row, column), rightEntry(0, 0))
        case .entrywise: return .product(leftEntry(row, column), rightEntry(row, column))
        case .times:
            guard left.columns == right.rows, left.columns > 1 else {
                return .product(leftEntry(row, column), rightEntry(row, column))
            }
            return .sum((0..<left.columns).map { .product(leftEntry(row, $0), rightEntry($0, column)) })
        }
    }

    private func call(_ function: MathFunction, _ argument: Expression, _ row: Int, _ column: Int) -> Expression {
        switch function {
        case .softmax:
            let count = size(of: argument).rows
            let total = Expression.sum((0..<count).map { .call(.exp, expand(argument, $0, 0)) })
            return .quotient(.call(.exp, expand(argument, row, 0)), total)
        case .norm: return .call(.sqrt, squares(argument))
        default: return .call(function, expand(argument, row, column))
        }
    }

    /// Σ of the squares of all entries.
    private func squares(_ inner: Expression) -> Expression {
        let size = size(of: inner)
        return .sum((0..<size.rows).flatMap { r in (0..<size.columns).map { expand(inner, r, $0).squared } })
    }

    private func list(_ rows: [[Expression]], _ isVector: Bool, _ row: Int, _ column: Int) -> Expression {
        if isVector { return expand(rows[0][row], 0, 0) }
        var top = 0
        for blocks in rows {
            let height = blocks.first.map { size(of: $0).rows } ?? 0
            guard row >= top + height else {
                var left = 0
                for block in blocks {
                    let width = size(of: block).columns
                    if column < left + width { return expand(block, row - top, column - left) }
                    left += width
                }
                return .integer(0)
            }
            top += height
        }
        return .integer(0)
    }
}

extension Expression {
    /// The tree with a sum's variable replaced by a number.
    public func binding(_ variable: String, to value: Int) -> Expression {
        replacing { node in
            if case .index(variable) = node.kind { return .integer(value) }
            return nil
        }
    }
}
