import Recurrence
import Scenes
import TerminalUI
import Testing

@testable import Explorer

@Suite("The Twin run screen")
struct TwinScreenTests {
    private func explored(_ keys: String, _ width: Int = 80, _ height: Int = 24) throws -> Explored {
        var explored = try Explored("twin-run", width, height)
        explored.press("d")
        for key in keys {
            explored.press(String(key))
            explored.state.settle()
        }
        return explored
    }

    @Test("both runs, the loss along the gradient, and the cliff")
    func screens() throws {
        try explored("a").expectScreen("twin-curves")
        try explored("a", 120, 36).expectScreen("twin-curves-120x36")
        try explored("⇥").expectScreen("twin-along")
        try explored("⇥⇥").expectScreen("twin-cliff")
        try explored("⇥⇥o", 120, 36).expectScreen("twin-cliff-120x36")
    }

    @Test("the runs are those of train --twin")
    func runs() throws {
        let screen = try #require(explored("a").state.top as? TwinScreen)
        let twin = TwinRun(try #require(BuiltInScenes.named("twin-run")).scene())
        #expect(screen.group.runs.map(\.records) == [twin.clipped.records, twin.unclipped.records])
        #expect(screen.group.runs.map(\.divergence?.epoch) == [nil, twin.unclipped.divergence?.epoch])
    }

    @Test("the cliff throws the unclipped one where its gradient jumps, and not the other")
    func cliff() {
        let raw = Cliff.descent(isClipped: false, updates: 12)
        let clipped = Cliff.descent(isClipped: true, updates: 12)
        func rounded(_ value: Double, _ digits: Double) -> Double { (value * digits).rounded() / digits }
        #expect(rounded(raw[8].gradientNorm, 100) == 0.07)
        #expect(rounded(raw[9].gradientNorm, 10) == 23.8)
        #expect(rounded(raw[10].point.w, 1_000) == 10.145 && rounded(raw[10].point.b, 1_000) == 8.195)
        #expect(rounded(raw[12].loss, 100) == 0.09 && raw[12].gradientNorm < 1e-8)
        #expect(clipped[9...].allSatisfy { $0.loss <= 0.0032 })
        // The gradient is the slope of the loss.
        for place in raw[..<8] {
            let (w, b) = (place.point.w, place.point.b)
            let step = 1e-6
            let slope = (
                (Cliff.loss(at: .init(w: w + step, b: b)) - Cliff.loss(at: .init(w: w - step, b: b))) / (2 * step),
                (Cliff.loss(at: .init(w: w, b: b + step)) - Cliff.loss(at: .init(w: w, b: b - step))) / (2 * step)
            )
            let g = Cliff.gradient(at: place.point)
            #expect(abs(g.w - slope.0) < 1e-5 && abs(g.b - slope.1) < 1e-5)
        }
    }

    /// A line whose gradient is (4, 2): W takes part in both steps, U in one.
    private func line(clip: String, keys: String) throws -> String {
        var explored = try Explored(
            yaml: """
                unfold: 1
                model: {shape: many-to-one, stack: [{cell: linear, hidden: 1}]}
                sequence: {inputs: [[1], [1]], targets: [[0]]}
                loss: mse
                parameters: {values: {stack.0.W: [[1]], stack.0.U: [[1]]}}
                training: {rate: 0.001, epochs: 2, schedule: {cosine: {to: 0}}, clip: \(clip)}
                """)
        explored.press("d")
        for key in keys {
            explored.press(String(key))
            explored.state.settle()
        }
        return try #require(explored.state.top as? TwinScreen).words(explored.state).render(.unicode)
    }

    @Test("along the gradient: what each clip makes of the step", arguments: ["value", "parameter-norm"])
    func clips(rule: String) throws {
        // (4, 2) becomes (0.01, 0.01): √2/100 long, atan 1 − atan ½ = 18.43° further.
        #expect(
            try line(clip: "{by: \(rule), at: 0.01}", keys: "⇥")
                .contains("the clipped step, ‖g‖ = 0.0141, turns by 18.4 degrees and is not on this curve"))
        #expect(try line(clip: "{by: \(rule), at: 5}", keys: "⇥").contains("the clip leaves this step as it is"))
        // ‖(4, 2)‖ = 4.472: 0.001·0.01/4.472
        #expect(try line(clip: "{by: norm, at: 0.01}", keys: "⇥").contains("clipped s = 2.24e−6"))
    }

    @Test("along the gradient: a rate of 0 is no gradient that is not finite")
    func rateZero() throws {
        let said = try line(clip: "{by: norm, at: 1}", keys: "a⇥")
        #expect(said.contains("after epoch 2 the rate is 0, so there is no step to look at"))
        #expect(!said.contains("not finite"))
    }

    @Test("a scene without a clip has the cliff alone")
    func alone() throws {
        var explored = try Explored("adding-by-hand")
        explored.press("d")
        #expect(explored.text.hasPrefix(" The cliff"))
        explored.press("⇥")
        #expect(explored.bottom == " this scene has no clip, so it has no twins")
        explored.press("⇱")
        #expect(explored.text.contains("the valley falls gently"))
        explored.press("10→")
        #expect(explored.text.contains("update 10, gradient 23.8, throws the one not clipped to (10.145, 8.195)"))
        explored.press("⇲→")
        #expect(explored.bottom == " 60 updates are shown")
    }

    @Test("speaks")
    func words() throws {
        var explored = try Explored("twin-run")
        func said(_ line: String) -> String {
            do { return try explored.state.perform(line).output.spoken() } catch { return "\(error)\n" }
        }
        #expect(said("twin").hasPrefix("epoch 0: nothing is trained yet.\n"))
        #expect(said("play").hasPrefix("epoch 400: loss "))
        #expect(said("show").contains("not clipped: loss "))
        _ = said("pane")
        #expect(said("first").hasPrefix("epoch 0: loss "))
        #expect(said("cliff") != "")
    }
}
