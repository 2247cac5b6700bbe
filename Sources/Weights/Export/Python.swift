import Recurrence

/// Literals of Python.
enum Python {
    static func literal(_ flag: Bool) -> String { flag ? "True" : "False" }

    /// Nested lists of numbers in row-major order.
    static func literal(_ values: [Double], shape: [Int]) -> String {
        guard shape.count > 1, let columns = shape.last, columns > 0 else {
            return "[\(values.map(\.description).joined(separator: ", "))]"
        }
        let rows = stride(from: 0, to: values.count, by: columns).map { start in
            "[\(values[start..<start + columns].map(\.description).joined(separator: ", "))]"
        }
        return "[\(rows.joined(separator: ", "))]"
    }

    static func literal(_ target: Target<Double>) -> String {
        switch target {
        case .index(let index): String(index)
        case .vector(let values): literal(values, shape: [values.count])
        }
    }
}
