import ExactMath
import Wording

/// Numbers of the numeric exercises: drawn in tenths, shown to a fixed number of places.
enum Decimals {
    /// The places that numeric answers are asked to.
    static let asked = 4
    /// The places to which intermediate numbers are given, so that rounding them does not show in an answer.
    static let given = 6
    /// Answers that differ by less than this count as the same when a variant is looked for.
    static let distinct = 4e-4

    /// Tenths in −bound/10 … bound/10 without 0.
    static func tenths(_ generator: inout SeededGenerator, _ bound: Int) -> Double {
        let drawn = generator.integer(in: 1...2 * bound)
        return Double(drawn <= bound ? drawn : bound - drawn) / 10
    }

    static func vector(_ count: Int, _ bound: Int, _ generator: inout SeededGenerator) -> [Double] {
        (0..<count).map { _ in tenths(&generator, bound) }
    }

    static func matrix(_ rows: Int, _ columns: Int, _ bound: Int, _ generator: inout SeededGenerator) -> Matrix<Double>
    {
        Matrix(rows: rows, columns: columns, elements: vector(rows * columns, bound, &generator))
    }

    /// A number to so many places: "0.5000", "-1.2500".
    static func text(_ number: Double, places: Int = asked) -> String {
        var unit = 1.0
        for _ in 0..<places { unit *= 10 }
        let scaled = (number.magnitude * unit).rounded()
        guard scaled.isFinite, scaled < 9e15 else { return "\(number)" }
        let whole = UInt64(scaled)
        let digits = String(whole)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        let sign = number < 0 && whole > 0 ? "-" : ""
        return places == 0 ? sign + padded : sign + padded.dropLast(places) + "." + padded.suffix(places)
    }

    /// A given number: with the digits that it has.
    static func short(_ number: Double) -> String {
        number == number.rounded() && number.magnitude < 1e15 ? "\(Int(number))" : "\(number)"
    }
}

extension [Double] {
    /// "[0.1000, -0.2500]"
    func text(places: Int = Decimals.asked) -> String {
        "[" + map { Decimals.text($0, places: places) }.joined(separator: ", ") + "]"
    }

    var json: JSON { .array(map { .number($0) }) }

    /// As given numbers are shown.
    var notation: WrittenForm {
        WrittenForm(
            "[" + map(Decimals.short).joined(separator: ", ") + "]",
            count == 1
                ? Decimals.short(self[0])
                : "\\begin{pmatrix} " + map(Decimals.short).joined(separator: " \\\\ ") + " \\end{pmatrix}")
    }
}

extension Matrix<Double> {
    func text(places: Int = Decimals.asked) -> String {
        "[" + nested.map { $0.text(places: places) }.joined(separator: ", ") + "]"
    }

    var json: JSON { .array(nested.map(\.json)) }

    var notation: WrittenForm {
        WrittenForm(
            "[" + nested.map(\.notation.text).joined(separator: ", ") + "]",
            elements.count == 1
                ? Decimals.short(elements[0])
                : "\\begin{pmatrix} "
                    + nested.map { $0.map(Decimals.short).joined(separator: " & ") }.joined(separator: " \\\\ ")
                    + " \\end{pmatrix}")
    }
}
