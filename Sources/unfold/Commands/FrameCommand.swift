import ArgumentParser
import Explorer
import Scenes
import TerminalUI
import Wording

struct FrameCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "frame", abstract: "Print one screen of a scene: for slides, documents and tests.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, ansi, svg }

    @Argument(help: "A scene file, - for standard input, or the name of a built-in scene.")
    var scene: String

    @Option(help: ArgumentHelp("\(Self.screenNames), or what lies over one.", valueName: "name"))
    var screen = "step"

    @Option(
        help: ArgumentHelp(
            "The moment: start, forward:T, forward:T.S, loss, backward:T, clip, update …", valueName: "moment"))
    var at = "start"

    @Option(help: ArgumentHelp("Columns and rows.", valueName: "80x24"))
    var size = "80x24"

    @Option(help: "text, ansi or svg.")
    var format = Format.text

    @Option(help: "braille, unicode or ascii.")
    var glyphs = Glyphs.unicode

    @Option(help: "What lies behind the text: dark or light.")
    var background = Background.dark

    private static var screenNames: String { Explorer.screens.map { $0.name }.joined(separator: ", ") }

    func run() throws {
        var explorer = Explorer(scenes: .builtIn, glyphs: glyphs)
        explorer.open(try SceneLookup.scene(scene).scene)
        try explorer.start(at: at)
        guard explorer.open(named: screen) else {
            throw Failure(.usage, "there is no screen \(SafeText.of(screen)); there are \(Self.screenNames)")
        }
        if let message = explorer.message { throw Failure(.usage, message.text) }
        let numbers = size.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 2, let width = numbers[0], let height = numbers[1],
            (0...1_000).contains(width), (0...1_000).contains(height)
        else {
            throw Failure(.usage, "--size is columns x rows, such as 100x30, each at most 1000; not \(size)")
        }
        explorer.size = Size(width: width, height: height)
        let grid = explorer.frame()
        let theme = Theme(tier: .full, background: background)
        switch format {
        case .text: Output.write(grid.plainText)
        case .ansi: Output.write(grid.ansiText(theme))
        case .svg: Output.write(grid.svg(theme))
        }
    }
}
