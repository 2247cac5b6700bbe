import ExactMath
import Formula

/// Lines compiled to operations on one row of numbers: what evaluates an exercise, its slips and what follows from a student's numbers.
struct LineCode: Sendable {
    /// A piece of the row: a vector or a matrix, row by row.
    struct Place: Sendable, Equatable {
        var at: Int
        var rows: Int
        var columns: Int
        /// Whether it is read as the transpose of what stands there; rows and columns are those of what is read.
        var isTransposed = false

        var count: Int { rows * columns }
        var isNumber: Bool { count == 1 }
        func contains(_ place: Int) -> Bool { (at..<at + count).contains(place) }
        var transposed: Place { Place(at: at, rows: columns, columns: rows, isTransposed: !isTransposed) }
    }

    enum Writing: Sendable { case set, add, subtract }

    enum Operation: Sendable {
        /// c = ± a b, or c ± a b
        case product(Place, Place, into: Int, Writing)
        /// y = ± x, or y ± x; a number goes to every entry.
        case copy(Place, into: Int, count: Int, Writing)
        /// y = x ⊙ z; a number goes with every entry.
        case entrywise(Place, Place, into: Int, count: Int)
        case quotient(Place, Place, into: Int, count: Int)
        case apply(MathFunction, Int, into: Int, count: Int)
        /// Σ of squares
        case squares(Int, into: Int, count: Int)
        /// The number of that place among the literals.
        case literal(Int, into: Int)
        case identity(Int, into: Int)
        case zero(into: Int, count: Int)
    }

    /// An answer: where it stands once so many operations are done.
    struct Answer: Sendable {
        var place: Place
        var after: Int
        var shape: AnswerShape
    }

    var operations: [Operation] = []
    var literals: [Rational] = []
    /// Length of the row.
    var count = 0
    /// In the order of the fields.
    var answers: [Answer] = []
    /// The fields that are worked, in the order in which their answers come to stand.
    var order: [Int] = []

    /// Works the operations in a row of numbers, whose first ones are given.
    ///
    /// `adopt` sees each answer as it is computed and may give back the numbers to go on with.
    ///
    /// - Parameter known: the answers by field, where not all of them are worked.
    func run<S: Scalar>(
        _ row: inout [S], known: [Shaped<S>] = [], adopt: (Int, [S]) -> [S]? = { _, _ in nil }
    ) -> [Shaped<S>] {
        var results = known.isEmpty ? answers.map { Shaped($0.shape, [S]()) } : known
        row.withUnsafeMutableBufferPointer { row in
            var next = 0
            for field in order {
                let answer = answers[field]
                while next < answer.after {
                    if case .literal(let index, let into) = operations[next] {
                        row[into] = S(literals[index])
                    } else {
                        operations[next].work(row)
                    }
                    next += 1
                }
                let entries = Array(row[answer.place.at..<answer.place.at + answer.place.count])
                results[field] = Shaped(answer.shape, entries)
                if let own = adopt(field, entries), own.count == entries.count {
                    for (index, number) in own.enumerated() { row[answer.place.at + index] = number }
                }
            }
        }
        return known.isEmpty && order.count < answers.count ? order.sorted().map { results[$0] } : results
    }
}

extension LineCode.Operation {
    @inline(__always)
    private static func put<S: Scalar>(
        _ value: S, _ row: UnsafeMutableBufferPointer<S>, _ at: Int, _ writing: LineCode.Writing
    ) {
        switch writing {
        case .set: row[at] = value
        case .add: row[at] = row[at] + value
        case .subtract: row[at] = row[at] - value
        }
    }

    func work<S: Scalar>(_ row: UnsafeMutableBufferPointer<S>) {
        switch self {
        case .product(let a, let b, let into, let writing):
            let depth = a.columns
            let (aRow, aColumn) = a.isTransposed ? (1, a.rows) : (a.columns, 1)
            let (bRow, bColumn) = b.isTransposed ? (1, b.rows) : (b.columns, 1)
            var place = into
            for r in 0..<a.rows {
                for c in 0..<b.columns {
                    var (left, right) = (a.at + r * aRow, b.at + c * bColumn)
                    var total = row[left] * row[right]
                    for _ in 1..<max(depth, 1) {
                        left += aColumn
                        right += bRow
                        total = total + row[left] * row[right]
                    }
                    Self.put(total, row, place, writing)
                    place += 1
                }
            }
        case .copy(let x, let into, let count, let writing):
            if x.isTransposed, x.rows > 1, x.columns > 1 {
                for r in 0..<x.rows {
                    for c in 0..<x.columns {
                        Self.put(row[x.at + c * x.rows + r], row, into + r * x.columns + c, writing)
                    }
                }
                return
            }
            let stride = x.count == 1 ? 0 : 1
            for i in 0..<count { Self.put(row[x.at + i * stride], row, into + i, writing) }
        case .entrywise(let a, let b, let into, let count):
            let (left, right) = (a.count == 1 ? 0 : 1, b.count == 1 ? 0 : 1)
            for i in 0..<count { row[into + i] = row[a.at + i * left] * row[b.at + i * right] }
        case .quotient(let a, let b, let into, let count):
            let (left, right) = (a.count == 1 ? 0 : 1, b.count == 1 ? 0 : 1)
            for i in 0..<count { row[into + i] = row[a.at + i * left] / row[b.at + i * right] }
        case .apply(let function, let x, let into, let count):
            if function == .softmax {
                var total = S.zero
                for i in 0..<count {
                    row[into + i] = row[x + i].exponential()
                    total = total + row[into + i]
                }
                for i in 0..<count { row[into + i] = row[into + i] / total }
                return
            }
            for i in 0..<count { row[into + i] = Self.value(function, row[x + i]) }
        case .squares(let x, let into, let count):
            var total = S.zero
            for i in 0..<count { total = total + row[x + i] * row[x + i] }
            row[into] = total
        case .literal: preconditionFailure("a literal is read from its table")
        case .identity(let size, let into):
            for i in 0..<size * size { row[into + i] = i / size == i % size ? .one : .zero }
        case .zero(let into, let count): for i in 0..<count { row[into + i] = .zero }
        }
    }

    private static func value<S: Scalar>(_ function: MathFunction, _ x: S) -> S {
        switch function {
        case .tanh: x.hyperbolicTangent()
        case .sigmoid: x.logistic()
        case .exp: x.exponential()
        case .log: x.logarithm()
        case .relu: x.isPositive ? x : .zero
        case .positive: x.isPositive ? .one : .zero
        case .abs: (-x).isPositive ? -x : x
        case .softmax: .one
        case .sqrt, .norm: S(x.approximation.squareRoot())
        }
    }
}
