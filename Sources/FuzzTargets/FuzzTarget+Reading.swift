import ExactMath
import Exercises
import Explorer
import Formula
import Foundation
import Lessons
import Recurrence
import Scenes
import TerminalUI
import Verify
import Weights
import Wording

extension FuzzTarget {
    func read(_ bytes: [UInt8]) throws {
        switch self {
        case .scene: try readScene(bytes)
        case .weights: try readWeights(bytes)
        case .map: try readMap(bytes)
        case .input: _ = try ImportInput(bytes, file: "fuzz.json")
        case .sheet: try readSheet(bytes)
        case .formula: try readFormula(String(decoding: bytes, as: UTF8.self))
        case .lesson:
            _ = try LessonSource(name: "fuzz", file: "fuzz.md", text: String(decoding: bytes, as: UTF8.self)).lesson()
        case .script: try play(String(decoding: bytes, as: UTF8.self))
        case .keys: try press(bytes)
        case .progress: try readProgress(bytes)
        case .answers: try readAnswers(bytes)
        case .results: try readResults(String(decoding: bytes, as: UTF8.self))
        case .arrays: try readArrays(bytes)
        case .names: _ = try NamesFile(bytes, file: "fuzz.yaml")
        case .roster: if Roster(text: String(decoding: bytes, as: UTF8.self)) == nil { throw Refusal("no roster") }
        }
    }

    // MARK: Scenes and weights

    /// Larger traces are read but not run: every input has to end within a second.
    private static let largestTrace = 200_000

    private func readScene(_ bytes: [UInt8]) throws {
        let scene = try Scene(bytes: bytes, file: "fuzz.yaml")
        let written = scene.yaml
        guard let again = try? Scene(text: written, file: "fuzz.yaml") else {
            throw Broken("a scene that was written cannot be read")
        }
        if again.yaml != written { throw Broken("a scene changes when it is written and read") }
        try run(scene)
    }

    private func run(_ scene: Scene) throws {
        let network = scene.network()
        let numbers = network.nodes.reduce(0) { $0 + $1.width * $1.storedSteps.count }
        guard scene.arithmetic == .double, numbers + network.parameterCount <= Self.largestTrace else { return }
        let trace = scene.trace(as: Double.self)
        var text = ""
        TraceReport(trace, clipping: scene.training?.clip).writeCSV(to: &text)
        try check(text, of: "a trace")
    }

    private func readWeights(_ bytes: [UInt8]) throws {
        let file = try TensorFile(bytes)
        try check(WeightsListing(file, from: nil).lines.joined(separator: "\n"), of: "a listing")
        let result = try WeightsImport().scene(from: file)
        try check(result.notes.joined(separator: "\n"), of: "a note")
        if (try? Scene(text: result.scene.yaml, file: "fuzz.yaml")) == nil {
            throw Broken("a scene of imported weights cannot be read")
        }
    }

    private func readMap(_ bytes: [UInt8]) throws {
        let map = try WeightsMap(bytes, file: "fuzz.yaml")
        guard let scene = try BuiltInScenes.named("gru-after")?.scene() else { return }
        let result = try map.scene(from: TensorFile(TorchExport(scene).safetensors))
        if (try? Scene(text: result.scene.yaml, file: "fuzz.yaml")) == nil {
            throw Broken("a scene of mapped weights cannot be read")
        }
    }

    private func readArrays(_ bytes: [UInt8]) throws {
        guard let scene = try BuiltInScenes.named("elman-by-hand")?.scene() else { return }
        let sheet = try Verifier(scene, name: "elman-by-hand").marked(ArrayFile(bytes, file: "fuzz.json"))
        try check(MarkReport([sheet]).text(.text), of: "a report")
    }

    // MARK: Sheets and formulas

    private func readSheet(_ bytes: [UInt8]) throws {
        let sheet = MarkedSheet(file: "fuzz.txt", bytes: bytes, options: MarkingOptions())
        let report = MarkReport([sheet])
        for format in MarkFormat.allCases { try check(report.text(format), of: "a report in \(format.rawValue)") }
        if let failure = report.failureLines.first { throw Refusal(failure) }
    }

