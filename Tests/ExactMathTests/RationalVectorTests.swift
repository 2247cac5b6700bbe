import ExactMath
import Testing

/// The vector operations of `Rational` against the plain loops over `PlainFraction`.
@Suite struct RationalVectorTests {
    /// Runs an operation on copies of the same arrays in both arithmetics and compares the results.
    func expectSame(
        _ target: [Rational], _ exact: (UnsafeMutablePointer<Rational>) -> Void,
        _ plain: (UnsafeMutablePointer<PlainFraction>) -> Void
    ) {
        var (a, b) = (target, target.map(PlainFraction.init))
        a.withUnsafeMutableBufferPointer { if let base = $0.baseAddress { exact(base) } }
        b.withUnsafeMutableBufferPointer { if let base = $0.baseAddress { plain(base) } }
        #expect(a.map(\.description) == b.map(\.description))
    }

    func fractions(_ count: Int, bits: Int, _ generator: inout SeededGenerator) -> [Rational] {
        (0..<count).map { _ in generator.fraction(bits: bits) }
    }

    /// Calls the body with pointers to the same numbers in both arithmetics.
    func withBoth(
        _ a: [Rational], _ body: (UnsafePointer<Rational>, UnsafePointer<PlainFraction>) -> Void
    ) {
        a.withUnsafeBufferPointer { x in
            a.map(PlainFraction.init).withUnsafeBufferPointer { y in
                if let x = x.baseAddress, let y = y.baseAddress { body(x, y) }
            }
        }
    }

    @Test(arguments: [3, 20, 60, 300, 1_500])
    func matrixProductsEqualThePlainLoops(bits: Int) {
        var generator = SeededGenerator(seed: UInt64(bits))
        for round in 0..<10 {
            let (rows, columns, stride) = (round % 4 + 1, round % 3 + 1, round % 3 + 1 + round % 2)
            let m = fractions(rows * stride, bits: round % 2 == 0 ? 6 : bits, &generator)
            let x = fractions(columns, bits: bits, &generator)
            let y = fractions(rows, bits: bits, &generator)
            withBoth(m) { m, plainM in
                let view = MatrixView(base: m, rows: rows, columns: columns, stride: stride)
                let plainView = MatrixView(base: plainM, rows: rows, columns: columns, stride: stride)
                withBoth(x) { p, plainP in
                    #expect(
                        Rational.dot(m, p, count: columns).description
                            == PlainFraction.dot(plainM, plainP, count: columns).description)
                    for accumulate in [false, true] {
                        expectSame(y) {
                            Rational.multiply(view, p, into: $0, accumulate: accumulate)
                        } _: {
                            PlainFraction.multiply(plainView, plainP, into: $0, accumulate: accumulate)
                        }
                    }
                }
                withBoth(y) { p, plainP in
                    expectSame(x) {
                        Rational.multiplyTransposed(view, p, into: $0, accumulate: true)
                    } _: {
                        PlainFraction.multiplyTransposed(plainView, plainP, into: $0, accumulate: true)
                    }
                    let memory = UnsafeMutablePointer<Rational>.allocate(
                        capacity: PackedMatrix<Rational>.count(rows: rows, columns: columns))
                    memory.initialize(
                        repeating: .zero, count: PackedMatrix<Rational>.count(rows: rows, columns: columns))
                    defer {
                        memory.deinitialize(count: PackedMatrix<Rational>.count(rows: rows, columns: columns))
                            .deallocate()
                    }
                    let packed = PackedMatrix(base: memory, rows: rows, columns: columns)
                    Rational.pack(view, transposed: false, into: packed)
                    expectSame(x) {
                        Rational.multiplyTransposed(packed, p, into: $0, accumulate: true, backwards: true)
                    } _: {
                        PlainFraction.multiplyTransposed(plainView, plainP, into: $0, accumulate: true)
                    }
                }
            }
        }
    }

    @Test(arguments: [3, 20, 60, 300, 1_500])
    func outerProductsEqualThePlainLoops(bits: Int) {
        var generator = SeededGenerator(seed: UInt64(bits) + 9)
        for steps in 0..<6 {
            let (rows, columns) = (steps % 3 + 1, steps % 2 + 1)
            let ys = fractions(max(steps, 1) * (rows + 1), bits: bits, &generator)
            let xs = fractions(max(steps, 1) * columns, bits: bits, &generator)
            let m = fractions(rows * columns, bits: bits, &generator)
            withBoth(ys) { y, plainY in
                withBoth(xs) { x, plainX in
                    for stride in [columns, 0] {
                        expectSame(m) {
                            Rational.addOuterProducts(
                                Rows(base: y, stride: rows + 1, count: steps),
                                Rows(base: x, stride: stride, count: steps),
                                into: MutableMatrixView(base: $0, rows: rows, columns: columns, stride: columns),
                                accumulate: stride != 0)
                        } _: {
                            PlainFraction.addOuterProducts(
                                Rows(base: plainY, stride: rows + 1, count: steps),
                                Rows(base: plainX, stride: stride, count: steps),
                                into: MutableMatrixView(base: $0, rows: rows, columns: columns, stride: columns),
                                accumulate: stride != 0)
                        }
                    }
                }
            }
        }
    }
}
