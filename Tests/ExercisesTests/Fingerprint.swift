import ExactMath
import Exercises
import Foundation

/// What must not change about an exercise, as four texts and as the first 16 digits of their SHA-256.
struct Fingerprint {
    /// A line an answer, the right one.
    var answers: String
    /// A line a slip and answer: what the slip makes of it.
    var slips: String
    /// What `exercise new` prints, as text, LaTeX and JSON.
    var problem: String
    var hints: String

    init(_ exercise: Exercise) {
        func lines(_ slips: SlipSet) -> [String] {
            zip(exercise.fields, exercise.working.answers(slips)).map { field, value in
                "\(field.name) = \(Self.canonical(value, field.kind))"
            }
        }
        answers = lines([]).joined(separator: "\n")
        slips = exercise.slips.map { slip in "\(slip.id)\n" + lines(SlipSet(slip)).joined(separator: "\n") }
            .joined(separator: "\n")
        problem =
            exercise.problemText(student: "Ada") + exercise.problemLaTeX(student: "Ada")
            + exercise.problemJSON(student: "Ada").text(indent: 1)
        hints = exercise.text().hints.joined(separator: "\n")
    }

    var texts: [String] { [answers, slips, problem, hints] }
    var digests: [String] { texts.map(Self.digest) }

    static func digest(_ text: String) -> String {
        SHA256.digest(of: Array(text.utf8)).prefix(8).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    /// Exact values as they are; decimals with two places more than are asked, so that their last bits do not matter.
    private static func canonical(_ value: AnswerValue, _ kind: AnswerKind) -> String {
        switch value {
        case .exact(let numbers): numbers.text(\.description)
        case .real(let numbers): numbers.text { rounded($0, places: places(kind) + 2) }
        case .word(let word): word
        case .edges(let edges): edges.echo
        case .settings(let settings): settings.map { $0.map(String.init) ?? "any" }.joined(separator: ", ")
        case .formula(let formula): formula
        }
    }

    private static func places(_ kind: AnswerKind) -> Int {
        if case .decimal(let places) = kind { places } else { 6 }
    }

    /// What is as good as half of the last place is rounded up: products of short decimals often are exactly that, but for a bit.
    private static func rounded(_ number: Double, places: Int) -> String {
        let scaled = (number.magnitude * pow(10, Double(places)) + 0.5 + 1e-6).rounded(.down)
        guard scaled.isFinite, scaled < 9e15 else { return String(format: "%.10g", number) }
        return (number < 0 && scaled > 0 ? "-" : "") + "\(UInt64(scaled))e-\(places)"
    }
}
