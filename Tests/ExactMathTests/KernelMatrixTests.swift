import ExactMath
import Testing

extension KernelTests {
    /// y (m × n) (+)= x (m × k) · a (k × n) in all the forms in which the engine asks for it.
    @Suite("Matrices") struct Matrices {
        static let sizes = [
            (0, 3, 2), (1, 1, 1), (2, 3, 0), (1, 16, 4), (1, 4, 16), (3, 5, 7), (4, 8, 8), (5, 9, 6), (7, 33, 13),
            (10, 16, 3), (9, 40, 130), (1, 130, 9), (2, 70, 5), (13, 31, 257), (17, 65, 4), (25, 100, 65),
            (150, 37, 140), (50, 64, 8), (20, 40, 16), (3, 300, 260),
        ]

        /// Operands in memory with gaps between their rows and an element before the first row of y.
        struct Operands {
            let (m, n, k): (Int, Int, Int)
            let x: [Double]
            let a: [Double]
            let y: [Double]
            var xStride: Int { k + 1 }
            var aStride: Int { n + 3 }
            var yStride: Int { n + 2 }

            init(_ size: (Int, Int, Int)) {
                (m, n, k) = size
                var generator = SeededGenerator(seed: UInt64(size.0 + 100 * size.1 + 10_000 * size.2))
                x = generator.vector(m * (k + 1))
                a = generator.vector(k * (n + 3))
                y = generator.vector(m * (n + 2) + 1)
            }

            /// The transpose of a `rows` × `columns` matrix, stored with gaps of two.
            static func transposed(_ a: [Double], rows: Int, columns: Int, stride: Int) -> [Double] {
                var result = [Double](repeating: .nan, count: columns * (rows + 2))
                for r in 0..<rows { for c in 0..<columns { result[c * (rows + 2) + r] = a[r * stride + c] } }
                return result
            }

            /// y after the product: for every 128 products four sums of each fourth one, added in pairs; elements between the rows are as
            /// before.
            func product(accumulate: Bool) -> [Double] {
                var result = y
                for r in 0..<m {
                    for c in 0..<n {
                        var sum = accumulate ? y[1 + r * yStride + c] : 0
                        for start in stride(from: 0, to: max(k, 1), by: 128) {
                            var parts = [0.0, 0, 0, 0]
                            for i in start..<min(start + 128, k) {
                                parts[i % 4] = parts[i % 4].addingProduct(a[i * aStride + c], x[r * xStride + i])
                            }
                            let part = (parts[0] + parts[1]) + (parts[2] + parts[3])
                            sum = accumulate || start > 0 ? sum + part : part
                        }
                        result[1 + r * yStride + c] = sum
                    }
                }
                return result
            }

            /// y after `kernel` at every level has the bits of `product`.
            func check(accumulate: Bool, _ note: String, _ kernel: (UnsafeMutablePointer<Double>) -> Void) {
                let expected = bitPatterns(product(accumulate: accumulate))
                for (level, result) in atEveryLevel({
                    let memory = Memory(y)
                    kernel(memory.base + 1)
                    return memory.values
                }) {
                    #expect(bitPatterns(result) == expected, "\(note), \(m) × \(n) over \(k), \(level)")
                }
            }
        }

        @Test(arguments: sizes, [false, true]) func productsWithAMatrix(size: (Int, Int, Int), accumulate: Bool) {
            let o = Operands(size)
            let w = Memory(Operands.transposed(o.a, rows: o.k, columns: o.n, stride: o.aStride))
            let x = Memory(o.x)
            let view = MatrixView(base: UnsafePointer(w.base), rows: o.n, columns: o.k, stride: o.k + 2)
            let xs = Rows(base: UnsafePointer(x.base), stride: o.xStride, count: o.m)
            o.check(accumulate: accumulate, "all steps") { y in
                Double.multiplyAll(
                    view, xs, into: MutableRows(base: y, stride: o.yStride, count: o.m), accumulate: accumulate)
            }
            o.check(accumulate: accumulate, "step by step") { y in
                for t in 0..<o.m { Double.multiply(view, xs[t], into: y + t * o.yStride, accumulate: accumulate) }
            }
        }

        @Test(arguments: sizes, [false, true])
        func productsWithATransposedMatrix(size: (Int, Int, Int), accumulate: Bool) {
            let o = Operands(size)
            let (a, x) = (Memory(o.a), Memory(o.x))
            let view = MatrixView(base: UnsafePointer(a.base), rows: o.k, columns: o.n, stride: o.aStride)
            let xs = Rows(base: UnsafePointer(x.base), stride: o.xStride, count: o.m)
            o.check(accumulate: accumulate, "all steps") { y in
                Double.multiplyTransposedAll(
                    view, xs, into: MutableRows(base: y, stride: o.yStride, count: o.m), accumulate: accumulate)
            }
            o.check(accumulate: accumulate, "step by step") { y in
                for t in 0..<o.m {
                    Double.multiplyTransposed(view, xs[t], into: y + t * o.yStride, accumulate: accumulate)
                }
            }
        }

