import ExactMath
import Recurrence
import Scenes
import Testing

/// What the tasks ask, worked again from the inputs alone.
@Suite struct TaskSequenceTests {
    private func sequences(_ task: any SequenceTask, length: Int? = nil, loss: Loss? = nil) -> [SequenceData<Double>] {
        let recipe = task.recipe
        return TaskSequences(
            task, length: length ?? recipe.length, shape: recipe.shape, loss: loss ?? recipe.loss, batch: 60, seed: 3
        ).sequences(ofEpoch: 0)
    }

    /// The place of the one in every one-hot row.
    private func symbols(_ data: SequenceData<Double>) -> [Int?] {
        stride(from: 0, to: data.inputs.count, by: data.inputWidth).map { first in
            let row = data.inputs[first..<first + data.inputWidth]
            #expect(row.allSatisfy { $0 == 0 || $0 == 1 } && row.reduce(0, +) == 1)
            return row.firstIndex(of: 1).map { $0 - first }
        }
    }

    private func classes(_ data: SequenceData<Double>) -> [Int] {
        data.targets.compactMap { if case .index(let index) = $0 { index } else { nil } }
    }

    @Test(arguments: Tasks.all.map(\.name))
    func everyRecipeIsAScene(_ name: String) throws {
        let task = try #require(Tasks.named(name))
        var taskScene = TaskScene(task)
        taskScene.seed = 11
        let scene = taskScene.scene
        #expect(try Scene(text: scene.yaml, file: "x.yaml") == scene)
        let trace = scene.trace(as: Double.self)
        #expect(trace.loss > 0 && trace.loss.isFinite)
        #expect(!scene.baselines.isEmpty && scene.baselines.allSatisfy { $0.value > 0 && $0.factor > 1 })
        // The same numbers from the same seed, others from another epoch.
        let set = scene.trainingSet
        let first = set.sequences(ofEpoch: 0).map(\.inputs)
        #expect(set.sequences(ofEpoch: 0).map(\.inputs) == first && set.sequences(ofEpoch: 1).map(\.inputs) != first)
        #expect(first.count == task.recipe.batch)
        // A task's sequence written out is the same scene.
        #expect(try Scene(text: scene.withoutTask.yaml, file: "y.yaml").trace(as: Double.self).loss == trace.loss)
    }

    @Test func twoMarkedNumbersAreAdded() {
        for data in sequences(Adding(), length: 9) {
            let marked = (0..<9).filter { data.inputs[2 * $0 + 1] == 1 }
            #expect(marked.count == 2 && marked[0] < 4 && marked[1] >= 4)
            #expect(data.targets == [.vector([marked.reduce(0) { $0 + data.inputs[2 * $1] }])])
        }
    }

    @Test func tenSymbolsComeBack() {
        for data in sequences(Copying(), length: 5) {
            let (read, answers) = (symbols(data).compactMap(\.self), classes(data))
            #expect(read.count == 25 && answers.count == 25)
            #expect(read.prefix(10).allSatisfy { $0 < 8 } && Array(answers.suffix(10)) == Array(read.prefix(10)))
            #expect(Array(read.dropFirst(10)) == [8, 8, 8, 8, 9] + [Int](repeating: 8, count: 10))
            #expect(Array(answers.prefix(15)) == [Int](repeating: 8, count: 15))
        }
    }

    @Test func parityIsTheSumOfTheBits() {
        for data in sequences(Parity(), loss: .nll) {
            var ones = 0
            let expected = data.inputs.map { bit -> Int in
                ones += Int(bit)
                return ones % 2
            }
            #expect(classes(data) == expected)
        }
    }

    @Test func aWaveGoesOn() {
        for data in sequences(Sine()) {
            // x_{t+1} = 2 cos(2π/12) x_t − x_{t−1}
            let wave = data.inputs
            for t in 1..<wave.count - 1 {
                #expect(abs(wave[t + 1] - (3.0.squareRoot() * wave[t] - wave[t - 1])) < 1e-14)
            }
            #expect(wave.allSatisfy { abs($0) <= 1 } && wave.max() ?? 0 > 0.96)
            #expect(Array(data.targets.dropLast()) == wave.dropFirst().map { .vector([$0]) })
        }
    }