    private func readFormula(_ text: String) throws {
        let source = SourceText(text)
        var refusal: FormulaProblem?
        var isRead = false
        for vocabulary in [Vocabulary.constants(words: ["any"]), .trace] {
            do throws(FormulaProblem) {
                _ = try AnswerLanguage.parse(source, vocabulary)
                isRead = true
            } catch {
                try check(error.withExcerpt, of: "an excerpt")
                refusal = error
            }
        }
        if !isRead, let refusal { throw refusal }
    }

    // MARK: The explorer

    /// An explorer on one of a few scenes.
    private func explorer(_ choice: UInt8) throws -> Explorer {
        let names = [
            "elman-by-hand", "lstm-keeps-a-bit", "attention-looks-back", "exact-fractions", "exploding-gradient",
        ]
        let items = BuiltInScenes.all.map { scene in
            SceneList.Item(name: scene.name, title: scene.title, load: { try scene.scene() })
        }
        var explorer = Explorer(scenes: SceneList(items), glyphs: choice & 1 == 0 ? .unicode : .ascii)
        let name = names[Int(choice >> 1) % names.count]
        if let scene = try BuiltInScenes.named(name)?.scene() { explorer.open(scene) }
        return explorer
    }

    private func play(_ text: String) throws {
        var explorer = try explorer(UInt8(truncatingIfNeeded: text.utf8.count))
        var refusal: PlainProblem?
        for line in text.split(separator: "\n").prefix(40) {
            do {
                let (output, effect) = try explorer.perform(String(line.prefix(2_000)))
                try check(output.spoken(explorer.glyphs), of: "what is said")
                if effect == .quit { break }
            } catch let problem as PlainProblem {
                refusal = problem
            }
        }
        try check(explorer.frame().plainText, of: "a frame")
        if let refusal { throw refusal }
    }

    private func press(_ bytes: [UInt8]) throws {
        guard let choice = bytes.first else { return }
        var explorer = try explorer(choice)
        var reader = KeyReader()
        for (index, chunk) in stride(from: 1, to: min(bytes.count, 400), by: 7).enumerated() {
            for input in reader.feed(bytes[chunk..<min(chunk + 7, bytes.count)])
                + (index % 3 == 0 ? reader.flush() : [])
            {
                switch input {
                case .key(let key): if explorer.handle(key) == .quit { return }
                case .paste(let text): explorer.paste(text)
                case .pressed(let x, let y): if explorer.press(x: x, y: y) == .quit { return }
                case .background, .attributes: break
                }
            }
            if index % 8 == 0 { explorer.size = Size(width: Int(chunk) % 120, height: Int(choice) % 50) }
            try check(explorer.frame().plainText, of: "a frame")
        }
    }

    // MARK: What is kept

    private func readProgress(_ bytes: [UInt8]) throws {
        guard let progress = CourseProgress(json: bytes) else { throw Refusal("no progress") }
        guard CourseProgress(json: Array(progress.json.utf8)) == progress else {
            throw Broken("progress changes when it is written and read")
        }
    }

    private func readAnswers(_ bytes: [UInt8]) throws {
        guard let cells = try? JSONDecoder().decode([[String]].self, from: Data(bytes)) else {
            throw Refusal("no answers")
        }
        var explorer = try explorer(0)
        explorer.answers = KeptAnswers(["linear-bptt-1-2": cells])
        for line in ["exercise linear-bptt", "exercises"] {
            if let output = try? explorer.perform(line).output {
                try check(output.spoken(explorer.glyphs), of: "what is said")
            }
        }
        try check(explorer.frame().plainText, of: "a frame")
    }

    private func readResults(_ text: String) throws {
        do {
            try check(RememberTable(csv: text).text, of: "a table")
        } catch let problem as RememberTable.Problem {
            throw Refusal("\(problem.line): \(problem.sentence)")
        }
    }
}
