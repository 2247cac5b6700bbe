extension IntegerVector {
    /// A vector that is added: a product with a matrix, whose entries are those of an integer vector, row-major.
    enum Term {
        /// M v
        case product(IntegerVector, columns: Int, IntegerVector)
        /// Mᵀ v, for v of `count` entries
        case transposed(IntegerVector, columns: Int, IntegerVector, count: Int)
        /// −v
        case negative(IntegerVector)

        /// Limbs of an entry.
        var width: Int {
            switch self {
            case .product(let m, _, let v), .transposed(let m, _, let v, _): m.width + v.width
            case .negative(let v): v.width
            }
        }

        /// sum += entry i of the term
        func add(_ i: Int, to sum: LongSum) {
            switch self {
            case .product(let m, let columns, let v):
                _ = m.read { m in
                    v.read { v in
                        for j in 0..<columns { Entries.addProduct(m, i * columns + j, v, j, to: sum) }
                    }
                }
            case .transposed(let m, let columns, let v, let count):
                _ = m.read { m in
                    v.read { v in
                        for j in 0..<count { Entries.addProduct(m, j * columns + i, v, j, to: sum) }
                    }
                }
            case .negative(let v):
                _ = v.read { $0.addProduct(i, by: -1, to: sum) }
            }
        }
    }

    /// The sum of some terms with `count` entries each, in no more memory than it needs.
    static func sum(_ count: Int, _ terms: Term...) -> IntegerVector {
        let width = terms.reduce(0) { max($0, $1.width) } + 1
        var result = IntegerVector(count: count, width: width)
        for i in 0..<count {
            LongSum.with(limbs: width - 1) { sum in
                for term in terms { term.add(i, to: sum) }
                result.set(i, to: sum)
            }
        }
        return result.multiplied(by: .one)
    }
}
