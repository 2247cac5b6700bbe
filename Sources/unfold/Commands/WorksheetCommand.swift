import ArgumentParser
import Exercises
import Formula
import Recurrence
import Scenes
import Wording

struct WorksheetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worksheet",
        abstract: "Work a scene with boxes for the numbers that are asked for, and the key.",
        discussion: """
            --blank names what is asked for, with commas between: 'c, grad(h)'; without it everything that is computed. --seed \
            draws other numbers, the same for the same seed on every machine, and --count or --roster so many sheets, each \
            with the next seed. All keys come after all sheets.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, latex }

    @Argument(help: "A scene file, - for standard input, or the name of a built-in scene.", completion: .scene)
    var scene: String

    @Option(help: ArgumentHelp("What is asked for: h, grad(h), stack.0.W_f …", valueName: "names"))
    var blank: String?

    @Option(
        help: ArgumentHelp(
            "Draw other numbers; without it the scene's own, of several sheets from seed 1 on.", valueName: "n"),
        transform: NumberOption.seed)
    var seed: UInt64?

    @Option(
        help: ArgumentHelp("So many sheets, each with the next seed.", valueName: "n"),
        transform: NumberOption.whole(1...5_000))
    var count: Int?

    @Option(
        help: ArgumentHelp("A sheet for each name in this file, one a line.", valueName: "file"), completion: .file())
    var roster: String?

    @Flag(help: "Draw whole numbers, so that no number of the pass is long; for networks of +, − and × alone.")
    var integers = false

    @Option(help: "text or latex.")
    var format = Format.text

    @Option(help: ArgumentHelp("unfold, dalmau, brasher, mcallester, jumadinova or pytorch.", valueName: "notation"))
    var notation = Notation.unfold

    @Option(
        help: ArgumentHelp("Digits after the point, 1 to 17; 17 writes every digit. (default: 4)", valueName: "n"),
        transform: NumberOption.whole(1...17))
    var digits = 4

    @Flag(help: "Signs of a keyboard only, in text.")
    var ascii = false

    @OptionGroup var output: OutputOption

    func validate() throws {
        if ascii, format == .latex { throw ValidationError("--ascii goes with --format text.") }
        if count != nil, roster != nil { throw ValidationError("--count and --roster both say how many; give one.") }
    }

    func run() throws {
        let scene = try SceneLookup.scene(self.scene).scene
        let asked = try WorkedNames.checked(blank, of: "--blank", in: scene)
        let students = try roster.map { try Roster.read($0).names } ?? []
        let number = students.isEmpty ? count ?? 1 : students.count
        var options = WorkedDerivation.Options()
        options.notation = notation
        options.style = format == .latex ? .latex : ascii ? .ascii : .unicode
        options.decimals = digits
        var sheets: [WorkedDerivation] = []
        var keys: [WorkedDerivation] = []
        for index in 0..<number {
            var worksheet = Worksheet(try numbers(of: scene, index, isOneOfMany: number > 1), blank: asked, options)
            guard worksheet.asks else {
                throw Failure(.usage, "nothing that is computed is among \(blank ?? ""), so there would be no box")
            }
            let name = students.isEmpty ? (number > 1 ? "sheet \(index + 1)" : "") : students[index]
            let title = [worksheet.sheet.title, name].filter { !$0.isEmpty }.joined(separator: ", ")
            worksheet.sheet.title = title
            worksheet.key.title = "Key: " + title
            sheets.append(worksheet.sheet)
            keys.append(worksheet.key)
        }
        switch format {
        case .text:
            let texts = (sheets + keys).map { $0.text(.text, style: options.style, width: Output.width) }
            try output.write(texts.joined(separator: "\n"))
        case .latex: try output.write(WorkedDerivation.latex(sheets + keys))
        }
    }

    /// The scene's own numbers, or those of the seed and of those after it.
    private func numbers(of scene: Scene, _ index: Int, isOneOfMany: Bool) throws -> Scene {
        guard seed != nil || integers || isOneOfMany else { return scene }
        let draw: Scene.Draw = integers ? .integers : .tenths
        if let drawn = scene.redrawn(seed: (seed ?? 1) &+ UInt64(index), draw) { return drawn }
        throw Failure(
            .data,
            scene.isRational
                ? "\(self.scene): no whole numbers were found that stay short over so many steps; fewer steps would fit"
                : "\(self.scene): it has more than +, − and ×, so its numbers are no fractions; a linear network with the loss mse would fit --integers"
        )
    }
}
