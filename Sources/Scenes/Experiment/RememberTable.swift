import Foundation
import ExactMath
import Recurrence
import Wording

/// The outcomes of an experiment, always in one order: by cell, length, seed.
public struct RememberTable: Sendable, Equatable {
    /// At most one of every run.
    public private(set) var outcomes: [RememberRun.Outcome] = []

    /// A table of outcomes in any order; of two of one run the later counts.
    public init(_ outcomes: [RememberRun.Outcome] = []) {
        for outcome in outcomes { add(outcome) }
    }

    /// Puts an outcome in its place; of two of one run the later counts.
    public mutating func add(_ outcome: RememberRun.Outcome) {
        let key = Self.key(outcome.run)
        let place = outcomes.firstIndex { !Self.key($0.run).lexicographicallyPrecedes(key) } ?? outcomes.count
        if outcomes.indices.contains(place), outcomes[place].run == outcome.run {
            outcomes[place] = outcome
        } else {
            outcomes.insert(outcome, at: place)
        }
    }

    /// The outcome of a run; nil where the table has none.
    public subscript(run: RememberRun) -> RememberRun.Outcome? { outcomes.first { $0.run == run } }

    private static func key(_ run: RememberRun) -> [Int] {
        let cell = Cells.all.firstIndex { $0.name == run.cell } ?? Cells.all.count
        return [cell, run.length, Int(clamping: run.seed), run.hidden, run.limit]
    }

    // MARK: As a file

    private static let header = "cell,hidden,length,seed,limit,solved,epochs,wrong,gradient"

    /// One line an outcome; it reads back to the same table.
    public var csv: String {
        let rows = outcomes.map { outcome in
            let run = outcome.run
            return
                "\(run.cell),\(run.hidden),\(run.length),\(run.seed),\(run.limit),\(outcome.isSolved ? "yes" : "no"),"
                + "\(outcome.epochs),\(outcome.wrong),\(outcome.gradient)\n"
        }
        return Self.header + "\n" + rows.joined()
    }

    /// Why a text is no table: the line, counted from 1, and a sentence.
    public struct Problem: Error, Sendable, Equatable {
        /// The line, from 1.
        public let line: Int
        /// What is wrong with the line, without a full stop.
        public let sentence: String
    }

    /// Reads `csv` back, empty lines left out; throws at the first line that is no row.
    public init(csv: String) throws(Problem) {
        let lines = csv.split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.hasSuffix("\r") ? $0.dropLast() : $0
        }
        guard let first = lines.first, first == Self.header else {
            throw Problem(line: 1, sentence: "the first line of an experiment's results is \(Self.header)")
        }
        for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard fields.count == 9, let cell = Cells.named(fields[0]), let hidden = Int(fields[1]),
                let length = Int(fields[2]), let seed = UInt64(fields[3]), seed <= Int.max, let limit = Int(fields[4]),
                let isSolved = ["yes": true, "no": false][fields[5]], let epochs = Int(fields[6]),
                let wrong = Double(fields[7]), let gradient = Double(fields[8])
            else {
                throw Problem(
                    line: index + 1,
                    sentence: "\(Words.quote(SafeText.of(String(line), limit: 80))) is no row of \(Self.header)")
            }
            let run = RememberRun(cell: cell.name, hidden: hidden, length: length, seed: seed, limit: limit)
            add(.init(run: run, isSolved: isSolved, epochs: epochs, wrong: wrong, gradient: gradient))
        }
    }

    // MARK: In sight

    /// All outcomes of one cell at one length.
    struct Group {
        let cell: String
        let length: Int
        let outcomes: [RememberRun.Outcome]

        var solved: Int { outcomes.count(where: \.isSolved) }
        /// The median over the solved ones.
        var epochs: Int? {
            let sorted = outcomes.filter(\.isSolved).map(\.epochs).sorted()
            return sorted.isEmpty ? nil : sorted[sorted.count / 2]
        }
        var gradient: Double { outcomes.map(\.gradient).sorted()[outcomes.count / 2] }
    }

    var cells: [String] { unique(outcomes.map(\.run.cell)) }
    var lengths: [Int] { unique(outcomes.map(\.run.length)).sorted() }

    private func unique<T: Hashable>(_ items: [T]) -> [T] {
        var seen = Set<T>()
        return items.filter { seen.insert($0).inserted }
    }

    func group(_ cell: String, _ length: Int) -> Group? {
        let found = outcomes.filter { $0.run.cell == cell && $0.run.length == length }
        return found.isEmpty ? nil : Group(cell: cell, length: length, outcomes: found)
    }

    /// A line a cell and length, and a plot of what was solved.
    public var text: String {
        func padded(_ text: String, _ width: Int) -> String {
            String(repeating: " ", count: max(0, width - text.count)) + text
        }
        var text = "cell        T   solved   epochs   gradient at t = 1\n"
        for cell in cells {
            for length in lengths {
                guard let group = group(cell, length) else { continue }
                text += cell.padding(toLength: 8, withPad: " ", startingAt: 0) + padded("\(length)", 5)
                text += padded("\(group.solved) of \(group.outcomes.count)", 9)
                text += padded(group.epochs.map { "\($0)" } ?? "–", 9)
                text += padded(TrainingNumber.text(group.gradient), 20) + "\n"
            }
        }
        return text + "\n" + plot
    }

    /// Share solved, one column a length.
    private var plot: String {
        let blocks = Array(" ▁▂▃▄▅▆▇█")
        var text = "solved    " + lengths.map { "T \($0)".padding(toLength: 7, withPad: " ", startingAt: 0) }.joined()
        text += "\n"
        for cell in cells {
            let columns = lengths.map { length -> String in
                guard let group = group(cell, length) else { return "       " }
                let eighths = 8 * group.solved / group.outcomes.count
                let block = group.solved > 0 ? blocks[max(1, eighths)] : "·"
                return String(repeating: block, count: 4) + "   "
            }
            text += cell.padding(toLength: 10, withPad: " ", startingAt: 0) + columns.joined() + "\n"
        }
        return text.split(separator: "\n").map { line in
            String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
        }.joined()
    }
}
