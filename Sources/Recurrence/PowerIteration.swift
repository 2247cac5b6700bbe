import ExactMath

/// The spectral radius by repeated squaring.
enum PowerIteration {
    /// ρ(A) = lim ‖A^m‖^(1/m) for a square matrix, row-major (Gelfand), with m = 2^k and the norm taken out after every
    /// squaring; 0 where a power vanishes.
    static func spectralRadius(of matrix: [Double], size: Int) -> Double {
        var power = matrix
        var radius = 1.0
        let squarings = size <= 64 ? 48 : size <= 256 ? 32 : 20
        for k in 0...squarings {
            if k > 0 { power = squared(power, size: size) }
            var norm = frobenius(power)
            guard norm > 1e-290 else { return 0 }
            for i in power.indices { power[i] /= norm }
            for _ in 0..<k { norm = norm.squareRoot() }
            radius *= norm
        }
        return radius
    }

    private static func frobenius(_ matrix: [Double]) -> Double {
        let largest = matrix.reduce(0) { max($0, abs($1)) }
        guard largest > 0 else { return 0 }
        var sum = 0.0
        for entry in matrix { sum += (entry / largest) * (entry / largest) }
        return largest * sum.squareRoot()
    }

    private static func squared(_ a: [Double], size n: Int) -> [Double] {
        var product = [Double](repeating: 0, count: n * n)
        a.withUnsafeBufferPointer { a in
            product.withUnsafeMutableBufferPointer { product in
                for i in 0..<n {
                    for k in 0..<n {
                        let factor = a[i * n + k]
                        for j in 0..<n { product[i * n + j] += factor * a[k * n + j] }
                    }
                }
            }
        }
        return product
    }
}
