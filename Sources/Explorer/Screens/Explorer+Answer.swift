import Recurrence
import TerminalUI

extension Explorer {
    /// What an answer compares with: how things stood before a key or a word.
    struct Before {
        let layer: Int
        let playhead: Playhead
        let loss: String?
        /// The scene's: the loss of another one is no change.
        let title: String?
        /// Which graph the Step screen draws; nil on another screen.
        let showsWeights: Bool?

        init(_ explorer: Explorer) {
            title = explorer.session?.scene.title
            showsWeights = (explorer.top as? StepScreen)?.showsWeights
            layer = explorer.layers[explorer.layers.count - 1].id
            playhead = explorer.playhead
            loss = SceneLook(explorer).flatMap { $0.session.timeline.hasLoss ? $0.numberText.loss() : nil }
        }
    }

    /// The answer to a key or a word: one sentence, and then only what changed. A screen that is new is said whole.
    mutating func answer(since before: Before) -> LinearText {
        var text = LinearText()
        let isNew = layers[layers.count - 1].id != before.layer
        let hasMoved = playhead != before.playhead
        let news = message
        if top.isOverlay { return present() }
        let after = Before(self)
        if let shows = after.showsWeights, let showed = before.showsWeights, shows != showed, !isNew, !hasMoved {
            return graphInWords(showsWeights: shows)
        }
        let change = after.loss.flatMap { loss in
            before.loss.flatMap { $0 == loss || before.title != after.title ? nil : " Loss \(loss), was \($0)." }
        }
        if let news { text.text(news.text + (change.map { "." + $0 } ?? "")) }
        guard let sentence = top.sentence(self) else {
            if news != nil, !isNew { text = LinearText() }
            return news != nil && !isNew ? presentWithNews() : presentAfter(text)
        }
        if news == nil || hasMoved || isNew {
            text.text((hasMoved && !isNew ? moment(before: sentence) : sentence) + (news == nil ? change ?? "" : ""))
        }
        if isNew {
            text.append(top.words(self))
        } else if hasMoved {
            text.append(top.changes(self))
        }
        return text
    }

    /// Which graph is drawn now, and its arrows.
    private func graphInWords(showsWeights: Bool) -> LinearText {
        var text = LinearText()
        text.text(
            showsWeights
                ? "the computational graph: the shared weights are one node, every L_t goes into one L"
                : "the unfolded graph: one copy of the cell for each step")
        if let look = SceneLook(self) { text.append(look.graph.describe()) }
        return text
    }

    private func moment(before sentence: String) -> String {
        guard let session else { return sentence }
        return "\(session.name(of: playhead).replacing(":", with: " ")): \(sentence)"
    }

    private func presentAfter(_ news: LinearText) -> LinearText {
        var text = news
        text.append(top.words(self))
        return text
    }

    private func presentWithNews() -> LinearText { plainText() }

    /// The answer in one line, for the bottom of a screen that speaks.
    public var spokenLine: String {
        if let message { return Speech.text(message.text) }
        let sentence = top.sentence(self) ?? ""
        guard !sentence.isEmpty else { return Speech.text(keys.footer(width: size.width - 1, glyphs: glyphs).string) }
        return Speech.text(top.shared.contains(.timeline) ? moment(before: sentence) : sentence)
    }
}
