import ExactMath

/// The sizes of a linear network's exercise at a level.
struct LinearSize {
    var hidden: Int
    var input: Int
    var output: Int
    var steps: Int

    init(level: Int) {
        switch level {
        case 1: (hidden, input, output, steps) = (1, 1, 1, 2)
        case 2: (hidden, input, output, steps) = (2, 2, 2, 3)
        case 3: (hidden, input, output, steps) = (2, 3, 2, 4)
        default: (hidden, input, output, steps) = (3, 3, 2, 5)
        }
    }
}

extension LinearModel<Double> {
    /// A network of the level's sizes with small numbers, drawn; halves from level 3 on.
    static func drawn(level: Int, using generator: inout SeededGenerator) -> LinearModel {
        let size = LinearSize(level: level)
        func whole(_ bound: Int) -> Double { Double(generator.integer(in: -bound...bound)) }
        func weight() -> Double {
            if level >= 3, generator.integer(in: 0...3) == 0 { return generator.integer(in: 0...1) == 0 ? -0.5 : 0.5 }
            return level == 1 ? nonZero(&generator, 3) : whole(level == 4 ? 1 : 2)
        }
        func matrix(_ rows: Int, _ columns: Int) -> Matrix<Double> {
            Matrix(rows: rows, columns: columns, elements: (0..<rows * columns).map { _ in weight() })
        }
        func vectors(_ count: Int, _ width: Int, _ bound: Int) -> [[Double]] {
            (0..<count).map { _ in (0..<width).map { _ in whole(bound) } }
        }
        return LinearModel(
            recurrent: matrix(size.hidden, size.hidden), input: matrix(size.hidden, size.input),
            output: matrix(size.output, size.hidden), start: vectors(1, size.hidden, 2)[0],
            inputs: vectors(size.steps, size.input, level == 4 ? 1 : 2),
            targets: vectors(size.steps, size.output, 3))
    }
}

/// An integer in −bound … bound that is not 0.
private func nonZero(_ generator: inout SeededGenerator, _ bound: Int) -> Double {
    let drawn = generator.integer(in: 1...2 * bound)
    return Double(drawn <= bound ? drawn : bound - drawn)
}

extension Matrix {
    /// Whether every entry is 0.
    var isZero: Bool { elements.allSatisfy { $0 == .zero } }

    /// Whether the matrix equals its transpose; a single number does not count.
    var isSymmetric: Bool {
        guard isSquare, rows > 1 else { return false }
        for r in 1..<rows {
            for c in 0..<r where elements[r * columns + c] != elements[c * columns + r] { return false }
        }
        return true
    }
}

extension Rational {
    /// Whether the number fits on paper: numerator and denominator below 1,000.
    var isSmall: Bool { numerator.magnitude < 1_000 && denominator < 1_000 }
}
