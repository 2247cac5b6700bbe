import Recurrence
import Wording

/// Two trainings from the same weights and sequences: one with the scene's clip, one without it.
public struct TwinRun: Sendable {
    /// One of the two.
    public struct Side: Sendable {
        /// One an epoch that was finished, in their order.
        public var records: [EpochRecord] = []
        /// Where the run left the finite numbers; nil where it did not.
        public var divergence: Divergence?
        /// The loss of the last finished epoch.
        public var lastLoss: Double { records.last?.loss ?? .nan }

        /// The epoch at which the gradient is over ten times as long as any before it; nil where there is none.
        public var jump: Int? {
            var largest = Double.infinity
            for record in records {
                if record.gradientNorm > 10 * largest { return record.epoch }
                largest = largest == .infinity ? record.gradientNorm : max(largest, record.gradientNorm)
            }
            return divergence?.epoch
        }

        /// What is done of a run so far.
        public init(records: [EpochRecord], divergence: Divergence?) {
            self.records = records
            self.divergence = divergence
        }

        init(_ trainer: Trainer) {
            var trainer = trainer
            while trainer.state.epoch < trainer.rules.epochs, let record = trainer.step() { records.append(record) }
            divergence = trainer.state.divergence
        }

        /// Whether it left the finite numbers, or its loss ends ten times as high as it began.
        public var explodes: Bool {
            divergence != nil || lastLoss > 10 * (records.first?.loss ?? .nan)
        }

        /// Whether its loss ends below a hundredth of its beginning.
        public var converges: Bool {
            divergence == nil && lastLoss < 0.01 * (records.first?.loss ?? .nan)
        }
    }

    /// The run with the scene's clip.
    public let clipped: Side
    /// The run from the same weights without a clip.
    public let unclipped: Side
    private let epochs: Int

    /// - Parameter scene: one with a clip.
    public init(_ scene: Scene) {
        let sides = Parallel.map(2) { Side(scene.trainer(isClipped: $0 == 0, threads: 1)) }
        clipped = sides[0]
        unclipped = sides[1]
        epochs = max(clipped.records.count, unclipped.records.count)
    }

    /// Some epochs of both side by side, and what came of them.
    public var table: String {
        var text = "epoch  clipped: loss  gradient    not clipped: loss  gradient\n"
        func cells(_ side: Side, _ index: Int) -> [String] {
            guard side.records.indices.contains(index) else { return ["–", "–"] }
            let record = side.records[index]
            return [TrainingNumber.text(record.loss), TrainingNumber.text(record.gradientNorm)]
        }
        for index in shown {
            let (left, right) = (cells(clipped, index), cells(unclipped, index))
            text +=
                "\(index + 1)".rightAligned(in: 5) + left[0].rightAligned(in: 15) + left[1].rightAligned(in: 10)
                + right[0].rightAligned(in: 21) + right[1].rightAligned(in: 10) + "\n"
        }
        return text + "clipped: \(Self.verdict(clipped))\nnot clipped: \(Self.verdict(unclipped))\n"
    }

    /// The epochs of the table: the first ones, some after them, the last.
    private var shown: [Int] {
        guard epochs > 0 else { return [] }
        let spacing = max(1, epochs / 15)
        let around = unclipped.jump.map { [$0 - 2, $0 - 1, $0] } ?? []
        let wanted = Set([0, epochs - 1] + around + Array(stride(from: spacing - 1, to: epochs, by: spacing)))
        return wanted.filter { (0..<epochs).contains($0) }.sorted()
    }

    private static func verdict(_ side: Side) -> String {
        let began = TrainingNumber.text(side.records.first?.loss ?? .nan)
        let ended = TrainingNumber.text(side.lastLoss)
        if let divergence = side.divergence {
            return "explodes: no longer finite in epoch \(divergence.epoch), the gradient's norm there "
                + TrainingNumber.text(divergence.gradientNorm)
        }
        let word = side.explodes ? "explodes" : side.converges ? "converges" : "neither explodes nor converges"
        return "\(word): the loss goes from \(began) to \(ended)"
    }

    /// One row an epoch of each run, below a line of names; `run` is `clipped` or `unclipped`.
    public var csv: String {
        var text = "run,epoch,loss,gradient_norm,clipped_norm,rate\n"
        for (name, side) in [("clipped", clipped), ("unclipped", unclipped)] {
            for r in side.records {
                text += "\(name),\(r.epoch),\(r.loss),\(r.gradientNorm),\(r.clippedNorm),\(r.rate)\n"
            }
        }
        return text
    }

    /// Both runs as JSON of the format `unfold.twin/1`.
    public var json: String {
        func side(_ side: Side) -> String {
            let rows = side.records.map {
                "\n   {\"epoch\": \($0.epoch), \"loss\": \($0.loss), \"gradient_norm\": \($0.gradientNorm), "
                    + "\"clipped_norm\": \($0.clippedNorm), \"rate\": \($0.rate)}"
            }
            let diverged = side.divergence.map { ",\n  \"diverged\": {\"epoch\": \($0.epoch)}" } ?? ""
            return "{\"explodes\": \(side.explodes), \"converges\": \(side.converges),\n  \"epochs\": ["
                + rows.joined(separator: ",") + "]\(diverged)}"
        }
        return "{\"format\": \"unfold.twin/1\",\n \"clipped\": \(side(clipped)),\n \"unclipped\": \(side(unclipped))}\n"
    }
}
