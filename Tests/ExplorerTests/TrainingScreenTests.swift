import Recurrence
import Scenes
import TerminalUI
import Testing

@testable import Explorer

@Suite("The Training screen")
struct TrainingScreenTests {
    /// Opened, and trained so far.
    private func explored(
        _ scene: String = "remember-first-bit", epochs: Int, _ width: Int = 80, _ height: Int = 24,
        glyphs: Glyphs = .unicode
    ) throws -> Explored {
        var explored = try Explored(scene, width, height, glyphs: glyphs)
        explored.press("L")
        explored.state.go(toEpoch: epochs)
        explored.state.settle()
        return explored
    }

    private func run(_ explored: Explored) throws -> WatchedTraining {
        try #require((explored.state.top as? TrainingScreen)?.group.runs.first)
    }

    @Test("before anything is trained, after 40 epochs, and left for another rate")
    func screens() throws {
        try explored(epochs: 0).expectScreen("training-start")
        try explored(epochs: 40).expectScreen("training-40")
        try explored(epochs: 40, 80, 24, glyphs: .ascii).expectScreen("training-40-ascii")
        var left = try explored(epochs: 40, 120, 36)
        left.press("20←")
        left.state.settle()
        left.press("+++")
        left.state.go(toEpoch: 30)
        left.state.settle()
        left.press("→")
        left.state.settle()
        left.press("←")
        left.state.settle()
        try left.expectScreen("training-left-120x36")
    }

    @Test("counts keys that come faster than epochs")
    func fast() throws {
        var explored = try explored(epochs: 0)
        explored.press("→→→2→←")
        explored.state.settle()
        #expect(try run(explored).epoch == 4)
        explored.press("→→→")
        explored.state.settle()
        #expect(try run(explored).epoch == 7)
    }

    @Test("goes back to every epoch, to the same bits as the training has them")
    func back() throws {
        var explored = try explored(epochs: 150)
        let scene = try #require(explored.state.session).scene
        for epoch in [149, 77, 3, 0, 150] {
            explored.press("t\(epoch)↵")
            explored.state.settle()
            var trainer = scene.trainer()
            for _ in 0..<epoch { _ = trainer.step() }
            let run = try run(explored)
            #expect(run.epoch == epoch)
            #expect(run.look.trainer.state == trainer.state)
            #expect(explored.text.contains("Weights after epoch \(epoch)"))
        }
        explored.press("⇱")
        explored.press("←")
        #expect(explored.bottom == " these are the first weights")
    }

    @Test("goes on by another rate from the epoch that is looked at; what came after stays as a dim curve")
    func rate() throws {
        var explored = try explored(epochs: 30)
        let scene = try #require(explored.state.session).scene
        explored.press("t20↵")
        explored.state.settle()
        explored.press("+++")
        #expect(explored.bottom == " rate 0.04 from epoch 21 on")
        explored.press("5→")
        explored.state.settle()
        var trainer = scene.trainer()
        for _ in 0..<20 { _ = trainer.step() }
        var faster = scene
        faster.training?.rate = Number(0.04)
        var other = Trainer(
            scene.model.architecture, scene.trainingSet, faster.training?.rules ?? trainer.rules, from: trainer.state)
        for _ in 0..<5 { _ = other.step() }
        let run = try run(explored)
        #expect(run.look.trainer.state == other.state)
        #expect(run.left.map { $0.map(\.epoch) } == [Array(20...30)])
        #expect(run.records.map(\.epoch) == Array(1...25))
        explored.press("t10↵")
        explored.state.settle()
        #expect(try self.run(explored).rules.rate == 0.04)
        #expect(try self.run(explored).look.trainer.rules.rate == 0.02)
        explored.press(",-")
        #expect(explored.bottom == " threshold 0.8 from epoch 11 on; what came after stays as a dim curve")
    }

    @Test("steps into an epoch, and is found again as it was; another scene begins anew")
    func stepInto() throws {
        var explored = try explored(epochs: 25)
        let run = try run(explored)
        let before = try #require(explored.state.session).scene
        explored.press("↵")
        #expect(explored.state.screenName == "step")
        #expect(explored.state.session?.scene == run.trained)
        #expect(explored.text.contains("\n epoch 26  forward "))
        explored.press("L")
        #expect(try self.run(explored).latest == 25)
        explored.press("su")
        #expect(explored.state.session?.scene == before)
        explored.press("L")
        #expect(try self.run(explored).latest == 25)
        explored.press("se1↵⎋L")
        #expect(try self.run(explored).latest == 0)
        #expect(try self.run(explored).left.map(\.count) == [25])
    }

