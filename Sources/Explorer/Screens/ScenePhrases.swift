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

    // MARK: Set

    private static func set(_ words: [String], _ explorer: inout Explorer) throws(PlainProblem) -> LinearText {
        let joined = joiningName(words, explorer)
        guard let name = joined.first, let text = joined.last, joined.count >= 2 else { throw .needsMoreWords("set") }
        // The names that weights and why take.
        let path = SceneLook(explorer)?.parameter(named: name)?.path ?? name
        if let said = try setSwitch(joined, &explorer) { return said }
        let value: Scenes.Number
        do {
            value = try Scenes.Number(plainNumber(text))
        } catch {
            throw PlainProblem("\(text) is no number; 2, −0.5 and 1/3 are")
        }
        let indices = joined.dropFirst().dropLast().filter { !["row", "column", "entry", "unit", "step"].contains($0) }
            .map { Int($0) }
        guard indices.count <= 2 else {
            throw PlainProblem(
                "\(path) takes two indices at most, and then one value; "
                    + "\(joined.dropFirst().joined(separator: " ")) is \(joined.count - 4 == 1 ? "one number" : "\(joined.count - 4) numbers") too many"
            )
        }
        guard indices.allSatisfy({ $0.map { $0 >= 1 } ?? false }) else {
            throw PlainProblem("rows, columns, steps and units are whole numbers from 1 on")
        }
        if let problem = missingIndex(path, indices.count, explorer) { throw problem }
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
        if case .parameter = number, let look = SceneLook(explorer), look.parameter(named: path) == nil {
            let paths = look.session.network.parameters.map(\.path)
            let near = Spelling.nearest(to: path, among: paths).map { "did you mean \($0)?" } ?? "weights lists them"
            throw PlainProblem("no parameter is called \(SafeText.of(path)); \(near)")
        }
        let old = explorer.session?.scene[number]?.description
        let before = Explorer.Before(explorer).loss
        do {
            try explorer.set(number, to: value)
        } catch {
            throw PlainProblem(error.words)
        }
        let isVector = SceneLook(explorer)?.parameter(named: path)?.isVector ?? false
        let place =
            switch number {
            case .parameter: isVector ? " entry \(row + 1)" : " row \(row + 1) column \(column + 1)"
            case .input, .target: " step \(row + 1) entry \(column + 1)"
            case .start: " entry \(row + 1)"
            case .threshold, .rate, .residual, .feedback, .token: ""
            }
        var said = LinearText()
        let was = old.map { $0 == value.description ? ", as before" : ", was \($0)" } ?? ""
        let loss = Explorer.Before(explorer).loss.map { loss in
            before.map { $0 == loss ? " Loss \(loss)." : " Loss \(loss), was \($0)." } ?? ""
        }
        said.text("\(path)\(place) is \(value.description)\(was).\(loss ?? "")")
        return said
    }

    /// What is wrong with so many indices behind a name: too few where several numbers have it, or any where it is one number.
    private static func missingIndex(_ path: String, _ count: Int, _ explorer: Explorer) -> PlainProblem? {
        guard let scene = explorer.session?.scene else { return nil }
        var (rows, columns) = (1, 1)
        var (row, column) = ("row", "column")
        switch path {
        case "threshold", "rate":
            return count == 0 ? nil : PlainProblem("\(path) is one number; its value alone stands behind it")
        case "inputs", "targets":
            let isInput = path == "inputs"
            (rows, columns) =
                isInput
                ? (scene.lengths.inputs, scene.model.inputWidth) : (scene.lengths.outputs, scene.model.outputWidth)
            (row, column) = ("step", "entry")
        case "start":
            (rows, columns) = (scene.model.outputWidth, 1)
            row = "entry"
            if count > 1 { return PlainProblem("start takes an entry, and then one value") }
        default:
            guard let parameter = SceneLook(explorer)?.parameter(named: path) else { return nil }
            (rows, columns) = (parameter.rows, parameter.columns)
            if parameter.isVector { row = "entry" }
        }
        guard count < (columns > 1 ? 2 : rows > 1 ? 1 : 0) else { return nil }
        let has = Words.count(rows, row, row == "entry" ? "entries" : row + "s")
        return columns > 1
            ? PlainProblem(
                "\(path) has \(has) and \(columns) \(column == "entry" ? "entries in each" : "columns"); "
                    + "name a \(row) and \(column == "entry" ? "an entry" : "a column") before the value")
            : PlainProblem("\(path) has \(has); name one before the value")
    }

    /// What is set by a word: a shortcut, the feedback, a token; nil for anything else.
    private static func setSwitch(_ words: [String], _ explorer: inout Explorer) throws(PlainProblem) -> LinearText? {
        guard let scene = explorer.session?.scene, let value = words.last else { return nil }
        let number: SceneNumber
        switch words[0] {
        case "feedback" where words.count == 2: number = .feedback
        case "tokens" where words.count == 3:
            guard let step = Int(words[1]), step >= 1 else {
                throw PlainProblem("rows, columns, steps and units are whole numbers from 1 on")
            }
            number = .token(step: step - 1)
        case let name where name.hasPrefix("residual.stack.") && words.count == 2:
            number = .residual(layer: Int(name.dropFirst("residual.stack.".count)) ?? -1)
        default: return nil
        }
        guard let old = scene[number] else { throw PlainProblem(EditError.noSuchNumber.words) }
        guard let new = scene.value(value, of: number) else {
            let known =
                number == .feedback
                ? "output, target, none"
                : scene.vocabulary.isEmpty ? "on, off" : scene.vocabulary.joined(separator: ", ")
            throw PlainProblem("\(SafeText.of(value)) does not fit; there are \(known)")
        }
        let before = Explorer.Before(explorer).loss
        do { try explorer.set(number, to: new) } catch { throw PlainProblem(error.words) }
        var said = LinearText()
        let loss = Explorer.Before(explorer).loss.map { " Loss \($0)" + (before.map { ", was \($0)." } ?? ".") } ?? ""
        said.text("\(words.dropLast().joined(separator: " ")) is \(value), was \(scene.said(old, of: number)).\(loss)")
        return said
    }

    /// A name that was printed with a blank for its underscore is read again: `readout.W y 1 1 0.5`.
    private static func joiningName(_ words: [String], _ explorer: Explorer) -> [String] {
        guard words.count > 2, let look = SceneLook(explorer), look.parameter(named: words[0]) == nil,
            look.parameter(named: "\(words[0])_\(words[1])") != nil
        else { return words }
        return ["\(words[0])_\(words[1])"] + words.dropFirst(2)
    }

    /// A number as it is printed, and as many write it: U+2212 for the minus, a comma for the point.
    private static func plainNumber(_ text: String) -> String {
        let signed = text.replacing("\u{2212}", with: "-")
        return signed.count { $0 == "," } == 1 && !signed.contains(".") ? signed.replacing(",", with: ".") : signed
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
