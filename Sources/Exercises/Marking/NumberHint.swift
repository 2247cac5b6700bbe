import ExactMath
import Formula

/// What can be said of wrong numbers without giving the right ones away.
enum NumberHint: Equatable {
    case coarse(decimals: Int?)
    case sign, double, half, transposed, reversed

    var words: String {
        switch self {
        case .coarse(nil): "Decimals need three significant digits or more; a fraction is exact."
        case .coarse(let decimals?): "Too few decimals: \(decimals) are asked for."
        case .sign: "Look at the sign."
        case .double: "A factor 2 is too much."
        case .half: "A factor 2 is missing."
        case .transposed: "The matrix is transposed: rows and columns are exchanged."
        case .reversed: "The entries are in reverse order."
        }
    }

    /// nil where there is nothing to say.
    init?(_ marking: Marking, _ entries: [Shaped<Verdict>?], at place: Int) {
        let field = marking.exercise.fields[place]
        guard let marked = entries[place], case .numbers(let numbers) = marking.given[place] else { return nil }
        let own = marking.exercise.working.doubles([]) { place, _ in
            guard let entries = entries[place], case .numbers(let numbers) = marking.given[place] else { return nil }
            return entries.entries.indices.map { numbers.entries[$0].quantity.approximation }
        }
        guard let right = own[place]?.entries, right.count == numbers.entries.count else { return nil }
        let wrong = marked.entries.indices.filter { marked.entries[$0] == .wrong }
        if let coarse = Self.coarse(numbers.entries, right, wrong, field.kind) {
            self = coarse
            return
        }
        /// Whether every wrong entry is what the change makes of the values.
        func isAll(_ change: (Int) -> Double?) -> Bool {
            wrong.allSatisfy { entry in
                guard let value = change(entry), value != 0 else { return false }
                return field.kind.fits(
                    numbers.entries[entry], .real(Shaped(.vector(1), [value])), entry: 0)
            }
        }
        if isAll({ -right[$0] }) {
            self = .sign
        } else if isAll({ 2 * right[$0] }) {
            self = .double
        } else if isAll({ right[$0] / 2 }) {
            self = .half
        } else if wrong.count > 1, case .matrix(let rows, let columns) = field.shape, rows == columns,
            isAll({ right[$0 % columns * columns + $0 / columns] })
        {
            self = .transposed
        } else if wrong.count > 1, case .vector(let count) = field.shape, isAll({ right[count - 1 - $0] }) {
            self = .reversed
        } else {
            return nil
        }
    }

    /// Whether an entry is the value, but rounded too far.
    private static func coarse(
        _ numbers: [ReadNumber], _ right: [Double], _ wrong: [Int], _ kind: AnswerKind
    ) -> NumberHint? {
        func isRounded(_ entry: Int, below decimals: Int) -> Bool {
            guard let digits = numbers[entry].digits, digits.decimals < decimals else { return false }
            let distance = (numbers[entry].quantity.approximation - right[entry]).magnitude
            return distance <= 0.5 / Quantity.powerOfTen(digits.decimals) * (1 + 1e-9)
        }
        switch kind {
        case .decimal(let places):
            return wrong.contains { isRounded($0, below: places) } ? .coarse(decimals: places) : nil
        case .exact, .irrational:
            let isCoarse = wrong.contains { entry in
                (numbers[entry].digits?.significant ?? 3) < 3 && isRounded(entry, below: .max)
            }
            return isCoarse ? .coarse(decimals: nil) : nil
        default: return nil
        }
    }
}
