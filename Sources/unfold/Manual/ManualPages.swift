import Explorer
import Scenes
import TerminalUI

/// The manual, made of the commands, the key tables and the documents that the program carries.
struct ManualPages {
    struct Page {
        let name: String
        let section: Int
        let text: String

        var file: String { "\(name).\(section)" }
    }

    let pages: [Page]

    init() throws {
        let program = try CommandDescription.ofProgram()
        var pages = [Self.page(of: program, path: [], seeAlso: Self.others(than: program))]
        for command in program.shownCommands {
            pages.append(Self.page(of: command, path: [program.commandName], seeAlso: [("unfold", 1)]))
        }
        pages.append(Self.keys)
        pages += BuiltInDocuments.all.map(Self.page)
        self.pages = pages
    }

    /// A page by its name, or by what stands behind `unfold-`.
    func page(named name: String) -> Page? {
        // A name is a command's and a subject's: what the subject's page says is more.
        pages.first { $0.name == name } ?? pages.last { $0.name == "unfold-\(name)" }
    }

    // MARK: Commands

    /// Every page beside that of the program: of its commands, of the keys, of the files.
    private static func others(than program: CommandDescription) -> [(name: String, section: Int)] {
        program.shownCommands.map { ("\(program.commandName)-\($0.commandName)", 1) } + [("unfold-keys", 7)]
            + BuiltInDocuments.all.map { ("unfold-\($0.name)", 5) }
    }

    private static func page(
        of command: CommandDescription, path: [String], seeAlso: [(name: String, section: Int)]
    ) -> Page {
        let path = path + [command.commandName]
        var roff = Roff(
            path.joined(separator: "-"), section: 1, purpose: purpose(command.abstract), version: Unfold.version)
        roff.heading("Synopsis")
        roff.verbatim([synopsis(of: command, path: path)])
        if let discussion = command.discussion {
            roff.heading("Description")
            roff.paragraph(discussion)
        }
        roff.heading("Options")
        list(command.shownArguments, in: &roff)
        if path.count == 1 {
            roff.heading("Commands")
            for command in command.shownCommands { roff.entry("`\(command.commandName)`", command.abstract ?? "") }
            roff.heading("Exit status")
            for (status, meaning) in ExitStatus.meanings { roff.entry("\(status)", meaning) }
            roff.heading("Files")
            roff.entry(
                "`$XDG_STATE_HOME/unfold`, `~/.local/state/unfold`",
                "What is kept: progress in lessons, answers, unsaved work.")
        } else {
            for command in command.shownCommands {
                roff.heading((path + [command.commandName]).joined(separator: " "))
                if let abstract = command.abstract { roff.paragraph(abstract) }
                roff.verbatim([synopsis(of: command, path: path + [command.commandName])])
                if let discussion = command.discussion { roff.paragraph(discussion) }
                list(command.shownArguments, in: &roff)
            }
        }
        roff.heading("See also")
        roff.paragraph(seeAlso.map { "`\($0.name)`(\($0.section))" }.joined(separator: ", "))
        return Page(name: path.joined(separator: "-"), section: 1, text: roff.text)
    }

    private static func synopsis(of command: CommandDescription, path: [String]) -> String {
        let usage = command.shownArguments.filter { $0.kind == "positional" || !$0.isOptional }.map(\.usage)
        let rest = command.shownCommands.isEmpty ? ["[options]"] : ["[command]", "[options]"]
        return (path + usage + rest).joined(separator: " ")
    }

    private static func list(_ arguments: [CommandDescription.Argument], in roff: inout Roff) {
        for argument in arguments {
            var words = argument.abstract ?? ""
            // Most explanations name the values themselves.
            if let values = argument.allValues, !values.allSatisfy({ words.contains($0) }) {
                words += " One of \(values.joined(separator: ", "))."
            }
            if let value = argument.defaultValue, argument.kind != "flag" { words += " Otherwise \(value)." }
            roff.entry("`\(argument.synopsis)`", words)
        }
    }

    /// What stands behind a name is no sentence: without the point at its end.
    private static func purpose(_ abstract: String?) -> String {
        let words = abstract ?? ""
        return words.hasSuffix(".") ? String(words.dropLast()) : words
    }

    // MARK: Keys

    /// Every key once: under the first screen that has it.
    private static var keys: Page {
        var roff = Roff("unfold-keys", section: 7, purpose: "keys and words of the explorer", version: Unfold.version)
        let list = KeyList(.unicode, isShort: true)
        for section in list.sections {
            roff.heading(section.screen)
            roff.paragraph(section.title)
            for entry in section.entries {
                let words = entry.words.isEmpty ? "" : " In words: \(entry.words.joined(separator: ", "))."
                roff.entry("`\(entry.keys)`", entry.help + "." + words)
            }
        }
        roff.heading("Words with arguments")
        for phrase in list.phrases { roff.entry("`\(phrase.usage)`", phrase.help + ".") }
        roff.heading("See also")
        roff.paragraph("`unfold`(1)")
        return Page(name: "unfold-keys", section: 7, text: roff.text)
    }

    // MARK: Documents

    private static func page(of document: BuiltInDocument) -> Page {
        var roff = Roff("unfold-\(document.name)", section: 5, purpose: document.title, version: Unfold.version)
        roff.heading("Description")
        roff.markdown(document.text)
        roff.heading("See also")
        roff.paragraph("`unfold`(1)")
        return Page(name: "unfold-\(document.name)", section: 5, text: roff.text)
    }
}