        /// A packed matrix, and one packed from its transpose, from either end.
        @Test(arguments: sizes, [false, true])
        func productsWithAPackedMatrix(size: (Int, Int, Int), accumulate: Bool) {
            let o = Operands(size)
            let (a, x) = (Memory(o.a), Memory(o.x))
            let transposed = Memory(Operands.transposed(o.a, rows: o.k, columns: o.n, stride: o.aStride))
            for (isTransposed, view) in [
                (false, MatrixView(base: UnsafePointer(a.base), rows: o.k, columns: o.n, stride: o.aStride)),
                (true, MatrixView(base: UnsafePointer(transposed.base), rows: o.n, columns: o.k, stride: o.k + 2)),
            ] {
                let memory = Memory(
                    [Double](repeating: .nan, count: PackedMatrix<Double>.count(rows: o.k, columns: o.n)))
                let packed = PackedMatrix(base: memory.base, rows: o.k, columns: o.n)
                Double.pack(view, transposed: isTransposed, into: packed)
                for backwards in [false, true] {
                    o.check(accumulate: accumulate, "packed\(isTransposed ? " from the transpose" : "")") { y in
                        for t in 0..<o.m {
                            Double.multiplyTransposed(
                                packed, x.base + t * o.xStride, into: y + t * o.yStride, accumulate: accumulate,
                                backwards: backwards)
                        }
                    }
                }
            }
        }

        @Test(arguments: sizes, [false, true]) func outerProducts(size: (Int, Int, Int), accumulate: Bool) {
            let o = Operands(size)
            let columns = Memory(Operands.transposed(o.x, rows: o.m, columns: o.k, stride: o.xStride))
            let a = Memory(o.a)
            o.check(accumulate: accumulate, "outer products") { y in
                Double.addOuterProducts(
                    Rows(base: UnsafePointer(columns.base), stride: o.m + 2, count: o.k),
                    Rows(base: UnsafePointer(a.base), stride: o.aStride, count: o.k),
                    into: MutableMatrixView(base: y, rows: o.m, columns: o.n, stride: o.yStride), accumulate: accumulate
                )
            }
        }

        @Test(arguments: sizes) func transpose(size: (Int, Int, Int)) {
            let o = Operands(size)
            let a = Memory(o.a)
            let expected = Operands.transposed(o.a, rows: o.k, columns: o.n, stride: o.aStride)
            for (level, result) in atEveryLevel({
                let memory = Memory([Double](repeating: .nan, count: expected.count))
                Double.transpose(
                    MatrixView(base: UnsafePointer(a.base), rows: o.k, columns: o.n, stride: o.aStride),
                    into: MutableMatrixView(base: memory.base, rows: o.n, columns: o.k, stride: o.k + 2))
                return memory.values
            }) {
                #expect(bitPatterns(result) == bitPatterns(expected), "\(level)")
            }
        }

        /// One vector for all steps, read (stride 0), and the sum over all steps in one vector, written.
        @Test func aStrideOfZeroIsOneVectorForAllSteps() {
            let o = Operands((6, 5, 7))
            let (a, x) = (Memory(o.a), Memory(o.x))
            let view = MatrixView(base: UnsafePointer(a.base), rows: 7, columns: 5, stride: o.aStride)
            for (level, result) in atEveryLevel({
                let y = Memory(o.y)
                let xs = Rows(base: UnsafePointer(x.base), stride: 0, count: 6)
                Double.multiplyTransposedAll(
                    view, xs, into: MutableRows(base: y.base, stride: 0, count: 6), accumulate: true)
                return y.values
            }) {
                let y = Memory(o.y)
                for _ in 0..<6 { Double.multiplyTransposed(view, x.base, into: y.base, accumulate: true) }
                #expect(result == y.values, "\(level)")
            }
        }

        /// The plain loops add one by one: the kernels agree with them up to rounding.
        @Test(arguments: sizes) func agreesWithThePlainLoops(size: (Int, Int, Int)) {
            let o = Operands(size)
            let (a, x) = (o.a.map(Plain.init(value:)), o.x.map(Plain.init(value:)))
            var y = o.y.map(Plain.init(value:))
            a.withUnsafeBufferPointer { a in
                x.withUnsafeBufferPointer { x in
                    y.withUnsafeMutableBufferPointer { y in
                        guard let a = a.baseAddress, let x = x.baseAddress, let y = y.baseAddress else { return }
                        Plain.multiplyTransposedAll(
                            MatrixView(base: a, rows: o.k, columns: o.n, stride: o.aStride),
                            Rows(base: x, stride: o.xStride, count: o.m),
                            into: MutableRows(base: y + 1, stride: o.yStride, count: o.m), accumulate: true)
                    }
                }
            }
            let bound = 4.0 * Double(o.k * (o.k + 2)) * .ulpOfOne + 2 * .ulpOfOne
            for (plain, kernel) in zip(y, o.product(accumulate: true)) {
                #expect(abs(plain.value - kernel) <= bound)
            }
        }
    }
}
