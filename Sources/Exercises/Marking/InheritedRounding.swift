import ExactMath
import Formula

/// How far a number may lie from what follows from the numbers before it, because those stand on the paper rounded.
///
/// From numbers written with d decimals follows a number that may differ by Σ |factor| · ½·10^−d, the factors being those with which
/// each of them goes into it, and by half a unit of its own last place. A number that is exactly the right one is not rounded,
/// however it is written, 2. or 0.5, nor is one that follows exactly from such numbers: they pass nothing on.
struct InheritedRounding {
    private let marking: Marking
    private let verdicts: [Shaped<Verdict>?]
    private let cache = Cache()

    /// Found when it is first asked for: most sheets never ask.
    private final class Cache {
        var own: [Shaped<Double>?]?
        var units: [[Double]]?
        /// What rounding can do to each entry.
        var spread: [[Double]] = []
    }

    init(_ marking: Marking, _ verdicts: [Shaped<Verdict>?]) {
        self.marking = marking
        self.verdicts = verdicts
    }

    /// Whether the student's entry differs from what follows from the numbers before it by no more than rounding explains.
    func explains(_ entry: Int, at place: Int) -> Bool {
        guard let number = number(entry, at: place), ownUnit(of: number, at: place) != nil,
            let values = own[place]?.entries, values.indices.contains(entry)
        else { return false }
        return allows(number, values[entry], entry, at: place)
    }

    /// Whether a number stands for a value that was computed from the numbers before it.
    func allows(_ number: ReadNumber, _ value: Double, _ entry: Int, at place: Int) -> Bool {
        guard let own = ownUnit(of: number, at: place) else { return false }
        let distance = (number.quantity.approximation - value).magnitude
        // Nothing on a sheet amplifies rounding a thousand times: far away need not be looked at.
        guard distance <= 2_000 * coarsest else { return false }
        if cache.spread.isEmpty { cache.spread = spread(around: self.own) }
        guard cache.spread[place].indices.contains(entry), cache.spread[place][entry] > 0 else { return false }
        return distance <= (own + cache.spread[place][entry]) * (1 + 1e-9)
    }

    /// What a number's own rounding may do: ±1 in the last digit asked, else half a unit of a last place that is the third or later.
    private func ownUnit(of number: ReadNumber, at place: Int) -> Double? {
        if case .decimal(let places) = marking.exercise.fields[place].kind { return 1 / Quantity.powerOfTen(places) }
        guard let digits = number.digits, digits.significant >= 3 else { return nil }
        return 0.5 / Quantity.powerOfTen(digits.decimals)
    }

    private func number(_ entry: Int, at place: Int) -> ReadNumber? { numbers(at: place)?[entry] }

    private func numbers(at place: Int) -> [ReadNumber]? {
        guard verdicts[place] != nil, case .numbers(let numbers) = marking.given[place] else { return nil }
        return numbers.entries
    }

    /// For each entry a unit of the last place to which it may be rounded; 0 where it is exactly right.
    private var units: [[Double]] {
        if let units = cache.units { return units }
        let units = verdicts.indices.map { place -> [Double] in
            guard let numbers = numbers(at: place) else { return [] }
            // 0.25 among numbers of four decimals is 0.2500.
            guard let decimals = numbers.compactMap(\.digits?.decimals).max() else { return numbers.map { _ in 0 } }
            let right = marking.right[place].doubles
            return numbers.indices.map { entry in
                guard let unit = lastPlace(of: numbers[entry], decimals, at: place) else { return 0 }
                return isExactly(right, numbers[entry], entry, unit) ? 0 : unit
            }
        }
        cache.units = units
        return units
    }

    /// Whether a number is this entry of the values, but for the last bits of a computation.
    private func isExactly(_ values: [Double]?, _ number: ReadNumber, _ entry: Int, _ unit: Double) -> Bool {
        guard let values, values.indices.contains(entry) else { return false }
        let distance = (number.quantity.approximation - values[entry]).magnitude
        return distance <= min(1e-12 * max(1, values[entry].magnitude), unit / 1_000)
    }

    /// A unit of the last place of a number written with so many decimals, at most one of the places asked; nil where it cannot be
    /// rounded: among fractions only a decimal of three significant digits or more can.
    private func lastPlace(of number: ReadNumber, _ decimals: Int, at place: Int) -> Double? {
        let unit = 1 / Quantity.powerOfTen(decimals)
        if case .decimal(let places) = marking.exercise.fields[place].kind {
            return min(unit, 1 / Quantity.powerOfTen(places))
        }
        guard let digits = number.digits, decimals >= 1, digits.significant + decimals - digits.decimals >= 3 else {
            return nil
        }
        return unit
    }

    private var coarsest: Double { units.joined().max() ?? 0 }

    private var own: [Shaped<Double>?] {
        if let own = cache.own { return own }
        let own = run { _, _ in 0 }
        cache.own = own
        return own
    }

    /// The right way on from the student's own numbers, right ones as they are written too.
    private func run(_ amount: @escaping (_ place: Int, _ entry: Int) -> Double) -> [Shaped<Double>?] {
        marking.exercise.working.doubles([]) { place, _ in
            guard verdicts[place] != nil, case .numbers(let numbers) = marking.given[place] else { return nil }
            return numbers.entries.indices.map { numbers.entries[$0].quantity.approximation + amount(place, $0) }
        }
    }

    private func spread(around own: [Shaped<Double>?]) -> [[Double]] {
        var result = own.map { [Double](repeating: 0, count: $0?.entries.count ?? 0) }
        for place in verdicts.indices {
            guard let numbers = numbers(at: place) else { continue }
            for (entry, unit) in units[place].enumerated() where unit > 0 {
                // What follows exactly from numbers that are not rounded is not rounded; a copy of a rounded one is.
                let isReached = result[place].indices.contains(entry) && result[place][entry] > 0
                if !isReached, isExactly(own[place]?.entries, numbers[entry], entry, unit) { continue }
                let moved = run { $0 == place && $1 == entry ? unit / 2 : 0 }
                for (other, (a, b)) in zip(moved, own).enumerated() where other != place {
                    guard let a = a?.entries, let b = b?.entries else { continue }
                    for index in a.indices { result[other][index] += (a[index] - b[index]).magnitude }
                }
            }
        }
        return result
    }
}
