import ExactMath
import Formula
import Formula
import Testing

/// A small trace: the numbers by their names.
private struct SmallTrace: FormulaEnvironment {
    typealias Number = Quantity

    func integer(_ name: String) -> Int? { ["t": 2, "T": 3][name] }

    func quantity(_ name: TraceName, indices: [Int]) throws(FormulaFact) -> NumberGrid<Quantity> {
        let vectors: [String: [Double]] = [
            "stack.0.f[3]": [0.7, 0.2], "grad(stack.0.h[2])": [3, 4], "loss": [1.25], "losses[2]": [0.5],
        ]
        let key = name.dotted + indices.prefix(1).map { "[\($0)]" }.joined()
        guard let vector = vectors[name.isGradient ? "grad(\(key))" : key] else {
            throw FormulaFact.unknownQuantity(name.dotted, suggestion: "stack.0.f")
        }
        guard indices.count == 2 else { return .column(vector.map(Quantity.approximate)) }
        guard vector.indices.contains(indices[1] - 1) else {
            throw FormulaFact.indexOutOfRange(name: name.dotted, index: indices[1], allowed: 1...vector.count, when: "")
        }
        return NumberGrid(.approximate(vector[indices[1] - 1]))
    }
}

@Suite("Numbers of a trace")
struct TraceExpressionTests {
    private func outcome(_ text: String) -> String {
        do {
            let expression = try TraceExpression(text)
            if expression.isComparison {
                let outcome = try expression.outcome(in: SmallTrace())
                let sides = [outcome.left, outcome.right].map { $0.elements.map(\.description).joined(separator: " ") }
                return "\(sides[0]) | \(sides[1]) | \(outcome.holds)"
            }
            return try expression.value(in: SmallTrace()).elements.map(\.description).joined(separator: " ")
        } catch { return error.description }
    }

    @Test(
        "Names, arithmetic and comparisons",
        arguments: [
            ("stack.0.f[3][1]", "0.7"), ("stack.0.f[3]", "0.7 0.2"), ("stack.0.f[T][t]", "0.2"),
            ("stack.0.f[t+1][1] - 0.2", "0.49999999999999994"),
            ("grad(stack.0.h[2][1])", "3.0"), ("norm(grad(stack.0.h[2]))", "5.0"), ("loss", "1.25"),
            ("losses[t]", "0.5"),
            ("norm(grad(stack.0.h[2])) <= 5", "5.0 | 5 | true"), ("loss = 1.2", "1.25 | 6/5 | true"),
            ("loss == 1.250", "1.25 | 5/4 | true"),
            ("loss = 1.3", "1.25 | 13/10 | true"), ("loss = 1.26", "1.25 | 63/50 | false"),
            ("2 loss > 5/2", "2.5 | 5/2 | false"),
            ("grad(stack.0.h[2]) = [3, 4]", "3.0 4.0 | 3 4 | true"), ("t = 2", "2 | 2 | true"),
            ("loss ≥ losses[2]", "1.25 | 0.5 | true"),
            ("1/3 = 0.333", "1/3 | 333/1000 | true"),
            // A decimal stands for all that rounds to it, with however few digits.
            ("loss = 1.", "1.25 | 1 | true"), ("loss = 2.", "1.25 | 2 | false"),
        ])
    func outcomes(text: String, expected: String) {
        #expect(outcome(text) == expected)
    }

    @Test(
        "What cannot be read or looked up",
        arguments: [
            ("stack.0.g[3][1]", "column 1: There is no stack.0.g in this network; did you mean stack.0.f?"),
            ("loss < losses[2] < 3", "column 18: There is a second comparison; only one fits."),
            ("stack.0.f[3][3] > 0", "column 1: stack.0.f has no step 3: it runs from 1 to 2."),
            ("stack.0.f[1/2]", "column 11: An index is a whole number made of t, k, T and numbers."),
            ("stack.0.", "column 9: Found the end, but a number, a name or an opening bracket would fit here."),
            ("grad loss", "column 1: The argument of grad stands in brackets: grad(…)."),
            ("stack.0.f[3", "column 10: The bracket [ is never closed."),
            ("grad(stack.0.h[2]) < [3, 4]", "column 1: A 2×1 and a 2×1 cannot be compared."),
            ("loss <", "column 7: Found the end, but a number, a name or an opening bracket would fit here."),
        ])
    func faults(text: String, expected: String) {
        #expect(outcome(text) == expected)
    }
}