    @Test("wakes nobody while it is paused, and stops at the epochs that are asked for")
    func pace() throws {
        var explored = try explored(epochs: 0)
        #expect(explored.state.pace == nil)
        explored.press("a")
        let isRunning = try run(explored).isRunning
        #expect(explored.state.pace == (isRunning ? .milliseconds(40) : nil))
        explored.state.settle()
        #expect(explored.state.pace == nil)
        #expect(try run(explored).latest == 300)
        explored.press("aa")
        explored.state.settle()
        #expect(explored.state.pace == nil)
        #expect(explored.text.contains("paused"))
    }

    @Test("says where it has diverged, and goes on from before by a smaller rate")
    func diverged() throws {
        var explored = try Explored(
            yaml: """
                unfold: 1
                model: {shape: many-to-one, stack: [{cell: linear, hidden: 1}], readout: {size: 1}}
                sequence: {inputs: [[1], [1], [1], [1], [1], [1], [1], [1]], targets: [[1]]}
                loss: mse
                parameters: {values: {stack.0.U: [[2]], stack.0.W: [[1]], readout.W_y: [[1]], readout.b_y: [0]}}
                training: {rate: 1, epochs: 50}
                """)
        explored.press("La")
        explored.state.settle()
        #expect(explored.text.contains("diverged in epoch 3"), "\(explored.text)")
        explored.press("→")
        #expect(explored.bottom == " it has left the finite numbers; ← goes back")
        explored.press("⇱")
        explored.state.settle()
        explored.press("-", times: 90)
        explored.press("→")
        explored.state.settle()
        #expect(try run(explored).latest == 1)
        #expect(try run(explored).divergence == nil)
    }

    @Test("opens every task with a network that learns it", arguments: Tasks.all.map(\.name))
    func tasks(name: String) throws {
        var explored = try explored(epochs: 0)
        let place = try #require(Tasks.all.firstIndex { $0.name == name })
        explored.press("o")
        explored.press("↓", times: place)
        explored.press("↵")
        #expect(explored.state.screenName == "training")
        #expect(explored.text.hasPrefix(" \(name), "))
        explored.press("→")
        explored.state.settle()
        #expect(explored.text.contains("loss "))
        #expect(try run(explored).latest == 1)
    }

    @Test("speaks: one sentence a word, with the number early")
    func words() throws {
        var explored = try Explored("remember-first-bit")
        func said(_ line: String) -> String {
            do { return try explored.state.perform(line).output.spoken() } catch { return "\(error)\n" }
        }
        #expect(said("training").hasPrefix("epoch 0: nothing is trained yet.\nTraining of Learn to remember"))
        #expect(said("epoch 3").hasPrefix("epoch 3 has loss 0."))
        #expect(said("next 2").hasPrefix("epoch 5 has loss 0."))
        #expect(said("back").hasPrefix("epoch 4 has loss 0."))
        #expect(said("more").hasPrefix("rate 0.025 from epoch 5 on; what came after stays as a dim curve"))
        #expect(said("play").hasPrefix("epoch 300 has loss "))
        #expect(said("epoch x") == "epoch takes a whole number up to 1000000\n")
        #expect(said("show").contains("slider threshold: 1\n"))
        _ = said("step")
        #expect(said("epoch 3") == "nothing trains here; training is the screen for it\n")
        #expect(said("task parrot").hasPrefix("no task is called parrot; there are first-bit, adding"))
        #expect(said("task parity").hasPrefix("epoch 0: nothing is trained yet."))
    }

    @Test("the slider stops at 1, 1.25, 1.6, 2 … 10 times a power of ten, from wherever it stands")
    func notches() {
        func moved(_ value: Double, _ count: Int) -> Double? { TrainingSlider.moved(value, by: count)?.double }
        #expect(moved(0.02, 1) == 0.025)
        #expect(moved(0.02, 10) == 0.2)
        #expect(moved(0.02, -1) == 0.016)
        #expect(moved(0.3, 1) == 0.32)
        #expect(moved(0.3, -1) == 0.25)
        #expect(moved(1, -10) == 0.1)
    }
}
