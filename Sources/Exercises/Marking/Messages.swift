import ExactMath
import Formula

/// What the student is told about answers.
struct Messages {
    private let marking: Marking
    private let entries: [Shaped<Verdict>?]
    private let verdicts: [Verdict]
    private let diagnosis: Diagnosis
    private let isIdle: Bool

    init(
        _ marking: Marking, entries: [Shaped<Verdict>?], verdicts: [Verdict], diagnosis: Diagnosis, isIdle: Bool
    ) {
        self.marking = marking
        self.entries = entries
        self.verdicts = verdicts
        self.diagnosis = diagnosis
        self.isIdle = isIdle
    }

    func message(at place: Int) -> String {
        switch verdicts[place] {
        case .right: return remark(at: place)
        case .missing: return "No answer."
        case .unreadable:
            if case .unreadable(let reason) = marking.given[place] { return reason }
            if case .unreadable(let problem)? = marking.judgements[place]?.verdict { return problem.located }
            return ""
        case .carried: return "Not the right value, but it follows rightly from your earlier answers."
        case .wrong:
            if isIdle, isOfNumbers(at: place) {
                return "The sheet shows no work: every number on it is 0, or copied from the problem."
            }
            return wrong(at: place)
        }
    }

    private func isOfNumbers(at place: Int) -> Bool {
        switch marking.given[place] {
        case .numbers, .settings: true
        default: false
        }
    }

    private func wrong(at place: Int) -> String {
        var sentences: [String] = []
        let field = marking.exercise.fields[place]
        let slips = diagnosis.byPlace[place] ?? []
        if entries[place] == nil, case .numbers(let numbers) = marking.given[place] {
            sentences.append("\(field.shape.words.capitalizedFirst) is asked for; this is \(numbers.shape.words).")
        } else if entries[place] == nil, case .settings(let settings) = marking.given[place] {
            let (asked, found) = (Self.row(of: field.shape.count), Self.row(of: settings.count))
            sentences.append("\(asked.capitalizedFirst) is asked for; this is \(found).")
        } else if case .wrong(_, let problem?)? = marking.judgements[place]?.verdict {
            sentences.append(problem.located)
        } else if case .edges(let edges) = marking.given[place] {
            sentences.append(edgesMessage(edges, at: place))
        } else if case .ways(let question) = field.kind, case .word(let ways)? = marking.given[place],
            case .word(let right) = marking.right[place]
        {
            sentences.append(question.remark(ways, right: right))
        } else if let entries = entries[place], slips.isEmpty {
            sentences.append(whereWrong(entries))
        }
        if slips.isEmpty {
            if let hint = NumberHint(marking, entries, at: place) { sentences.append(hint.words) }
            if let lone = lone(at: place) { sentences.append(lone) }
        }
        if diagnosis.undecided.contains(place) {
            sentences.append(
                "One of these: " + slips.map { "\($0.id) (\($0.words.reason))" }.joined(separator: ", ") + ".")
        } else {
            sentences += slips.map { $0.message(in: marking.exercise.kind) }
        }
        return sentences.joined(separator: " ")
    }

    /// "a single entry", "a row of 3"
    private static func row(of count: Int) -> String { count == 1 ? "a single entry" : "a row of \(count)" }

    /// What is said of a wrong line that fits no slip, or too many.
    private func lone(at place: Int) -> String? {
        let isAmbiguous = diagnosis.ambiguous.contains(place)
        let after = verdicts[(place + 1)...]
        let follows = after.contains(.carried) && !after.contains(.wrong)
        switch (isAmbiguous, follows) {
        case (true, true): return "An arithmetic slip, or one of several; from here on everything follows."
        case (true, false): return "An arithmetic slip, or one of several."
        case (false, true): return "This is a slip in this line alone; everything after it follows."
        case (false, false): return nil
        }
    }

    /// What is worth saying about a right formula.
    private func remark(at place: Int) -> String {
        guard case .right(let remarks)? = marking.judgements[place]?.verdict else { return "" }
        return remarks.map { remark in
            switch remark {
            case .rowLayout: "Right, in row layout: it is the transpose of the column form."
            case .closedForm: "Right; a closed sum where a recursion was asked for."
            case .initialStateZero: "Right for an initial state of zero."
            }
        }.joined(separator: " ")
    }

    /// Which of the student's own arrows do not belong, and how many are still missing.
    private func edgesMessage(_ edges: EdgeList, at place: Int) -> String {
        guard case .edges(let wanted) = marking.right[place] else { return "Not right yet." }
        let extra = edges.essential.subtracting(wanted.essential).sorted()
        let missing = wanted.essential.subtracting(edges.essential).count
        var parts: [String] = []
        if !extra.isEmpty {
            parts.append("these do not belong: " + extra.prefix(5).map(\.description).joined(separator: ", "))
        }
        if missing > 0 { parts.append(missing == 1 ? "one arrow is missing" : "\(missing) arrows are missing") }
        return (parts.joined(separator: "; ") + ".").capitalizedFirst
    }

    /// "Entries (1, 2) and (2, 1) are not right."
    private func whereWrong(_ entries: Shaped<Verdict>) -> String {
        let wrong = entries.entries.indices.filter { entries.entries[$0] == .wrong }
        if wrong.count == entries.entries.count { return "Not right yet." }
        let names = wrong.map { place -> String in
            if case .matrix(_, let columns) = entries.shape {
                return "(\(place / columns + 1), \(place % columns + 1))"
            }
            return "\(place + 1)"
        }
        let list = names.count == 1 ? names[0] : names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
        return names.count == 1 ? "Entry \(list) is not right." : "Entries \(list) are not right."
    }
}

extension String {
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
