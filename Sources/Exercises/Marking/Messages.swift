extension Marking {
    /// What the student is told about an answer.
    func message(_ verdict: Verdict, _ entries: Shaped<Verdict>?, _ slips: [Slip], at place: Int) -> String {
        switch verdict {
        case .right: return remark(at: place)
        case .missing: return "No answer."
        case .unreadable:
            if case .unreadable(let reason) = given[place] { return reason }
            if case .unreadable(let problem)? = judgements[place]?.verdict { return problem.located }
            return ""
        case .carried: return "Not the right value, but it follows rightly from your earlier answers."
        case .wrong: return wrongMessage(entries, slips, at: place)
        }
    }

    private func wrongMessage(_ entries: Shaped<Verdict>?, _ slips: [Slip], at place: Int) -> String {
        var sentences: [String] = []
        let field = exercise.fields[place]
        if entries == nil, case .numbers(let numbers) = given[place] {
            sentences.append("\(field.shape.words.capitalizedFirst) is asked for; this is \(numbers.shape.words).")
        } else if case .wrong(_, let problem?)? = judgements[place]?.verdict {
            sentences.append(problem.located)
        } else if case .edges(let edges) = given[place] {
            sentences.append(edgesMessage(edges, at: place))
        } else if let entries, slips.isEmpty {
            sentences.append(whereWrong(entries))
        }
        if let coarse = coarseMessage(entries, at: place) { sentences.append(coarse) }
        if slips.count > 1, exercise.level == 1 {
            sentences.append(
                "These slips fit: " + slips.map { "\($0.id) (\($0.words.reason))" }.joined(separator: ", ") + ".")
        } else {
            sentences += slips.map { message(of: $0) }
        }
        return sentences.joined(separator: " ")
    }

    /// What is worth saying about a right formula.
    private func remark(at place: Int) -> String {
        guard case .right(let remarks)? = judgements[place]?.verdict else { return "" }
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
        guard case .edges(let wanted) = right[place] else { return "Not right yet." }
        let extra = edges.essential.subtracting(wanted.essential).sorted()
        let missing = wanted.essential.subtracting(edges.essential).count
        var parts: [String] = []
        if !extra.isEmpty {
            parts.append("these do not belong: " + extra.prefix(5).map(\.description).joined(separator: ", "))
        }
        if missing > 0 { parts.append(missing == 1 ? "one arrow is missing" : "\(missing) arrows are missing") }
        return (parts.joined(separator: "; ") + ".").capitalizedFirst
    }

    private func message(of slip: Slip) -> String {
        if slip == .m01, exercise.kind == "linear-bptt-last" {
            return
                "This is ∂L_t/∂a^t, the slide read literally: each step's own loss. Here one loss is meant, the last step's, for every t."
        }
        return slip.words.message
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

    /// An entry that is the value, but rounded too far.
    private func coarseMessage(_ entries: Shaped<Verdict>?, at place: Int) -> String? {
        guard let entries, let values = right[place].rationals, exercise.fields[place].kind == .exact,
            case .numbers(let numbers) = given[place]
        else { return nil }
        let coarse = entries.entries.indices.contains {
            entries.entries[$0] == .wrong && NumberMatch.isCoarse(numbers.entries[$0], values[$0])
        }
        return coarse ? "Decimals need three significant digits or more; a fraction is exact." : nil
    }
}

extension String {
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
