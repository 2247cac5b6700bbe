import Recurrence
import Wording

/// What the recipes of the tasks come to: one line a task, over several seeds.
public struct TaskTable: Sendable {
    /// One task over all seeds.
    public struct Row: Sendable {
        /// The task's name and the length that its recipe trains at.
        public let task: String
        /// The network and its training in a few words.
        public let network: String
        /// The measure that counts, of every seed.
        public let values: [Double]
        /// What can be had without a memory, in the measure that counts.
        public let baseline: Baseline
        /// The fewest sequences beyond the trained lengths that any seed answered.
        public let beyond: Int?

        /// How many seeds beat the baseline by the factor asked for.
        public var beaten: Int { values.count { $0 * baseline.factor <= baseline.value } }
    }

    /// In the order in which the tasks were added.
    public private(set) var rows: [Row] = []

    /// A table of no task.
    public init() {}

    init(_ rows: [Row]) { self.rows = rows }

    /// Trains one task from every seed, and adds its line.
    ///
    /// - Parameter isStopped: asked after every epoch; where it says yes no line is added.
    public mutating func add(
        _ task: any SequenceTask, seeds: ClosedRange<Int>, isStopped: @Sendable () -> Bool = { false }
    ) {
        let results = Parallel.map(seeds.count) { index -> TrainingResult? in
            var taskScene = TaskScene(task)
            taskScene.seed = UInt64(seeds.lowerBound + index)
            let scene = taskScene.scene
            var trainer = scene.trainer(threads: 1)
            while trainer.state.epoch < trainer.rules.epochs, !isStopped() {
                guard trainer.step() != nil else { break }
            }
            return isStopped() ? nil : TrainingResult(scene, trainer)
        }.compactMap(\.self)
        let recipe = task.recipe
        guard results.count == seeds.count, let baseline = results.first?.lines.first?.baseline else { return }
        rows.append(
            Row(
                task: "\(task.name), \(task.lengthMeans) \(recipe.length)",
                network: "\(recipe.cell) \(recipe.hidden), \(Words.grouped(recipe.epochs)) × \(recipe.batch)",
                values: results.compactMap { $0.lines.first?.value }, baseline: baseline,
                beyond: results.compactMap(\.beyond).min()))
    }

    /// The table in Markdown.
    public var markdown: String {
        var text =
            "| task | network, epochs × batch | measure | without a memory | worst of the seeds | factor reached |\n"
        text += "|---|---|---|---|---|---|\n"
        for row in rows {
            let worst = row.values.max() ?? .nan
            let beyond = row.beyond.map { $0 == 0 ? "; wrong already at n = 1" : "; right to n = \($0)" } ?? ""
            text += "| \(row.task) | \(row.network) | \(row.baseline.measure.words) | \(row.baseline.exact) = "
            text += "\(TrainingNumber.text(row.baseline.value)) | \(TrainingNumber.text(worst))\(beyond) | "
            text += "\(row.beaten) of \(row.values.count) (\(TrainingNumber.text(row.baseline.factor))) |\n"
        }
        return text
    }
}