    @Test func lettersAreCounted() {
        var counts = Set<Int>()
        for data in sequences(CountedLetters(), length: 4) {
            let read = symbols(data).compactMap(\.self)
            let n = (read.count - 1) / 2
            counts.insert(n)
            #expect(read == [0] + [Int](repeating: 1, count: n) + [Int](repeating: 2, count: n))
            let mayCome = read.indices.map { t -> [Double] in
                t == 0 ? [1, 0, 0] : t <= n ? [1, 1, 0] : t < 2 * n ? [0, 1, 0] : [0, 0, 1]
            }
            #expect(Array(data.targets) == mayCome.map { .vector($0) })
        }
        #expect(counts == [1, 2, 3, 4])
        #expect(
            CountedLetters().beyond(length: 4, shape: .manyToMany, loss: .bce).map(\.inputSteps)
                == (1...16).map { 2 * $0 + 1 })
    }

    @Test func twoBitsAreCompared() {
        for data in sequences(DelayedXor(), length: 6) {
            #expect(data.inputs.dropFirst(2).allSatisfy { $0 == 0 })
            #expect(data.targets == [.vector([data.inputs[0] == data.inputs[1] ? 0 : 1])])
        }
    }

    @Test func symbolsAreReversed() {
        for data in sequences(Reversal()) { #expect(classes(data) == symbols(data).compactMap(\.self).reversed()) }
    }

    @Test func datesAreWrittenOut() throws {
        for data in sequences(Dates(), length: 14) {
            let line = String(symbols(data).compactMap { $0.map { Dates.read[$0] } })
            let written = String(classes(data).map { Dates.written[$0] })
            let parts = line.split(separator: " ")
            let month = try #require(
                ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"].firstIndex(
                    of: String(parts[1])))
            func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
            #expect(line.count == 14 && written == "\(parts[2])-\(two(month + 1))-\(two(Int(parts[0]) ?? 0))")
        }
    }

    /// The baseline of dates is what the most frequent characters of all dates are wrong by.
    @Test func theBaselineOfDatesIsExact() {
        var counts = [[Character: Int]](repeating: [:], count: 10)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        for year in 1_900...2_099 {
            for month in 1...12 {
                for day in 1...28 {
                    for (place, character) in "\(year)-\(two(month))-\(two(day))".enumerated() {
                        counts[place][character, default: 0] += 1
                    }
                }
            }
        }
        let all = 200 * 12 * 28
        let wrong = counts.reduce(0) { $0 + all - ($1.values.max() ?? 0) }
        #expect(Rational(wrong) / Rational(10 * all) == Rational(569) / Rational(1_050))
        #expect(Dates().baselines(length: 12, loss: .nll)[0].value == 569.0 / 1_050)
    }

    @Test func charactersFollowEachOther() {
        let task = Characters("äbc\nä")
        #expect(task.alphabet == ["\n", "b", "c", "ä"])
        for data in sequences(task, length: 3) {
            let read = symbols(data).compactMap(\.self)
            #expect(
                [[3, 1, 2], [1, 2, 0]].contains(read) && Array(classes(data).dropLast()) == Array(read.dropFirst()))
        }
        // −Σ p ln p of 1/5 three times and 2/5
        let entropy = 0.6 * 1.6094379124341003 + 0.4 * 0.9162907318741551
        #expect(abs(task.baselines(length: 3, loss: .nll)[0].value - entropy) < 1e-15)
    }

    @Test func aTextOfOnesOwnStandsInTheScene() throws {
        var taskScene = TaskScene(Characters("one\n  two: three\n"), text: "one\n  two: three\n")
        taskScene.length = 5
        let scene = taskScene.scene
        #expect(try Scene(text: scene.yaml, file: "x.yaml") == scene)
        #expect(scene.model.outputWidth == Characters("one\n  two: three\n").alphabet.count)
    }

    /// The two units of the built-in scene are exact: no loss, and no gradient.
    @Test func twoReluUnitsAddExactly() throws {
        let scene = try #require(BuiltInScenes.named("adding-by-hand")).scene()
        let trace = scene.trace(as: Double.self)
        #expect(trace.loss == 0 && trace.gradientNorm == 0 && trace.output(at: 8) == [1.125])
        for step in 0..<8 {
            let other = try scene.setting(.input(step: step, unit: 0), to: Number(Rational(7) / Rational(8)))
            let marked = step == 1 || step == 5
            let sum = marked ? 1.125 - (step == 1 ? 0.375 : 0.75) + 0.875 : 1.125
            #expect(other.trace(as: Double.self).output(at: 8) == [sum])
        }
    }
}
