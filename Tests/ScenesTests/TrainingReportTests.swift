import Recurrence
import Testing

@testable import Scenes

@Suite("What a training prints")
struct TrainingReportTests {
    private func twin(epochs: Int) throws -> TwinRun {
        var scene = try #require(BuiltInScenes.named("twin-run")).scene()
        scene.training?.epochs = epochs
        return TwinRun(scene)
    }

    @Test("A twin run as a table: both sides, and what became of each")
    func twinTable() throws {
        #expect(
            try twin(epochs: 4).table == """
                epoch  clipped: loss  gradient    not clipped: loss  gradient
                    1      3.142e+06 2.292e+08            3.142e+06 2.292e+08
                    2      1.507e+06 1.115e+08                    –         –
                    3      7.982e+05 5.982e+07                    –         –
                    4      5.480e+05 4.138e+07                    –         –
                clipped: neither explodes nor converges: the loss goes from 3.142e+06 to 5.480e+05
                not clipped: explodes: no longer finite in epoch 2, the gradient's norm there nan

                """)
    }

    @Test("A twin run as CSV and JSON")
    func twinData() throws {
        let run = try twin(epochs: 2)
        #expect(
            run.csv == """
                run,epoch,loss,gradient_norm,clipped_norm,rate
                clipped,1,3142027.5280921985,229180414.58368164,0.1,0.1
                clipped,2,1507133.5470397614,111526487.74794337,0.09999999999999998,0.05
                unclipped,1,3142027.5280921985,229180414.58368164,229180414.58368164,0.1

                """)
        #expect(
            run.json == """
                {"format": "unfold.twin/1",
                 "clipped": {"explodes": false, "converges": false,
                  "epochs": [
                   {"epoch": 1, "loss": 3142027.5280921985, "gradient_norm": 229180414.58368164, "clipped_norm": 0.1, "rate": 0.1},
                   {"epoch": 2, "loss": 1507133.5470397614, "gradient_norm": 111526487.74794337, "clipped_norm": 0.09999999999999998, "rate": 0.05}]},
                 "unclipped": {"explodes": true, "converges": false,
                  "epochs": [
                   {"epoch": 1, "loss": 3142027.5280921985, "gradient_norm": 229180414.58368164, "clipped_norm": 229180414.58368164, "rate": 0.1}],
                  "diverged": {"epoch": 2}}}

                """)
    }

    /// What the recipe of a task comes to from one seed.
    private func result(seed: UInt64, isTrained: Bool = true) throws -> TrainingResult {
        var task = TaskScene(Sine())
        task.seed = seed
        var trainer = task.scene.trainer(threads: 1)
        while isTrained, trainer.state.epoch < trainer.rules.epochs, trainer.step() != nil {}
        return try #require(TrainingResult(task.scene, trainer))
    }

    @Test("A task is one line over its seeds; a stopped one is none")
    func taskTable() throws {
        var table = TaskTable()
        table.add(Sine(), seeds: 1...2)
        let values = try [result(seed: 1), result(seed: 2)].map { try #require($0.lines.first).value }
        #expect(table.rows.map(\.values) == [values])
        #expect(table.rows.map(\.beaten) == [values.count { $0 * 10 <= 1 - 0.75.squareRoot() }])
        let worst = TrainingNumber.text(max(values[0], values[1]))
        #expect(
            table.markdown == """
                | task | network, epochs × batch | measure | without a memory | worst of the seeds | factor reached |
                |---|---|---|---|---|---|
                | sine, steps 24 | rnn 8, 800 × 8 | mean squared error of an answer, without ½ | 1 − √3/2 = 0.1340 | \
                \(worst) | 2 of 2 (10.00) |

                """)
        table.add(Sine(), seeds: 3...3, isStopped: { true })
        #expect(table.rows.count == 1)
    }

    @Test("How far beyond the trained lengths the worst of the seeds is right")
    func beyond() {
        let baseline = CountedLetters().baselines(length: 10, loss: .bce)[0]
        let rows = [0, 12, nil].map { beyond in
            TaskTable.Row(
                task: "anbn, the largest n 10", network: "lstm 6, 1,500 × 16", values: [0.0625, 0.25],
                baseline: baseline, beyond: beyond)
        }
        let start =
            "| anbn, the largest n 10 | lstm 6, 1,500 × 16 | share of sequences with a wrong answer | (N − 1)/N = "
        #expect(
            TaskTable(rows).markdown.split(separator: "\n").dropFirst(2).map(String.init) == [
                start + "0.9000 | 0.2500; wrong already at n = 1 | 1 of 2 (10.00) |",
                start + "0.9000 | 0.2500; right to n = 12 | 1 of 2 (10.00) |",
                start + "0.9000 | 0.2500 | 1 of 2 (10.00) |",
            ])
    }

    @Test("A result beside what can be had without a memory")
    func sentences() throws {
        let trained = try result(seed: 1)
        let value = try #require(trained.lines.first).value
        let times = TrainingNumber.text((1 - 0.75.squareRoot()) / value)
        #expect(
            trained.sentences == [
                "mean squared error of an answer, without ½: \(TrainingNumber.text(value)); answer with the last number: "
                    + "1 − √3/2 = 0.1340; \(times) times better"
            ])
        let untrained = try result(seed: 1, isTrained: false)
        #expect(untrained.sentences.first?.hasSuffix("1 − √3/2 = 0.1340; not better") == true)
    }

    @Test(
        "Numbers in four significant digits",
        arguments: [
            (0, "0"), (1.5, "1.500"), (-2, "-2.000"), (99.99, "99.99"), (0.0123, "0.01230"), (123_456, "1.235e+05"),
            (0.00001, "1.000e-05"), (.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf"),
        ] as [(Double, String)])
    func numbers(value: Double, text: String) { #expect(TrainingNumber.text(value) == text) }

    @Test("A training that needs more memory than one may have is refused before it begins")
    func obstacle() throws {
        var task = TaskScene(Adding())
        #expect(task.scene.trainingObstacle == nil)
        task.batch = 100_000_000
        let obstacle = try #require(task.scene.trainingObstacle)
        let words = try #require(
            obstacle.wholeMatch(
                of:
                    /its training would take about ([0-9,]+) MB, more than 2,000; fewer sequences an epoch, a shorter length or a smaller H would fit/
            ))
        let megabytes = try #require(Int(words.1.replacing(",", with: "")))
        // Every sequence has two inputs and a target a step, 8 bytes each.
        #expect(megabytes > 100_000_000 / 1_000_000 * 3 * 50 * 8)
    }

    @Test("Where none of the longer sequences is right, that is said")
    func wrongFromTheFirst() throws {
        var task = TaskScene(CountedLetters())
        task.length = 2
        task.hidden = 1
        task.batch = 1
        let scene = task.scene
        var state = scene.trainer(threads: 1).state
        for i in state.parameters.indices { state.parameters[i] = 0 }
        // Every answer is ½ then, which is on neither side.
        let result = try #require(TrainingResult(scene, scene.trainer(threads: 1).from(state)))
        #expect(result.beyond == 0 && result.sentences.last == "wrong already at n = 1")
    }

    @Test("A result asks whole blocks, also after a training by single sequences")
    func obstacleOfTheResult() throws {
        var task = TaskScene(CountedLetters())
        task.length = 5_000
        task.batch = 1
        #expect(task.scene.trainingObstacle == nil)
        task.hidden = 256
        #expect(task.scene.trainingObstacle?.hasPrefix("its training would take about ") == true)
    }
}
