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

/// a + b, entry by entry.
func sum<S: Scalar>(_ a: [S], _ b: [S]) -> [S] {
    var result = a
    for i in result.indices { result[i] = a[i] + b[i] }
    return result
}
