import ArgumentParser
import Foundation

@main
struct Unfold: ParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "unfold",
        abstract: "Step through recurrent networks, forward and backward, with every number in sight.",
        discussion: """
            Without a command, the explorer opens at its home screen. SCENE is a scene file, - for standard input, \
            or the name of a built-in scene (see `unfold scenes`); a file beats a built-in scene of the same name.
            """,
        version: version,
        subcommands: [
            ExploreCommand.self, TraceCommand.self, ExplainCommand.self, ScenesCommand.self, FrameCommand.self,
            DrawCommand.self, WorksheetCommand.self,
            ImportCommand.self,
            ExportCommand.self, TrainCommand.self, ExperimentCommand.self, ExerciseCommand.self, LessonCommand.self,
            VerifyCommand.self, BenchmarkCommand.self, KeysCommand.self, DoctorCommand.self, ManualCommand.self,
        ],
        defaultSubcommand: ExploreCommand.self
    )

    static func main() {
        StandardFiles.open()
        signal(SIGPIPE, SIG_IGN)
        // Writing past a limit on the size of files is an error of that file.
        signal(SIGXFSZ, SIG_IGN)
        do {
            let arguments = CommandLine.arguments.dropFirst()
            // Asked by scripts at every start; making the tree of commands would take longer than all else.
            if arguments.elementsEqual(["--version"]) { return Output.end("\(version)\n") }
            var command = try parseAsRoot(CommandLineArguments.joiningNegativeNumbers(Array(arguments)))
            try command.run()
            Output.flush()
        } catch {
            ErrorReport.end(error, of: Unfold.self)
        }
    }
}
