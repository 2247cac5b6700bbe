import ExactMath
import Recurrence
import TerminalUI

/// One step's loss: its target beside its output, and its equation with the numbers in.
struct LossTerm {
    let session: Session
    let text: NumberText
    let step: Int
    let most: Int

    init(_ session: Session, _ text: NumberText, at step: Int, most: Int) {
        self.session = session
        self.text = text
        self.step = step
        self.most = most
    }

    /// y, entry by entry.
    var output: [String] {
        if text.isExact, let exact = session.exact { return exact.output(at: step).map(text.fraction) }
        return session.trace.output(at: step).map(text.numbers.text)
    }

    /// The target's entries, or its class.
    var target: [String] {
        if text.isExact, let exact = session.exact, case .vector(let entries)? = exact.target(at: step) {
            return entries.map(text.fraction)
        }
        switch session.trace.target(at: step) {
        case .vector(let entries): return entries.map(text.numbers.text)
        case .index(let k): return [className(k)]
        case nil: return []
        }
    }

    /// A token by its name in quotes, a class by its number.
    private func className(_ k: Int) -> String {
        let vocabulary = session.scene.vocabulary
        return vocabulary.indices.contains(k) ? "'\(vocabulary[k])'" : "class \(k)"
    }

    /// The target's entries; a class is one-hot.
    private var labels: [String] {
        guard case .index(let k)? = session.trace.target(at: step) else { return target }
        return output.indices.map { $0 == k ? "1" : "0" }
    }
}
