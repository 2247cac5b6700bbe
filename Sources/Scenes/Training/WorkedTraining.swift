import Recurrence
import Wording

extension WorkedDerivation {
    /// The next update of a training, the clip first.
    public init(nextUpdateOf trainer: Trainer, title: String, _ options: Options = Options()) {
        let (formulas, sequences) = trainer.nextUpdate
        let worked = WorkedUpdate(formulas, options)
        let number = trainer.state.memory.steps + 1
        let mean = sequences == 1 ? "" : ", by the mean gradient of \(Words.count(sequences, "sequence"))"
        self.init(
            title: title,
            sections: [
                Section(title: "clip", lines: worked.clipLines { _ in true }),
                Section(title: "update \(number)\(mean)", lines: worked.updateLines { _ in true }),
            ].filter { !$0.lines.isEmpty })
    }

    private init(title: String, sections: [Section]) {
        self.title = title
        self.sections = sections
    }
}
