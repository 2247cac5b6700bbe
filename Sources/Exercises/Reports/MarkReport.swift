import ExactMath
import Wording

/// A format in which marked sheets are written.
public enum MarkFormat: String, Sendable, CaseIterable {
    case text, json, gradescope, prairielearn, junit, csv, exercism, nbgrader

    /// Whether the format has a place for one sheet only.
    public var takesOneSheet: Bool {
        switch self {
        case .gradescope, .prairielearn, .exercism, .nbgrader: true
        case .text, .json, .junit, .csv: false
        }
    }
}

/// Marked sheets to be written out.
public struct MarkReport: Sendable {
    /// In the order in which they are told; a format for one sheet takes the first.
    public var sheets: [MarkedSheet]
    /// What the class list says of the sheets, told in text and JSON alone; nil where there is none.
    public var roster: RosterReport?

    /// A report on sheets, by default without a class list.
    public init(_ sheets: [MarkedSheet], roster: RosterReport? = nil) {
        self.sheets = sheets
        self.roster = roster
    }

    /// The report in a format; one that takes one sheet gets the first.
    public func text(_ format: MarkFormat) -> String {
        switch format {
        case .text: plainText
        case .json: json.text(indent: 1) + "\n"
        case .gradescope: (sheets.first?.gradescope ?? .null).text(indent: 1) + "\n"
        case .prairielearn: (sheets.first?.prairieLearn ?? .null).text(indent: 1) + "\n"
        case .exercism: (sheets.first?.exercism ?? .null).text(indent: 1) + "\n"
        case .nbgrader: (sheets.first?.nbgrader ?? "0") + "\n"
        case .junit: junit
        case .csv: csv
        }
    }

    /// A line for each sheet that could not be marked.
    public var failureLines: [String] { sheets.compactMap(\.failureLine).map(printable) }

    /// 65 when a sheet cannot be read, else 1 when something is wrong or missing, else 0.
    public var exitStatus: Int32 {
        if sheets.contains(where: { $0.failure != nil }) { return 65 }
        return sheets.allSatisfy(\.isAllRight) && roster?.isClean ?? true ? 0 : 1
    }
}

extension MarkedSheet {
    /// "linear-bptt, seed 7, level 2"
    var variant: String {
        [exercise, origin?.words].compactMap { $0 }.joined(separator: ", ")
    }

    /// "FILE:LINE:COLUMN: sentence"
    var failureLine: String? {
        failure.map { "\(file):\($0.location.line):\($0.location.column): \($0)" }
    }
}

extension Rational {
    /// A score as people write it: "6.5", "6.33".
    var score: String {
        var text = Decimals.text(approximation, places: 2)
        while text.contains("."), text.hasSuffix("0") { text.removeLast() }
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }
}

/// Text in which nothing is left that a terminal would obey.
func printable(_ text: String) -> String {
    var result = ""
    result.unicodeScalars.append(contentsOf: text.unicodeScalars.map { SafeText.isPrintable($0) ? $0 : "\u{FFFD}" })
    return result
}
