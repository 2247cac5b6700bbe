import ArgumentParser
import Foundation

/// A command as ArgumentParser describes it: what the help, the manual and the completions are made of.
struct CommandDescription: Decodable {
    struct Argument: Decodable {
        struct Name: Decodable {
            let kind: String
            let name: String

            var dashed: String { (kind == "long" ? "--" : "-") + name }
        }

        let kind: String
        let shouldDisplay: Bool
        let isOptional: Bool
        let isRepeating: Bool
        let names: [Name]?
        let valueName: String?
        let defaultValue: String?
        let allValues: [String]?
        let abstract: String?

        /// `--format <format>`, or `<scene>`.
        var synopsis: String {
            let value = "<\(valueName ?? "value")>"
            guard kind != "positional" else { return value }
            let names = (names ?? []).map(\.dashed).joined(separator: ", ")
            return kind == "flag" ? names : "\(names) \(value)"
        }

        /// The same as it stands in the synopsis of a command.
        var usage: String {
            let text = kind == "positional" ? synopsis : synopsis.components(separatedBy: ", ").last ?? synopsis
            let repeated = isRepeating ? "\(text) ..." : text
            return isOptional ? "[\(repeated)]" : repeated
        }
    }

    let commandName: String
    let shouldDisplay: Bool
    let abstract: String?
    let discussion: String?
    let subcommands: [CommandDescription]?
    let arguments: [Argument]?

    private struct Tool: Decodable {
        let command: CommandDescription
    }

    /// The whole program.
    static func ofProgram() throws -> CommandDescription {
        try JSONDecoder().decode(Tool.self, from: Data(Unfold._dumpHelp().utf8)).command
    }

    /// What is shown; `help` is ArgumentParser's own and says itself what it does.
    var shownCommands: [CommandDescription] {
        (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
    }

    var shownArguments: [Argument] { (arguments ?? []).filter(\.shouldDisplay) }
}
