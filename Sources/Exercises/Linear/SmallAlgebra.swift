import ExactMath

// Products of small matrices and vectors as plain loops in this module, so that the compiler specialises them for the scalar.

extension Matrix {
    /// M x
    func times(_ x: [Element]) -> [Element] {
        var result: [Element] = []
        result.reserveCapacity(rows)
        var place = 0
        for _ in 0..<rows {
            var total = Element.zero
            for c in 0..<columns { total = total + elements[place + c] * x[c] }
            place += columns
            result.append(total)
        }
        return result
    }
}

extension Matrix {
    /// Mᵀ x
    func transposedTimes(_ x: [Element]) -> [Element] {
        var result = [Element](repeating: .zero, count: columns)
        var place = 0
        for r in 0..<rows {
            for c in 0..<columns { result[c] = result[c] + elements[place + c] * x[r] }
            place += columns
        }
        return result
    }
}

/// a + b, entry by entry.
func sum<S: Scalar>(_ a: [S], _ b: [S]) -> [S] {
    var result = a
    for i in result.indices { result[i] = a[i] + b[i] }
    return result
}

/// u vᵀ
func outer<S: Scalar>(_ u: [S], _ v: [S]) -> Matrix<S> {
    var elements: [S] = []
    elements.reserveCapacity(u.count * v.count)
    for a in u { for b in v { elements.append(a * b) } }
    return Matrix(rows: u.count, columns: v.count, elements: elements)
}

/// Σ u vᵀ over pairs of a vector of `rows` and one of `columns` entries.
func sumOfOuterProducts<S: Scalar>(_ pairs: [([S], [S])], rows: Int, columns: Int) -> Matrix<S> {
    var total = [S](repeating: .zero, count: rows * columns)
    for (u, v) in pairs {
        for r in 0..<rows { for c in 0..<columns { total[r * columns + c] = total[r * columns + c] + u[r] * v[c] } }
    }
    return Matrix(rows: rows, columns: columns, elements: total)
}

/// a ⊙ b
func product<S: Scalar>(_ a: [S], _ b: [S]) -> [S] {
    var result = a
    for i in result.indices { result[i] = a[i] * b[i] }
    return result
}
