import ExactMath
import Wording

/// What a folder of marked sheets says about a class.
public struct SheetStatistics: Sendable {
    /// One kind of exercise.
    public struct Kind: Sendable {
        /// The kind's id: "linear-bptt".
        public var exercise: String
        /// How many sheets of the kind were marked.
        public var sheets = 0
        /// How many of them have every answer right.
        public var allRight = 0
        /// The sum of scores, each as a part of its maximum.
        public var score = Rational.zero
        /// Sheets in which the slip was made.
        public var slips: [Slip: Int] = [:]
        /// Sheets in which the answer was the first wrong one.
        public var firstWrong: [String: Int] = [:]
        /// Sheets with something wrong that no slip explains.
        public var unexplained = 0
    }

    /// The kinds that have a marked sheet, in the order of their ids.
    public private(set) var kinds: [Kind] = []
    /// How many sheets could not be marked; they count nowhere else.
    public private(set) var unreadable = 0

    /// Counts over marked sheets, those that could not be marked among them.
    public init(_ sheets: [MarkedSheet]) {
        var byName: [String: Kind] = [:]
        for sheet in sheets {
            guard let marks = sheet.marks, let exercise = sheet.exercise else {
                unreadable += 1
                continue
            }
            var kind = byName[exercise] ?? Kind(exercise: exercise)
            kind.sheets += 1
            if marks.isAllRight { kind.allRight += 1 }
            if marks.maximum > 0 { kind.score = kind.score + marks.score / Rational(marks.maximum) }
            // What the report of the sheet names, of the whole sheet or of an answer.
            let slips = Set(marks.diagnosis + marks.answers.flatMap(\.slips))
            for slip in slips { kind.slips[slip, default: 0] += 1 }
            if let first = marks.firstWrong {
                kind.firstWrong[first, default: 0] += 1
                if slips.isEmpty { kind.unexplained += 1 }
            }
            byName[exercise] = kind
        }
        kinds = byName.values.sorted { $0.exercise < $1.exercise }
    }

    /// A paragraph for each kind, with its slips, the most frequent first.
    public var text: String {
        var lines: [String] = []
        for kind in kinds {
            let mean = kind.score / Rational(kind.sheets)
            lines += [
                "\(kind.exercise): \(Words.count(kind.sheets, "sheet")), \(kind.allRight) all right, mean \(Decimals.text(100 * mean.approximation, places: 0)) %"
            ]
            for (slip, count) in kind.slips.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
                lines.append(
                    "  \("\(count)".rightAligned(in: 5)) \(slip.id)  \(slip.words.reason): \(slip.words.formula)")
            }
            if kind.unexplained > 0 {
                lines.append(
                    "  \("\(kind.unexplained)".rightAligned(in: 5)) with something wrong that no slip explains")
            }
            let first = kind.firstWrong.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            if !first.isEmpty {
                lines.append("  first wrong: " + first.map { "\($0.key) (\($0.value))" }.joined(separator: ", "))
            }
            lines.append("")
        }
        if unreadable > 0 { lines.append("\(Words.count(unreadable, "sheet")) could not be read") }
        return lines.joined(separator: "\n") + (lines.last == "" ? "" : "\n")
    }

    /// Format unfold.statistics/1.
    public var json: JSON {
        .object([
            "format": .string("unfold.statistics/1"), "unreadable": .integer(unreadable),
            "exercises": .array(
                kinds.map { kind in
                    .object([
                        "exercise": .string(kind.exercise), "sheets": .integer(kind.sheets),
                        "all_right": .integer(kind.allRight),
                        "mean": .number((kind.score / Rational(kind.sheets)).approximation),
                        "slips": .object(
                            kind.slips.sorted { $0.key < $1.key }.map { JSON.Member($0.key.id, .integer($0.value)) }),
                        "first_wrong": .object(
                            kind.firstWrong.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .integer($0.value)) }),
                        "unexplained": .integer(kind.unexplained),
                    ])
                }),
        ])
    }
}
