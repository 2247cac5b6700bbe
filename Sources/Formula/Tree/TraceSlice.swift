/// Rows and columns of a name, from 1: W[:,3:4] are the columns that the third and fourth entry of a vector meet.
public struct TraceSlice: Sendable, Hashable {
    /// nil for all.
    public var rows: ClosedRange<Int>?
    /// nil for all; a vector is sliced by rows alone.
    public var columns: ClosedRange<Int>?

    /// A slice of what is given; nil takes every row or every column.
    public init(rows: ClosedRange<Int>? = nil, columns: ClosedRange<Int>? = nil) {
        self.rows = rows
        self.columns = columns
    }

    /// What stands in the brackets behind the name: `:` and `3:4`.
    public var marks: [String] {
        func text(_ range: ClosedRange<Int>) -> String { "\(range.lowerBound):\(range.upperBound)" }
        guard let columns else { return rows.map { [text($0)] } ?? [] }
        return [rows.map(text) ?? ":", text(columns)]
    }
}

extension Expression {
    /// The rows or columns of an expression: of its names where it is made of several.
    public func sliced(_ slice: TraceSlice) -> Expression {
        switch kind {
        case .quantity(var name):
            name.slice = slice
            return Expression(.quantity(name))
        case .negative(let inner): return .negated(inner.sliced(slice))
        case .sum(let terms):
            return .sum(terms.map { $0.isNegative ? .negated($0.value.sliced(slice)) : $0.value.sliced(slice) })
        case .transpose(let inner):
            return inner.sliced(TraceSlice(rows: slice.columns, columns: slice.rows)).transposed
        case .product(let first, let rest) where rest.allSatisfy({ $0.operator == .entrywise }):
            return .hadamard(([first] + rest.map(\.value)).map { $0.sliced(slice) })
        case .product(let first, let rest):
            // Rows of a matrix product are rows of its first factor.
            return Expression(.product(first: first.sliced(slice), rest: rest))
        case .call(let function, let argument) where function != .softmax && function != .norm:
            return .call(function, argument.sliced(slice))
        default: return self
        }
    }
}

extension Printer {
    /// An index as it stands in a name: 3, j, t-1.
    public static func index(_ expression: Expression) -> String {
        switch expression.kind {
        case .number(let literal): return literal.value.description
        case .index(let name): return name
        case .negative(let inner): return "-" + index(inner)
        case .sum(let terms):
            return terms.enumerated().reduce(into: "") { text, term in
                let sign = term.element.isNegative ? "-" : term.offset == 0 ? "" : "+"
                text += sign + index(term.element.value)
            }
        default: return expression.description
        }
    }
}
