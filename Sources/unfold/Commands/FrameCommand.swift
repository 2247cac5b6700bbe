import ArgumentParser
import Explorer
import Foundation
import Recurrence
import Scenes
import TerminalUI
import Wording

struct FrameCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "frame", abstract: "Print one screen of a scene: for slides, documents and tests.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, ansi, svg }

    @Argument(help: "A scene file, - for standard input, or the name of a built-in scene.", completion: .scene)
    var scene: String

    @Option(help: ArgumentHelp("\(Self.screenNames), or what lies over one.", valueName: "name"), completion: .screen)
    var screen = "step"

    @Option(
        help: ArgumentHelp(
            "The moment: start, forward:T, forward:T.S, loss, backward:T, clip, update …", valueName: "moment"))
    var at = "start"

    @Option(
        name: .customLong("epoch"),
        help: ArgumentHelp("On a screen that trains: train so many epochs first.", valueName: "number"),
        transform: NumberOption.whole(0...SceneLimits.epochs))
    var epochs: Int?

    @Option(help: ArgumentHelp("Columns and rows, each at most 1000.", valueName: "80x24"))
    var size = "80x24"

    @Option(help: "text, ansi or svg.")
    var format = Format.text

    @Flag(help: "Every moment as a page of its own, into the folder that --output names.")
    var all = false

    @OptionGroup var output: OutputOption

    @Option(help: "braille, unicode or ascii.")
    var glyphs = Glyphs.unicode

    @Option(help: ArgumentHelp("unfold, dalmau, brasher, mcallester, jumadinova or pytorch.", valueName: "notation"))
    var notation: Notation?

    @Option(help: "What lies behind the text, in ansi and svg: dark or light.")
    var background = Background.dark

    func validate() throws {
        if all, output.output == nil { throw ValidationError("--all writes many pages; --output DIR says where.") }
        if all, at != "start" { throw ValidationError("--all has every moment; --at goes without it.") }
    }

    private static var screenNames: String { Explorer.screens.map { $0.name }.joined(separator: ", ") }

    func run() throws {
        var explorer = Explorer(scenes: .builtIn, glyphs: glyphs)
        explorer.open(try SceneLookup.scene(scene).scene)
        if let notation { explorer.notation = notation }
        try explorer.start(at: at)
        guard explorer.open(named: screen) else {
            throw Failure(.usage, "there is no screen \(SafeText.of(screen)); there are \(Self.screenNames)")
        }
        if let message = explorer.message { throw Failure(.usage, message.text) }
        if let epochs {
            do { _ = try explorer.perform("epoch \(epochs)") } catch { throw Failure(.usage, "--epoch: \(error)") }
        }
        let numbers = size.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 2, let width = numbers[0], let height = numbers[1],
            (0...1_000).contains(width), (0...1_000).contains(height)
        else {
            throw Failure(.usage, "--size is columns x rows, such as 100x30, each at most 1000; not \(size)")
        }
        explorer.size = Size(width: width, height: height)
        if all { return try writeAll(&explorer) }
        try output.write(page(explorer))
    }

    private func page(_ explorer: Explorer) -> String {
        let grid = explorer.frame()
        let theme = Theme(tier: .full, background: background)
        return switch format {
        case .text: grid.plainText
        case .ansi: grid.ansiText(theme)
        case .svg: grid.svg(theme)
        }
    }

    /// Pages in the order of the timeline: `00-start.txt`, `01-forward-1.txt` …
    private func writeAll(_ explorer: inout Explorer) throws {
        guard let folder = output.output, let session = explorer.session else { return }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw WriteError(file: folder, reason: "the folder cannot be made")
        }
        let count = session.timeline.count
        let digits = "\(count - 1)".count
        let ending = format == .text ? "txt" : format.rawValue
        for position in 0..<count {
            explorer.go(to: Playhead(position: position))
            let number = "\(position)"
            let name =
                String(repeating: "0", count: digits - number.count) + number + "-"
                + session.timeline[position].description.replacing(":", with: "-")
            try FileWriting.write(page(explorer), to: "\(folder)/\(name).\(ending)")
        }
    }
}
