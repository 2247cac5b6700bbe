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

    private var isASCII: Bool { text.numbers.glyphs.isASCII }

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

    func explanation(result: String) -> Explanation {
        let t = text.numbers.glyphs.subscripted(step)
        let (output, target) = (output, target)
        if session.network.architecture.loss == .nll, case .index(let k)? = session.trace.target(at: step) {
            return Explanation(
                symbols: "L\(t) = −log y\(t)[\(className(k))]",
                numbers: "−log \(output.indices.contains(k) ? output[k] : "?") = \(result)")
        }
        let dot = isASCII ? "*" : "·"
        if session.network.architecture.loss == .nll {
            let sum = Summands(target.count) { "\(target[$0].inBracketsIfNegative)\(dot)log \(output[$0])" }.text(
                most: most)
            return Explanation(symbols: "L\(t) = −Σ_k target_k log y\(t)[k]", numbers: "−(\(sum)) = \(result)")
        }
        let minus = text.numbers.glyphs.minus
        if session.network.architecture.loss == .bce {
            let labels = self.labels
            let sum = Summands(min(output.count, labels.count)) {
                "\(labels[$0])\(dot)log \(output[$0]) + (1 \(minus) \(labels[$0]))\(dot)log(1 \(minus) \(output[$0]))"
            }.text(most: most)
            return Explanation(
                symbols: "L\(t) = −Σ_k (target_k log y\(t)[k] + (1 \(minus) target_k) log(1 \(minus) y\(t)[k]))",
                numbers: "−(\(sum)) = \(result)")
        }
        let square = isASCII ? "^2" : "²"
        let sum = Summands(min(output.count, target.count)) {
            "(\(output[$0]) \(minus) \(target[$0].inBracketsIfNegative))\(square)"
        }.text(most: most)
        let half = isASCII ? "1/2" : "½"
        return Explanation(
            symbols: "L\(t) = \(half) ‖y\(t) \(minus) target‖²", numbers: "\(half) (\(sum)) = \(result)")
    }
}
