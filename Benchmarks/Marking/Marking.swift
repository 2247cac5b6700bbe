import Exercises
import Foundation

/// Prints for every kind of exercise how long the marking of one sheet takes whose answers are wrong at random in every second line:
/// `swift run --package-path Benchmarks -c release marking [COUNT] [KIND…]`: so many sheets of each level (20), of all kinds or of those named.
///
/// Times are of the thread's own work, so that a busy machine counts little.
@main
enum MarkingTimes {
    static func main() {
        let words = CommandLine.arguments.dropFirst()
        let seeds = words.compactMap { UInt64($0) }.first ?? 20
        let named = words.filter { UInt64($0) == nil }
        print("| kind | sheets | mean, ms | slowest, ms | level, seed |")
        print("|---|---|---|---|---|")
        for kind in Catalogue.kinds where named.isEmpty || named.contains(kind.id) {
            var times: [(milliseconds: Double, words: String)] = []
            for level in 1...4 {
                for seed in 1...seeds {
                    guard let exercise = try? kind.make(seed: seed, level: level, version: nil) else { continue }
                    let sheet = Array(wrong(exercise.answerKey(student: nil), seed).utf8)
                    let start = ownTime()
                    let marked = MarkedSheet(file: "sheet", bytes: sheet, options: MarkingOptions())
                    times.append(((ownTime() - start) * 1e3, "\(level), \(seed)"))
                    precondition(marked.marks != nil, "a sheet with wrong numbers is read")
                }
            }
            guard let slowest = times.max(by: { $0.milliseconds < $1.milliseconds }) else { continue }
            let mean = times.reduce(0) { $0 + $1.milliseconds } / Double(times.count)
            print(
                "| \(kind.id) | \(times.count) | \(rounded(mean)) | \(rounded(slowest.milliseconds)) | \(slowest.words) |"
            )
        }
    }

    /// The sheet with other digits in every second answer.
    private static func wrong(_ sheet: String, _ seed: UInt64) -> String {
        var generator = LinearCongruential(state: seed)
        let lines = sheet.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
            let parts = line.split(separator: "=", maxSplits: 1)
            let isHeader = ["exercise", "seed", "level", "version", "student", "scene", "ask", "variant"].contains(
                parts.first.map { $0.trimmingCharacters(in: .whitespaces) } ?? "")
            guard parts.count == 2, !isHeader, generator.next() % 2 == 0 else { return String(line) }
            let value = parts[1].map { character -> Character in
                character.isNumber ? Character(String(generator.next() % 10)) : character
            }
            return parts[0] + "=" + String(value)
        }
        return lines.joined(separator: "\n")
    }

    private static func ownTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    private static func rounded(_ value: Double) -> Double { (value * 1e3).rounded() / 1e3 }
}

/// A sequence of numbers that is the same on every machine.
private struct LinearCongruential {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }
}
