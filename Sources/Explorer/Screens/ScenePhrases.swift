import Recurrence
import Scenes
import TerminalUI
import Wording

/// What can be said on every screen.
enum ScenePhrases {
    static let all = [
        .answering("show", help: "the present screen again, whole") { explorer, _ throws(PlainProblem) in
            explorer.plainText()
        },
        .answering("again", help: "the same as show") { explorer, _ throws(PlainProblem) in explorer.plainText() },
        Phrase(
            "goto NAME",
            help: "a moment (`forward:3`, `loss`, `backward:2.1`, `clip`, `update`), a step, a screen or a scene"
        ) { explorer, words throws(PlainProblem) in
            guard !words.isEmpty else { throw .needsMoreWords("goto") }
            explorer.goTo(words.joined(separator: " "))
        },
        .answering(
            "why [NAME [UNIT]]",
            help:
                "why a number is what it is: `why f`, `why c[2]`, `why c 2`; of a parameter's gradient: `why U_f 1 1`",
            answer: { explorer, words throws(PlainProblem) in try why(words, &explorer) }),
        .answering(
            "weights [NAME]", help: "the parameters, row by row with all their digits; after the update the new ones",
            answer: { explorer, words throws(PlainProblem) in try weights(words, explorer) }),
        .answering(
            "set PATH ROW [COLUMN] VALUE",
            help:
                "change a number: `set stack.0.U 1 1 0.9`, `set inputs 2 1 1/3`, `set threshold 0.5`, `set tokens 2 boss`, `set feedback target`, `set residual.stack.1 off`"
        ) { explorer, words throws(PlainProblem) in try set(words, &explorer) },
        Phrase("guess VALUE", help: "the next value, after predict: `guess 0.4`, `guess positive`, `guess larger`") {
            explorer, words throws(PlainProblem) in
            guard explorer.predictions != nil else { throw PlainProblem("nothing is predicted; predict begins it") }
            guard !words.isEmpty else { throw .needsMoreWords("guess") }
            explorer.predict(words.joined(separator: " "))
        },
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
            // What is said without hyphens is heard again without them.
            let item = explorer.scenes.items.firstIndex {
                $0.name == name || $0.name.replacing("-", with: " ") == name
            }
            guard let item else {
                throw PlainProblem("there is no scene called \(name); scenes lists them")
            }
            explorer.open(item: item)
        },
        Phrase("most", help: "look at the unit that has moved most since the step before") {
            explorer, _ throws(PlainProblem) in
            explorer.lookAtWhatMovesMost()
        },
        Phrase(
            "write FILE",
            help: "write the scene (`.yaml`), its trace (`.json` or `.csv`) or this screen (`.txt` or `.svg`)"
        ) { explorer, words throws(PlainProblem) in
            guard !words.isEmpty else { throw .needsMoreWords("write") }
            explorer.effect = .save(path: words.joined(separator: " "))
        },
    ]

    // MARK: Why

    private static func why(_ words: [String], _ explorer: inout Explorer) throws(PlainProblem) -> LinearText {
        guard let name = words.first else { return focusedWhy(explorer) }
        guard words.count <= 3 else { throw PlainProblem("why takes a name, and a unit or a row and a column") }
        let numbers = words.dropFirst().map { Int($0) ?? 0 }
        guard numbers.allSatisfy({ $0 >= 1 }) else {
            throw PlainProblem("units, rows and columns are whole numbers from 1 on")
        }
        var looked = explorer
        if words.count <= 2, looked.look(at: words.count == 2 ? "\(name)[\(numbers[0])]" : name) {
            // The loss, the clip and the update have numbers of their own, whatever was looked at in a step.
            if let session = looked.session, let moment = SceneLook(looked)?.moment, moment.isBesideTheSteps {
                let step = session.timeline[session.timeline.lossIndex - 1]
                throw PlainProblem("there is no number \(name) at \(moment); it stands at a step, such as \(step)")
            }
            explorer = looked
            return focusedWhy(explorer)
        }
        guard let look = SceneLook(explorer), let parameter = look.parameter(named: name) else {
            throw PlainProblem("there is no number \(words.joined(separator: " ")) at this step")
        }
        return try look.whyGradient(of: parameter, numbers)
    }

    /// The number under the cursor in one sentence, and then its equations.
    private static func focusedWhy(_ explorer: Explorer) -> LinearText {
        var text = LinearText()
        if let look = SceneLook(explorer) { text.text(look.stepSentence) }
        text.append(WhyPage().words(explorer))
        return text
    }

    // MARK: Weights

    private static func weights(_ words: [String], _ explorer: Explorer) throws(PlainProblem) -> LinearText {
        guard let look = SceneLook(explorer) else { throw PlainProblem("no scene is open; open NAME opens one") }
        var chosen = look.session.network.parameters
        if !words.isEmpty {
            guard let parameter = look.parameter(named: words.joined(separator: "_")) else {
                throw PlainProblem("no parameter is called \(words.joined(separator: " ")); weights lists them")
            }
            chosen = [parameter]
        }
        var text = LinearText()
        let isUpdated = look.moment == .update
        let moment = isUpdated ? look.session.noStepSentence.map { ": \($0)" } ?? ", after the update" : ""
        let all =
            isUpdated ? look.session.updated : Array(look.session.trace.values[..<look.session.network.parameterCount])
        let vectors = chosen.count { $0.isVector }
        let kinds = [
            chosen.count == vectors ? nil : Words.count(chosen.count - vectors, "matrix", "matrices"),
            vectors == 0 ? nil : Words.count(vectors, "vector"),
        ].compactMap(\.self)
        let numbers = Words.count(chosen.reduce(0) { $0 + $1.rows * $1.columns }, "number")
        text.text("\(kinds.joined(separator: " and ")), \(numbers)\(moment).")
        for parameter in chosen {
            for row in 0..<parameter.rows {
                let start = parameter.offset + row * parameter.columns
                let entries = all[start..<start + parameter.columns].map(look.numbers.exact).joined(separator: ", ")
                let place = parameter.isVector ? "entry \(row + 1)" : "row \(row + 1)"
                text.fact("\(parameter.path) \(place)", entries)
            }
        }
        return text
    }
}

