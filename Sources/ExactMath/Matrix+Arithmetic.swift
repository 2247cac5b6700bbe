extension Matrix {
    public static func + (a: Matrix, b: Matrix) -> Matrix { combine(a, b, "add", +) }
    public static func - (a: Matrix, b: Matrix) -> Matrix { combine(a, b, "subtract", -) }
    public static prefix func - (a: Matrix) -> Matrix { a.map { -$0 } }

    /// The entrywise (Hadamard) product a ⊙ b.
    public static func entrywiseProduct(_ a: Matrix, _ b: Matrix) -> Matrix { combine(a, b, "multiply entrywise", *) }

    private static func combine(
        _ a: Matrix, _ b: Matrix, _ verb: String, _ operation: (Element, Element) -> Element
    ) -> Matrix {
        precondition(
            a.shape == b.shape, "cannot \(verb) a \(a.rows)×\(a.columns) and a \(b.rows)×\(b.columns) matrix")
        return Matrix(rows: a.rows, columns: a.columns, elements: zip(a.elements, b.elements).map(operation))
    }

    public static func * (factor: Element, a: Matrix) -> Matrix { a.map { factor * $0 } }

    /// The matrix product: (rows of a) × (columns of b); a's columns must be as many as b's rows.
    public static func * (a: Matrix, b: Matrix) -> Matrix {
        precondition(
            a.columns == b.rows, "cannot multiply a \(a.rows)×\(a.columns) by a \(b.rows)×\(b.columns) matrix")
        // Rows of the left and of the transposed right lie contiguously, as `dot` wants them.
        let right = b.transposed
        return Matrix(rows: a.rows, columns: b.columns) { r, c in
            a.elements.withUnsafeBufferPointer { left in
                right.elements.withUnsafeBufferPointer { right in
                    guard let left = left.baseAddress, let right = right.baseAddress else { return .zero }
                    return Element.dot(left + r * a.columns, right + c * a.columns, count: a.columns)
                }
            }
        }
    }

    /// The product with a column vector; its length must be the number of columns.
    public static func * (a: Matrix, x: [Element]) -> [Element] { (a * Matrix.column(x)).elements }

    /// The outer product x yᵀ.
    public static func outer(_ x: [Element], _ y: [Element]) -> Matrix {
        Matrix(rows: x.count, columns: y.count) { x[$0] * y[$1] }
    }

    /// A square matrix to a power, by repeated squaring; power 0 is the identity.
    public func raised(to exponent: Int) -> Matrix {
        precondition(isSquare, "a \(rows)×\(columns) matrix has no powers: it is not square")
        precondition(exponent >= 0, "the power \(exponent) of a matrix is negative")
        var result = Matrix.identity(rows)
        var square = self
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { result = result * square }
            rest >>= 1
            if rest > 0 { square = square * square }
        }
        return result
    }

    /// a + b, or nil where the shapes differ.
    public static func sum(_ a: Matrix, _ b: Matrix) -> Matrix? { a.shape == b.shape ? a + b : nil }

    /// a · b, or nil where a's columns are not as many as b's rows.
    public static func product(_ a: Matrix, _ b: Matrix) -> Matrix? { a.columns == b.rows ? a * b : nil }
}
