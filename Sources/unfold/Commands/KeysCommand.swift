import ArgumentParser
import Curses
import TerminalUI
import Wording

struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "List the explorer's keys, and the words that do the same.",
        discussion: "Each key stands under the first screen that has it; with a screen, all of that screen's.")

    @Argument(help: "A screen, such as step or gradients.", completion: .screen)
    var screen: String?

    @Option(help: "The signs of the keys: braille, unicode or ascii; the locale decides otherwise.")
    var glyphs: Glyphs?

    func run() throws {
        let list = KeyList(glyphs ?? .forCharacterSet(TerminalFacts().characterSet), isShort: screen == nil)
        var sections = list.sections
        if let screen {
            sections = sections.filter { $0.screen == screen }
            if sections.isEmpty {
                let names = list.sections.map(\.screen)
                throw Failure(
                    .usage,
                    "there is no screen called \(Words.quote(screen)); there are \(names.joined(separator: ", "))")
            }
        }
        let width = sections.flatMap(\.entries).map { Text.width($0.keys) }.max() ?? 0
        var lines: [String] = []
        for section in sections {
            if !lines.isEmpty { lines.append("") }
            lines.append("\(section.screen): \(section.title)")
            for entry in section.entries {
                let words = entry.words.isEmpty ? "" : " (\(entry.words.joined(separator: ", ")))"
                lines.append("  " + Text.pad(entry.keys, width: width) + "  " + entry.help + words)
            }
        }
        if screen == nil {
            let usage = list.phrases.map { Text.width($0.usage) }.max() ?? 0
            lines += ["", "words with arguments"]
            lines += list.phrases.map {
                "  " + Text.pad($0.usage, width: usage) + "  " + $0.help.replacing("`", with: "")
            }
        }
        Output.write(lines.joined(separator: "\n") + "\n")
    }
}