extension SceneLook {
    /// A parameter by its path, or by its own name where only one has it.
    func parameter(named name: String) -> Parameter? {
        let all = session.network.parameters
        if let exact = all.first(where: { $0.path == name }) { return exact }
        let alike = all.filter { $0.name == name }
        return alike.count == 1 ? alike[0] : nil
    }

    /// ∂L/∂ an entry of a parameter as its sum over time, once the backward pass is through.
    func whyGradient(of parameter: Parameter, _ numbers: [Int]) throws(PlainProblem) -> LinearText {
        let row = numbers.first ?? 1
        let column = numbers.count > 1 ? numbers[1] : 1
        guard row <= parameter.rows, column <= parameter.columns else {
            throw PlainProblem("\(parameter.path) has \(parameter.rows) rows and \(parameter.columns) columns")
        }
        var text = LinearText()
        guard session.timeline.hasLoss,
            let index = session.network.parameters.firstIndex(where: { $0.path == parameter.path })
        else { throw PlainProblem("this scene has no loss, so it has no gradients") }
        guard session.isBackwardDone(playhead) else {
            text.text("The gradient of \(parameter.path) is a sum over time, whole when the backward pass is through.")
            return text
        }
        let entry = (row - 1) * parameter.columns + column - 1
        let explanation = explainedGradient(session.network.parameterID(index), entry: entry)
        let value = numberText.gradient(at: parameter.offset + entry)
        text.text("gradient of \(entryInWords(parameter, entry)) is \(value).")
        text.text(explanation.symbols)
        text.text(explanation.numbers)
        return text
    }
}
