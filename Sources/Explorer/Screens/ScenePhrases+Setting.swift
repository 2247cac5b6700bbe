import Recurrence
import Scenes
import TerminalUI
import Wording

/// The words that set a number of the scene.
extension ScenePhrases {
    private static let countsFromOne = PlainProblem("rows, columns, steps and units are whole numbers from 1 on")

    static func set(_ words: [String], _ explorer: inout Explorer) throws(PlainProblem) -> LinearText {
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
            throw countsFromOne
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
                throw countsFromOne
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
