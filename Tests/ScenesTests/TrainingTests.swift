import ExactMath
import Formula
import Recurrence
import Scenes
import Testing

/// Trainings of scenes: the same bits whatever interrupts them and however many threads work.
@Suite struct TrainingTests {
    /// A task of sequences of several lengths, more of them than a block holds.
    private static func counting(epochs: Int = 12) -> Scene {
        var scene = TaskScene(CountedLetters())
        scene.length = 3
        scene.hidden = 3
        scene.batch = 40
        scene.epochs = epochs
        return scene.scene
    }

    private static func chunked() throws -> Scene {
        try Scene(
            text: """
                unfold: 1
                model:
                  stack: [{cell: gru, hidden: 3}]
                  readout: {size: 1}
                sequence: {task: sine, length: 11, seed: 4}
                loss: mse
                parameters: {initialize: {seed: 2}}
                training: {optimizer: momentum, rate: 0.05, epochs: 9, batch: 3, chunks: 4, clip: {by: value, at: 1/4}}
                """, file: "x.yaml")
    }

    private func run(_ trainer: Trainer, _ epochs: Int) -> Trainer {
        var trainer = trainer
        for _ in 0..<epochs { _ = trainer.step() }
        return trainer
    }

    @Test func threadsChangeNoBit() throws {
        for scene in [Self.counting(), try Self.chunked()] {
            let one = run(scene.trainer(threads: 1), 6).state
            #expect(run(scene.trainer(threads: 2), 6).state == one)
            #expect(run(scene.trainer(threads: 5), 6).state == one)
            #expect(one.parameters != scene.trainer().state.parameters)
        }
    }

    /// A training that is written to a file and read again goes on in the same bits, to the same file.
    @Test func aFileGoesOn() throws {
        let rmsprop = try Scene(
            text: Self.counting().yaml.replacing("optimizer: adam", with: "optimizer: rmsprop"), file: "x")
        for scene in [Self.counting(), rmsprop, try Self.chunked()] {
            let whole = scene.trained(run(scene.trainer(), 9).state)
            let half = scene.trained(run(scene.trainer(), 4).state)
            let read = try Scene(text: half.yaml, file: "half.yaml")
            #expect(read == half)
            #expect(read.trained(run(read.trainer(), 5).state).yaml == whole.yaml)
        }
    }

    @Test func everyEpochCanBeReturnedTo() {
        let scene = Self.counting(epochs: 150)
        var history = TrainingHistory(scene.trainer(threads: 1))
        var states = [history.latest.state]
        for _ in 0..<150 {
            history.step()
            states.append(history.latest.state)
        }
        for epoch in [0, 1, 2, 63, 64, 65, 97, 128, 149, 150] {
            #expect(history.trainer(at: epoch).state == states[epoch])
        }
        #expect(history.records.map(\.epoch) == Array(1...150))
    }

    /// Chunks that are as long as the sequence are the whole sequence.
    @Test func oneChunkIsTheSequence() throws {
        var scene = try Self.chunked()
        scene.training?.chunks = 11
        let chunk = run(scene.trainer(), 5).state
        scene.training?.chunks = nil
        #expect(run(scene.trainer(), 5).state == chunk)
    }

