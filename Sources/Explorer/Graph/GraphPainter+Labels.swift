import Recurrence
import TerminalUI

extension GraphPainter {
    /// A node's name at a step: `h₃`, `'a'`, `y*₂`.
    func label(_ lane: GraphLane, at t: Int) -> String {
        switch lane.role {
        case .state, .output, .loss: return glyphs.indexed(spelled(lane.name), t)
        case .sum: return glyphs.isASCII ? "+" : "⊕"
        case .input: break
        }
        if lane.isDecoder { return fedLabel(t) }
        if structure.network.architecture.shape == .oneToMany && t > 1 {
            switch structure.network.architecture.feedback {
            case .output: return glyphs.indexed("x", t)
            case .argmax: return glyphs.indexed("max y", t - 1)
            case .target: return glyphs.indexed("y*", t - 1)
            case .none: return "0"
            }
        }
        guard let token = progress.labels.token?(t) else { return glyphs.indexed("x", t) }
        return quoted(token)
    }

    /// What a decoder reads: y_{i−1}, or the target in its place, and with attention the context.
    private func fedLabel(_ i: Int) -> String {
        let feedback = structure.network.architecture.feedback
        let y = glyphs.indexed(i == 1 ? "y" : feedback == .target ? "y*" : feedback == .argmax ? "max y" : "y", i - 1)
        return structure.hasAttention ? y + "," + glyphs.indexed("c", i) : y
    }

    /// The initial state: `0`, a learned `h₀`, or a given `=h₀`.
    func startLabel(_ lane: GraphLane) -> String {
        switch lane.start {
        case .zero: "0"
        case .learned, .encoder: glyphs.indexed(spelled(lane.name), 0)
        case .given: "=" + glyphs.indexed(spelled(lane.name), 0)
        }
    }

    private func spelled(_ name: String) -> String {
        let letter = progress.labels.letters[name] ?? name
        guard glyphs.isASCII else { return letter }
        // A letter with an accent stays the plain one.
        return String((letter.allSatisfy(\.isASCII) ? letter : name).map { $0 == "→" ? ">" : $0 == "←" ? "<" : $0 })
    }

    private func quoted(_ token: String) -> String {
        let cells = Text.cells(token).map { glyphs.isASCII ? Glyphs.asciiTwin(of: $0) : $0 }
        let spelled = String(String.UnicodeScalarView(cells))
        let room = max(1, (layout.panes.first?.columns.pitch ?? 6) - 3)
        let fitted = Text.fit(spelled, width: room)
        return "'" + (glyphs.isASCII ? fitted.replacing(String(Text.ellipsis), with: "~") : fitted) + "'"
    }
}
