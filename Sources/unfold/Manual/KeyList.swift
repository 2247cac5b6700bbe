import Explorer
import Scenes
import TerminalUI

/// The explorer's own table of keys, screen by screen.
struct KeyList {
    struct Section {
        var screen: String
        var title: String
        var entries: [Entry]
    }

    struct Entry: Hashable {
        var keys: String
        var help: String
        /// What may be said instead, line by line.
        var words: [String]
    }

    private(set) var sections: [Section] = []
    /// Words with arguments and what they do.
    let phrases: [(usage: String, help: String)]

    /// - Parameter isShort: each key once, under the first screen that has it.
    init(_ glyphs: Glyphs, isShort: Bool) {
        var explorer = Explorer(scenes: .builtIn, glyphs: glyphs)
        if let scene = try? BuiltInScenes.named("attention-looks-back")?.scene() { explorer.open(scene) }
        var known: Set<String> = []
        for screen in Explorer.screens where explorer.open(named: screen.name) {
            let entries = explorer.keys.sections.flatMap(\.bindings)
                .map { Entry(keys: $0.names(glyphs), help: $0.help, words: $0.words) }
                .filter { known.insert($0.keys + $0.help).inserted || !isShort }
            if !entries.isEmpty {
                sections.append(Section(screen: screen.name, title: screen.title, entries: entries))
            }
        }
        phrases = explorer.phrases.map { ($0.usage, $0.help) }
    }
}
