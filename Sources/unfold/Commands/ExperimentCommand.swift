import ArgumentParser
import Foundation
import Recurrence
import Scenes
import Wording

struct ExperimentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "experiment", abstract: "Compare cells by training them.",
        subcommands: [Remember.self, Merge.self, TasksTable.self])

    /// Runs are listed before they begin.
    static let mostSeeds = 10_000

    struct Remember: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remember",
            abstract: "Which cell, at which length, learns to remember the first bit?",
            discussion: """
                Every cell is trained at every length from every seed, until at most one answer of a hundred is wrong or --epochs are \
                over. --output keeps every finished run: what was stopped goes on from there. --part K/N runs every N-th of the runs \
                from the K-th on; `unfold experiment merge` joins the files of all parts to the file of one whole run.
                """)

        @Option(help: "Lengths T, with commas between.")
        var lengths = "10,20,50,100,200"

        @Option(help: "Cells, with commas between.")
        var cells = "rnn,ugrnn,gru,lstm,mingru"

        @Option(help: "How many seeds, from 1 on. (default: 5)", transform: NumberOption.whole(1...mostSeeds))
        var seeds = 5

        @Option(
            help: "The width H of every network. (default: 8)", transform: NumberOption.whole(1...SceneLimits.hidden))
        var hidden = 8

        @Option(
            help: "Epochs that a training may take. (default: 600)",
            transform: NumberOption.whole(1...SceneLimits.epochs))
        var epochs = 600

        @Option(help: ArgumentHelp("Only this part of the runs: 1/4 to 4/4 are the quarters.", valueName: "k/n"))
        var part: String?

        @Option(help: "The file that keeps the results, as CSV.", completion: .file())
        var output: String?

        @Option(help: "A file for a plot of the gradients at t = 1, as SVG.", completion: .file())
        var plot: String?

        func run() throws {
            let runs = try asked()
            var known = RememberTable()
            if let output, FileManager.default.fileExists(atPath: output) { known = try ResultFile.read(output) }
            // Files that cannot be written are said before the work.
            if let output { try FileWriting.write(known.csv, to: output) }
            Interruption.watch()
            let table = try finish(runs, known)
            Output.write(table.text)
            if let plot { try FileWriting.write(table.svg, to: plot) }
        }

        /// The runs of this part, in the order of the results.
        private func asked() throws -> [RememberRun] {
            let lengths = try numbers(self.lengths, "--lengths", from: 1, through: SceneLimits.steps)
            let cells = try self.cells.split(separator: ",", omittingEmptySubsequences: false).map { part in
                let name = part.trimmingCharacters(in: .whitespaces)
                guard let cell = Cells.named(name) else {
                    let known = Cells.all.map { $0.name }
                    let nearest = Spelling.nearest(to: name, among: known)
                    throw Failure(
                        .usage,
                        "--cells: there is no cell called \(Words.quote(name)); "
                            + (nearest.map { "did you mean \($0)?" } ?? "cells are \(Words.list(known, "and"))"))
                }
                return cell.name
            }
            // What is named twice is run once.
            func once<T: Hashable>(_ list: [T]) -> [T] {
                var seen: Set<T> = []
                return list.filter { seen.insert($0).inserted }
            }
            let all = once(cells).flatMap { cell in
                once(lengths).flatMap { length in
                    (1...seeds).map {
                        RememberRun(cell: cell, hidden: hidden, length: length, seed: UInt64($0), limit: epochs)
                    }
                }
            }
            for run in all where run.seed == 1 {
                if let obstacle = run.obstacle {
                    throw Failure(.usage, "\(run.cell) at length \(run.length): \(obstacle)")
                }
            }
            guard let part else { return all }
            let numbers = part.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
            guard numbers.count == 2, let k = numbers[0], let n = numbers[1], n >= 1, (1...n).contains(k) else {
                throw Failure(
                    .usage, "--part takes K/N with K from 1 to N, such as 2/4; \(Words.quote(part)) was given")
            }
            return all.enumerated().filter { $0.offset % n == k - 1 }.map(\.element)
        }

        private func numbers(_ text: String, _ name: String, from least: Int, through most: Int) throws -> [Int] {
            try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
                guard let number = Int(part.trimmingCharacters(in: .whitespaces)), (least...most).contains(number)
                else {
                    throw Failure(
                        .usage,
                        "\(name) takes whole numbers from \(least) to \(most) with commas between; \(Words.quote(String(part))) was given"
                    )
                }
                return number
            }
        }

        /// Runs what is not known yet, on all threads, and keeps every result as it comes.
        private func finish(_ runs: [RememberRun], _ known: RememberTable) throws -> RememberTable {
            // Long ones first, so that no thread is left with a long one at the end.
            let open = runs.filter { known[$0] == nil }.sorted { ($0.length, $0.seed) > ($1.length, $1.seed) }
            let table = Guarded(known)
            let failure = Guarded<WriteError?>(nil)
            let bar = ExperimentBar(total: runs.count, done: runs.count - open.count)
            _ = Parallel.map(open.count) { index in
                guard failure.withLock({ $0 == nil }) else { return }
                guard let outcome = open[index].outcome(isStopped: { Interruption.signal != nil }) else { return }
                table.withLock { table in
                    table.add(outcome)
                    if let output {
                        do throws(WriteError) {
                            try FileWriting.write(table.csv, to: output)
                        } catch {
                            failure.withLock { $0 = error }
                        }
                    }
                }
                bar.advance(outcome)
            }
            bar.end()
            if let error = failure.withLock({ $0 }) { throw error }
            let result = table.withLock { $0 }
            if let signal = Interruption.signal {
                ErrorReport.write(
                    output.map {
                        "stopped; \(result.outcomes.count) results are kept in \($0), and the same command goes on"
                    }
                        ?? "stopped; with --output the results would have been kept")
                Foundation.exit(128 + signal)
            }
            let wanted = Set(runs)
            return RememberTable(result.outcomes.filter { wanted.contains($0.run) })
        }
    }

    struct TasksTable: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "tasks",
            abstract:
                "Train the network of every task, and print what it comes to beside what can be had without a memory.",
            discussion: "Tasks: \(Tasks.all.map(\.name).joined(separator: ", ")).")

        @Option(help: "Only these tasks, with commas between.")
        var only: String?

        @Option(help: "How many seeds, from 1 on. (default: 1)", transform: NumberOption.whole(1...mostSeeds))
        var seeds = 1

        func run() throws {
            let names = only?.split(separator: ",", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            let tasks = try names?.map { name in
                guard let task = Tasks.named(name) else {
                    let known = Tasks.all.map(\.name)
                    let nearest = Spelling.nearest(to: name, among: known)
                    throw Failure(
                        .usage,
                        "--only: there is no task called \(Words.quote(name)); "
                            + (nearest.map { "did you mean \($0)?" } ?? "tasks are \(Words.list(known, "and"))"))
                }
                return task
            }
            Interruption.watch()
            var table = TaskTable()
            for task in tasks ?? Tasks.all {
                table.add(task, seeds: 1...seeds) { Interruption.signal != nil }
                if isatty(2) == 1 { ErrorReport.write("\(task.name) is done") }
                if Interruption.signal != nil { break }
            }
            Output.write(table.markdown)
            Output.flush()
            if let signal = Interruption.signal { Foundation.exit(128 + signal) }
        }
    }

    struct Merge: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "merge", abstract: "Join the results of several parts to those of one run.")

        @Argument(help: "Files that `unfold experiment remember --output` has written.", completion: .file())
        var files: [String]

        @Option(help: "The file to write; otherwise standard output.", completion: .file())
        var output: String?

        @Option(help: "A file for a plot of the gradients at t = 1, as SVG.", completion: .file())
        var plot: String?

        func run() throws {
            var table = RememberTable()
            for file in files {
                for outcome in try ResultFile.read(file).outcomes { table.add(outcome) }
            }
            if let plot { try FileWriting.write(table.svg, to: plot) }
            guard let output else { return Output.write(table.csv) }
            try FileWriting.write(table.csv, to: output)
            Output.write(table.text)
        }
    }
}

