import Recurrence
import Wording

extension RememberTable {
    /// What the seeds of a group share but the length: a line of the plots.
    struct Kind: Hashable {
        let cell: String
        let hidden: Int
        let limit: Int
    }

    /// All outcomes of one kind at one length.
    struct Group {
        let kind: Kind
        let length: Int
        fileprivate(set) var outcomes: [RememberRun.Outcome] = []

        var solved: Int { outcomes.count(where: \.isSolved) }
        /// The median over the solved ones.
        var epochs: Double? {
            let solved = outcomes.filter(\.isSolved)
            return solved.isEmpty ? nil : Self.median(solved.map { Double($0.epochs) })
        }
        /// The median; what is no number counts as overflown.
        var gradient: Double { Self.median(outcomes.map { $0.gradient.isNaN ? .infinity : $0.gradient }) }

        /// The number in the middle, or the mean of both that are.
        private static func median(_ numbers: [Double]) -> Double {
            let sorted = numbers.sorted()
            let (below, above) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
            // Halves first, as a sum may be no double.
            return below == above ? above : below / 2 + above / 2
        }
    }

    /// A kind with its name and its groups, the shortest sequences first.
    struct Line {
        let kind: Kind
        let name: String
        var groups: [Group] = []
    }

    /// A line a kind, in the order of their first outcomes; names say width and limit where the table has several.
    var lines: [Line] {
        let outcomes = outcomes
        let saysHidden = Set(outcomes.map(\.run.hidden)).count > 1
        let saysLimit = Set(outcomes.map(\.run.limit)).count > 1
        var lines: [Line] = []
        var places: [Kind: Int] = [:]
        // Outcomes come by cell and then by length, so that the groups of a line are in order.
        for outcome in outcomes {
            let run = outcome.run
            let kind = Kind(cell: run.cell, hidden: run.hidden, limit: run.limit)
            if places[kind] == nil {
                places[kind] = lines.count
                let name =
                    run.cell + (saysHidden ? " H \(run.hidden)" : "") + (saysLimit ? ", \(run.limit) epochs" : "")
                lines.append(Line(kind: kind, name: name))
            }
            guard let place = places[kind] else { continue }
            if lines[place].groups.last?.length != run.length {
                lines[place].groups.append(Group(kind: kind, length: run.length))
            }
            lines[place].groups[lines[place].groups.count - 1].outcomes.append(outcome)
        }
        return lines
    }

    /// Every length once, the shortest first.
    static func lengths(_ lines: [Line]) -> [Int] { Set(lines.flatMap { $0.groups.map(\.length) }).sorted() }

    /// A line a kind and length, and a plot of what was solved.
    public var text: String {
        let lines = lines
        let width = max(8, (lines.map(\.name.count).max() ?? 0) + 1)
        var text = "cell".leftAligned(in: width) + "T".rightAligned(in: 5) + "   solved   epochs   gradient at t = 1\n"
        for line in lines {
            for group in line.groups {
                text += line.name.leftAligned(in: width) + "\(group.length)".rightAligned(in: 5)
                text += "\(group.solved) of \(group.outcomes.count)".rightAligned(in: 9)
                text += (group.epochs.map(Self.epochs) ?? "–").rightAligned(in: 9)
                text += TrainingNumber.text(group.gradient).rightAligned(in: 20) + "\n"
            }
        }
        return text + "\n" + Self.plot(lines, width: width + 2)
    }

    /// A median of whole numbers is whole or has a half.
    private static func epochs(_ median: Double) -> String {
        median.truncatingRemainder(dividingBy: 1) == 0 ? "\(Int(median))" : "\(median)"
    }

    /// Share solved, one column a length.
    private static func plot(_ lines: [Line], width: Int) -> String {
        let blocks = Array(" ▁▂▃▄▅▆▇█")
        let lengths = lengths(lines)
        let heads = lengths.map { "T \($0)".leftAligned(in: max(7, "\($0)".count + 3)) }
        var text = "solved".leftAligned(in: width) + heads.joined() + "\n"
        for line in lines {
            let groups = Dictionary(uniqueKeysWithValues: line.groups.map { ($0.length, $0) })
            let columns = zip(lengths, heads).map { length, head in
                guard let group = groups[length] else { return "".leftAligned(in: head.count) }
                let block = group.solved > 0 ? blocks[max(1, 8 * group.solved / group.outcomes.count)] : "·"
                return String(repeating: block, count: 4).leftAligned(in: head.count)
            }
            text += line.name.leftAligned(in: width) + columns.joined() + "\n"
        }
        return text.split(separator: "\n").map { line in
            String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
        }.joined()
    }
}
