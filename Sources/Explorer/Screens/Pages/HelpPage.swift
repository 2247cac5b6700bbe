import TerminalUI

/// The keys of the screen on which the help was asked for, and what they do.
struct HelpPage: Page {
    var scroll = 0
    private let keys: KeyTable<ExplorerDeed>

    init(_ explorer: Explorer) { keys = explorer.keys }

    func title(_ explorer: Explorer) -> String { "Keys" }

    func lines(_ explorer: Explorer, width: Int) -> [StyledText] { keys.help(width: width, glyphs: explorer.glyphs) }

    /// The words of the screen, and those that take more words.
    func words(_ explorer: Explorer) -> LinearText {
        var text = LinearText()
        for binding in keys.bindings {
            guard let word = binding.words.first else { continue }
            text.fact(binding.takesCount ? "\(word) [N]" : word, binding.help)
        }
        for phrase in explorer.phrases { text.fact(phrase.usage, phrase.help) }
        return text
    }
}
