import ArgumentParser
import Curses
import Explorer
import Foundation
import Scenes
import TerminalUI
import Wording

struct ExploreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explore",
        abstract: "Step through a scene on the screen, or line by line.",
        discussion: """
            Without a terminal, or with --plain, commands are words on standard input; `help` lists them. A file of such \
            words is a script.
            """)

    @Argument(
        help: "A scene file, - for standard input, or the name of a built-in scene; without it, the home screen.",
        completion: .scene)
    var scene: String?

    @Flag(help: "Line by line: for screen readers, pipes and logs.")
    var plain = false

    @Flag(help: "Keep the answer to every key in words in the bottom row: for screen readers on the full screen.")
    var speak = false

    @Option(
        help: ArgumentHelp("Carry out the commands of a file, line by line.", valueName: "file"), completion: .file())
    var script: String?

    @Option(
        help: ArgumentHelp("Write every command that was carried out to a file.", valueName: "file"),
        completion: .file())
    var record: String?

    @Option(
        help:
            "What --record writes: script (the commands, unless said), or the frames as an asciicast, cast2 or cast3.")
    var recordFormat: RecordFormat?

    @Option(help: ArgumentHelp("Begin at a moment, such as forward:3 or backward:2.1.", valueName: "moment"))
    var at: String?

    @OptionGroup var display: DisplayOptions

    func validate() throws {
        if recordFormat != nil, record == nil { throw ValidationError("--record-format goes with --record FILE.") }
    }

    func run() throws {
        let recordFormat = recordFormat ?? .script
        var explorer = Explorer(scenes: .builtIn, glyphs: display.chosenGlyphs)
        explorer.speaks = speak
        if let scene { explorer.open(try SceneLookup.scene(scene).scene) }
        if let at { try explorer.start(at: at) }
        let isPlain = plain || script != nil || scene == "-" || !Terminal.isUsable
        if isPlain {
            var loop = PlainLoop(
                explorer: explorer, script: script, record: record, format: recordFormat,
                background: display.background ?? .dark)
            try loop.run()
        } else {
            if record != nil, recordFormat == .script {
                throw Failure(
                    .usage,
                    "--record writes words, so it goes with --plain or --script; --record-format cast2 or cast3 records the screen"
                )
            }
            do {
                var loop = ScreenLoop(explorer: explorer, display: display, record: record, format: recordFormat)
                try loop.run()
            } catch let error as TerminalError {
                throw Failure(.usage, "\(error)")
            }
        }
    }
}

extension Explorer {
    /// Goes to a moment by its name before the first frame.
    mutating func start(at name: String) throws {
        guard let session else { throw Failure(.usage, "--at needs a scene") }
        guard let playhead = session.playhead(named: name) else {
            throw Failure(
                .usage, "this scene has no moment \(SafeText.of(name)); its moments run \(session.timeline.inWords)")
        }
        go(to: playhead)
    }
}

extension Terminal {
    /// Whether there is a terminal to draw on: both ends are one, and it is not `dumb`.
    static var isUsable: Bool {
        isatty(0) == 1 && isatty(1) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }
}
