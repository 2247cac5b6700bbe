import Foundation
import Wording

/// How well sheets are marked whose truth is known.
public struct MarkingStudy: Sendable {
    /// Counts over the sheets of one kind, or over all.
    public struct Figures: Sendable, Equatable {
        /// How many sheets were counted: marked ones whose truth is known.
        public var sheets = 0
        /// Sheets with something wrong, and those of them whose first wrong answer was found.
        public var faulty = 0, firstFound = 0
        /// Sheets with nothing wrong, and those of them in which nothing was found wrong.
        public var faultless = 0, passed = 0
        /// Answers that follow rightly, and those of them that were marked wrong.
        public var carried = 0, carriedMarkedWrong = 0
        /// Right answers, and those of them that were marked wrong.
        public var right = 0, rightMarkedWrong = 0
        /// Sheets with a verdict that is not the true one.
        public var otherVerdicts = 0
        /// Sheets whose mistake has a name: named so, named otherwise, not named.
        public var named = 0, namedOtherwise = 0, withheld = 0
        /// Sheets whose mistake has no name, and those of them on which one was named.
        public var nameless = 0, namelessNamed = 0
        /// Sheets on which more than three slips are named at an answer.
        public var tooManyNames = 0

        /// The harmonic mean of two accuracies: of finding the first wrong answer where there is one, and of finding none where there is
        /// none; where all sheets are of one sort, its accuracy alone.
        public var f1: Double {
            let found = faulty == 0 ? 1 : Double(firstFound) / Double(faulty)
            let clear = faultless == 0 ? 1 : Double(passed) / Double(faultless)
            if faulty == 0 { return clear }
            if faultless == 0 { return found }
            return found + clear == 0 ? 0 : 2 * found * clear / (found + clear)
        }
    }

    /// By the truth's kind, in the order of their names.
    public private(set) var kinds: [(name: String, figures: Figures)] = []
    /// The sums over every kind.
    public private(set) var all = Figures()
    /// Sheets without a truth, or that could not be marked.
    public private(set) var left: [String] = []

    /// Compares marks with the truth.
    ///
    /// - Parameter truth: by the file's name, with its folders or without.
    public init(_ sheets: [MarkedSheet], truth: [String: SheetTruth]) {
        var byName: [String: Figures] = [:]
        for sheet in sheets {
            let file = sheet.file.split(separator: "/").last.map(String.init) ?? sheet.file
            guard let marks = sheet.marks, let truth = truth[file] ?? truth[sheet.file] else {
                left.append(sheet.file)
                continue
            }
            all.count(marks, truth)
            byName[truth.kind, default: Figures()].count(marks, truth)
        }
        kinds = byName.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

extension MarkingStudy.Figures {
    fileprivate mutating func count(_ marks: MarkedAnswers, _ truth: SheetTruth) {
        sheets += 1
        if let first = truth.firstWrong {
            faulty += 1
            if marks.firstWrong == first { firstFound += 1 }
        } else {
            faultless += 1
            if marks.firstWrong == nil { passed += 1 }
        }
        var isOther = false
        for answer in marks.answers {
            guard let verdict = truth.verdicts[answer.name] else { continue }
            if verdict != answer.verdict.rawValue { isOther = true }
            if verdict == Verdict.carried.rawValue {
                carried += 1
                if answer.verdict == .wrong { carriedMarkedWrong += 1 }
            }
            if verdict == Verdict.right.rawValue {
                right += 1
                if answer.verdict == .wrong { rightMarkedWrong += 1 }
            }
        }
        if isOther { otherVerdicts += 1 }
        let first = marks.answers.first { $0.name == marks.firstWrong }
        let names = Set((marks.diagnosis + (first?.slips ?? [])).map(\.id))
        if marks.answers.contains(where: { $0.slips.count > 3 }) { tooManyNames += 1 }
        if truth.slips.isEmpty {
            nameless += 1
            if marks.answers.contains(where: { !$0.slips.isEmpty }) { namelessNamed += 1 }
        } else if truth.slips.contains(where: names.contains) {
            named += 1
        } else if names.isEmpty {
            withheld += 1
        } else {
            namedOtherwise += 1
        }
    }
}

extension MarkingStudy {
    /// A paragraph for each kind, at last one for all.
    public var text: String {
        var lines: [String] = []
        for (name, figures) in kinds + [("all", all)] {
            lines += [name.isEmpty ? "sheets" : SafeText.of(name)] + figures.lines.map { "  " + $0 } + [""]
        }
        if !left.isEmpty {
            lines.append("\(Words.count(left.count, "sheet")) without a truth, or that could not be marked")
        }
        return lines.joined(separator: "\n") + (lines.last == "" ? "" : "\n")
    }

    /// Format unfold.study/1.
    public var json: JSON {
        .object([
            "format": .string("unfold.study/1"), "all": all.json,
            "kinds": .object(kinds.map { JSON.Member(SafeText.of($0.name), $0.figures.json) }),
            "left": .array(left.map { .string($0) }),
        ])
    }
}

extension MarkingStudy.Figures {
    fileprivate var lines: [String] {
        [
            "\(Words.count(sheets, "sheet")); first wrong answer: F1 \(Decimals.text(f1, places: 3)) (\(firstFound) of \(faulty) found, \(passed) of \(faultless) passed)",
            "answers that follow: \(carried), of them marked wrong \(carriedMarkedWrong); right ones: \(right), marked wrong \(rightMarkedWrong)",
            "sheets with a verdict that is not the true one: \(otherVerdicts)",
            "mistakes with a name: named \(named), named otherwise \(namedOtherwise), withheld \(withheld)",
            "mistakes without a name: \(nameless), of them named \(namelessNamed); more than three names: \(tooManyNames)",
        ]
    }

    fileprivate var json: JSON {
        .object([
            "sheets": .integer(sheets), "f1": .number(f1), "faulty": .integer(faulty),
            "first_found": .integer(firstFound),
            "faultless": .integer(faultless), "passed": .integer(passed), "carried": .integer(carried),
            "carried_marked_wrong": .integer(carriedMarkedWrong), "right": .integer(right),
            "right_marked_wrong": .integer(rightMarkedWrong), "other_verdicts": .integer(otherVerdicts),
            "named": .integer(named), "named_otherwise": .integer(namedOtherwise), "withheld": .integer(withheld),
            "nameless": .integer(nameless), "nameless_named": .integer(namelessNamed),
            "too_many_names": .integer(tooManyNames),
        ])
    }
}
