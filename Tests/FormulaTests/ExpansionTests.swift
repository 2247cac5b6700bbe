import Formula
import TestSupport
import Testing

/// Entries of vectors and matrices, written in single numbers.
@Suite("Entries of trees")
struct ExpansionTests {
    /// v, u and M are of two rows, w of three; M has three columns, R is a row, N and O are 1 × 1, s is a number.
    private let expansion = EntryExpansion { name in
        switch name.path[0] {
        case "v", "u": GridShape(2)
        case "w": GridShape(3)
        case "M": GridShape(2, 3)
        case "R": GridShape(1, 3, isMatrix: true)
        case "N": GridShape(1, 1, isMatrix: true)
        default: .number
        }
    }
    private static let (v, u, w, m, r, s) = (name("v"), name("u"), name("w"), name("M"), name("R"), name("s"))

    private static func name(_ text: String) -> Expression { .name([text]) }

    private static let expressions: [Expression] = [
        s, v, m, r, name("N"), v.transposed, m.transposed, .negated(v), .complement(v), .difference(v, u),
        .sum([m, .product(v, w.transposed)]), .product(m, w), .product(m.transposed, v), .product(v.transposed, u),
        .product(v, w.transposed), .product(s, m), .product(.product(v.transposed, m), w), .product(r, w),
        .product(name("N"), r), .quotient(v, s), .quotient(.product(r, w), s), .hadamard(v, .product(m, w)),
        .hadamard(s, v), .hadamard(v, s), v.squared, Expression(.entrywisePower(m, exponent: .integer(2))),
        .call(.norm, w).squared, .call(.norm, m),
        .product(s, .call(.norm, v)), .call(.tanh, .sum([v, u])), .call(.softmax, w), .concatenation([v, w]),
        .product(s, .concatenation([v, w]).transposed), .product(.integer(3), v),
        .series("k", from: .integer(1), through: .integer(2), .product(.name(["a"], [.variable("k")]), v)),
        .series("k", from: .integer(2), through: .integer(1), v), .sum([.integer(0), v]),
        Expression(.list(rows: [[s, r], [v, m]], isVector: false)),
        Expression(.list(rows: [[m, v], [r, s]], isVector: false)),
        .product(Expression(.list(rows: [[m, v], [r, s]], isVector: false)), .concatenation([w, s])),
        Expression(.list(rows: [[s, .integer(2), name("t")]], isVector: true)),
    ]

    /// Rows × columns, then every entry, row by row.
    private func text(_ expression: Expression) -> String {
        let size = expansion.size(of: expression)
        let entries = (0..<size.rows).flatMap { row in
            (0..<size.columns).map { "\(expansion.entry(row, $0, of: expression))" }
        }
        return "\(size.rows)×\(size.columns): " + entries.joined(separator: "; ")
    }

    @Test("are those that are kept") func areKept() throws {
        let lines = Self.expressions.map { "\($0)  \(text($0))\n" }
        try KeptText("Kept/entries.txt").expect(lines.joined())
    }

    @Test("A shape is a matrix where it has columns") func shapes() {
        let shapes = [
            GridShape(1), GridShape(3), GridShape(1, 3), GridShape(2, 3), GridShape(2, 3).transposed,
            GridShape(1, 3).transposed,
        ]
        #expect(shapes.map(\.isMatrix) == [false, false, true, true, true, false])
        #expect(shapes.map(\.isNumber) == [true, false, false, false, false, false])
        #expect(shapes.map(\.count) == [1, 3, 3, 6, 6, 3])
    }
}