/// The results of an experiment, from a file.
private enum ResultFile {
    static func read(_ file: String) throws -> RememberTable {
        let name = SafeText.writtenOut(file, limit: 1_000)
        let text = try FileReading.text(of: file, limit: 64 << 20)
        do {
            return try RememberTable(csv: text)
        } catch {
            throw Failure(.data, "\(name):\(error.line):1: \(error.sentence)")
        }
    }
}

/// How far an experiment has come, on standard error where that is a terminal.
private final class ExperimentBar: Sendable {
    private let total: Int
    private let done: Guarded<Int>
    private let isShown = isatty(2) == 1
    private let start = ContinuousClock.now

    init(total: Int, done: Int) {
        self.total = total
        self.done = Guarded(done)
    }

    func advance(_ outcome: RememberRun.Outcome) {
        let count = done.withLock {
            $0 += 1
            return $0
        }
        guard isShown else { return }
        let filled = 20 * count / max(1, total)
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 20 - filled)
        let seconds = (ContinuousClock.now - start).components.seconds
        let run = outcome.run
        let line =
            "\r[\(bar)] \(count)/\(total), \(seconds) s; \(run.cell) T \(run.length) seed \(run.seed): "
            + (outcome.isSolved ? "solved in \(outcome.epochs)" : "not solved") + "\u{1B}[K"
        ErrorReport.draw(line)
    }

    func end() {
        if isShown { ErrorReport.draw("\n") }
    }
}
