import Recurrence
import Scenes

extension Scene {
    /// What a scene is beside its numbers; nil where the words name nothing of it.
    ///
    /// `cell.stack.0.lstm`, `residual.stack.1`, `bidirectional.stack.0`, `learned.stack.2`, `feedback.target`, and `token.WORD` at a step.
    func isSo(_ words: [String], at indices: [Int]) -> Bool? {
        switch words.first {
        case "feedback":
            guard words.count == 2, indices.isEmpty, let feedback = Feedback(rawValue: words[1]) else { return nil }
            return model.feedback == feedback
        case "token":
            guard words.count == 2, indices.count == 1, vocabulary.contains(words[1]),
                let token = self[.token(step: indices[0] - 1)]
            else { return nil }
            return said(token, of: .token(step: indices[0] - 1)) == words[1]
        default: return isLayer(words, at: indices)
        }
    }

    private func isLayer(_ words: [String], at indices: [Int]) -> Bool? {
        guard words.count >= 3, words[1] == "stack", let index = Int(words[2]), model.stack.indices.contains(index),
            indices.isEmpty
        else { return nil }
        let layer = model.stack[index]
        switch (words[0], words.dropFirst(3).first) {
        case ("cell", let name?): return Cells.named(name) == nil ? nil : layer.cell == name
        case ("residual", nil): return layer.residual
        case ("bidirectional", nil): return layer.bidirectional
        case ("learned", nil): return layer.initialState == .learned
        default: return nil
        }
    }
}
