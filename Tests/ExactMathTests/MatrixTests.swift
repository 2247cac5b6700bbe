import ExactMath
import Testing

@Suite struct MatrixTests {
    let fibonacci = Matrix<Rational>(rows: 2, columns: 2, elements: [1, 1, 1, 0])

    @Test func powersOfTheFibonacciMatrix() {
        #expect(fibonacci.raised(to: 20).description == "[[10946, 6765], [6765, 4181]]")
        #expect(fibonacci.raised(to: 0) == .identity(2))
        // The 300th Fibonacci number
        #expect(
            fibonacci.raised(to: 300)[0, 1].description
                == "222232244629420445529739893461909967206666939096499764990979600")
    }

    @Test func productsTransposesAndOuterProducts() {
        let a = Matrix<Rational>(rows: 2, columns: 3, elements: [1, 2, 3, 4, 5, 6])
        let b = Matrix<Rational>(rows: 3, columns: 1, elements: [1, 0, Rational(-1, 2)])
        #expect((a * b).description == "[[-1/2], [1]]")
        #expect(a * [1, 0, Rational(-1, 2)] == [Rational(-1, 2), 1])
        #expect(a.transposed.description == "[[1, 4], [2, 5], [3, 6]]")
        #expect((a * a.transposed).transposed == a * a.transposed)
        #expect(Matrix<Rational>.outer([1, 2], [3, 4]).description == "[[3, 4], [6, 8]]")
        #expect(Matrix.entrywiseProduct(a, a)[1, 2] == 36)
        #expect((a + a) == 2 * a)
        #expect((a - a) == .zero(rows: 2, columns: 3))
    }

    @Test func foreignShapesAreRefusedWithoutATrap() {
        let a = Matrix<Rational>(rows: 2, columns: 3, repeating: 1)
        #expect(Matrix<Rational>(rows: [[1, 2], [3]]) == nil)
        #expect(Matrix<Rational>(rows: []) == nil)
        #expect(Matrix.sum(a, a.transposed) == nil)
        #expect(Matrix.product(a, a) == nil)
        #expect(Matrix.product(a, a.transposed)?.nested == [[3, 3], [3, 3]])
    }
}
