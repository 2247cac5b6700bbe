import Benchmark
import ExactMath
import Exercises
import Explorer
import Recurrence
import Scenes
import TerminalUI

/// `swift package --package-path Benchmarks benchmark`
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(
        metrics: [.wallClock, .throughput], warmupIterations: 3, scalingFactor: .one, maxDuration: .seconds(2))

    passes()
    frames()
    marking()
    startUp()
}

/// One forward and backward pass of every case that `unfold benchmark` times.
private func passes() {
    for name in BenchmarkCase.allCases {
        if let sample = name.exactSample {
            Benchmark("case \(name.rawValue): \(name.title)") { benchmark in
                var trace = sample.trace(as: Rational.self)
                benchmark.startMeasurement()
                for _ in benchmark.scaledIterations { trace.rerun() }
                benchmark.stopMeasurement()
                blackHole(trace.loss)
            }
            continue
        }
        Benchmark(
            "case \(name.rawValue): \(name.title)", configuration: .init(scalingFactor: name == .a ? .kilo : .one)
        ) { benchmark in
            var trace = name.trace
            benchmark.startMeasurement()
            for _ in benchmark.scaledIterations { trace.rerun() }
            benchmark.stopMeasurement()
            blackHole(trace.loss)
        }
    }
}

/// From a key to the frame that it makes: every built-in scene on the Step screen, and every screen of one scene.
private func frames() {
    for builtIn in BuiltInScenes.all { frame(builtIn.name, on: "step") }
    for screen in Explorer.screens where screen.name != "step" { frame("lstm-keeps-a-bit", on: screen.name) }
}

private func frame(_ name: String, on screen: String) {
    Benchmark("key to frame: \(name), \(screen), 120 × 40") { benchmark in
        guard let scene = try? SceneLookup.scene(name).scene else { return }
        var state = Explorer(scenes: SceneList([]), glyphs: .unicode)
        state.size = Size(width: 120, height: 40)
        state.open(scene)
        _ = state.show(named: screen)
        let keys: [Key] = [.right, .left]
        benchmark.startMeasurement()
        for iteration in benchmark.scaledIterations {
            _ = state.handle(keys[iteration % 2])
            blackHole(state.frame())
        }
    }
}

/// From the bytes of an answer sheet to its marks.
private func marking() {
    for kind in Catalogue.kinds {
        guard let exercise = try? Catalogue.exercise(kind.id, seed: 3, level: 2) else { continue }
        let sheet = Array(exercise.answerKey().utf8)
        Benchmark("marking: \(kind.id)") { benchmark in
            for _ in benchmark.scaledIterations {
                blackHole(MarkedSheet(file: "key.txt", bytes: sheet, options: MarkingOptions()).isAllRight)
            }
        }
    }
}

/// From nothing to the first frame: reading every built-in scene, unfolding and running it, drawing it.
private func startUp() {
    Benchmark("start-up: the first frame of every built-in scene") { benchmark in
        for _ in benchmark.scaledIterations {
            for builtIn in BuiltInScenes.all {
                guard let found = try? SceneLookup.scene(builtIn.name) else { continue }
                var state = Explorer(scenes: SceneList([]), glyphs: .unicode)
                state.open(found.scene)
                blackHole(state.frame())
            }
        }
    }
}