    /// Without learning, the chunks' losses are those of the whole sequence: the state goes on from chunk to chunk.
    @Test(arguments: [Reduction.sum, .mean]) func theStateIsHandedOn(reduction: Reduction) throws {
        var scene = try Self.chunked()
        scene.model.reduction = reduction
        scene.training?.rate = Number(Rational(1, 1_000_000_000_000_000))
        var chunks = scene.trainer()
        scene.training?.chunks = nil
        var whole = scene.trainer()
        let (chunked, alone) = (chunks.step(), whole.step())
        let (a, b) = (try #require(chunked), try #require(alone))
        #expect(abs(a.loss - b.loss) < 1e-12 && chunks.state.memory.steps == 3)
    }

    /// The update at which the numbers leave the finite ones is said with its chunk. The epoch is not done, and so none of its chunks moves
    /// anything: not the weights, not the memory, and what goes on diverges in the same place again.
    @Test(arguments: ["sgd", "momentum", "adam", "rmsprop", "adagrad"]) func aChunkDiverges(_ optimizer: String) throws
    {
        let scene = try Scene(
            text: """
                unfold: 1
                model: {stack: [{cell: linear, hidden: 1}], readout: {size: 1, bias: false}}
                sequence: {inputs: [[1], [1], [1], [1], [1e200]], targets: [[0], [0], [0], [0], [0]]}
                loss: mse
                parameters: {values: {stack.0.W: [[1]], stack.0.U: [[0]], readout.W_y: [[1]]}}
                training: {optimizer: \(optimizer), rate: 1e-9, epochs: 3, chunks: 2}
                """, file: "x.yaml")
        var trainer = scene.trainer()
        let first = trainer.state
        let record = trainer.step()
        let divergence = try #require(trainer.state.divergence)
        #expect(record == nil && divergence.epoch == 1 && divergence.chunk == 3 && divergence.cause == .loss)
        #expect(divergence.loss == .infinity && divergence.gradientNorm == .infinity)
        var expected = first
        expected.divergence = divergence
        #expect(trainer.state == expected)
        let written = scene.trained(trainer.state)
        #expect(written == scene.trained(first))
        var again = try Scene(text: written.yaml, file: "x.yaml").trainer()
        let next = again.step()
        #expect(next == nil && again.state.divergence == divergence)
    }

    /// The same after finished epochs: every one of them can be returned to, the last with the rest.
    @Test func aLaterEpochDivergesInAChunk() throws {
        let scene = try Scene(
            text: """
                unfold: 1
                model: {stack: [{cell: linear, hidden: 1}], readout: {size: 1, bias: false}}
                sequence: {inputs: [[1], [1], [1], [3]], targets: [[0], [0], [0], [0]]}
                loss: mse
                parameters: {values: {stack.0.W: [[1]], stack.0.U: [[0]], readout.W_y: [[2]]}}
                training: {rate: 3/2, epochs: 30, chunks: 1}
                """, file: "x.yaml")
        var history = TrainingHistory(scene.trainer())
        var states = [history.latest.state]
        while history.step() != nil { states.append(history.latest.state) }
        let divergence = try #require(history.latest.state.divergence)
        #expect(divergence.epoch == 2 && divergence.chunk == 3 && states.map(\.memory.steps) == [0, 4])
        for (epoch, var state) in states.enumerated() {
            if epoch == states.count - 1 { state.divergence = divergence }
            #expect(history.trainer(at: epoch).state == state)
        }
    }

    @Test func chunksNeedLossesAllAlong() throws {
        let text = try Self.chunked().yaml.replacing("model:\n", with: "model:\n  shape: many-to-one\n")
            .replacing("sine", with: "adding").replacing("length: 11", with: "length: 12")
        #expect {
            try Scene(text: text, file: "x.yaml")
        } throws: { error in
            "\(error)".hasSuffix("chunks need shape many-to-many, which has losses all along; this one is many-to-one")
        }
    }

    /// A run whose numbers leave the finite ones stands where they were finite last.
    @Test func divergenceIsAState() throws {
        var scene = try #require(BuiltInScenes.named("twin-run")).scene()
        scene.training?.clip = nil
        var trainer = scene.trainer()
        var records = 0
        while records < 100, trainer.step() != nil { records += 1 }
        let divergence = try #require(trainer.state.divergence)
        #expect(divergence.epoch == records + 1 && trainer.state.epoch == records)
        #expect(!divergence.loss.isFinite || !divergence.gradientNorm.isFinite || divergence.cause == .weights)
        let areFinite = trainer.state.parameters.allSatisfy { $0.isFinite }
        #expect(areFinite)
        let next = trainer.step()
        #expect(next == nil)
        _ = try Scene(text: scene.trained(trainer.state).yaml, file: "x.yaml")
    }

    /// A training without a clip follows the engine's own gradient.
    @Test func aPlainStepIsTheGradient() throws {
        let scene = try #require(BuiltInScenes.named("elman-by-hand")).scene()
        let trace = scene.trace(as: Double.self)
        var trainer = scene.trainer(isClipped: false)
        let step = trainer.step()
        let record = try #require(step)
        let rate = (scene.training ?? Training()).rate.double
        for index in 0..<trace.network.parameterCount {
            #expect(trainer.state.parameters[index] == trace.values[index] - rate * trace.gradients[index])
        }
        #expect(record.loss == trace.loss && record.gradientNorm == trace.gradientNorm)
    }

