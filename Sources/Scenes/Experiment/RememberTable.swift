import Recurrence
import Wording

/// The outcomes of an experiment, always in one order: by cell, length, seed.
public struct RememberTable: Sendable, Equatable {
    private var byRun: [RememberRun: RememberRun.Outcome] = [:]

    /// A table of outcomes in any order; of two of one run the later counts.
    public init(_ outcomes: [RememberRun.Outcome] = []) {
        for outcome in outcomes { add(outcome) }
    }

    /// Adds an outcome; of two of one run the later counts.
    public mutating func add(_ outcome: RememberRun.Outcome) { byRun[outcome.run] = outcome }

    /// The outcome of a run; nil where the table has none.
    public subscript(run: RememberRun) -> RememberRun.Outcome? { byRun[run] }

    /// At most one of every run, in their order.
    public var outcomes: [RememberRun.Outcome] {
        byRun.values.map { (key: Self.key($0.run), outcome: $0) }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.outcome)
    }

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
                let wrong = Double(fields[7]), let gradient = Double(fields[8]), min(hidden, length, limit) >= 1,
                (0...limit).contains(epochs), (0...1).contains(wrong), !(gradient < 0)
            else {
                throw Problem(
                    line: index + 1,
                    sentence: "\(Words.quote(SafeText.of(String(line), limit: 80))) is no row of \(Self.header)")
            }
            let run = RememberRun(cell: cell.name, hidden: hidden, length: length, seed: seed, limit: limit)
            add(.init(run: run, isSolved: isSolved, epochs: epochs, wrong: wrong, gradient: gradient))
        }
    }
}
