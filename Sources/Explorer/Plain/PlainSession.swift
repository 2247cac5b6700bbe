import Scenes
import TerminalUI

extension ExplorerState {
    /// Carries out one line and says what to print and to do.
    public mutating func perform(_ command: PlainCommand) -> (output: LinearText, effect: Effect) {
        message = nil
        switch command {
        case .nothing: return (LinearText(), .none)
        case .show: break
        case .act(let action, let times):
            if let reason = reasonAgainst(action) {
                var text = LinearText()
                text.text(reason)
                return (text, .none)
            }
            if action == .notes {
                var text = LinearText()
                text.text(session?.scene.notes ?? "")
                return (text, .none)
            }
            if action == .quit { return (LinearText(), .quit) }
            let effect = act(action, times: times)
            if effect != .none { return (LinearText(), effect) }
        case .goTo(let name):
            goTo(name)
            // Words are not asked back: who says where to go means it.
            if case .confirm(.open(let item)) = overlay { openWithoutAsking(item) }
        case .open(let name):
            if let item = home.items.firstIndex(where: { $0.name == name }) {
                home.selection = item
                openWithoutAsking(item)
            } else {
                message = Message("there is no scene called \(name); scenes lists them", isError: true)
            }
        case .set(let number, let value):
            do {
                try set(number, to: value)
            } catch {
                message = Message(error.words, isError: true)
            }
        case .why(let name):
            if let name, !look(at: name) { message = Message("there is no number \(name) at this step", isError: true) }
            return (whyText(), .none)
        case .scenes:
            var text = LinearText()
            for item in home.items { text.fact(item.name, item.title) }
            return (text, .none)
        case .help:
            var text = LinearText()
            for word in PlainCommand.words { text.fact(word.usage, word.help) }
            return (text, .none)
        case .exercise(let kind, let seed, let level): open(kind, seed: seed, level: level)
        case .answer(let name, let text):
            if let problem = exercise.work?.fill(name, with: text) { message = Message(problem, isError: true) }
            if exercise.work == nil { message = Message("no exercise is open; exercise NAME opens one", isError: true) }
        case .save(let path): return (LinearText(), .save(path: path))
        }
        if let message, message.isError {
            var text = LinearText()
            text.text(message.text)
            return (text, .none)
        }
        return (plainText(), .none)
    }

    private func whyText() -> LinearText {
        var text = LinearText()
        if let message {
            text.text(message.text)
            return text
        }
        guard let session else { return text }
        for explanation in explanations(session) {
            text.text(explanation.symbols)
            if !explanation.numbers.isEmpty { text.text(explanation.numbers) }
        }
        return text
    }

    /// Why an action cannot be done now: what its key would say.
    private func reasonAgainst(_ action: Action) -> String? {
        if case .exercise = action, exercise.work == nil { return "no exercise is open; exercise NAME opens one" }
        if screen != .exercise, session == nil, ![.quit, .screen(.home), .screen(.exercise)].contains(action) {
            return "no scene is open; open NAME opens one"
        }
        return keys.bindings.first { $0.action == action }?.disabled
    }
}