    /// Updates that are stepped through one by one are those of the training.
    @Test func stepsThroughUpdatesAreTheTraining() throws {
        let text = try #require(BuiltInScenes.named("lstm-keeps-a-bit")).text
        let training =
            "training: {optimizer: adam, rate: 0.1, schedule: {step: {every: 2, factor: 0.5}}, clip: {by: norm, at: 0.01}}\n"
        let scene = try Scene(
            text: String(text[..<(try #require(text.firstRange(of: "training:"))).lowerBound]) + training, file: "x")
        var stepped = scene
        for _ in 0..<5 { stepped = try #require(stepped.after(stepped.update(by: stepped.trace(as: Double.self)))) }
        #expect(stepped == scene.trained(run(scene.trainer(), 5).state))
    }

    @Test func twinsExplodeAndConverge() throws {
        for seed in 1...20 {
            let twin = TwinRun(try #require(BuiltInScenes.named("twin-run")).scene().seeded(UInt64(seed)))
            #expect(twin.unclipped.explodes && !twin.unclipped.converges, "seed \(seed)")
            #expect(twin.clipped.converges && !twin.clipped.explodes, "seed \(seed)")
        }
    }

    /// The formulas of an update late in a training are its numbers.
    @Test(arguments: ["sgd", "momentum", "adam", "rmsprop", "adagrad"])
    func theNextUpdateIsExplained(_ optimizer: String) throws {
        let text = try Self.chunked().yaml.replacing("optimizer: momentum", with: "optimizer: \(optimizer)")
        let scene = try Scene(text: text, file: "x.yaml")
        let trainer = run(scene.trainer(), 3)
        let formulas = trainer.nextUpdate.formulas
        let worked = WorkedDerivation(nextUpdateOf: trainer, title: "")
        #expect(worked.sections.map(\.title) == ["clip", "update 10, by the mean gradient of 3 sequences"])
        let w = try #require(formulas.trace.network.parameter("readout.W_y"))
        let environment = TraceEnvironment(formulas.numbers)
        for column in 0..<w.count {
            var evaluator = Evaluator(environment, fuel: 1_000_000)
            let line = formulas.updateLine(of: w, row: 0, column: column)
            let found = try evaluator.grid(line.right.whole).elements[0]
            #expect(abs(found - formulas.updated[w.offset + column]) < 1e-12)
        }
    }

    /// Squared gradients that are no doubles would stop the weights without a word, and no file can hold them.
    @Test(arguments: ["adam", "rmsprop", "adagrad"])
    func squaresThatOverflowAreADivergence(_ optimizer: String) throws {
        let scene = try Scene(
            text: """
                unfold: 1
                model: {stack: [{cell: linear, hidden: 1}], readout: {size: 1, bias: false}}
                sequence: {inputs: [[1e100]], targets: [[0]]}
                loss: mse
                parameters: {values: {stack.0.W: [[1]], stack.0.U: [[1]], readout.W_y: [[1]]}}
                training: {optimizer: \(optimizer), epochs: 3}
                """, file: "x.yaml")
        var trainer = scene.trainer()
        let record = trainer.step()
        #expect(record == nil && trainer.state.divergence?.cause == .memory && trainer.state.divergence?.epoch == 1)
        let kept = scene.trained(trainer.state)
        #expect(try Scene(text: kept.yaml, file: "x.yaml") == kept)
        #expect(scene.after(scene.update(by: scene.trace(as: Double.self))) == nil)
    }

    /// Sequences that differ in length cannot be cut side by side.
    @Test func chunksNeedSequencesOfOneLength() throws {
        let text = Self.counting().yaml.replacing("training:\n", with: "training:\n  chunks: 2\n")
        #expect {
            try Scene(text: text, file: "x.yaml")
        } throws: { error in
            "\(error)".hasSuffix("chunks are cut from sequences that are equally long; those of the task anbn are not")
        }
    }

    /// There are more chunks than epochs, and what is written is read.
    @Test func moreUpdatesThanEpochsAreRead() throws {
        var scene = try Self.chunked()
        scene = scene.trained(run(scene.trainer(), 1).state)
        scene.training?.progress?.updates = 3_000_000_000
        #expect(try Scene(text: scene.yaml, file: "x.yaml") == scene)
    }
}
