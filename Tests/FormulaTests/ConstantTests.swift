import ExactMath
import Formula
import Testing

/// What a text is read as, or why not.
func echo(_ text: String, words: Set<String> = []) -> String {
    do { return try AnswerLanguage.readValue(text, words: words).echo } catch {
        return "\(error.column): \(error.message)"
    }
}

@Suite("Numbers, lists and words")
struct ConstantTests {
    @Test(
        "Numbers in every spelling",
        arguments: [
            ("3", "3"), ("-3", "-3"), ("−3", "-3"), ("6/4", "6/4 = 3/2"), ("-1/2", "-1/2"), ("0.250", "0.250"),
            ("-.5", "-0.5"),
            ("1.", "1"), ("1e-3", "0.001"), ("2^-3", "2^(-3) = 1/8"), ("2^{-3}", "2^(-3) = 1/8"), ("½", "1/2"),
            ("\\frac{1}{2}", "1/2"), ("\\frac12", "1/2"), ("-\\frac{3}{4}", "-3/4"), ("√4", "sqrt(4) = 2"),
            ("√2", "sqrt(2) ≈ 1.414213562"),
            ("\\sqrt{9}/2", "sqrt(9)/2 = 3/2"), ("2√2", "2*sqrt(2) ≈ 2.828427125"), ("3·4", "3*4 = 12"),
            ("2(3)", "2*3 = 6"),
            ("tanh(0.5)", "tanh(0.5) ≈ 0.4621171573"), ("1/(1+exp(-0.3))", "1/(1 + exp(-0.3)) ≈ 0.5744425168"),
            ("1/(1+e^(-0.3))", "1/(1 + exp(1)^(-0.3)) ≈ 0.5744425168"), ("σ(0)", "sigmoid(0) = 1/2"), ("2²", "2^2 = 4"),
            ("--1", "1"), ("4^(1/2)", "4^(1/2) = 2"), ("-2^2", "-2^2 = -4"), ("(1)", "1"),
            ("\\left(1+\\,2\\right)", "1 + 2 = 3"),
        ])
    func numbers(text: String, expected: String) {
        #expect(echo(text) == expected)
    }

    @Test("Plain whole numbers are read as the grammar reads them")
    func plainIntegers() throws {
        var generator = SeededGenerator(seed: 3)
        func row(_ count: Int) -> String {
            let entries = (0..<count).map { _ in
                let number = Int.random(in: -1_200...1_200, using: &generator)
                return number % 100 == 0
                    ? ["-0", "007", "-012", "123456789012345678"][abs(number / 100) % 4] : "\(number)"
            }
            return "[" + entries.joined(separator: number(2) == 0 ? "," : ", ") + "]"
        }
        func number(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }
        for _ in 0..<2_000 {
            let (rows, columns) = (1 + number(3), 1 + number(4))
            let text =
                number(3) == 0 ? row(columns) : "[" + (0..<rows).map { _ in row(columns) }.joined(separator: ", ") + "]"
            // Behind a space the grammar reads it.
            #expect(try AnswerLanguage.readValue(text) == AnswerLanguage.readValue(" " + text), "\(text)")
        }
        for text in [
            "[1, 2], [3, 4]", "[[1, 2], [3]]", "[1, 2", "[[1, 2], 3]", "[1, -]", "[1234567890123456789, -1]", "[]",
            "[1,, 2]",
        ] {
            #expect(
                echo(text).replacing(#/^\d+: /#, with: "") == echo(" " + text).replacing(#/^\d+: /#, with: ""),
                "\(text)")
        }
    }

    @Test("A decimal is the same with a power of ten that says nothing, its digits too")
    func plainDecimals() throws {
        var generator = SeededGenerator(seed: 5)
        func digits(_ most: Int) -> String {
            (0..<Int.random(in: 0...most, using: &generator)).map { _ in
                String(Int.random(in: 0...9, using: &generator) * Int.random(in: 0...1, using: &generator))
            }.joined()
        }
        for _ in 0..<2_000 {
            let text = "\(digits(9)).\(digits(9))"
            guard text != "." else { continue }
            #expect(try AnswerLanguage.readValue(text).rows == AnswerLanguage.readValue(text + "e0").rows, "\(text)")
        }
    }

