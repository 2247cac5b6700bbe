import ExactMath
import Formula
import TestSupport
import Testing

/// Every kind of tree, in every style: signs, brackets, dots and words.
@Suite("Printed trees")
struct PrinterTests {
    private static let (v, u, m, s, r) = (name("v"), name("u"), name("M"), name("s"), name("r"))
    private static let half = Expression.number(Rational(1, 2))
    /// 1/8, written as a decimal.
    private static let eighth = Expression(
        .number(
            NumberLiteral(value: Rational(1, 8), digits: DecimalDigits(decimals: 3, significant: 3), text: "0.125")))

    private static func name(_ text: String) -> Expression { .name([text]) }

    /// v, u and M are vectors and matrices, p has a mark above, s and r are numbers by themselves; the rest are numbers.
    private static func leaf(_ name: TraceName, _ style: WritingStyle) -> Leaf {
        switch name.path[0] {
        case "s", "r": Leaf(name.path[0], .symbol(isScalar: true, isRaised: false))
        case "p": Leaf("p", .symbol(isScalar: false, isRaised: true))
        case "third": Leaf(number: "1/3", in: style)
        case "minus": Leaf(number: "-0.5", in: style)
        case "small": Leaf(number: "1e-7", in: style)
        default: Leaf(name.path[0], .symbol(isScalar: false, isRaised: false))
        }
    }

    private static let products: [Expression] = [
        .product(m, v), .product(s, v), .product(s, r), .product(.integer(2), s), .product(name("minus"), s),
        .product(half, v), .product(half, s), .product(name("third"), s), .product(s, name("small")),
        .product(m, .sum([v, u])), .product(.sum([s, r]), v), .product(.product(m, m), v), .product(m, .product(m, v)),
        .quotient(v, s), .quotient(s, .sum([s, r])), .quotient(.product(s, r), .product(r, s)),
        .product(.quotient(s, r), r), .hadamard([v, u, name("p")]), .hadamard(.product(m, v), .complement(u)),
        .hadamard(v, v.transposed), .product(.hadamard(v, u), s), .product(s, .hadamard(v, u)),
        .product(.product(half, s), r), .product(s, .quotient(s, r)), .quotient(s, .quotient(s, r)),
        .quotient(s, name("third")), .quotient(s, name("small")), .product(eighth, s),
        .product(Expression(.number(NumberLiteral(value: Rational(1, 8), text: "0.125"))), s),
        .product(half, eighth), .product(half, eighth.squared),
    ]

    private static let sums: [Expression] = [
        .sum([v, u, .negated(m)]), .sum([.negated(v), u]), .sum([v, name("minus")]), .difference(v, name("minus")),
        .sum([name("minus"), s]), .complement(s), .negated(.product(m, v)), .negated(name("minus")),
        .product(m, .negated(v)), .product(.complement(s), r), .sum([.product(s, r), half]),
        .sum([.concatenation([v, u]), v]),
        Expression(.comparison(v, .lessOrEqual, .integer(3))), Expression(.comparison(.sum([s, r]), .greater, half)),
    ]

    private static let powers: [Expression] = [
        v.squared, Expression(.entrywisePower(v, exponent: .integer(2))), name("p").squared, v.transposed,
        name("p").transposed, v.transposed.squared,
        v.squared.transposed, .sum([v, u]).squared, .product(s.squared, r), .product(v.squared, r),
        name("minus").squared,
        Expression(.power(s, exponent: name("r"))), Expression(.power(s, exponent: .integer(10))),
        Expression(.entrywisePower(v, exponent: .integer(3))), Expression(.entrywisePower(v, exponent: .integer(12))),
        .call(.norm, v).squared, .product(half, .call(.norm, .difference(v, u)).squared),
    ]

    private static let calls: [Expression] =
        [MathFunction.tanh, .sigmoid, .softmax, .exp, .log, .sqrt, .abs, .positive, .relu, .norm].map { .call($0, v) }
        + [
            .call(.tanh, .sum([v, u])), .product(.call(.exp, s), r), .product(.call(.exp, v), r),
            .call(.sigmoid, v).squared,
        ]

    private static let lists: [Expression] = [
        .concatenation([v, u]), .product(m, .concatenation([v, .sum([v, u])])),
        Expression(.list(rows: [[s, r]], isVector: true)),
        Expression(.list(rows: [[s, r], [r, s]], isVector: false)),
        .series("j", from: .integer(1), through: .variable("T"), .sum([v, u])),
        .product(s, .series("k", from: .difference(.variable("t"), .integer(1)), through: .integer(3), v)),
        Expression(.element("a", index: .difference(.variable("t"), .integer(1)))),
        Expression(.element("a", index: .variable("t"))).squared, Expression(.word("vanishes")),
        .product(Expression(.constant("U")), .variable("t")),
    ]

    /// Every function beside, within and under whatever can stand there.
    private static let crossed: [Expression] =
        [MathFunction.tanh, .sigmoid, .softmax, .exp, .log, .sqrt, .abs, .positive, .relu, .norm].flatMap { function in
            let f = Expression.call(function, v)
            return [
                f.squared, Expression(.power(f, exponent: .integer(3))), .call(function, v.squared), f.transposed,
                .call(function, v.transposed), .product(f, u), .product(u, f), .call(function, .product(v, u)),
                .hadamard(f, u), .hadamard(u, f), .quotient(f, s), .quotient(s, f), .sum([f, u]), .sum([u, f]),
                .complement(f), .negated(f), .sum([.product(s, f), u]), .call(.tanh, f), .product(half, f),
                .series("j", from: .integer(1), through: name("T"), f), Expression(.power(s, exponent: f)),
            ]
        } + [
            .quotient(.quotient(s, r), s), .product(name("third"), v), .sum([.quotient(s, r), s]),
            .sum([.product(half, s), r]), half, .sum([half, s]), .quotient(s, half), .hadamard(half, v),
            .call(.tanh, half), Expression(.power(s, exponent: .sum([r, .integer(1)]))),
            .product(Expression(.power(s, exponent: name("r"))), r), Expression(.power(s, exponent: name("minus"))),
            .sum([.series("j", from: .integer(1), through: name("T"), v), u]),
            .sum([u, .series("j", from: .integer(1), through: name("T"), v)]),
            .call(.tanh, name("small")), name("small").squared, .sum([.call(.norm, .sum([v, u])).squared, s]),
            .product(.call(.norm, v).squared, s), .call(.norm, .sum([v, u])).squared.squared,
        ]

    private static func written(_ style: WritingStyle, most: Int = .max, _ trees: [Expression]) -> String {
        let printer = Printer(style, most: most) { leaf($0, style) }
        return trees.map { printer.text($0).replacing("\u{A0}", with: "~") + "\n" }.joined()
    }

    /// What may not be broken is kept with a tilde.
    @Test("are those that are kept", arguments: WritingStyle.allCases) func areKept(_ style: WritingStyle) throws {
        let groups = [Self.products, Self.sums, Self.powers, Self.calls, Self.lists, Self.crossed].map {
            Self.written(style, $0)
        }
        let five = Expression.sum([Self.v, .negated(Self.u), Self.m, Self.v, Self.u])
        let shortened = [5, 3, 1].map { Self.written(style, most: $0, [five]) }.joined()
        try KeptText("Kept/printed-\(style.rawValue).txt").expect((groups + [shortened]).joined(separator: "\n"))
    }
}
