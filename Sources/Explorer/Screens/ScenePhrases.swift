import Scenes
import TerminalUI

/// What can be said on every screen.
enum ScenePhrases {
    static let all = [
        Phrase("show", help: "the present screen again") { _, words throws(PlainProblem) in },
        Phrase(
            "goto NAME", help: "a moment (forward:3, loss, backward:2.1, clip, update), a screen or a scene"
        ) { explorer, words throws(PlainProblem) in
            guard !words.isEmpty else { throw .needsMoreWords("goto") }
            explorer.goTo(words.joined(separator: " "))
        },
        .answering(
            "why [NAME[UNIT]]", help: "why a number of the present step is what it is: why f, why c[2]",
            answer: { explorer, words throws(PlainProblem) in
                guard words.count <= 1 else { throw PlainProblem("why takes one name: why f, why c[2]") }
                if let name = words.first, !explorer.look(at: name) {
                    throw PlainProblem("there is no number \(name) at this step")
                }
                return WhyPage().words(explorer)
            }),
        Phrase(
            "set PATH ROW [COLUMN] VALUE",
            help: "change a number: set stack.0.U 1 1 0.9, set inputs 2 1 1/3, set threshold 0.5"
        ) { explorer, words throws(PlainProblem) in try set(words, &explorer) },
        .answering(
            "scenes", help: "the scenes that can be opened",
            answer: { explorer, _ throws(PlainProblem) in
                var text = LinearText()
                for item in explorer.scenes.items { text.fact(item.name, item.title) }
                return text
            }),
        Phrase("open NAME", help: "open a scene") { explorer, words throws(PlainProblem) in
            guard !words.isEmpty else { throw .needsMoreWords("open") }
            let name = words.joined(separator: " ")
            guard let item = explorer.scenes.items.firstIndex(where: { $0.name == name }) else {
                throw PlainProblem("there is no scene called \(name); scenes lists them")
            }
            explorer.open(item: item)
        },
        Phrase("most", help: "look at the unit that has moved most since the step before") {
            explorer, _ throws(PlainProblem) in
            explorer.lookAtWhatMovesMost()
        },
        Phrase(
            "write FILE", help: "write the scene (.yaml), its trace (.json, .csv) or this screen (.txt, .svg)"
        ) { explorer, words throws(PlainProblem) in
            guard !words.isEmpty else { throw .needsMoreWords("write") }
            explorer.effect = .save(path: words.joined(separator: " "))
        },
    ]

    private static func set(_ words: [String], _ explorer: inout Explorer) throws(PlainProblem) {
        guard let path = words.first, let text = words.last, words.count >= 2 else { throw .needsMoreWords("set") }
        let value: Scenes.Number
        do {
            value = try Scenes.Number(text)
        } catch {
            throw PlainProblem("\(text) is no number; 2, -0.5 and 1/3 are")
        }
        let indices = words.dropFirst().dropLast().map { Int($0) }
        guard indices.count <= 2, indices.allSatisfy({ $0.map { $0 >= 1 } ?? false }) else {
            throw PlainProblem("rows, columns, steps and units are whole numbers from 1 on")
        }
        let row = (indices.first.flatMap(\.self) ?? 1) - 1
        let column = indices.count > 1 ? (indices[1] ?? 1) - 1 : 0
        let number: SceneNumber =
            switch path {
            case "threshold": .threshold
            case "rate": .rate
            case "inputs": .input(step: row, unit: column)
            case "targets": .target(step: row, unit: column)
            case "start": .start(unit: row)
            default: .parameter(path: path, row: row, column: column)
            }
        do {
            try explorer.set(number, to: value)
        } catch {
            throw PlainProblem(error.words)
        }
    }
}
