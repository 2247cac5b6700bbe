import TerminalUI

/// Asks for an epoch of a training.
struct EpochPrompt: Prompt {
    var editor = LineEditor()
    var question: String { "go to epoch " }
    var hint: String { "a number; what is not trained yet is trained first" }
    var answer: String { "goes there" }

    func accept(_ text: String, _ explorer: inout Explorer) {
        guard let epoch = Self.epoch(text) else {
            explorer.message = .init("an epoch is a whole number up to \(Self.most)", isError: true)
            return
        }
        explorer.go(toEpoch: epoch)
    }

    /// So far can be gone at once.
    static let most = 1_000_000

    static func epoch(_ text: String) -> Int? {
        Int(text.filter { $0 != " " }).flatMap { (0...most).contains($0) ? $0 : nil }
    }

    /// `epoch 100`, wherever something trains.
    static let phrase = Phrase(
        "epoch N", help: "go to an epoch of a training; what is not trained yet is trained first"
    ) { explorer, words throws(PlainProblem) in
        guard words.count == 1, let epoch = epoch(words[0]) else {
            throw PlainProblem("epoch takes a whole number up to \(most)")
        }
        explorer.go(toEpoch: epoch)
    }
}
