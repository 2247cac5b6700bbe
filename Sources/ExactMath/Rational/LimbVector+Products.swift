extension LimbVector {
    /// Products that are added up before a carry is taken: 2^13 of 112 bits leave room in 128.
    static let termLimit = 1 << 13

    /// A matrix among the entries of a vector.
    struct Grid {
        let entries: LimbVector
        let first: Int
        let rows: Int
        let columns: Int
        /// Entries from row to row and from column to column.
        let rowStride: Int
        let columnStride: Int

        var transposed: Grid {
            Grid(
                entries: entries, first: first, rows: columns, columns: rows, rowStride: columnStride,
                columnStride: rowStride)
        }
    }

    /// M x, for the entries of x from `first` on.
    static func product(_ m: Grid, _ x: LimbVector, from first: Int) -> LimbVector {
        let (wide, narrow) = (x.width, m.entries.width)
        let width = wide + narrow + 1
        return LimbVector(count: m.rows, width: width) { target in
            m.entries.read { a in
                x.read { b in
                    let (a, b) = (a + m.first * narrow, b + first * wide)
                    for r in 0..<m.rows {
                        let (row, sum) = (a + r * m.rowStride * narrow, target + r * width)
                        if narrow == 1 && m.columns <= termLimit {
                            sumOfMultiples(row, m.columnStride, b, wide, count: m.columns, into: sum)
                        } else {
                            sumOfProducts(row, narrow, m.columnStride, b, wide, count: m.columns, into: sum)
                        }
                    }
                }
            }
        }
    }

    /// The entries from `first` on times a number.
    func multiplied(by factor: LimbVector, from first: Int, count: Int) -> LimbVector {
        let width = self.width + factor.width + 1
        return LimbVector(count: count, width: width) { target in
            read { x in
                factor.read { f in
                    for i in 0..<count {
                        let entry = x + (first + i) * self.width
                        if factor.width == 1 {
                            Self.sumOfMultiples(f, 1, entry, self.width, count: 1, into: target + i * width)
                        } else {
                            Self.sumOfProducts(
                                f, factor.width, 1, entry, self.width, count: 1, into: target + i * width)
                        }
                    }
                }
            }
        }
    }

    /// Σ_j a_j x_j for numbers a_j of one limb, `stride` apart: `width` + 2 limbs.
    @inline(__always)
    private static func sumOfMultiples(
        _ a: UnsafePointer<Int>, _ stride: Int, _ x: UnsafePointer<Int>, _ width: Int, count: Int,
        into sum: UnsafeMutablePointer<Int>
    ) {
        var column = Int128(0)
        for l in 0..<width {
            for j in 0..<count { column &+= Int128(a[j * stride]) &* Int128(x[j * width + l]) }
            sum[l] = Int(truncatingIfNeeded: column) & mask
            column >>= 56
        }
        sum[width] = Int(truncatingIfNeeded: column) & mask
        sum[width + 1] = Int(truncatingIfNeeded: column >> 56)
    }

    /// Σ_j a_j x_j, column after column: `aWidth` + `xWidth` + 1 limbs.
    private static func sumOfProducts(
        _ a: UnsafePointer<Int>, _ aWidth: Int, _ stride: Int, _ x: UnsafePointer<Int>, _ xWidth: Int, count: Int,
        into sum: UnsafeMutablePointer<Int>
    ) {
        var column = Int128(0)
        for k in 0..<aWidth + xWidth - 1 {
            /// What was taken out of a column that had become too full: its lowest limb, and the rest.
            var (low, high, terms) = (0, Int128(0), 0)
            for j in 0..<count {
                let (a, x) = (a + j * stride * aWidth, x + j * xWidth)
                var i = max(0, k - xWidth + 1)
                let last = min(k, aWidth - 1)
                while i <= last {
                    let end = min(last, i + termLimit - 1)
                    terms += end - i + 1
                    if terms > 2 * termLimit {
                        low += Int(truncatingIfNeeded: column) & mask
                        high += column >> 56
                        (column, terms) = (0, end - i + 1)
                    }
                    while i <= end {
                        column &+= Int128(a[i]) &* Int128(x[k - i])
                        i += 1
                    }
                }
            }
            column += Int128(low)
            sum[k] = Int(truncatingIfNeeded: column) & mask
            column = (column >> 56) + high
        }
        sum[aWidth + xWidth - 1] = Int(truncatingIfNeeded: column) & mask
        sum[aWidth + xWidth] = Int(truncatingIfNeeded: column >> 56)
    }

    /// a + b, or a − b, entry by entry, each from a first entry on.
    static func sum(
        _ a: LimbVector, from aFirst: Int, _ b: LimbVector, from bFirst: Int, count: Int, isDifference: Bool
    ) -> LimbVector {
        let width = max(a.width, b.width) + 1
        return LimbVector(count: count, width: width) { target in
            a.read { x in
                b.read { y in
                    for i in 0..<count {
                        let (x, y, sum) = (x + (aFirst + i) * a.width, y + (bFirst + i) * b.width, target + i * width)
                        var carry = 0
                        for l in 0..<width {
                            let left = l < a.width ? x[l] : 0
                            let right = l < b.width ? y[l] : 0
                            carry += isDifference ? left - right : left + right
                            sum[l] = l == width - 1 ? carry : carry & mask
                            carry >>= 56
                        }
                    }
                }
            }
        }
    }
}
