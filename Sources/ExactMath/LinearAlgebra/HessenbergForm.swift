import Foundation

/// A matrix with the eigenvalues of another, but for a scale, and zeros below its first subdiagonal.
struct HessenbergForm {
    private var h: [Double]
    private let n: Int
    /// What the eigenvalues of the form are multiplied by to be those of the matrix.
    private(set) var scale = 1.0

    init(_ matrix: Matrix<Double>) {
        n = matrix.rows
        h = matrix.elements
        balance()
        scale = h.reduce(0) { max($0, abs($1)) }
        for i in h.indices { h[i] /= scale }
        reduce()
    }

    private subscript(_ r: Int, _ c: Int) -> Double {
        get { h[r * n + c] }
        set { h[r * n + c] = newValue }
    }

    /// Makes rows and columns of about equal length by powers of two, which changes no eigenvalue and rounds nothing.
    private mutating func balance() {
        var changed = true
        while changed {
            changed = false
            for i in 0..<n {
                var (column, row) = (0.0, 0.0)
                for j in 0..<n where j != i {
                    column += abs(self[j, i])
                    row += abs(self[i, j])
                }
                if column == 0 || row == 0 { continue }
                let before = column + row
                var factor = 1.0
                while column < row / 2, factor < 0x1p500 { (factor, column, row) = (factor * 2, column * 2, row / 2) }
                while column >= row * 2, factor > 0x1p-500 { (factor, column, row) = (factor / 2, column / 2, row * 2) }
                if factor == 1 || column + row >= 0.95 * before { continue }
                changed = true
                for j in 0..<n { self[i, j] /= factor }
                for j in 0..<n { self[j, i] *= factor }
            }
        }
    }

    /// Householder reflections from both sides clear everything below the subdiagonal.
    private mutating func reduce() {
        for k in 0..<max(n - 2, 0) {
            let column = (k + 1..<n).map { self[$0, k] }
            guard let (v, beta) = reflection(column) else { continue }
            applyLeft(v, beta, rows: k + 1, columns: 0..<n)
            applyRight(v, beta, columns: k + 1, rows: 0..<n)
            for r in k + 2..<n { self[r, k] = 0 }
        }
    }

    /// (v, β) such that (I − βvvᵀ) x is a multiple of the first unit vector; nil where x is one already.
    private func reflection(_ x: [Double]) -> ([Double], Double)? {
        let rest = x.dropFirst().reduce(0) { hypot($0, $1) }
        guard let first = x.first, rest > 0 else { return nil }
        let norm = hypot(first, rest)
        var v = x
        v[0] = first > 0 ? first + norm : first - norm
        // Scaled to first entry 1, so that squares of tiny columns do not vanish.
        let scale = v[0]
        for i in v.indices { v[i] /= scale }
        return (v, 2 / v.reduce(0) { $0 + $1 * $1 })
    }

    private mutating func applyLeft(_ v: [Double], _ beta: Double, rows: Int, columns: Range<Int>) {
        for c in columns {
            var sum = 0.0
            for i in v.indices { sum += v[i] * self[rows + i, c] }
            for i in v.indices { self[rows + i, c] -= beta * sum * v[i] }
        }
    }

    private mutating func applyRight(_ v: [Double], _ beta: Double, columns: Int, rows: Range<Int>) {
        for r in rows {
            var sum = 0.0
            for i in v.indices { sum += v[i] * self[r, columns + i] }
            for i in v.indices { self[r, columns + i] -= beta * sum * v[i] }
        }
    }

    /// Splits off one or two eigenvalues at a time from the lower right end.
    mutating func eigenvalues() -> [Eigenvalue]? {
        var found: [Eigenvalue] = []
        var high = n - 1
        var rounds = 0
        while high >= 0 {
            let low = activeBlock(endingAt: high)
            if low == high {
                found.append(Eigenvalue(self[high, high]))
                high -= 1
                rounds = 0
            } else if low == high - 1 {
                found += pair(high)
                high -= 2
                rounds = 0
            } else {
                rounds += 1
                if rounds > 120 { return nil }
                francisStep(low, high, exceptional: rounds % 10 == 0)
            }
        }
        return found
    }

    /// The first row of the unreduced block that ends at `high`: subdiagonal entries that are nothing beside their neighbours become 0.
    private mutating func activeBlock(endingAt high: Int) -> Int {
        var low = high
        while low > 0 {
            var beside = abs(self[low, low]) + abs(self[low - 1, low - 1])
            if beside == 0 { beside = 1 }
            if abs(self[low, low - 1]) <= 0x1p-53 * beside {
                self[low, low - 1] = 0
                break
            }
            low -= 1
        }
        return low
    }

    /// The eigenvalues of the 2×2 block that ends at `high`.
    private func pair(_ high: Int) -> [Eigenvalue] {
        let (a, b, c, d) = (self[high - 1, high - 1], self[high - 1, high], self[high, high - 1], self[high, high])
        let half = (a - d) / 2
        let middle = d + half
        let square = half * half + b * c
        if square < 0 {
            let imaginary = (-square).squareRoot()
            return [Eigenvalue(middle, imaginary), Eigenvalue(middle, -imaginary)]
        }
        // The one away from d first; the other from the product, without cancellation.
        let offset = half + (half < 0 ? -square.squareRoot() : square.squareRoot())
        return [Eigenvalue(d + offset), Eigenvalue(offset == 0 ? d : d - b * c / offset)]
    }

    /// One implicit QR step with both eigenvalues of the last 2×2 block as shifts; on an exceptional one, shifts of another place break
    /// a cycle.
    private mutating func francisStep(_ low: Int, _ high: Int, exceptional: Bool) {
        var sum = self[high - 1, high - 1] + self[high, high]
        var product =
            self[high - 1, high - 1] * self[high, high] - self[high - 1, high] * self[high, high - 1]
        if exceptional {
            let size = abs(self[high, high - 1]) + abs(self[high - 1, high - 2])
            (sum, product) = (1.5 * size, size * size)
        }
        let (a, b, c) = (self[low, low], self[low, low + 1], self[low + 1, low])
        var bulge = [
            a * a + b * c - sum * a + product,
            c * (a + self[low + 1, low + 1] - sum),
            c * self[low + 2, low + 1],
        ]
        for k in low..<high {
            let count = min(3, high - k + 1)
            if let (v, beta) = reflection(Array(bulge.prefix(count))) {
                applyLeft(v, beta, rows: k, columns: max(k - 1, low)..<n)
                applyRight(v, beta, columns: k, rows: 0..<min(k + 4, high + 1))
            }
            if k > low { for r in k + 1..<min(k + 3, high + 1) { self[r, k - 1] = 0 } }
            bulge = (k + 1..<min(k + 4, high + 1)).map { self[$0, k] }
        }
    }
}
