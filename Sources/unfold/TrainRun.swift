import Foundation
import Recurrence
import Scenes
import TerminalUI
import Wording

/// Trains, says how it goes, and keeps what is there on the disk.
struct TrainRun {
    private let scene: Scene
    private let name: String
    private let output: String?
    private var trainer: Trainer
    private var report: TrainReport
    private var lastWritten = ContinuousClock.now
    /// How long a checkpoint takes: it is written seldom where that is long.
    private var writing = Duration.zero

    init(_ scene: Scene, name: String, output: String?, log: TrainCommand.LogFormat?) {
        self.scene = scene
        self.name = name
        self.output = output
        trainer = scene.trainer()
        report = TrainReport(trainer.rules, from: trainer.state.epoch, log: log)
    }

    mutating func run() throws {
        Interruption.watch()
        // A file that cannot be written is said before the work; and whatever ends the program now leaves something to go on from.
        try write()
        report.begin()
        if trainer.state.epoch >= trainer.rules.epochs {
            report.say(
                "epoch \(trainer.state.epoch) of \(trainer.rules.epochs) is done already; --epochs asks for more")
        }
        while trainer.state.epoch < trainer.rules.epochs, Interruption.signal == nil {
            guard let record = trainer.step() else { break }
            report.add(record)
            let waited = ContinuousClock.now - lastWritten
            if waited > .seconds(1), waited > writing * 5 { try write() }
        }
        // The result is asked of many sequences: whatever ends the program there leaves all epochs.
        if Interruption.signal == nil { try write() }
        let result = Interruption.signal == nil ? TrainingResult(scene, trainer) : nil
        report.end(trainer.state, result)
        if let signal = Interruption.signal { try stop(signal) }
        if let output {
            report.say("written: \(SafeText.of(output, limit: 1_000))")
        } else {
            report.say("the weights are not kept; --output FILE writes the trained scene")
        }
    }

    private mutating func write() throws {
        guard let output else { return }
        let start = ContinuousClock.now
        try FileWriting.write(scene.trained(trainer.state).yaml, to: output)
        lastWritten = ContinuousClock.now
        writing = lastWritten - start
    }

    /// Ends by a signal: the work is kept, and where is said.
    private mutating func stop(_ signal: Int32) throws -> Never {
        var place = output
        if output != nil {
            try write()
        } else if let file = Recovery.fileForTraining {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileWriting.write(scene.trained(trainer.state).yaml, to: file.path)
            place = file.path
        }
        Output.flush()
        let epoch = "stopped after epoch \(trainer.state.epoch) of \(trainer.rules.epochs)"
        ErrorReport.write(
            place.map { "\(epoch); kept in \($0): unfold train \($0) --resume --output \($0) goes on" } ?? epoch)
        exit(128 + signal)
    }
}

/// What is printed of a training: a bar on a terminal, some lines in a pipe, or every epoch as CSV or JSON.
struct TrainReport {
    private let rules: TrainingRules
    private let first: Int
    private let log: TrainCommand.LogFormat?
    private let drawsBar: Bool
    private let start = ContinuousClock.now
    private var lastDrawn: ContinuousClock.Instant?
    private var rows = 0
    /// Epochs from one line to the next.
    private let spacing: Int

    init(_ rules: TrainingRules, from epoch: Int, log: TrainCommand.LogFormat?) {
        self.rules = rules
        first = epoch
        self.log = log
        let terminal = ProcessInfo.processInfo.environment["TERM"] ?? "dumb"
        drawsBar = log == nil && isatty(1) == 1 && terminal != "dumb"
        spacing = max(1, (rules.epochs - epoch + 19) / 20)
    }

    mutating func begin() {
        switch log {
        case .csv: Output.write("epoch,loss,gradient_norm,clipped_norm,rate\n")
        case .json: Output.write("{\"format\": \"unfold.training/1\",\n \"epochs\": [")
        case nil: break
        }
    }