    @Test(
        "Vectors and matrices in every spelling",
        arguments: [
            ("[1, -1/2]", "[1, -1/2]"), ("[1 -1/2]", "[1, -1/2]"), ("[1 - 1/2]", "[1 - 1/2 = 1/2]"),
            ("(1, 2)", "[1, 2]"),
            ("[[1, 2], [3, 4]]", "[[1, 2], [3, 4]]"), ("[1 2; 3 4]", "[[1, 2], [3, 4]]"),
            ("[1, 2; 3, 4]", "[[1, 2], [3, 4]]"),
            ("[1 1/2; 0 1]", "[[1, 1/2], [0, 1]]"), ("[1 2\n 3 4]", "[[1, 2], [3, 4]]"),
            ("[[1 2]\n [3 4]]", "[[1, 2], [3, 4]]"),
            ("[[1, 2],\n [3, 4]]", "[[1, 2], [3, 4]]"), ("[-1 -1; 2 1]", "[[-1, -1], [2, 1]]"),
            ("[1; 2]", "[[1], [2]]"),
            ("[1, 2]'", "[[1], [2]]"), ("[√4 2]", "[sqrt(4) = 2, 2]"), ("1/2 [2, 4]", "1/2 [2, 4] = [1, 2]"),
            ("[0.50, 1]", "[0.50, 1]"),
            ("\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}", "[[1, 2], [3, 4]]"), ("[2 (3)]", "[2, 3]"),
            ("[1 / 2 3]", "[1/2, 3]"), ("3½", "7/2"), ("20, -4", "[20, -4]"), ("135/2, 53", "[135/2, 53]"),
            ("-5/4; -5/2", "[-5/4, -5/2]"), ("((1, 2), (3, 4))", "[[1, 2], [3, 4]]"), ("(1, 2,)", "[1, 2]"),
            ("array([1.25, 3.75])", "[1.25, 3.75]"),
            ("np.array([[1, 2], [3, 4]], dtype=np.float32)", "[[1, 2], [3, 4]]"),
            (
                "tensor([[-19.5000,  -4.3750],\n        [ 19.0000, -23.7500]])",
                "[[-19.5000, -4.3750], [19.0000, -23.7500]]"
            ),
            ("[np.float64(-1.25), np.float64(-2.5)]", "[-1.25, -2.5]"), ("Matrix([[1], [-17/2]])", "[[1], [-17/2]]"),
            ("tensor([1., 2.], grad_fn=<AddBackward0>)", "[1, 2]"), ("[1.e+01 2.5e-01]", "[10, 0.25]"),
            ("[1, 2].", "[1, 2]"), ("[1, 2]; # checked", "[1, 2]"), ("[1, 2].T", "[[1], [2]]"),
        ])
    func lists(text: String, expected: String) {
        #expect(echo(text) == expected)
    }

    @Test(
        "What cannot be read, with its column",
        arguments: [
            ("", "1: There is nothing here; an answer would fit."),
            ("1 1/2", "1: 1 1/2 is a mixed number, which could also mean a product: write 3/2."),
            ("[1 1/2, 3]", "2: 1 1/2 is a mixed number, which could also mean a product: write 3/2."),
            ("1 2", "3: Two numbers stand side by side; *, a comma or one number would fit."),
            ("0,5", "2: A decimal is written with a point: 0.5, not 0,5."),
            ("1//2", "3: Found “/”, but a number, a name or an opening bracket would fit here."),
            ("[1, 2", "1: The bracket [ is never closed."),
            ("[1, 2; 3]", "8: The rows differ in length: the first has 2, row 2 has 1."),
            ("[]", "1: This list is empty; numbers would fit."),
            ("1/0", "1: This is a division by zero."),
            ("2^10^10^10", "3: This power or index is too large; up to 400 would fit."),
            ("tahn(1)", "1: tahn is not known here; did you mean tanh?"),
            ("tanh 1", "1: The argument of tanh stands in brackets: tanh(…)."),
            ("1 + \u{202E}2", "5: The character U+202E has no meaning here."),
            ("1\u{0}", "2: The character U+0000 has no meaning here."),
            ("1)", "2: Found “)”, but an operator or the end would fit here."),
            ("√-1", "2: Found “-”, but a number, a name or an opening bracket would fit here."),
            ("\\tahn{1}", "1: \\tahn is not known here; did you mean \\tanh?"),
            ("exp(1000)", "1: This is too large to be computed."),
        ])
    func faults(text: String, expected: String) {
        #expect(echo(text) == expected)
    }

    @Test("Words stand as entries where they may")
    func words() throws {
        #expect(echo("[1, 0, any]", words: ["any"]) == "[1, 0, any]")
        #expect(echo("[1 0 ANY]", words: ["any"]) == "[1, 0, any]")
        #expect(echo("[1, 0, many]", words: ["any"]) == "8: many is not an answer here; any would fit.")
        let shape = try AnswerLanguage.readWord(SourceText(" Many to one"), allowed: ["one-to-many", "many-to-one"])
        #expect(shape == "many-to-one")
    }
}
