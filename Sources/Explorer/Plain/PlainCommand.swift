import Recurrence
import Scenes
import TerminalUI
import Wording

/// A line of a script, or of standard input under `--plain`: words that do what keys do.
public enum PlainCommand: Sendable, Equatable {
    case act(Action, times: Int)
    case goTo(String)
    case open(String)
    case set(SceneNumber, Scenes.Number)
    case why(String?)
    case show
    case scenes
    case save(String)
    case exercise(String, seed: UInt64, level: Int)
    case answer(name: String, text: String)
    case help
    case nothing

    /// What is wrong with a line, in one sentence.
    public struct Problem: Error, Sendable, Equatable, CustomStringConvertible {
        public let description: String
    }

    /// The words of the language, each with what it does.
    public static let words: [(usage: String, help: String)] = [
        ("next [N], back [N]", "the next moment, or the one before"),
        ("first, last", "the first or the last moment"),
        ("in, out", "into the present moment one equation at a time, and out again"),
        ("goto NAME", "a moment (forward:3, loss, backward:2.1, clip, update) or a screen (step, gradients, home)"),
        ("show", "the present screen again"),
        ("why [NAME[UNIT]]", "why a number of the present step is what it is: why f, why c[2]"),
        ("up, down, left, right", "the number above, below, of the unit before, of the next unit"),
        ("pane", "the next layer or part"),
        ("step, gradients", "the screens"),
        (
            "set PATH ROW [COLUMN] VALUE",
            "change a number: set stack.0.U 1 1 0.9, set inputs 2 1 1/3, set threshold 0.5"
        ),
        ("undo, redo", "take a change back, or do it again"),
        ("notation, exact", "other letters; fractions or decimals"),
        ("scenes, open NAME", "the built-in scenes; open one"),
        ("exercises, exercise NAME [SEED [LEVEL]]", "the exercises; open one"),
        ("answer NAME VALUE", "an answer of the exercise: answer delta_2 [1, -1/2]"),
        ("check, hint, solution", "mark the answers; one more hint; the worked solution"),
        ("write FILE", "write the scene (.yaml), its trace (.json, .csv) or this screen (.txt, .svg)"),
        ("help, quit", "these words; the end"),
    ]

    public init(_ line: String) throws(Problem) {
        let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
        guard let first = words.first, !first.hasPrefix("#") else {
            self = .nothing
            return
        }
        let rest = Array(words.dropFirst())
        if let action = Self.actions[first] {
            self = .act(action, times: try Self.times(rest, of: first))
            return
        }
        switch (first, rest.count) {
        case ("goto", 1...): self = .goTo(rest.joined(separator: " "))
        case ("open", 1...): self = .open(rest.joined(separator: " "))
        case ("why", 0...1): self = .why(rest.first)
        case ("show", 0): self = .show
        case ("scenes", 0): self = .scenes
        case ("help", 0): self = .help
        case ("write", 1...): self = .save(rest.joined(separator: " "))
        case ("set", 2...): self = try Self.set(rest)
        case ("exercise", 1...3): self = try Self.exercise(rest)
        case ("answer", 2...): self = .answer(name: rest[0], text: rest.dropFirst().joined(separator: " "))
        case ("goto", _), ("open", _), ("write", _), ("set", _), ("exercise", _), ("answer", _):
            throw Problem(description: "\(first) needs more words; help lists them")
        default:
            let known = Self.words.flatMap { $0.usage.split(whereSeparator: { " ,[".contains($0) }).map(String.init) }
            let similar = Spelling.nearest(to: first, among: known.filter { $0.allSatisfy(\.isLowercase) })
            let hint = similar.map { "did you mean \($0)?" } ?? "help lists the words"
            throw Problem(description: "\(first) is no command here; \(hint)")
        }
    }

    private static let actions: [String: Action] = [
        "next": .next, "back": .previous, "first": .first, "last": .last, "in": .enter, "out": .leave,
        "up": .row(-1), "down": .row(1), "left": .unit(-1), "right": .unit(1), "pane": .pane(1),
        "exercises": .screen(.exercise), "check": .exercise(.check), "hint": .exercise(.hint),
        "solution": .exercise(.solution), "variant": .exercise(.variant),
        "step": .screen(.step), "gradients": .screen(.gradients), "home": .screen(.home),
        "undo": .undo, "redo": .redo, "notation": .notation, "exact": .exact, "notes": .notes, "quit": .quit,
    ]

    private static func times(_ words: [String], of command: String) throws(Problem) -> Int {
        guard let word = words.first else { return 1 }
        guard words.count == 1, let times = Int(word), (1...KeyCount.most).contains(times) else {
            throw Problem(description: "\(command) takes a number of times from 1 to \(KeyCount.most), not \(word)")
        }
        return times
    }

    private static func exercise(_ words: [String]) throws(Problem) -> PlainCommand {
        let numbers = words.dropFirst().map { UInt64($0) }
        guard numbers.allSatisfy({ $0 != nil }), let seed = numbers.first ?? 1 else {
            throw Problem(description: "a seed and a level are whole numbers: exercise linear-bptt 7 2")
        }
        let level = numbers.count > 1 ? numbers[1] ?? 2 : 2
        return .exercise(words[0], seed: seed, level: Int(clamping: level))
    }

    private static func set(_ words: [String]) throws(Problem) -> PlainCommand {
        guard let text = words.last else { throw Problem(description: "set needs a path and a value") }
        let value: Scenes.Number
        do {
            value = try Scenes.Number(text)
        } catch {
            throw Problem(description: "\(text) is no number; 2, -0.5 and 1/3 are")
        }
        let indices = words.dropFirst().dropLast().map { Int($0) }
        guard indices.count <= 2, indices.allSatisfy({ $0.map { $0 >= 1 } ?? false }) else {
            throw Problem(description: "rows, columns, steps and units are whole numbers from 1 on")
        }
        let row = (indices.first.flatMap(\.self) ?? 1) - 1
        let column = indices.count > 1 ? (indices[1] ?? 1) - 1 : 0
        switch words[0] {
        case "threshold": return .set(.threshold, value)
        case "rate": return .set(.rate, value)
        case "inputs": return .set(.input(step: row, unit: column), value)
        case "targets": return .set(.target(step: row, unit: column), value)
        case "start": return .set(.start(unit: row), value)
        default: return .set(.parameter(path: words[0], row: row, column: column), value)
        }
    }
}