    mutating func add(_ record: EpochRecord) {
        switch log {
        case .csv:
            Output.write(
                "\(record.epoch),\(record.loss),\(record.gradientNorm),\(record.clippedNorm),\(record.rate)\n")
        case .json:
            Output.write(
                (rows == 0 ? "\n  " : ",\n  ")
                    + "{\"epoch\": \(record.epoch), \"loss\": \(record.loss), \"gradient_norm\": \(record.gradientNorm), "
                    + "\"clipped_norm\": \(record.clippedNorm), \"rate\": \(record.rate)}")
        case nil:
            if drawsBar {
                drawBar(record)
            } else if record.epoch % spacing == 0 || record.epoch == rules.epochs || rows == 0 {
                Output.write("epoch \(record.epoch) of \(rules.epochs): \(sentence(record))\n")
                Output.flush()
            }
        }
        rows += 1
    }

    private func sentence(_ record: EpochRecord) -> String {
        let clipped =
            record.clippedNorm < record.gradientNorm ? " clipped to \(TrainingNumber.text(record.clippedNorm))" : ""
        return "loss \(TrainingNumber.text(record.loss)), gradient norm "
            + "\(TrainingNumber.text(record.gradientNorm))\(clipped), rate \(TrainingNumber.text(record.rate))"
    }

    private mutating func drawBar(_ record: EpochRecord) {
        let now = ContinuousClock.now
        if let lastDrawn, now - lastDrawn < .milliseconds(100), record.epoch < rules.epochs { return }
        lastDrawn = now
        let done = Double(record.epoch - first) / Double(max(1, rules.epochs - first))
        let width = 20
        let filled = Int(Double(width) * done)
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
        let seconds = Double((now - start).components.seconds) + Double((now - start).components.attoseconds) * 1e-18
        let left = done > 0 ? Int((seconds * (1 - done) / done).rounded(.up)) : 0
        let perSecond = seconds > 0 ? Int(Double(record.epoch - first) / seconds) : 0
        let line =
            "[\(bar)] \(record.epoch)/\(rules.epochs) \(sentence(record)), \(perSecond) epochs/s, \(left) s left"
        Output.write("\r" + line.prefix((Output.width ?? 80) - 1) + "\u{1B}[K")
        Output.flush()
    }

    /// How it ended.
    mutating func end(_ state: TrainingState, _ result: TrainingResult?) {
        if drawsBar && rows > 0 { Output.write("\n") }
        let divergence = state.divergence.map(Self.sentence)
        guard log != .json else {
            Output.write(rows == 0 ? "]" : "\n ]")
            if let divergence = state.divergence {
                Output.write(
                    ",\n \"diverged\": {\"epoch\": \(divergence.epoch), "
                        + (divergence.chunk.map { "\"chunk\": \($0), " } ?? "")
                        + "\"loss\": \(Self.json(divergence.loss)), "
                        + "\"gradient_norm\": \(Self.json(divergence.gradientNorm))}")
            }
            if let result {
                let lines = result.lines.map {
                    "{\"measure\": \"\($0.baseline.measure.words)\", \"value\": \($0.value), \"baseline\": \($0.baseline.value)}"
                }
                Output.write(",\n \"result\": [" + lines.joined(separator: ", ") + "]")
            }
            Output.write("}\n")
            return
        }
        if let divergence { say(divergence) }
        for line in result?.sentences ?? [] { say(line) }
    }

    /// A sentence on standard output, or beside it where that has rows of numbers.
    func say(_ sentence: String) {
        if log == nil {
            Output.write(sentence + "\n")
        } else {
            Output.flush()
            ErrorReport.write(sentence)
        }
    }

    static func sentence(_ divergence: Divergence) -> String {
        let cause =
            switch divergence.cause {
            case .loss: "the loss is \(TrainingNumber.text(divergence.loss))"
            case .gradient: "the gradient has no finite norm"
            case .weights: "the new weights would not be finite"
            case .memory: "what the optimiser remembers would not be finite"
            }
        let chunk = divergence.chunk.map { ", chunk \($0)" } ?? ""
        return "diverged in epoch \(divergence.epoch)\(chunk): \(cause), the gradient's norm "
            + "\(TrainingNumber.text(divergence.gradientNorm)); the weights are those before that epoch"
    }

    /// Numbers that JSON has no sign for are strings, as in a trace.
    private static func json(_ value: Double) -> String {
        value.isFinite ? "\(value)" : "\"\(TrainingNumber.text(value))\""
    }
}
