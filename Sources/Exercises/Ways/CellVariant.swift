import Formula
import Recurrence
import Wording

/// A built-in cell with its options, for questions about its equations alone.
public struct CellVariant: Sendable, Hashable {
    /// The name in scene files: "lstm".
    public var name: String
    /// "", "reset after", "diagonal peepholes" …
    public var option: String

    /// Every built-in cell with every setting that changes its equations.
    static let all: [CellVariant] = Cells.all.flatMap { type -> [CellVariant] in
        var options = [""]
        if type.options.contains(.reset) { options = ["reset before", "reset after"] }
        if type.options.contains(.peephole) { options.append(contentsOf: ["diagonal peepholes", "full peepholes"]) }
        if type.options.contains(.widths) { options = ["one hidden layer"] }
        return options.map { CellVariant(name: type.name, option: $0) }
    }

    /// A layer's cell as a scene has it.
    init(name: String, option: String) {
        self.name = name
        self.option = option
    }

    /// - Parameter options: those of a scene's layer; nil where its equations have more layers than there are letters.
    init?(_ cell: String, _ options: CellOptions) {
        guard let type = Cells.named(cell) else { return nil }
        self.init(name: cell, option: "")
        if type.options.contains(.reset) { option = "reset \(options.reset.rawValue)" }
        if type.options.contains(.peephole), options.peephole != .none {
            option = "\(options.peephole.rawValue) peepholes"
        }
        if type.options.contains(.widths) {
            guard options.widths.count <= 1 else { return nil }
            option = options.widths.isEmpty ? "" : "one hidden layer"
        }
    }

    private var options: CellOptions {
        switch option {
        case "reset after": CellOptions(reset: .after)
        case "diagonal peepholes": CellOptions(peephole: .diagonal)
        case "full peepholes": CellOptions(peephole: .full)
        case "one hidden layer": CellOptions(widths: [3])
        default: CellOptions()
        }
    }

    /// "the cell lstm with diagonal peepholes"
    var words: String { "the cell \(name)" + (option.isEmpty ? "" : " with \(option)") }

    /// One step with everything given, and with a gradient that comes into every state from later.
    ///
    /// - Parameter hidden: H; the input has one entry less, so that the shapes differ, or is a number too.
    func model(hidden: Int, draw: () -> Double) -> WorkedModel<Double> {
        let cell = Cells.named(name).map { $0.init(options) } ?? LinearCell(CellOptions())
        let width = max(1, hidden - 1)
        var own = options
        if hidden == 1, !own.widths.isEmpty { own.widths = [1] }
        let sized = Cells.named(name).map { $0.init(own) } ?? cell
        let architecture = Architecture(
            stack: [Layer(cell: sized, hidden: hidden, initialState: .given)], inputWidth: width)
        let lengths = Lengths(inputs: 1, outputs: 1)
        var model = WorkedModel<Double>(architecture: architecture, lengths: lengths)
        func random(_ count: Int) -> [Double] { (0..<count).map { _ in draw() } }
        for parameter in Network(architecture, lengths: lengths).parameters {
            model.values[parameter.path] = random(parameter.count)
        }
        model.inputs = [random(width)]
        for state in type(of: sized).states { model.later["stack.0.\(state)"] = random(hidden) }
        return model
    }

    /// A layer of the cell over one step, to look at.
    func scene(title: String) -> JSON {
        var layer = [JSON.Member("cell", .string(name)), JSON.Member("hidden", .integer(2))]
        switch option {
        case "reset before", "reset after": layer.append(JSON.Member("reset", .string(options.reset.rawValue)))
        case "diagonal peepholes", "full peepholes":
            layer.append(JSON.Member("peephole", .string(options.peephole.rawValue)))
        case "one hidden layer": layer.append(JSON.Member("widths", .array([.integer(2)])))
        default: break
        }
        return .object([
            "unfold": .integer(1), "title": .string(title),
            "model": .object(["shape": .string("many-to-many"), "stack": .array([.object(layer)])]),
            "sequence": .object(["inputs": .array([.array([.integer(1)])])]), "loss": .string("none"),
            "parameters": .object(["initialize": .object(["scheme": .string("zero")])]),
        ])
    }

    /// The states, h first.
    var states: [String] { Cells.named(name)?.states ?? ["h"] }
}

/// The letters of a cell's equations on a sheet: f_1, c_tilde_1, h_0, U_f; numbered ones as letters of their own.
enum CellLetter {
    private static let numbered = ["u_1": "u", "U_1": "U", "W_1": "W", "b_1": "b", "W_2": "V", "b_2": "c"]

    /// "f" of stack.0.f
    static func of(_ path: String) -> String {
        let letter = path.split(separator: ".").last.map(String.init) ?? path
        if letter.hasSuffix("0"), letter.count == 2 { return String(letter.dropLast()) }
        return numbered[letter] ?? letter
    }

    /// What a line is called in a formula: h_0, f_1, U_f, dh_1 for what comes from later.
    static func name(_ line: LineName) -> String {
        if line.path.hasPrefix("later:") { return "d\(of(line.original.path))_\(line.step ?? 1)" }
        // A given state 0 is a parameter of its own.
        if line.step == nil, line.path.hasSuffix("0") { return of(line.path) + "_0" }
        return of(line.path) + (line.step.map { "_\($0)" } ?? "")
    }

    static func form(_ line: LineName) -> WrittenForm {
        let text = name(line)
        let parts = text.split(separator: "_").map(String.init)
        var latex = parts[0]
        let isTilde = parts.contains("tilde")
        if isTilde { latex = "\\tilde{\(latex)}" }
        let lower = parts.dropFirst().filter { $0 != "tilde" }.joined(separator: ",")
        return WrittenForm(text, lower.isEmpty ? latex : "\(latex)_{\(lower)}")
    }
}
